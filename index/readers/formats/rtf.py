"""Rich Text Format becomes a document: the text as striprtf gives it, and which of it is bold."""

import re

from index.errors import TranscriptError
from index.readers.formats.document import Document, Writer

READER = "rtf-1"
TOKEN = re.compile(r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]", re.IGNORECASE)
SIGNS = {"": "\ue000", "**": "\ue001", "*": "\ue002", "hidden": "\ue003"}
"""What stands in the text where another look begins, for each mark: of the private use area."""
LOOKS = {"b": "**", "i": "*", "v": "hidden", "deleted": "hidden"}
MARKS = {sign: mark for mark, sign in SIGNS.items()}
SIGN = re.compile("([\ue000-\ue003])")
CELL = re.compile(r"\\cell(?![a-z])")
TITLE = re.compile(r"\{\\title ([^{}]{1,1000})\}")
UNSEEN = frozenset("fonttbl colortbl stylesheet info listtable listoverridetable generator themedata pict".split())
"""Groups in which nothing is said."""


def read_rtf(content: bytes) -> Document:
    """The text of an RTF file. Raises TranscriptError for what is none."""
    from striprtf.striprtf import rtf_to_text

    markup = content.decode("latin-1").replace("\0", "")
    if not markup.lstrip().startswith("{\\rtf"):
        raise TranscriptError("expected Rich Text Format, which begins with {\\rtf; found something else")
    text = rtf_to_text(_with_signs(CELL.sub(r"\\tab", markup)), errors="replace")
    writer = Writer()
    mark = ""
    for line in text.split("\n"):
        for piece in SIGN.split(line):
            mark = MARKS.get(piece, mark)
            if piece not in MARKS and mark != "hidden":
                writer.words(piece, mark)
        writer.paragraph(is_close=not writer.is_at_start)
    title = TITLE.search(markup)
    return Document(writer.text(), {"title": rtf_to_text("{\\rtf1 " + title[1] + "}").strip()} if title else {})


def _with_signs(markup: str) -> str:
    """The markup with a sign wherever what is shown becomes bold, slanted or plain."""
    pieces: list[str] = []
    open_groups: list[tuple[str, bool]] = []
    look, is_unseen, at = "", False, 0
    for token in TOKEN.finditer(markup):
        before, word = look, token["word"]
        if token[0] == "{":
            open_groups.append((look, is_unseen))
        elif token[0] == "}":
            look, is_unseen = open_groups.pop() if open_groups else ("", False)
        elif word in UNSEEN or token[0] == "\\*":
            is_unseen = True
        elif word in LOOKS:
            look = LOOKS[word] if token["number"] != "0" else "" if look == LOOKS[word] else look
        elif word == "plain":
            look = ""
        if look != before and not is_unseen:
            pieces += [markup[at : token.end()], SIGNS[look]]
            at = token.end()
    return "".join([*pieces, markup[at:]])
