"""A conversation as Markdown that shows every word as it stands (CommonMark 0.31, and GitHub's extensions of it)."""

import re
from collections.abc import Sequence

from bot.answer import Answer, Statement
from bot.conversation import Exchange
from bot.evidence.citation import Citation, link
from bot.question.about import described
from bot.render.about_text import about_text
from bot.render.strings import say
from bot.render.wording import (
    credit,
    dropped_lines,
    headline,
    lacks_line,
    note_lines,
    quoted_lines,
    self_contained_lines,
    told,
)
from index.card import Card

SPECIAL = re.compile(r"[\\`*_\[\]<>&$~|#]|:(?=//|[\w+-]+:)|(?<=[Ww]{3})\.")
"""Whatever has a meaning anywhere in a line; of an address, what would make it a link with its escapes in sight."""
AT_START = re.compile(r"^(?:[ \t]|[ \t\v\f]*(?:\d{1,9}(?=[.)])|(?=[-+=:])))", re.MULTILINE)
ADDRESS = re.compile(r"https?://[^\s\x00-\x1f<>\\]+\Z")


def conversation_markdown(transcripts: Sequence[Card], exchanges: Sequence[Exchange], address: str) -> str:
    """What is known of the transcripts, then each question with the statements that a door would show.

    `address` is the page's, for links to the places; without http or https in front there are none.
    """
    by_id = {transcript.id: transcript for transcript in transcripts}
    page = address.replace("&", "&amp;") if ADDRESS.match(address) else ""
    blocks: list[str] = []
    for transcript in transcripts:
        blocks += _transcript(transcript)
    for exchange in exchanges:
        blocks.append(f"## {_line(exchange.question)}")
        if exchange.answer:
            blocks += _answer(exchange.answer, by_id, page)
        if exchange.error:
            blocks.append(plain(told(exchange.error)))
    return "\n\n".join(blocks) + "\n"


def plain(text: str, before: str = "") -> str:
    """`text` as Markdown that renders to `text`; each line end becomes a hard break, with `before` on the new line."""
    escaped = AT_START.sub(_start, SPECIAL.sub(r"\\\g<0>", text)).replace("\r", "&#13;")
    return escaped.replace("\n", f"\\\n{before}")


def _start(match: re.Match[str]) -> str:
    """A line's first blank as an entity, as leading blanks are dropped; what would begin a list or a table escaped."""
    begun = match.group()
    return f"&#{ord(begun)};" if begun in (" ", "\t") else f"{begun}\\"


def _line(text: str) -> str:
    """`text` as Markdown on one line."""
    return plain(" ".join(text.split()))


def _transcript(transcript: Card) -> list[str]:
    facts = {key: _fact(value) for key, value in described(transcript.metadata)}
    facts["sha256"] = f"`{transcript.source.sha256}`"
    items = [f"- {say('label', name=say(f'fact.{key}'))} {fact}" for key, fact in facts.items()]
    return [f"# {_line(transcript.title)}", "\n".join(items)]


def _fact(value: str) -> str:
    """A value of the metadata as Markdown: an address as a link, an empty one as not stated."""
    if ADDRESS.match(value):
        return f"<{value}>"
    return _line(value) or say("not_stated")


def _answer(answer: Answer, by_id: dict[str, Card], page: str) -> list[str]:
    blocks = [plain(line) for line in [headline(answer), *note_lines(answer)]]
    if answer.about:
        blocks += [plain(line) for line in about_text(answer.about).splitlines()]
        blocks += [_quotation(question, by_id, page) for question in answer.about.questions]
    elif answer.every:
        citations: list[Citation] = []
        for mentions in answer.mentions:
            citations += [place.citation for place in mentions.places]
        # A sentence with two places stands once.
        blocks += [_quotation(citation, by_id, page) for citation in dict.fromkeys(citations)]
    elif answer.is_about:
        pass
    elif answer.state != "not_found":
        blocks += [_statement(statement, by_id, page) for statement in answer.statements]
    elif answer.nearest_question:
        blocks += [say("label", name=say("nearest")), _quotation(answer.nearest_question, by_id, page)]
    return blocks + [plain(line) for line in dropped_lines(answer)]


def _statement(statement: Statement, by_id: dict[str, Card], page: str) -> str:
    notes = [lacks_line(statement)] if statement.lacks else []
    notes += self_contained_lines(statement.self_contained)
    quotation = _quotation(statement.citation, by_id, page, notes)
    return f"{quotation} · {say(statement.strength)}"


def _quotation(citation: Citation, by_id: dict[str, Card], page: str, notes: Sequence[str] = ()) -> str:
    """A block quotation: the words, whose they are, `notes` on them, where they stand."""
    paragraphs = []
    if citation.question_text:
        paragraphs.append(say("asked", question=_line(citation.question_text)))
    paragraphs.append(f"“{plain(citation.exact, '> ')}”")
    paragraphs += [_line(note) for note in [*quoted_lines(citation), *notes]]
    credited = _line(credit(citation, by_id[citation.transcript]))
    if page:
        credited += f" ([{say('link')}](<{page}#{link(citation, len(by_id) > 1)}>))"
    paragraphs.append(credited)
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)
