"""What can go wrong, as one small tree; the message is one line that a person can act on.

OnTheRecordError
├── TranscriptError      a file or its metadata can't be read as a transcript
│   └── ChangedError     the file is no longer the one that was opened
├── ModelError           a model is missing, damaged or not the expected one
├── ArticleError         a text whose quotations are to be checked can't be read
├── QuestionError        the question or its options are out of range
├── BusyError            more questions are being asked than can be answered
├── UsersError           the file of users, a name or a password can't be used
└── OptionError          an option of the server can't be used
"""


class OnTheRecordError(Exception):
    """Base of every error that this program raises on purpose."""


class TranscriptError(OnTheRecordError):
    """A file or its metadata can't be read as a transcript."""


class ChangedError(TranscriptError):
    """The file on disk is no longer the one that was opened."""


class ModelError(OnTheRecordError):
    """The embedding model is missing, damaged or not the expected one."""


class ArticleError(OnTheRecordError):
    """A text whose quotations are to be checked can't be read."""


class QuestionError(OnTheRecordError):
    """A question or one of its options is out of range."""


class BusyError(OnTheRecordError):
    """More questions are being asked at once than can be answered or may wait."""


class UsersError(OnTheRecordError):
    """The file of users, a name or a password can't be used."""


class OptionError(OnTheRecordError):
    """An option of the server can't be used."""
