"""An Answer as JSON, terminal text and HTML: the documented schema, nothing that acts, nothing changed."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE, library_of

from bot.answer import Answer
from bot.as_html import answer_html, certainty_html, link, masthead_html, question_html, transcript_html, verbatim
from bot.as_json import answer_json
from bot.as_text import answer_lines, visible
from bot.chat import Bot
from bot.citation import cite
from bot.confidence import Measured, fitted
from bot.wording import UNMEASURED
from index.passages import split
from index.transcript import Transcript

Write = Callable[..., Path]
HOSTILE = (
    "Question: <b>Why</b> & 'how' ${1+1} {{2}}?\r\n"
    'Answer: <script>alert(1)</script> *mugs* $5 a_b `x` $$z$$ &amp; \\(q\\) "<think>" ‮rtl‬ 🙂 \u00a0end.\r\n'
    "\x1b[31mRed\x1b[0m and \x07bell.\r\n"
)
CITATION = {
    "transcript": str, "sha256": str, "text_sha256": str, "start": int, "stop": int, "exact": str, "prefix": str,
    "suffix": str, "speaker": (str, type(None)), "role": str, "quoted": list, "question": (str, type(None)),
    "question_text": (str, type(None)), "paragraph": str, "sentences": list, "locator": str,
}  # fmt: skip
ANSWER = {
    "version": int, "question": str, "standalone": str, "state": str, "confidence": float, "calibrated": bool,
    "about": (dict, type(None)), "mentions": list, "every": bool, "nearest_question": (dict, type(None)),
    "dropped": list, "statements": list,
}  # fmt: skip
STATEMENT = {"rank": int, "strength": str, "why": dict, "citation": dict}
WHY = {"matched": list, "part": str, "score": float, "scores": dict, "ranks": dict}


class Text(HTMLParser):
    """What a browser would show, and the tags it would make."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.quotes: list[str] = []
        self.data = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attributes
        if tag == "blockquote":
            self.quotes.append("")

    def handle_data(self, data: str) -> None:
        self.data += data
        if self.lasttag == "blockquote" and self.quotes:
            self.quotes[-1] += data
            self.lasttag = ""


def parsed(html: str) -> Text:
    text = Text()
    text.feed(html)
    return text


def fits(value: dict[str, object], schema: dict[str, object]) -> bool:
    return list(value) == list(schema) and all(isinstance(value[key], kind) for key, kind in schema.items())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question", ["medal", '"history"', "what is this about?", "hello", "", "price of gold", "Who noted what on hatred?"]
)
def test_json_has_the_documented_keys_and_types(bot: Bot, question: str) -> None:
    answer = answer_json(bot.ask(question, k=31))
    assert json.loads(json.dumps(answer)) == answer
    assert fits(answer, ANSWER)
    assert answer["version"] == 1
    citations = [s["citation"] for s in answer["statements"]]
    citations += [place["citation"] for one in answer["mentions"] for place in one["places"]]
    citations += answer["about"]["questions"] if answer["about"] else []
    assert all(fits(citation, CITATION) for citation in citations)
    assert all(fits(statement, STATEMENT) and fits(statement["why"], WHY) for statement in answer["statements"])
    assert all(list(q) == ["start", "stop", "speaker"] for citation in citations for q in citation["quoted"])


def test_the_readme_documents_every_key_of_the_json() -> None:
    readme = (INTERVIEW.parent.parent / "README.md").read_text("utf-8")
    keys = (*ANSWER, *STATEMENT, *WHY, *CITATION)
    assert [key for key in keys if not re.search(rf"`{key}(\[\])?`", readme)] == []


def test_text_shows_the_quotation_its_speaker_and_its_place(bot: Bot) -> None:
    lines = [line.text for line in answer_lines(bot.ask("medal", k=1))]
    best = bot.ask("medal").statements[0].citation
    assert f"“{best.exact}”" in lines
    assert any(line.startswith("— Zhang Xiao · ambassador-interview · Q2 ¶3 s1") for line in lines)
    assert f"Asked: {best.question_text}" in lines


def test_text_says_whose_words_are_quoted(bot: Bot) -> None:
    lines = [line.text for line in answer_lines(bot.ask("history", k=31))]
    assert any(line.endswith("are words of Xi Jinping, as quoted by Zhang Xiao") for line in lines)


def test_text_shows_no_passage_of_what_is_not_found_unless_asked(bot: Bot) -> None:
    answer = bot.ask("price of gold")
    exact = answer.statements[0].citation.exact
    assert answer.state == "not_found"
    assert not any(exact in line.text for line in answer_lines(answer))
    assert any(exact in line.text for line in answer_lines(answer, show_closest=True))


