"""Answers, transcripts and the page as HTML: nothing runs, nothing is changed, every link leads somewhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from schema import HOSTILE
from support import INTERVIEW, LIGHTHOUSE, library_of

from bot.answer import Answer
from bot.chat import Bot
from bot.confidence import Measured, fitted
from bot.evidence.citation import cite, link
from bot.render.html.answer import answer_html, error_html
from bot.render.html.context import context_html
from bot.render.html.frame import dialogs_html, masthead_html
from bot.render.html.markup import marked, verbatim
from bot.render.html.transcript import transcript_html
from bot.render.strings import say
from bot.render.text import answer_lines
from bot.reorder.llm_chooser import LlmChooser
from index.passages import split
from index.quotable import Quotable, by_id, quotable
from index.transcript import Transcript

Write = Callable[..., Path]


class Shown(HTMLParser):
    """What a browser would show, the tags it would make, and the text of each blockquote."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.quotes: list[str] = []
        self.data = ""
        self._quoting = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attributes
        if tag == "blockquote":
            self.quotes.append("")
            self._quoting = True

    def handle_endtag(self, tag: str) -> None:
        self._quoting = self._quoting and tag != "blockquote"

    def handle_data(self, data: str) -> None:
        self.data += data
        if self._quoting:
            self.quotes[-1] += data


def text_of(transcript: Transcript) -> Quotable:
    return quotable(transcript)


def parsed(html: str) -> Shown:
    text = Shown()
    text.feed(html)
    return text


def test_related_is_labelled_as_no_answer(bot: Bot) -> None:
    related = replace(bot.ask("medal"), state="related")
    assert answer_lines(related)[0].text == "Related, not an answer."
    assert "Related, not an answer." in answer_html(related, by_id(bot.library.quotables))


def test_html_quotes_hostile_text_exactly_and_makes_no_tag_of_it(write: Write) -> None:
    bot = Bot(library_of(write(HOSTILE)))
    for question in ("<script>alert(2)</script> red bell", "every mention of x", "“<b>Why</b>”", "price of gold"):
        answer = bot.ask(question, k=9)
        page = parsed(answer_html(answer, by_id(bot.library.quotables), ["<img src=x> next?"]))
        shown = [place.citation for one in answer.mentions for place in one.places] if answer.every else []
        for statement in () if answer.every else answer.statements:
            shown += [statement.citation, *filter(None, [statement.self_contained.safe])]
        assert page.quotes == [citation.exact for citation in shown]
        assert not {"script", "img", "think", "i"} & set(page.tags)
        assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_a_card_is_what_it_is_byte_for_byte(write: Write) -> None:
    asked = 'Q: Why <b>now</b>? Is the "lamp" lit?'
    bot = Bot(library_of(write(f"{asked}\nA: First. The lens & the <i>ship</i>\u00a0shine. Last.")))
    html = answer_html(replace(bot.ask("ship", k=1), state="answered"), by_id(bot.library.quotables))
    question = "Is the &quot;lamp&quot; lit?"
    assert html == (
        '<div class="answer answered"><p class="headline" dir="auto">1 statement, best match first.</p>'
        '<p class="reservation" dir="auto">How often this is right was not measured for this model and language.</p>'
        '<div class="card interviewee">'
        f'<p class="lead">Asked “<q lang="en" dir="auto">{question}</q>”, <b>the interviewee</b> said:</p>'
        '<blockquote class="quote" lang="en" dir="auto">'
        "The lens &amp; the &lt;i&gt;<mark>ship</mark>&lt;/i&gt;\u00a0shine.</blockquote>"
        '<div class="meta"><a class="cite" href="#q1-p1-s2" title="Show in the transcript">Q1 ¶1 s2</a>'
        '<span class="strength strong">Strong match</span></div>'
        '<div class="more"><details class="why"><summary>Why this?</summary>'
        "<p>It shares “ship” with the question; the sentence itself is nearest to what you asked.</p></details>"
        '<details class="context"><summary>In context</summary>'
        f'<p class="of">Asked: <q lang="en" dir="auto">Why &lt;b&gt;now&lt;/b&gt;? {question}</q></p>'
        '<p class="around" lang="en" dir="auto">First. '
        '<b class="this">The lens &amp; the &lt;i&gt;ship&lt;/i&gt;\u00a0shine.</b> Last.</p></details>'
        '<button class="copy" type="button" value="— the interviewee, talk, Q1 ¶1 s2">Copy quote</button>'
        "</div></div></div>"
    )


