"""The program's version, as `python -m bot --version` prints it."""

VERSION = "0.5.0"
