"""Paragraphs and sentences: every character once, exact offsets, right places."""

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evidence.citation import locator, place_id
from index.language.sentences import BLOCK, sentence_spans
from index.passages import served, split
from index.readers.text import parse
from index.spans import LINE
from index.transcript import Metadata, Source, Transcript

SOURCE = Source(Path("talk.txt"), "", 0, 0)
LINES = st.one_of(
    st.sampled_from(["Question: Why?", "Answer: Because. So.", "Anna: Hi.", "Dr. Li! “Go,” he.", "1300 views", ""]),
    st.text(alphabet="ab .!?“”\"’:\u00a0\u3000\u200b。和，»\ufeff\x85\x0b🙂", max_size=30),
)  # fmt: skip


def parsed(text: str) -> Transcript:
    return parse(text, SOURCE, Metadata())


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_sentences_cover_all_but_labels_white_space_and_boilerplate(lines: list[str], end: str) -> None:
    text = end.join([*lines, "Answer: Yes, we did.", "Question: Did you?", "Answer: We did."])
    transcript = parsed(text)
    passages = split(transcript)
    text = transcript.text
    outside = set(range(len(text)))
    last = 0
    for sentence in passages.sentences:
        assert last <= sentence.start < sentence.stop
        turn, paragraph = transcript.turns[sentence.turn], passages.paragraphs[sentence.paragraph]
        assert turn.start <= paragraph.start <= sentence.start < sentence.stop <= paragraph.stop <= turn.stop
        assert text[sentence.start : sentence.stop] == text[sentence.start : sentence.stop].strip()
        outside -= set(range(sentence.start, sentence.stop))
        last = sentence.stop
    for line in transcript.boilerplate:
        outside -= set(range(line.start, line.stop))
    assert transcript.layout == "questions"
    for line in LINE.finditer(text):
        rest = "".join(text[i] for i in range(line.start(), line.end()) if i in outside).strip()
        is_label = rest.endswith(":") and line.group().lstrip().startswith(rest)
        assert not rest or is_label, "only labels and white space are in no sentence"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='ab .!?“”"’和。', max_size=200), st.sampled_from(["en", "zh", "ru", "xx"]))
def test_sentences_of_a_line_hold_every_character_once(line: str, language: str) -> None:
    spans = sentence_spans(line, language)
    assert "".join(line[s.start : s.stop] for s in spans).replace(" ", "") == line.replace(" ", "")
    assert all(a.stop <= b.start for a, b in pairwise(spans))


def test_a_place_is_unique(interview: Transcript, lighthouse: Transcript) -> None:
    for transcript in (interview, lighthouse):
        ids = [place_id(s.place) for s in split(transcript).sentences]
        assert len(ids) == len(set(ids))


def test_the_interview_has_the_published_places(interview: Transcript) -> None:
    at = {place_id(s.place): (s.start, s.stop) for s in split(interview).sentences}
    assert at["q1-p2-s1"] == (1082, 1160)
    assert len(interview.text[:1082].encode()), len(interview.text[:1160].encode()) == (1084, 1162)
    assert at["q2-p3-s1"] == (3242, 3532)
    assert at["q3-p1-s1"] == (3896, 4121)
    assert interview.text[slice(*at["q1-p3-s1"])].startswith("This marked the victory")
    assert at["intro-p1-s1"][0] == 1
    assert interview.text[slice(*at["q2-s1"])].startswith("How did the peoples")


def test_the_interview_has_31_sentences_in_its_answers(interview: Transcript) -> None:
    counts: dict[int, list[int]] = {}
    for paragraph in split(interview).paragraphs:
        if paragraph.place.part == "answer":
            counts.setdefault(paragraph.place.number, []).append(paragraph.last - paragraph.first)
    assert counts == {1: [2, 3, 2, 2], 2: [2, 2, 4], 3: [1, 3, 2, 2, 2, 1, 2, 1]}


