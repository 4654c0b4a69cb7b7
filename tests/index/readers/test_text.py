"""Text files become transcripts: encodings, boilerplate, metadata, languages, errors."""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import turns

from index.errors import TranscriptError
from index.readers.report import report
from index.readers.table import read_transcript
from index.readers.text import read_text
from index.transcript import Metadata, Transcript

Write = Callable[..., Path]


def test_the_interview_is_shipped_byte_for_byte(interview: Transcript) -> None:
    assert interview.source.sha256 == "713e48313ea0f739721a98973f31c62516edcfdbf478210dab3ffc8c8f1f9df2"
    assert (len(interview.text), interview.source.size) == (6519, 6546)


def test_the_interview_has_an_introduction_three_questions_and_three_answers(interview: Transcript) -> None:
    assert interview.layout == "questions"
    parts = [(t.part, t.number, t.role, t.speaker) for t in interview.turns]
    asked = [("question", n, "interviewer", "Kazakh media") for n in (1, 2, 3)]
    answered = [("answer", n, "interviewee", "Zhang Xiao") for n in (1, 2, 3)]
    pairs = [part for pair in zip(asked, answered, strict=True) for part in pair]
    assert parts == [("introduction", 0, "editor", ""), *pairs]


def test_the_report_counts_what_the_interview_holds_and_says_what_is_missing(interview: Transcript) -> None:
    counted = report(interview)
    assert (counted.questions, counted.statements, counted.paragraphs, counted.sentences) == (3, 31, 15, 38)
    assert counted.remarks == (
        "left out, nobody said it: 'Number of shows:\\xa01300'",
        "what stands before the first label is the editor's, and is never served as an answer",
        "unbalanced quotation marks: 4 “ and 6 ”",
        "1 no-break space, kept as they stand",
        "not stated: outlet, date, url",
    )


def test_the_last_point_of_a_list_is_no_copyright_line(write: Write) -> None:
    assert read_transcript(write("(a) lamps\n(b) storms\n(c) ships, and the courage to sail.\n")).boilerplate == ()


def test_odd_file_names_are_read(tmp_path: Path) -> None:
    for name in (b"a" * 251 + b".txt", b"\xff.txt"):
        path = tmp_path / os.fsdecode(name)
        path.write_text("Peace.")
        read_transcript(path).id.encode("utf-8")


@pytest.mark.parametrize(
    "line",
    ["Number of shows:\u00a01300", "1,234 views", "Share on Facebook", "Tags: peace, war", "© 2020 The Paper",
     "All rights reserved.", "Просмотров: 77", "Facebook | Twitter | Email", "Copyright 2020 The Paper"],
)  # fmt: skip
def test_a_web_pages_last_line_is_boilerplate(write: Write, line: str) -> None:
    read = read_transcript(write(f"We won.\n\n{line}\n"))
    assert [read.text[b.start : b.stop] for b in read.boilerplate] == [line]
    assert turns(read) == [("", "speaker", "We won.")]


@pytest.mark.parametrize(
    "line", ["In all there were 1300", "1945", "I share that view.", "Views differ: 5 of us left."]
)
def test_a_turn_that_ends_in_such_words_or_digits_is_kept(write: Write, line: str) -> None:
    read = read_transcript(write(f"Question: How many?\n\nAnswer: Many.\n\n{line}\n"))
    assert read.boilerplate == ()
    assert turns(read)[-1] == ("", "interviewee", f"Many.\n\n{line}")


def test_a_web_pages_line_inside_the_text_is_kept(write: Write) -> None:
    assert read_transcript(write("We won.\n1300 views\nThen we lost.\n")).boilerplate == ()


def test_metadata_names_and_denies_boilerplate(write: Write) -> None:
    toml = 'boilerplate = ["Advertisement"]\nnot_boilerplate = ["Tags: 7"]\n'
    read = read_transcript(write("One.\nAdvertisement\nTwo.\nTags: 7\n", toml=toml))
    assert [read.text[b.start : b.stop] for b in read.boilerplate] == ["Advertisement"]


def test_a_byte_order_mark_is_not_text_but_is_in_the_files_digest(write: Write) -> None:
    plain, marked = write("Peace.", "a.txt"), write(b"\xef\xbb\xbfPeace.", "b.txt")
    one, two = read_transcript(plain), read_transcript(marked)
    assert one.text == two.text == "Peace."
    assert one.text_sha256 == two.text_sha256 == hashlib.sha256(b"Peace.").hexdigest()
    assert two.source.sha256 == hashlib.sha256(b"\xef\xbb\xbfPeace.").hexdigest()


