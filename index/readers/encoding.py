"""Bytes become text: UTF-8, UTF-16 or UTF-32 by their marks, else the encoding that fits best."""

import codecs
import re
from pathlib import Path

from index.errors import TranscriptError
from index.language.detect import detect_language
from index.language.dictionary import is_known
from index.readers.files import BOM

MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The longer marks first: one begins as the other does."""
GUESSED = (
    *("cp1252", "cp1251", "gb18030", "big5", "cp932", "euc_jp", "cp949", "koi8_r", "cp1250", "cp1253", "cp1254"),
    *("cp1255", "cp1256", "cp1257", "iso8859_2"),
)
"""What people write in besides UTF-8, the commonest first."""
WESTERN = ("cp1252", "cp1250")
DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z][\w.:-]{1,30})", re.IGNORECASE)
CHARSET = re.compile(
    rb"utf-?8|windows-\d{3,4}|cp\d{3,4}|iso-8859-\d{1,2}|latin-?1|koi8-[ru]|gb\w{1,5}|big5\w{0,6}|euc-\w{2}|shift_jis|sjis"
    rb"|iso-2022-jp|us-ascii|macintosh|tis-620",
    re.IGNORECASE,
)
"""What pages declare; Python knows others, some of which take time without bounds."""
SUPERSETS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers read instead, which has all that the declared one has (WHATWG Encoding)."""
WORD = re.compile(r"[^\W\d_]{2,}")
MOST_WORDS = 300
SAMPLE = 200_000
"""Bytes by which an encoding is guessed."""


def decode(content: bytes, path: Path) -> tuple[str, str]:
    """The text without a byte order mark, and the name of its encoding. Raises TranscriptError with the byte's position
    for what is no text.
    """
    for mark, encoding in MARKED:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise TranscriptError(
                    f"{path}: expected {encoding}, by its mark; found a wrong byte at byte {error.start}"
                ) from error
    zero = content.find(b"\0")
    if zero >= 0:
        raise TranscriptError(f"{path}: expected text; found a binary file (a zero byte at byte {zero})")
    try:
        return content.removeprefix(BOM).decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        position = error.start + (len(BOM) if content.startswith(BOM) else 0)
        guessed = _guess(content)
        if guessed:
            return guessed
        raise TranscriptError(
            f"{path}: expected text; found byte 0x{content[position]:02x} at byte {position}, and no encoding that"
            " fits: save the file as UTF-8"
        ) from error


def decode_markup(content: bytes, path: Path) -> str:
    """The text of a page of HTML, in the encoding that it declares in its first bytes, else as any text."""
    declared = DECLARED.search(content[:4096])
    if declared and CHARSET.fullmatch(declared[1]) and not content.startswith((BOM, *(mark for mark, _ in MARKED))):
        name = declared[1].decode("ascii").lower()
        try:
            return content.decode(SUPERSETS.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass  # it is not what it says
    return decode(content.replace(b"\0", b" ") if b"\0" not in content[:4] else content, path)[0]


def _guess(content: bytes) -> tuple[str, str] | None:
    """The text in the encoding in which most of its words are known; where a dictionary can't tell, the detector's."""
    from charset_normalizer import from_bytes

    # whole lines, so that no letter of several bytes is cut
    sample = content if len(content) <= SAMPLE else content[: content.rfind(b"\n", 0, SAMPLE) + 1] or content
    matches = from_bytes(sample, cp_isolation=list(GUESSED), threshold=0.3)
    read = {name: text for name in (*WESTERN, *(match.encoding for match in matches)) if (text := _read(content, name))}
    known = {name: _known(text[:SAMPLE]) for name, text in read.items()}
    best = max(known.values(), default=0.0)
    ranked = [name for name in known if known[name] == best] if best else [match.encoding for match in matches]
    name = next((name for name in ranked if name in read), None)
    return (read[name], name) if name else None


def _read(content: bytes, encoding: str) -> str:
    """The text; "" if it is none in this encoding."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return ""
    is_text = not any(
        (character < " " and character not in "\t\n\v\r\f") or "\x7f" <= character < "\xa0" for character in text
    )
    return text if is_text else ""


def _known(text: str) -> float:
    """Of the different words that have letters beyond ASCII, the share that the dictionary of their language has."""
    words = sorted({word for word in WORD.findall(text) if not word.isascii()})[:MOST_WORDS]
    language = detect_language(text)
    return sum(is_known(word, language) for word in words) / len(words) if words else 0.0