def test_places_of_named_speakers_and_plain_text(lighthouse: Transcript) -> None:
    places = [s.place for s in split(lighthouse).sentences]
    assert (place_id(places[-1]), locator(places[-1])) == ("t10-p1-s2", "T10 ¶1 s2")
    plain = [s.place for s in split(parsed("One. Two.\n\nThree.")).sentences]
    assert [place_id(p) for p in plain] == ["p1-s1", "p1-s2", "p2-s1"]
    assert locator(plain[2]) == "¶2 s1"


def test_only_words_of_who_answers_or_speaks_are_served(interview: Transcript) -> None:
    passages = split(interview)
    rows = served(interview, passages)
    roles = [interview.turns[s.turn].role for s, yes in zip(passages.sentences, rows, strict=True) if yes]
    assert roles == ["interviewee"] * 31


def test_a_line_of_stars_is_no_statement() -> None:
    transcript = parsed("Peace.\n* * *\nWar.")
    assert served(transcript, split(transcript)).tolist() == [True, True]


def test_a_question_of_several_paragraphs_counts_its_sentences_through() -> None:
    transcript = parsed("Question: It rained. It froze.\nWhy?\nAnswer: Winter.")
    assert [place_id(s.place) for s in split(transcript).sentences] == ["q1-s1", "q1-s2", "q1-s3", "q1-p1-s1"]


def test_two_answers_to_one_question_count_their_paragraphs_through() -> None:
    transcript = parsed("Question: Why?\nAnswer: Winter.\nAnswer: And ice.")
    assert [place_id(s.place) for s in split(transcript).sentences] == ["q1-s1", "q1-p1-s1", "q1-p2-s1"]


def test_chinese_sentences_end_before_digits_but_not_inside_quotations() -> None:
    line = "他来了。2020年结束了。他说：“走。3天。”然后走了！"
    assert [line[s.start : s.stop] for s in sentence_spans(line, "zh")] == [
        "他来了。", "2020年结束了。", "他说：“走。3天。”", "然后走了！"
    ]  # fmt: skip


def test_a_line_longer_than_a_block_is_cut_only_at_sentences() -> None:
    sentence = "The lamp burned all night long, and nobody slept. "
    line = sentence * (3 * BLOCK // len(sentence))
    assert {line[s.start : s.stop] for s in sentence_spans(line, "en")} == {sentence.strip()}


def test_an_endless_line_of_opening_marks_is_split_in_time() -> None:
    line = "“a " * 40_000
    assert sum(s.stop - s.start for s in sentence_spans(line, "en")) >= len(line) - 40_000


def test_a_wrapped_line_belongs_to_the_one_above_it() -> None:
    transcript = parsed("Q: Will you sell it?\n\nA: We shall not\nsell the harbour.\nNobody asked\n\nus to.\n")
    sentences = [transcript.text[s.start : s.stop] for s in split(transcript).sentences]
    assert sentences == ["Will you sell it?", "We shall not\nsell the harbour.", "Nobody asked", "us to."]


def test_of_two_who_speak_the_questions_of_the_one_who_asks_are_no_statements() -> None:
    asked = ["Did you sell it?", "For how much?", "When was it?", "I see. Do you miss it?", "Who knows?"]
    transcript = parsed("".join(f"Ada: {question}\n\nJonas: Who knows? I do not.\n\n" for question in asked))
    passages = split(transcript)
    said = {"Ada": [], "Jonas": []}  # type: dict[str, list[str]]
    for sentence, is_served in zip(passages.sentences, served(transcript, passages), strict=True):
        if is_served:
            said[transcript.turns[sentence.turn].speaker].append(transcript.text[sentence.start : sentence.stop])
    assert said == {"Ada": ["I see."], "Jonas": ["Who knows?", "I do not."] * 5}


def test_a_moderator_who_nearly_only_asks_is_not_served_as_an_answer() -> None:
    turns = [
        "Ida: Who came?",
        "Olaf: We did.",
        "Ida: All of you?",
        "Jens: Not I. Why should I?",
        "Ida: Why not?",
        "Mia: It rained.",
    ]
    transcript = parsed("\n\n".join(turns))
    passages = split(transcript)
    rows = served(transcript, passages)
    words = [transcript.text[s.start : s.stop] for s, yes in zip(passages.sentences, rows, strict=True) if yes]
    assert words == ["We did.", "Not I.", "Why should I?", "It rained."]
