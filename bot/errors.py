"""What can go wrong between a question and its answer: the bot's part of the tree in index/errors.py.

OnTheRecordError         every error that this program raises on purpose (index/errors.py)
├── ArticleError         a text whose quotations are to be checked can't be read
├── QuestionError        the question or its options are out of range
├── BusyError            more questions are being asked than can be answered
├── UploadError          what a visitor brings along can't be taken
│   └── GoneError        what a visitor brought along is no longer there
├── UsersError           the file of users, a name or a password can't be used
└── OptionError          an option of the server or of a command can't be used
"""

from index.errors import OnTheRecordError


class ArticleError(OnTheRecordError):
    """A text whose quotations are to be checked can't be read."""

    key = "error.text"


class QuestionError(OnTheRecordError):
    """A question or one of its options is out of range."""

    key = "error.question"


class BusyError(OnTheRecordError):
    """More questions are being asked at once than can be answered or may wait."""

    key = "error.busy"


class UploadError(OnTheRecordError):
    """What a visitor brings along can't be taken."""

    key = "error.upload"


class GoneError(UploadError):
    """What a visitor brought along is no longer there: the page has to begin anew."""

    key = "error.upload.gone"


class UsersError(OnTheRecordError):
    """The file of users, a name or a password can't be used."""


class OptionError(OnTheRecordError):
    """An option of the server or of a command can't be used."""
