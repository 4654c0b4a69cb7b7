"""A transcript is cut and digested once, when it is opened; everything else shares that."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from support import INTERVIEW, LIGHTHOUSE, WordEmbedder

from bot import assemble
from bot.quote_check.article import read_article
from bot.quote_check.checker import Checker
from bot.render.html.transcript import transcript_html
from bot.suggest import examples
from index.library import open_transcripts
from index.passages import Passages, split
from index.quotable import Quotable, by_id
from index.transcript import Transcript

Write = Callable[..., Path]


def test_a_text_is_cut_once_for_the_page_the_bot_and_the_checker(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []

    def counted(transcript: Transcript) -> Passages:
        cut.append(transcript.id)
        return split(transcript)

    monkeypatch.setattr("index.quotable.split", counted)
    quotables = open_transcripts([INTERVIEW, LIGHTHOUSE])
    bot = assemble(quotables, WordEmbedder(), None)
    bot.ask("medal")
    Checker(quotables).check(read_article("“never forget them”"))
    examples(quotables)
    for quotable in quotables:
        transcript_html(quotable, several=True)
    assert cut == ["ambassador-interview", "lighthouse"]
    assert bot.library.quotables == quotables


def test_the_digests_are_those_of_the_sentences_as_they_stand(ambassador: Quotable) -> None:
    text, sentences = ambassador.transcript.text, ambassador.passages.sentences
    said = [text[sentence.start : sentence.stop].encode("utf-8") for sentence in sentences]
    assert list(ambassador.digests) == [hashlib.blake2b(words, digest_size=16).digest() for words in said]


def test_open_transcripts_are_found_by_their_ids_in_their_order() -> None:
    quotables = open_transcripts([LIGHTHOUSE, INTERVIEW])
    assert list(by_id(quotables)) == ["lighthouse", "ambassador-interview"]
    assert by_id(quotables)["lighthouse"] is quotables[0]


def test_who_asked_what_and_what_was_replied_are_known(ambassador: Quotable) -> None:
    turns, sentences = ambassador.transcript.turns, ambassador.passages.sentences
    assert [turns[row].number for row in ambassador.asking] == [1, 2, 3]
    assert list(ambassador.replies) == list(ambassador.asking)
    replied = ambassador.replies[max(ambassador.replies)]
    assert replied.question == "Why do we still have to celebrate this day?"
    assert {turns[sentences[row].turn].part for row in replied.rows} == {"answer"}
    assert {turns[sentences[row].turn].number for row in replied.rows} == {3}


def test_where_nobody_is_named_as_the_interviewer_it_is_the_speaker_who_does_the_asking(write: Write) -> None:
    def replies(*turns: str) -> list[tuple[str, list[str]]]:
        (talk,) = open_transcripts([write("\n\n".join(turns))])
        said = [talk.transcript.text[sentence.start : sentence.stop] for sentence in talk.passages.sentences]
        return [(one.question, [said[row] for row in sorted(one.rows)]) for one in talk.replies.values()]

    talk = ["Ada Marsh: Did you sell the boat?", "Jonas Vik: In spring. I did.", "Ada Marsh: Do you miss the sea?"]
    assert replies(*talk, "Jonas Vik: Every day.") == [
        ("Did you sell the boat?", ["In spring.", "I did."]),
        ("Do you miss the sea?", ["Every day."]),
    ]
    assert replies(*talk[:2], "Ada Marsh: I sold mine.", "Jonas Vik: Why?") == []