def test_marks_leave_the_words_as_they_are() -> None:
    assert marked("a <b> b", [(2, 5), (6, 7)]) == "a <mark>&lt;b&gt;</mark> <mark>b</mark>"
    assert parsed(marked("x\r\ny & z", [(0, 1), (3, 4)])).data == "x\r\ny & z"


def test_an_error_says_what_happened_and_lets_one_ask_again() -> None:
    assert error_html("<b>no</b>") == (
        '<div class="answer error" role="alert"><p class="headline">This did not work.</p>'
        '<p dir="auto">&lt;b&gt;no&lt;/b&gt;</p><button class="again" type="button">Ask again</button></div>'
    )


def test_the_context_has_the_sentences_beside_and_the_paragraph_and_never_another_speakers_words(bot: Bot) -> None:
    one = bot.library.quotables[0]
    text = text_of(one.transcript)
    turns, sentences = one.transcript.turns, one.passages.sentences
    for row, sentence in enumerate(sentences):
        if turns[sentence.turn].role != "interviewee":
            continue
        passages = re.findall(r'<p class="around"[^>]*>(.*?)</p>', context_html(cite(one, row, row), text), re.S)
        around = parsed(passages[0]).data
        beside = [s for s in sentences[row - 1 : row + 2] if s.turn == sentence.turn]
        assert around == one.transcript.text[beside[0].start : beside[-1].stop]
        paragraph = one.passages.paragraphs[sentence.paragraph]
        whole = one.transcript.text[paragraph.start : paragraph.stop]
        assert whole == parsed(passages[-1]).data or whole == around


def test_only_a_statement_of_the_same_turn_is_said_to_be_of_it(write: Write) -> None:
    talk = (
        "Ann: Why the lamp?\nBob: A lamp burned.\nCid: My lamp too. A lamp it was.\nBob: No.\nAnn: A ship?\nCid: No.\n"
    )
    bot = Bot(library_of(write(talk, toml='[speakers]\nAnn = "interviewer"')))
    html = answer_html(bot.ask("“lamp” burned"), by_id(bot.library.quotables))
    leads = [parsed(lead).data for lead in re.findall(r'<p class="lead">.*?</p>', html)]
    by_turn: list[str] = []
    for statement, lead in zip(bot.ask("“lamp” burned").statements, leads, strict=True):
        citation = statement.citation
        turn = citation.sentences[0].partition("-")[0]
        assert citation.speaker in lead
        assert lead.endswith("in the same turn:") is (by_turn[-1:] == [turn])
        by_turn.append(turn)


def test_a_line_that_nobody_said_is_no_context(write: Write) -> None:
    lines = "Q: Why?\nA: The lamp burns.\nTags: 7\nThe ship sails."
    one = library_of(write(lines, toml='boilerplate = ["Tags: 7"]')).quotables[0]
    html = context_html(cite(one, 1, 1), text_of(one.transcript))
    assert "Tags" not in html
    assert "Tags" not in context_html(cite(one, 2, 2), text_of(one.transcript))


def test_mentions_in_one_sentence_are_one_item_with_both_marked(write: Write) -> None:
    bot = Bot(library_of(write("Q: Why?\nA: A lamp is a lamp. No ship.\nQ: A lamp?\nA: Yes.")))
    answer = bot.ask("every mention of lamp")
    html = answer_html(answer, by_id(bot.library.quotables))
    assert "“lamp” stands in 3 places" in html
    assert html.count("<li") == 2
    assert "A <mark>lamp</mark> is a <mark>lamp</mark>." in html
    assert '<li class="card interviewer">' in html
    assert '<span class="who">the interviewer</span>' in html


def test_html_keeps_a_carriage_return_and_escapes_the_rest() -> None:
    assert verbatim("a\r\n<b>&\"'") == "a&#13;\n&lt;b&gt;&amp;&quot;&#x27;"


def test_html_of_a_transcript_is_the_transcript(interview: Transcript) -> None:
    html = transcript_html(text_of(interview), several=False)
    page = parsed(html)
    for sentence in split(interview).sentences:
        exact = interview.text[sentence.start : sentence.stop]
        assert exact in page.data
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {"q1", "q2-s1", "q2-p3", "q2-p3-s1", "intro-p1-s1", "q3-p8-s1"} <= set(ids)
    assert '">Number of shows:\u00a01300</p>' in html
    assert 'title="words of Xi Jinping"' in html