def test_related_is_labelled_as_no_answer(bot: Bot) -> None:
    related = replace(bot.ask("medal"), state="related")
    assert answer_lines(related)[0].text == "Related, not an answer."
    assert "Related, not an answer." in answer_html(related, several=False)


def test_text_writes_out_what_would_act_on_a_terminal(write: Write) -> None:
    assert visible("a\x1b[31m\x07\u202eb\n\tü🙂") == "a\\x1b[31m\\x07\\u202eb\n\tü🙂"
    bot = Bot(library_of(write(HOSTILE)))
    shown = "\n".join(line.text for line in answer_lines(bot.ask("red bell", k=9)))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_html_quotes_hostile_text_exactly_and_makes_no_tag_of_it(write: Write) -> None:
    bot = Bot(library_of(write(HOSTILE)))
    answer = bot.ask("<script>alert(2)</script> red bell", k=9)
    page = parsed(answer_html(answer, several=False) + question_html(answer.question))
    asked = "<b>Why</b> & 'how' ${1+1} {{2}}?"
    assert sorted(q for q in page.quotes if q != asked) == sorted(s.citation.exact for s in answer.statements)
    assert not {"script", "b", "img", "think"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_html_keeps_a_carriage_return_and_escapes_the_rest() -> None:
    assert verbatim("a\r\n<b>&\"'") == "a&#13;\n&lt;b&gt;&amp;&quot;&#x27;"


def test_html_of_a_transcript_is_the_transcript(interview: Transcript) -> None:
    html = transcript_html(interview, split(interview), several=False)
    page = parsed(html)
    for sentence in split(interview).sentences:
        exact = interview.text[sentence.start : sentence.stop]
        assert exact in page.data
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {"q1", "q2-s1", "q2-p3", "q2-p3-s1", "intro-p1-s1", "q3-p8-s1"} <= set(ids)
    assert '<p class="boilerplate">Number of shows:\u00a01300</p>' in html
    assert 'title="words of Xi Jinping"' in html


def test_html_of_a_hostile_transcript_has_only_our_tags(write: Write) -> None:
    transcript = library_of(write(HOSTILE, toml='title = "<i>x</i>"\noccasion = "<u>y</u>"')).transcripts[0]
    page = parsed(transcript_html(transcript, split(transcript), several=True) + masthead_html([transcript]))
    ours = {"article", "section", "h1", "h2", "h3", "p", "a", "span", "details", "summary", "dl", "div", "dt", "dd"}
    assert set(page.tags) <= ours


def test_metadata_that_is_missing_is_shown_as_missing(interview: Transcript) -> None:
    html = masthead_html([interview])
    assert html.count("not stated") == 3
    assert "<dt>outlet</dt><dd class=missing>not stated</dd>" in html


def test_every_link_of_an_answer_leads_to_a_place_of_its_transcript() -> None:
    library = library_of(INTERVIEW, LIGHTHOUSE)
    html = "".join(transcript_html(one.transcript, one.passages, several=True) for one in library.indexed)
    ids = set(re.findall(r'id="([^"]+)"', html))
    for one in library.indexed:
        for row in range(len(one.passages.sentences)):
            assert link(cite(one, row, row), several=True) in ids
    answer = answer_html(Bot(library).ask("medal", k=40), several=True)
    targets = re.findall(r'href="#([^"]+)"', answer)
    assert targets
    assert set(targets) <= ids


def test_a_run_of_sentences_is_linked_by_its_ends() -> None:
    one = library_of(INTERVIEW).indexed[0]
    assert link(cite(one, 8, 9), several=False) == "q1-p2-s3~q1-p3-s1"


def test_an_answer_whose_state_was_not_measured_says_so_at_every_door(bot: Bot) -> None:
    def shown(answer: Answer) -> tuple[bool, bool]:
        return UNMEASURED in [line.text for line in answer_lines(answer)], UNMEASURED in answer_html(answer, False)

    for question in ("medal", "price of gold"):
        assert shown(bot.ask(question)) == (True, True)
        assert shown(replace(bot.ask(question), calibrated=True)) == (False, False)
    for question in ("Who is speaking?", "every mention of war", "?!"):
        assert shown(bot.ask(question)) == (False, False), "no state was estimated"


def test_the_help_on_certainty_gives_the_errors_that_were_measured() -> None:
    measured = (Measured("<set>", 1200, 408, 0.453, 0.277),)
    html = certainty_html(replace(fitted(), measured=measured))
    assert "&lt;set&gt;: of 1,200 questions that the text answers, 45% came out as answered; of 408" in html
    assert "28% did" in html
    for one in fitted().measured:
        assert f"of {one.answerable:,} questions" in certainty_html(fitted())
