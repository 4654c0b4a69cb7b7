"""What a person typed becomes what is searched."""
