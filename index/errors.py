"""What can go wrong with transcripts and models, as one small tree; the message is one line that a person can act on.

OnTheRecordError         every error that this program raises on purpose; the bot's own are in bot/errors.py
├── TranscriptError      a file or its metadata can't be read as a transcript
│   └── ChangedError     the file is no longer the one that was opened
└── ModelError           a model is missing, damaged or not the expected one
"""


class OnTheRecordError(Exception):
    """Base of every error that this program raises on purpose."""


class TranscriptError(OnTheRecordError):
    """A file or its metadata can't be read as a transcript."""


class ChangedError(TranscriptError):
    """The file on disk is no longer the one that was opened."""


class ModelError(OnTheRecordError):
    """The embedding model is missing, damaged or not the expected one."""
