"""A conversation written out in every format, by the libraries that people write them with."""

import csv
import io
import json
from collections.abc import Callable
from html import escape
from itertools import count
from xml.sax.saxutils import escape as escape_xml

from layouts import Said, clock

SECONDS = 7
"""Of a turn."""


def docx(said: Said) -> bytes:
    from docx import Document

    document = Document()
    for name, words in said:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}:").bold = True
        paragraph.add_run(f" {words}")
    return _saved(document.save)


def teams(said: Said) -> bytes:
    """As Teams exports a meeting: name, blanks, time, and the words in the next line of the paragraph."""
    from docx import Document

    document = Document()
    for at, (name, words) in zip(count(0, SECONDS), said, strict=False):
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(f"   {at // 60}:{at % 60:02}").add_break()
        paragraph.add_run(words)
    return _saved(document.save)


def docx_table(said: Said) -> bytes:
    from docx import Document

    document = Document()
    table = document.add_table(rows=0, cols=2)
    for name, words in said:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, words
    return _saved(document.save)


def odt(said: Said) -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.style import Style, TextProperties
    from odf.text import P, Span

    document = OpenDocumentText()
    bold = Style(name="Bold", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    for name, words in said:
        paragraph = P()
        paragraph.addElement(Span(stylename=bold, text=f"{name}:"))
        paragraph.addText(f" {words}")
        document.text.addElement(paragraph)
    return _saved(document.write)


def rtf(said: Said) -> bytes:
    def coded(words: str) -> str:
        words = words.replace("\\", r"\\").replace("{", r"\{").replace("}", r"\}")
        return "".join(letter if letter.isascii() else rf"\u{ord(letter)}?" for letter in words)

    turns = "".join(f"{{\\b {coded(name)}:}} {coded(words)}\\par\n" for name, words in said)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{turns}}}".encode()


def pdf(said: Said) -> bytes:
    """Pages with a header and a number, lines that are wrapped, and words that go over pages."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    def furnish(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.drawString(72, 800, "Minutes of the meeting")
        canvas.drawString(290, 30, str(document.page))

    buffer, style = io.BytesIO(), getSampleStyleSheet()["BodyText"]
    turns = [Paragraph(f"<b>{escape_xml(name)}:</b> {escape_xml(words)}", style) for name, words in said]
    SimpleDocTemplate(buffer).build(turns, onFirstPage=furnish, onLaterPages=furnish)
    return buffer.getvalue()


def html(said: Said) -> bytes:
    """A page with a menu and a footer; a paragraph for each turn."""
    turns = "\n".join(f"<p><strong>{escape(name)}:</strong> {escape(words)}</p>" for name, words in said)
    return _page(turns)


def html_panel(said: Said) -> bytes:
    """As players show a transcript: elements that are classed as a speaker's name and as a time."""
    turns = "".join(
        f'<div class="turn"><span class="speaker-name">{escape(name)}</span>'
        f'<span class="timestamp">{clock(at)[:8]}</span>'
        f'<div class="text">{escape(words)}</div></div>\n'
        for at, (name, words) in zip(count(0, SECONDS), said, strict=False)
    )
    return _page(turns)


def tei(said: Said) -> bytes:
    names = list(dict.fromkeys(name for name, _ in said))
    people = "".join(
        f'<person xml:id="p{row}"><persName>{escape_xml(name)}</persName></person>' for row, name in enumerate(names)
    )
    turns = "\n".join(f'<u who="#p{names.index(name)}">{escape_xml(words)}</u>' for name, words in said)
    head = f"<teiHeader><fileDesc><titleStmt><title>A talk</title></titleStmt></fileDesc>{people}</teiHeader>"
    return f'<?xml version="1.0"?><TEI>{head}<text><body>{turns}</body></text></TEI>'.encode()


def table(said: Said, sign: str = ",") -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=sign)
    writer.writerow(["Start", "Speaker", "Text"])
    writer.writerows((clock(at)[:8], name, words) for at, (name, words) in zip(count(0, SECONDS), said, strict=False))
    return buffer.getvalue().encode()


def segments(said: Said) -> list[dict[str, object]]:
    """A segment for each turn."""
    return [
        {"start": float(at), "end": at + 6.5, "speaker": name, "text": words}
        for at, (name, words) in zip(count(0, SECONDS), said, strict=False)
    ]


def words_of(said: Said) -> list[dict[str, object]]:
    """A word at a time."""
    return [
        {"word": word, "start": float(at), "end": at + 0.2, "speaker": name}
        for at, (name, word) in enumerate((name, word) for name, words in said for word in words.split())
    ]


def whisperx(said: Said) -> bytes:
    return json.dumps({"segments": segments(said), "language": "en"}).encode()


def assemblyai(said: Said) -> bytes:
    times = [{**one, "start": int(float(str(one["start"])) * 1000), "end": None} for one in segments(said)]
    return json.dumps({"id": "x", "status": "completed", "text": "…", "utterances": times}).encode()


def deepgram(said: Said) -> bytes:
    words = [{**one, "punctuated_word": one["word"]} for one in words_of(said)]
    return json.dumps({"results": {"channels": [{"alternatives": [{"transcript": "…", "words": words}]}]}}).encode()


def aws(said: Said) -> bytes:
    items = [
        {
            "type": "pronunciation",
            "start_time": str(one["start"]),
            "end_time": str(one["end"]),
            "speaker_label": one["speaker"],
            "alternatives": [{"content": one["word"], "confidence": "0.9"}],
        }
        for one in words_of(said)
    ]
    return json.dumps({"jobName": "x", "results": {"transcripts": [{"transcript": "…"}], "items": items}}).encode()


def podcast(said: Said) -> bytes:
    turns = [
        {"speaker": one["speaker"], "startTime": one["start"], "endTime": one["end"], "body": one["text"]}
        for one in segments(said)
    ]
    return json.dumps({"version": "1.0.0", "segments": turns}).encode()


def json_lines(said: Said) -> bytes:
    return "\n".join(json.dumps({"speaker": name, "text": words}) for name, words in said).encode()


FORMATS: dict[str, tuple[str, Callable[[Said], bytes]]] = {
    "Word": (".docx", docx),
    "Word, as Teams": (".docx", teams),
    "Word, a table": (".docx", docx_table),
    "OpenDocument": (".odt", odt),
    "RTF": (".rtf", rtf),
    "PDF": (".pdf", pdf),
    "HTML": (".html", html),
    "HTML, a player's": (".html", html_panel),
    "TEI": (".xml", tei),
    "CSV": (".csv", table),
    "TSV": (".tsv", lambda said: table(said, "\t")),
    "WhisperX": (".json", whisperx),
    "AssemblyAI": (".json", assemblyai),
    "Deepgram": (".json", deepgram),
    "Amazon Transcribe": (".json", aws),
    "podcast": (".json", podcast),
    "JSON lines": (".jsonl", json_lines),
}
"""The end of a file's name and the writer of each format."""


def _page(turns: str) -> bytes:
    menu = "".join(f'<li><a href="/{place}">{place.title()}</a></li>' for place in ("home", "news", "contact", "about"))
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>A talk</title></head><body><nav><ul>{menu}</ul></nav>"
        f"<main><h1>A talk</h1>{turns}</main><footer><p>© The harbour</p></footer></body></html>"
    ).encode()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()