def test_line_ends_and_no_break_spaces_stay(write: Write) -> None:
    text = "Question: Why?\r\nAnswer: Be\u00a0cause ” so.\r\n\r\nAnd so.\r\n"
    read = read_transcript(write(text))
    assert read.text == text
    assert turns(read)[-1] == ("", "interviewee", "Be\u00a0cause ” so.\r\n\r\nAnd so.")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected a transcript; found an empty file"),
        (b" \n\t\n", "expected at least one statement"),
        (b"* * *\n---\n", "expected at least one statement"),
        (b"Question: Why?\nAnswer:\n", "expected at least one statement"),
        (b"PX\x03\x04\x00\x00", "binary file (a zero byte at byte 4)"),
        (b"PK\x03\x04\x00\x00", "found an archive of other files: unpack it"),
        (b"caf\xe9 \x01\x02\x03 au lait", "found byte 0xe9 at byte 3"),
        (b"\xef\xbb\xbfcaf\xe9\x01", "found byte 0xe9 at byte 6"),
        (b"\xff\xfePeace", "expected utf-16, by its mark; found a wrong byte at byte 6"),
    ],
)
def test_what_is_no_text_with_statements_is_refused(write: Write, content: bytes, message: str) -> None:
    with pytest.raises(TranscriptError, match=re.escape(message)) as error:
        read_transcript(write(content))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1250"])
def test_a_text_in_any_common_encoding_is_read(write: Write, encoding: str) -> None:
    said = "“Où est la lampe ?” demanda-t-elle – à l’été déjà passé.\n" * 3
    if encoding == "cp1250":
        said = "Święto zaczęło się późno – „źle”, mówił Łukasz, i żółć go zalała.\n" * 3
    read = read_transcript(write(said.encode(encoding)))
    assert (read.text, read.encoding) == (said, encoding.removesuffix("-sig"))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1251", "Мы говорили о лампе. Она горела всю ночь, и никто не спал.\n"),
        ("gb18030", "我们谈到了灯塔。它整夜亮着，没有人睡觉。港口付了九百克朗。\n"),
    ],
)
def test_cyrillic_and_chinese_are_read_in_their_old_encodings(write: Write, encoding: str, said: str) -> None:
    read = read_transcript(write((said * 5).encode(encoding)))
    assert (read.text, read.encoding) == (said * 5, encoding)


def test_files_that_are_not_there_folders_and_false_endings_are_refused(tmp_path: Path, write: Write) -> None:
    with pytest.raises(TranscriptError, match="no such file"):
        read_transcript(tmp_path / "none.txt")
    with pytest.raises(TranscriptError, match="found a folder"):
        read_transcript(tmp_path)
    with pytest.raises(TranscriptError, match="expected docx, by its name; found something else"):
        read_transcript(write("x", "talk.docx"))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(TranscriptError, match="found something else"):
        read_transcript(tmp_path / "pipe.txt")


def test_a_file_above_the_limit_is_refused_with_both_sizes(write: Write) -> None:
    with pytest.raises(TranscriptError, match="expected at most 10 bytes; found 12"):
        read_text(write("Peace, peace"), Metadata(), max_bytes=10)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('titel = "x"', "unknown key titel; expected any of title"),
        ('[interviewee]\nnam = "x"', "unknown key interviewee.nam"),
        ("title = 3", "title: expected str; found int 3"),
        ('boilerplate = "x"', "boilerplate: expected list; found str"),
        ("boilerplate = [3]", "expected a list of lines; found 3"),
        ('[speakers]\nAnna = "boss"', "expected one of interviewer, interviewee, speaker, editor, text; found 'boss'"),
        ("title = ", "not readable as TOML"),
        ("boilerplate = " + "[" * 3_000, "not readable as TOML"),
        ("title = " + "1" * 5_000, "not readable as TOML"),
        ('language = "klingon!"', "expected a tag like en, ru or zh-CN; found 'klingon!'"),
    ],
)
def test_metadata_that_is_not_understood_is_refused(write: Write, toml: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=re.escape(message)):
        read_transcript(write("Peace.", toml=toml))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peace.", "en"),
        ("Мир и труд.", "ru"),
        ("Қазақстан мен Қытай.", "kk"),
        ("和平。", "zh"),
        ("これは平和です。", "ja"),
        ("1945", "en"),
    ],
)
def test_the_language_follows_the_script(write: Write, text: str, language: str) -> None:
    assert read_transcript(write(text)).language == language


def test_metadata_may_begin_with_a_byte_order_mark_and_must_be_a_file(write: Write, tmp_path: Path) -> None:
    path = write("Peace.", toml="\ufefftitle = 'x'")
    assert read_transcript(path).title == "x"
    os.mkfifo(tmp_path / "fifo.toml")
    with pytest.raises(TranscriptError, match="found something else"):
        read_transcript(write("Peace.", "fifo.txt"))


def test_the_language_of_the_metadata_wins(write: Write) -> None:
    assert read_transcript(write("和平。", "b.txt", 'language = "zh-CN"')).language == "zh"
    assert read_transcript(write("Frieden.", toml='language = "de"')).language == "de"
