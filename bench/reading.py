"""python -m bench reading: the time that reading takes by the number of lines, in layouts and formats, as ratios."""

import argparse
import io
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from index.readers.formats.delimited import read_delimited
from index.readers.formats.docx import read_docx
from index.readers.formats.html import read_html
from index.readers.formats.odt import read_odt
from index.readers.formats.pdf import read_pdf
from index.readers.formats.recognition import parsed, read_recognition
from index.readers.formats.rtf import read_rtf
from index.readers.formats.xml import read_xml
from index.readers.text import parse
from index.transcript import Metadata, Source

SIZES = (10_000, 100_000, 1_000_000)
LINES: dict[str, Callable[[int], str]] = {
    "colon": lambda n: f"{'Ann' if n % 2 else 'Ben'}: I said number {n}, and it was fine.\n",
    "above": lambda n: f"{'ANN' if n % 2 else 'BEN'}\nI said number {n}, and it was fine.\n\n",
    "wrapped": lambda n: f"the words of line {n} go on and on until the line has its length and\n",
    "timed": lambda n: f"{n // 3600}:{n // 60 % 60:02}:{n % 60:02}\nthe words of cue {n} are\n",
    "court": lambda n: f"{n % 25 + 1:2}        {('Q', ' ', 'A', ' ')[n % 4]}    the line {n} goes on\n",
    "captions": lambda n: f"{n}\n{clock(n)},000 --> {clock(n)},900\nthe words of cue {n} are\n\n",
}
"""One turn, line or cue of each layout."""
SAID = "I said number {n}, and it was fine."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ON_A_PAGE = 50


def written(line: str, size: int, before: str = "", after: str = "") -> str:
    """Lines with {name} and {n}."""
    return before + "".join(line.format(name="Ann" if n % 2 else "Ben", n=n, s=n % 60) for n in range(size)) + after


def table(size: int) -> None:
    read_delimited(written(f'{{n}},{{name}},"{SAID}"\n', size, "Start,Speaker,Text\n"), "talk.csv")


def recording(size: int) -> None:
    line = f'{{{{"start": {{n}}, "speaker": "{{name}}", "text": "{SAID}"}}}}\n'
    read_recognition(parsed(written(line, size), "talk.jsonl", by_lines=True), "talk.jsonl")


def page(size: int) -> None:
    read_html(written(f"<p><b>{{name}}:</b> {SAID}</p>\n", size).encode())


def marked(size: int) -> None:
    read_xml(written(f'<u who="#{{name}}">{SAID}</u>\n', size, "<TEI>", "</TEI>").encode())


def rich(size: int) -> None:
    read_rtf(written(f"{{{{\\b {{name}}:}}}} {SAID}\\par\n", size, "{\\rtf1\\ansi ", "}").encode())


def open_document(size: int) -> None:
    spaces = "xmlns:office='o:office:1.0' xmlns:text='o:text:1.0'"
    before, after = f"<c {spaces}><office:text>", "</office:text></c>"
    body = written(f"<text:p>{{name}}: {SAID}</text:p>", size, before, after)
    read_odt(archive({"content.xml": body}))


def word(size: int) -> None:
    before, after = f'<w:document xmlns:w="{WORD}"><w:body>', "</w:body></w:document>"
    body = written(f"<w:p><w:r><w:t>{{name}}: {SAID}</w:t></w:r></w:p>", size, before, after)
    read_docx(archive({"word/document.xml": body}))


def portable(size: int) -> None:
    read_pdf(pdf_of(size))


FORMATS: dict[str, tuple[Callable[[int], None], int]] = {
    "table": (table, 1_000_000),
    "json": (recording, 1_000_000),
    "html": (page, 1_000_000),
    "xml": (marked, 1_000_000),
    "rtf": (rich, 1_000_000),
    "odt": (open_document, 1_000_000),
    "docx": (word, 100_000),
    "pdf": (portable, 100_000),
}
"""What writes and reads a file of so many lines; and the most of them that are tried: the file may have fewer."""


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser("reading", help="time by the number of lines, as ratios to ten times fewer")
    parser.add_argument("--most", type=int, default=SIZES[-1], metavar="N", help="lines at most (default: %(default)s)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ten times the lines should take about ten times as long."""
    print(f"{'layout':10}{'lines':>10}{'seconds':>10}{'times ten fewer':>18}")
    for layout, line in LINES.items():
        measure(layout, partial(read_lines, line), options.most)
    for form, (read, most) in FORMATS.items():
        measure(form, read, min(options.most, most))
    return 0


def measure(name: str, read: Callable[[int], None], most: int) -> None:
    before = None
    for size in SIZES:
        if size > most:
            break
        start = time.perf_counter()
        read(size)
        seconds = time.perf_counter() - start
        ratio = f"{seconds / before:18.1f}" if before else ""
        print(f"{name:10}{size:10,}{seconds:10.2f}{ratio}", flush=True)
        before = seconds


def read_lines(line: Callable[[int], str], size: int) -> None:
    parse("".join(map(line, range(size))), Source(Path("talk.txt"), "", 0, 0), Metadata())


def archive(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def pdf_of(size: int) -> bytes:
    """Pages of lines, written by hand."""
    pages = [range(first, min(first + ON_A_PAGE, size)) for first in range(0, size, ON_A_PAGE)]
    kids = " ".join(f"{4 + 2 * row} 0 R" for row in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for row, lines in enumerate(pages):
        shown = "".join(
            f"BT /F 9 Tf 50 {780 - 14 * (n - lines[0])} Td (Ann {n}: {SAID.format(n=n)}) Tj ET\n" for n in lines
        )
        fonts = "/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{fonts}/Contents {5 + 2 * row} 0 R>>")
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}endstream")
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer\n<</Root 1 0 R>>\n%%EOF".encode()


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
