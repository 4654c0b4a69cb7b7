"""A Word document becomes a document: its body as mammoth gives it in HTML, without notes, headers and comments."""

import io
import re

from index.readers.formats.document import Document
from index.readers.formats.html import written
from index.readers.formats.html_tree import Node, measure, nodes_of
from index.readers.formats.zipped import open_zip, properties

READER = "docx-1"
NOTE = re.compile(r"(?:foot|end)note-\d+$")
NOTE_SIGN = re.compile(r"#(?:foot|end)note-\d+$")


def read_docx(content: bytes) -> Document:
    """The paragraphs and tables of a Word document. Raises TranscriptError for what is none."""
    import mammoth

    with open_zip(content, "word/document", "a Word document") as archive:
        stated = properties(archive, "docProps/core.xml")
    markup = mammoth.convert_to_html(
        io.BytesIO(content), convert_image=mammoth.images.img_element(lambda _: {}), external_file_access=False
    ).value
    nodes = nodes_of(markup)
    notes = _hide_notes(nodes)
    _mark_items(nodes)
    writer = written(nodes, keeps_blanks=True)
    return Document(writer.text(), {"title": writer.title} | stated, (f"left out: {notes} notes",) if notes else ())


def _mark_items(nodes: list[Node]) -> None:
    """An item that is a numbered list of its own may be a question: Word counts it, its number is not in the file."""
    items: dict[int, list[Node]] = {}
    for node in nodes:
        if node.tag == "li" and nodes[node.parent].tag == "ol":
            items.setdefault(node.parent, []).append(node)
    for alone in items.values():
        if len(alone) == 1:
            alone[0].attributes["style"] = "font-weight: bold"


def _hide_notes(nodes: list[Node]) -> int:
    """Hide footnotes, endnotes and their signs; how many notes there are."""
    notes = 0
    for node in nodes:
        if node.tag == "li" and NOTE.search(node.attributes.get("id") or ""):
            node.is_hidden = True
            notes += 1
        elif node.tag == "a" and NOTE_SIGN.search(node.attributes.get("href") or ""):
            node.is_hidden = True
    measure(nodes)
    return notes
