"""What can go wrong with transcripts and models, as one small tree; the message is one line that a person can act on.

OnTheRecordError         every error that this program raises on purpose; the bot's own are in bot/errors.py
├── TranscriptError      a file or its metadata can't be read as a transcript
│   └── ChangedError     the file is no longer the one that was opened
├── ModelError           a model is missing, damaged or not the expected one
├── StoreError           the server that keeps the transcripts can't be used, or not for this
└── PreparingError       what is asked for is not ready yet
"""


class OnTheRecordError(Exception):
    """Base of every error that this program raises on purpose.

    The message is in English. The page tells the same in its own language: by the text that `key` names, filled in with
    `values` (bot/render/languages). A class has a key for all that it says, unless an error is given its own.
    """

    key = "error.fault"

    def __init__(self, message: str, key: str = "", **values: object) -> None:
        super().__init__(message)
        self.key = key or self.key
        self.values = values


class TranscriptError(OnTheRecordError):
    """A file or its metadata can't be read as a transcript."""


class ChangedError(TranscriptError):
    """The file on disk is no longer the one that was opened."""


class ModelError(OnTheRecordError):
    """The embedding model is missing, damaged or not the expected one."""

    key = "error.model"


class StoreError(OnTheRecordError):
    """The server that keeps the transcripts can't be used, or not for what is asked of it."""

    key = "error.store"


class PreparingError(OnTheRecordError):
    """What is asked for is being prepared: it can be had a while later."""

    key = "error.preparing"
