"""What can go wrong, as one small tree; the message is one line that a person can act on.

OnTheRecordError
├── TranscriptError      a file or its metadata can't be read as a transcript
│   └── ChangedError     the file is no longer the one that was opened
├── ModelError           the embedding model is missing, damaged or not the expected one
└── QuestionError        the question or its options are out of range
"""


class OnTheRecordError(Exception):
    """Base of every error that this program raises on purpose."""


class TranscriptError(OnTheRecordError):
    """A file or its metadata can't be read as a transcript."""


class ChangedError(TranscriptError):
    """The file on disk is no longer the one that was opened."""


class ModelError(OnTheRecordError):
    """The embedding model is missing, damaged or not the expected one."""


class QuestionError(OnTheRecordError):
    """A question or one of its options is out of range."""
