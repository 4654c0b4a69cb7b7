"""One file per command: each has `add(parser)` and a function that runs it and returns the exit status."""
