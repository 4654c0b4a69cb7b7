"""What all HTML here is made with: the open transcripts, escaped text, marked spans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from bot.question.interviewer import asking_sentences
from index.passages import Passages, split
from index.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Text:
    """An open transcript, cut into its passages; `asking` has the sentence that asks, by the interviewer's turns."""

    transcript: Transcript
    passages: Passages
    asking: Mapping[int, str]


Texts = Mapping[str, Text]
"""The open transcripts by id, in their order."""


def opened(transcripts: Iterable[Transcript]) -> Texts:
    """The transcripts as pages need them."""
    cut = ((transcript, split(transcript)) for transcript in transcripts)
    return {one.id: Text(one, passages, asking_sentences(one, passages)) for one, passages in cut}


def verbatim(text: str) -> str:
    """`text` so that a browser's textContent is `text` again: also a carriage return, which HTML would normalise."""
    return escape(text).replace("\r", "&#13;")


def marked(text: str, spans: Iterable[tuple[int, int]], tag: str = "mark") -> str:
    """`text`, escaped, with `spans` (start, stop; in order, apart) in tags: the words stay as they are."""
    html, at = "", 0
    for start, stop in spans:
        html += f"{verbatim(text[at:start])}<{tag}>{verbatim(text[start:stop])}</{tag}>"
        at = stop
    return html + verbatim(text[at:])


def language(text: Text) -> str:
    """The attributes of an element that holds the transcript's words."""
    return f'lang="{escape(text.transcript.language)}" dir="auto"'


def language_of(texts: Texts) -> str:
    """The attributes of an element with words like those of the transcripts, if these are in one language."""
    languages = {text.transcript.language for text in texts.values()}
    return language(next(iter(texts.values()))) if len(languages) == 1 else 'dir="auto"'
