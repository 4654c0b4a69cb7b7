"""Files that are made to harm: each is read, or refused with what is wrong, within bounds of time and memory."""

import io
import json
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from index.errors import TranscriptError
from index.readers.formats import apart
from index.readers.table import read_transcript

Write = Callable[..., Path]
CONTENT = "<?xml version='1.0'?><office:document-content xmlns:office='urn:o:office:1.0' xmlns:text='urn:o:text:1.0'>"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>'
SECRET = "root:x:0"


def docx(body: str, before: str = "", **parts: bytes | str) -> bytes:
    document = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document, **parts})


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def odt(body: str, before: str = CONTENT) -> bytes:
    after = "</office:text></office:body></office:document-content>"
    return archive({"content.xml": f"{before}<office:body><office:text>{body}{after}"})


def archive(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def pdf(*objects: bytes) -> bytes:
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return body + b"trailer\n<</Root 1 0 R>>\n%%EOF"


REFUSED = {
    "a bomb.docx": (docx("", **{"word/media.xml": b"\0" * 200_000_000}), "bytes when unpacked"),
    "an archive.docx": (archive({"photo.jpg": b"x"}), "an archive of other files"),
    "laughs.docx": (docx(paragraph("&l9;"), ENTITIES), "definitions of entities"),
    "laughs.odt": (odt("<text:p>&l9;</text:p>", ENTITIES + CONTENT.partition("?>")[2]), "definitions of entities"),
    "cut off.docx": (docx(paragraph("So."))[:-200], "an archive that can't be read"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "before 2007, or one that is locked"),
    "a picture.docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "expected docx, by its name"),
    "deep.json": ("[" * 100_000 + "]" * 100_000, "expected JSON that can be read"),
    "digits.json": ('{"start": ' + "9" * 10_000 + "}", "expected JSON that can be read"),
    "cut off.json": ('{"segments": [{"text": "So', "expected JSON; found Unterminated string"),
    "no words.json": ('{"name": "x", "version": 2}', "found the keys 'name', 'version'"),
    "broken.jsonl": ('{"text": "So."}\n{"text": \n', "found Expecting value in line 2"),
    "prices.csv": ("sku,price\n1,2\n2,3\n", "found 'sku', 'price'"),
    "no pages.pdf": (pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "expected a PDF"),
    "nothing.pdf": (b"%PDF-1.7\n%%EOF", "expected a PDF"),
    "nothing.rtf": (b"{\\rtf1}", "expected"),
    "a menu.html": ("<nav><a href=/a>Home</a> <a href=/b>News</a> <a href=/c>Contact</a></nav>", "expected"),
}
BOUNDED = {
    "nested.html": "<div>" * 10_000 + "Ann: So." + "</div>" * 10_000,
    "bold.html": "<b>" * 50_000 + "So.",
    "comment.html": "<p>Ann: So.</p><!--" + "-" * 1_000_000,
    "attributes.html": "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">So.</p>",
    "nul.html": "<p>Ann:\0 So.</p>" * 1_000,
    "groups.rtf": "{\\rtf1" + "{" * 200_000 + "So." + "}" * 200_000,
    "bin.rtf": "{\\rtf1 {\\pict\\bin999999999 x}So.}",
    "quotes.csv": 'Speaker,Text\nAnn,"' + "a" * 1_000_000,
    "columns.csv": "Speaker,Text" + ",x" * 50_000 + "\n" + ("Ann,So." + ",1" * 50_000 + "\n") * 5,
    "cues.srt": "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\nSo {n}.\n\n" for n in range(10_000)),
    "lines.srt": "1\n00:00:01,000 --> 00:00:02,000\n" + "So\n" * 100_000 + "\n",
    "digits.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nSo &#" + "9" * 10_000 + "; it was.\n",
    "braces.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nSo. " + "{\\" * 500_000,
    "segments.json": json.dumps([{"text": "So.", "start": 9e99, "speaker": f"S{n}"} for n in range(10_000)]),
    "voices.json": json.dumps([{"text": "So.\0\ud800", "speaker": {"a": n}, "start": "x"} for n in range(100)]),
    "repeated.odt": odt("<text:p>So<text:s text:c='1000000000'/>.</text:p>" * 100),
    "paragraphs.odt": odt("<text:p>So.</text:p>" * 20_000),
    "flate.pdf": pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        b"<</Length 99999/Filter/FlateDecode>>stream\n" + zlib.compress(b" " * 50_000_000) + b"\nendstream",
    ),
}


def written(write: Write, name: str, content: bytes | str) -> Path:
    return write(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"), name)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_what_is_wrong(write: Write, name: str) -> None:
    content, message = REFUSED[name]
    with pytest.raises(TranscriptError, match=message) as error:
        read_transcript(written(write, name, content))
    assert len(str(error.value)) < 1_000


@pytest.mark.parametrize("name", BOUNDED)
def test_a_hostile_file_takes_bounded_time(write: Write, name: str) -> None:
    try:
        text = read_transcript(written(write, name, BOUNDED[name])).canonical
    except TranscriptError:
        return
    assert "So" in text or "hi" in text or "aaa" in text
    text.encode("utf-8")


@pytest.mark.parametrize("name", ["e.docx", "e.xml"])
def test_no_entity_reads_another_file(write: Write, name: str) -> None:
    external = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    content = docx(paragraph("&e;"), external) if name == "e.docx" else external + "<d>So &e; it was.</d>"
    with suppress(TranscriptError):
        assert SECRET not in read_transcript(written(write, name, content)).canonical


def test_a_document_that_takes_too_long_is_given_up(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.01)
    started = time.monotonic()
    with pytest.raises(
        TranscriptError, match=r"expected a html file that is read within 0.01 s; found one that is not"
    ):
        read_transcript(written(write, "page.html", "<p>Ann: So.</p>"))
    assert time.monotonic() - started < 10