def test_html_of_a_hostile_transcript_has_only_our_tags(write: Write) -> None:
    transcript = library_of(write(HOSTILE, toml='title = "<i>x</i>"\noccasion = "<u>y</u>"')).quotables[0].transcript
    page = parsed(
        transcript_html(text_of(transcript), several=True)
        + masthead_html(by_id([quotable(transcript)]))
        + dialogs_html(by_id([quotable(transcript)]), (fitted(),))
    )
    assert not {"i", "u", "b", "script", "img", "think"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_metadata_that_is_missing_is_shown_as_missing(interview: Transcript) -> None:
    texts = by_id([quotable(interview)])
    missing = '<em class="missing">not stated</em>'
    facts = f"Zhang Xiao · interviewer Kazakh media · outlet {missing} · date {missing}"
    assert f'<p class="facts" dir="auto">{facts}</p>' in masthead_html(texts)
    about = dialogs_html(texts, (fitted(),))
    assert about.count(missing) == 3
    assert f"<div><dt>outlet</dt><dd dir=auto>{missing}</dd></div>" in about
    assert interview.source.sha256 in about


def test_every_link_of_an_answer_leads_to_a_place_of_its_transcript() -> None:
    library = library_of(INTERVIEW, LIGHTHOUSE)
    texts = by_id(library.quotables)
    html = "".join(transcript_html(text, several=True) for text in texts.values())
    ids = set(re.findall(r'id="([^"]+)"', html))
    for one in library.quotables:
        for row in range(len(one.passages.sentences)):
            assert link(cite(one, row, row), several=True) in ids
    answer = answer_html(Bot(library).ask("medal", k=40), texts)
    targets = re.findall(r'href="#([^"]+)"', answer)
    assert any("~" in target for target in targets)
    assert {end for target in targets for end in target.split("~")} <= ids


def test_what_was_searched_is_shown_and_can_be_edited_where_it_is_not_the_first_question_as_typed(bot: Bot) -> None:
    texts = by_id(bot.library.quotables)
    first, other = bot.ask("medal"), bot.ask("And who got it?", standalone='a "medal" <b>')
    assert "<form>" not in answer_html(first, texts)
    assert "Searched as typed." in answer_html(first, texts, is_follow_up=True)
    html = answer_html(other, texts)
    assert '<p class="searched" dir="auto">Searched: a &quot;medal&quot; &lt;b&gt;</p>' in html
    assert '<input type="text" value="a &quot;medal&quot; &lt;b&gt;">' in html
    for question in ("hello", "?!"):
        assert "<form>" not in answer_html(bot.ask(question), texts, is_follow_up=True), "nothing was searched"


def test_a_run_of_sentences_is_linked_by_its_ends() -> None:
    one = library_of(INTERVIEW).quotables[0]
    assert link(cite(one, 8, 9), several=False) == "q1-p2-s3~q1-p3-s1"


def test_an_answer_whose_state_was_not_measured_says_so_at_every_door(bot: Bot) -> None:
    texts = by_id(bot.library.quotables)

    def shown(answer: Answer) -> tuple[bool, bool]:
        return say("unmeasured") in [line.text for line in answer_lines(answer)], say("unmeasured") in answer_html(
            answer, texts
        )

    for question in ("medal", "price of gold"):
        assert shown(bot.ask(question)) == (True, True)
        assert shown(replace(bot.ask(question), is_measured=True)) == (False, False)
    for question in ("Who is speaking?", "every mention of war", "?!"):
        assert shown(bot.ask(question)) == (False, False), "no state was estimated"


def test_the_help_says_to_whom_questions_are_sent() -> None:
    alone = dialogs_html({}, (fitted(),))
    shared = dialogs_html({}, (fitted(),), LlmChooser("https://models.example.org/v1", "<b>qwen"))
    assert say("promise.private") in alone
    assert say("promise.private") not in shared
    assert escape(say("promise.private.model", model="<b>qwen", host="models.example.org")) in shared


def test_the_help_on_certainty_gives_the_errors_that_were_measured() -> None:
    measured = (Measured("<set>", 1200, 408, 0.453, 0.277),)
    html = dialogs_html({}, (replace(fitted(), measured=measured),))
    assert "&lt;set&gt;: of 1,200 questions that the text answers, 45% came out as answered; of 408" in html
    assert "28% did" in html
    for one in fitted().measured:
        assert f"of {one.answerable:,} questions" in dialogs_html({}, (fitted(),))
