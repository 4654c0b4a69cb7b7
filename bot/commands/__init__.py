"""One file per command: each has `add(subparsers)` and a function that runs it and returns the exit status."""
