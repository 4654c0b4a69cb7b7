"""What an AI agent calls, over the Model Context Protocol."""
