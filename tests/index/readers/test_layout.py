"""Who speaks where: labels, layouts, roles; nobody's words are given to somebody else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import turns

from index.readers.report import report
from index.readers.table import read_transcript
from index.transcript import Transcript

Write = Callable[..., Path]
NAMED = "Anna: Where were you?\n\nBen: At home.\n\nAnna: Alone?\n\nBen: With the dog.\n"
KNOWN = '[interviewee]\nname = "Jonas Vik"\n'


def test_q_and_a_labels_are_questions_and_answers(write: Write) -> None:
    read = read_transcript(write("Q1: Why?\nA1: Because.\nAnd so.\nQ2: When?\nA2: Now.\n"))
    assert read.layout == "questions"
    assert turns(read) == [
        ("", "interviewer", "Why?"),
        ("", "interviewee", "Because.\nAnd so."),
        ("", "interviewer", "When?"),
        ("", "interviewee", "Now."),
    ]


def test_an_answer_before_any_question_is_a_turn_of_its_own(write: Write) -> None:
    read = read_transcript(write("Answer: Good morning.\nQuestion: Why?\nAnswer: Because.\n"))
    assert [(t.part, t.number, t.role) for t in read.turns] == [
        ("turn", 1, "interviewee"),
        ("question", 1, "interviewer"),
        ("answer", 1, "interviewee"),
    ]


def test_a_label_without_words_behind_it_is_no_turn(write: Write) -> None:
    read = read_transcript(write("Question:\n\nQuestion: Why?\nAnswer:\nBecause.\n"))
    assert turns(read) == [("", "interviewer", "Why?"), ("", "interviewee", "Because.")]


def test_recurring_names_are_speakers(write: Write) -> None:
    read = read_transcript(write("Recorded in May.\n\n" + NAMED))
    assert read.layout == "names"
    assert turns(read)[:2] == [("", "editor", "Recorded in May."), ("Anna", "speaker", "Where were you?")]


@pytest.mark.parametrize(
    "label",
    ["Follow-up question:", "Question (Reuters):", "Question from Reuters:", "Q.:", "Interviewer:", "**Question:**",
     "[00:09] Question:", "Вопрос:", "问："],
)  # fmt: skip
def test_other_forms_of_a_question_are_questions(write: Write, label: str) -> None:
    read = read_transcript(write(f"Question: Why?\nAnswer: Because.\n{label} Was it stolen?\nAnswer: No.\n"))
    assert [(t.role, read.text[t.start : t.stop]) for t in read.turns[2:]] == [
        ("interviewer", "Was it stolen?"),
        ("interviewee", "No."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Вопрос: Да?\nОтвет: Да.\n",
        "问：好吗？\n答：好。\n",
        "Сұрақ: Иә?\nЖауап: Иә.\n",
        "Interviewer: So?\nInterviewee: Yes.\n",
        "Q. So?\nA. Yes.\nQ. And?\nA. No.\n",
    ],
)
def test_labels_for_questions_and_answers_in_other_words(write: Write, text: str) -> None:
    assert [t.role for t in read_transcript(write(text)).turns][:2] == ["interviewer", "interviewee"]


def test_numbered_letters_inside_an_answer_are_its_words(write: Write) -> None:
    text = (
        "Question: Why?\nAnswer: By quarter:\nQ1: it grew.\nQ2: it fell.\nQuestion: So?\nAnswer: So.\nQuestion: And?\n"
    )
    read = read_transcript(write(text))
    assert turns(read)[1] == ("", "interviewee", "By quarter:\nQ1: it grew.\nQ2: it fell.")


def test_a_leaflet_in_a_dialogue_does_not_make_the_whole_questions_and_answers(write: Write) -> None:
    leaflet = NAMED + "\nBen: It says\n\nQ: who pays?\n\nA: you do.\n\nAnna: Really?\n"
    read = read_transcript(write(leaflet))
    assert read.layout == "names"
    assert [t.speaker for t in read.turns] == ["Anna", "Ben", "Anna", "Ben", "Ben", "Q", "A", "Anna"]


def test_metadata_gives_a_role_to_a_third_voice_among_questions_and_answers(write: Write) -> None:
    text = "Question: Why?\nAnswer: Because.\nModerator: It was stolen.\nAnswer: No.\n"
    assert [t.speaker for t in read_transcript(write(text)).turns] == ["", "", "Moderator", ""]
    read = read_transcript(write(text, toml='[speakers]\nmoderator = "interviewer"\n'))
    assert [(t.role, t.speaker) for t in read.turns[2:]] == [("interviewer", "Moderator"), ("interviewee", "")]


def test_metadata_takes_a_question_label_back(write: Write) -> None:
    text = "He rose.\nQuestion: is it right?\nThen we argued.\nAnswer: nobody knows.\n"
    assert read_transcript(write(text)).layout == "questions"
    read = read_transcript(write(text, toml='[speakers]\nQuestion = "text"\nAnswer = "text"\n'))
    assert turns(read) == [("", "speaker", text.strip())]


def test_names_in_the_metadata_are_speakers_whatever_their_case(write: Write) -> None:
    toml = 'interviewer = "Kazakh media"\n[interviewee]\nname = "Zhang Xiao"\n'
    read = read_transcript(write("KAZAKH  MEDIA: Was it stolen?\nAmbassador Zhang Xiao: No.\n", toml=toml))
    assert [t.role for t in read.turns] == ["interviewer", "interviewee"]


@pytest.mark.parametrize("form", ["[00:09] {}:", "{} (00:09):", "00:00:01 {}:", "**{}:**", "**{}** (00:01):"])
def test_times_and_bold_marks_do_not_hide_a_speaker(write: Write, form: str) -> None:
    lines = [f"{form.format(name)} Well, well.\n" for name in ("Ann", "Bob", "Ann", "Bob")]
    assert turns(read_transcript(write("\n".join(lines))))[:2] == [
        ("Ann", "speaker", "Well, well."),
        ("Bob", "speaker", "Well, well."),
    ]


def test_an_interviewer_and_a_named_interviewee_are_questions_and_answers(write: Write) -> None:
    read = read_transcript(write("Interviewer: So?\nJonas Vik: No.\nQ: And?\nJONAS VIK: Yes.\n", toml=KNOWN))
    assert [(t.part, t.number, t.role) for t in read.turns] == [
        ("question", 1, "interviewer"),
        ("answer", 1, "interviewee"),
        ("question", 2, "interviewer"),
        ("answer", 2, "interviewee"),
    ]


def test_an_interviewer_and_one_name_converse(write: Write) -> None:
    read = read_transcript(write("Interviewer: So?\nJonas Vik: No.\nInterviewer: And?\nJonas Vik: Yes.\n"))
    assert [(turn.speaker, turn.role) for turn in read.turns] == [
        ("Interviewer", "interviewer"),
        ("Jonas Vik", "speaker"),
    ] * 2


def test_a_question_among_named_speakers_is_nobody_elses(write: Write) -> None:
    before = "MODERATOR: Hi.\nMINISTER: Hi.\nQUESTION: Your fault?\n"
    read = read_transcript(write(before + "MINISTER: No.\nMODERATOR: Next.\nCAROL: Mine.\nMINISTER: So.\n"))
    assert [(t.speaker, t.role) for t in read.turns][2] == ("QUESTION", "interviewer")
    assert read.turns[5].speaker == "CAROL"


def test_a_line_that_only_holds_the_interviewees_name_is_no_label(write: Write) -> None:
    text = "Lee asked him about it: did it fail?\nHe told Lee the truth: it fell.\nThe rest is history.\n"
    assert read_transcript(write(text, toml='[interviewee]\nname = "Lee"\n')).layout == "plain"


def test_a_third_voice_among_questions_and_answers_is_not_the_interviewees(write: Write) -> None:
    pairs = "Q: Why?\nA: Because.\nQ: How?\nA: So.\nMR. KWAN: A fraud.\nA: And one more.\nMR. KWAN: I object.\nA: No.\n"
    read = read_transcript(write(pairs, toml=KNOWN))
    assert [t.speaker for t in read.turns][4:] == ["MR. KWAN", "Jonas Vik", "MR. KWAN", "Jonas Vik"]


@pytest.mark.parametrize("label", ["[00:01:02.345] Q:", "> Q:", "• Q:", "1. Question:", "Q:"])
def test_what_stands_before_a_question_label_does_not_hide_it(write: Write, label: str) -> None:
    read = read_transcript(write(f"Q: Why?\nA: Because.\n{label}How about storms?\nA: Bad.\n"))
    assert [t.role for t in read.turns] == ["interviewer", "interviewee"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "In 1945: one.\nIn 1949: two.\nIn 1945: three.\nIn 1949: four.\n",
        "Step one: go.\nStep two: stay.\nStep one: go.\nStep two: stay.\n",
        "10:30 Arrival: yes.\n11:00 Lunch: no.\n12:00 Arrival: yes.\n13:00 Lunch: no.\n",
        "A. Smith went home.\nQ. Jones stayed.\nA. Smith returned.\nQ. Jones left.\n",
    ],
)
def test_dates_steps_programmes_and_initials_are_no_speakers(write: Write, text: str) -> None:
    assert turns(read_transcript(write(text))) == [("", "speaker", text.strip())]


def test_the_answer_to_a_question_without_words_answers_no_other(write: Write) -> None:
    read = read_transcript(write("Q: One?\nA: ship.\nQ:\nA: lamp.\n"))
    assert [t.asked for t in read.turns] == [None, 0, None]


def test_text_with_labels_that_may_be_speakers_is_not_given_to_the_interviewee(write: Write) -> None:
    toml = '[interviewee]\nname = "Bob"\n'
    assert turns(read_transcript(write("It was late.\n", "a.txt", toml)))[0][:2] == ("Bob", "interviewee")
    doubtful = read_transcript(write("Q: Was it stolen?\nNo.\nIt was late.\n", "b.txt", toml))
    assert turns(doubtful)[0][:2] == ("", "speaker")
    assert any("Q:" in remark for remark in report(doubtful).remarks)


def test_topics_in_a_row_are_no_speakers(write: Write) -> None:
    read = read_transcript(
        write(NAMED * 2 + "\nIt was cold.\n\nNorth Korea: a storm of a year.\n\nNote: so.\n\nNote: so.\n")
    )
    assert {t.speaker for t in read.turns} == {"Anna", "Ben"}
    assert read.doubtful == ("North Korea", "Note")


def test_what_may_be_a_topic_or_a_speaker_is_nobodys(write: Write) -> None:
    read = read_transcript(write(NAMED * 2 + "\nIt was cold.\n\nNorth Korea: a storm of a year.\n\nIt was late.\n"))
    assert turns(read)[-2:] == [
        ("Ben", "speaker", "With the dog.\n\nIt was cold."),
        ("", "speaker", "a storm of a year.\n\nIt was late."),
    ]
    assert read.doubtful == ("North Korea",)


def test_a_speaker_of_the_metadata_that_is_not_there_is_remarked_on(write: Write) -> None:
    remarks = report(read_transcript(write(NAMED, toml='[speakers]\nAnne = "interviewer"\n'))).remarks
    assert "the metadata names a speaker that is not there: 'Anne'" in remarks


def test_long_answers_do_not_hide_who_speaks_when_two_names_answer_each_other(write: Write) -> None:
    exchange = "Anna: And then?\n\nBen: We left.\n\nIt rained.\n\nIt rained for days.\n\nThen it stopped.\n\n"
    read = read_transcript(write(exchange * 3))
    assert read.layout == "names"
    assert {t.speaker for t in read.turns} == {"Anna", "Ben"}


def test_a_full_name_that_speaks_once_is_a_speaker_but_a_single_word_is_not(write: Write) -> None:
    text = (
        NAMED
        + "\nThe Chair (Hon. Ada Rota (Nord, Lib.)): Order.\n\nMs. Jenny van Kwan: Hear, hear.\n\nNote: He smiled.\n"
    )
    read = read_transcript(write(text))
    spoken = [t.speaker for t in read.turns]
    assert spoken == ["Anna", "Ben", "Anna", "Ben", "The Chair (Hon. Ada Rota (Nord, Lib.))", "Ms. Jenny van Kwan"]
    assert read.text[read.turns[-1].start : read.turns[-1].stop] == "Hear, hear.\n\nNote: He smiled."
    assert read.doubtful == ("Note",)


@pytest.mark.parametrize(
    "text",
    [
        "The Amazon rainforest (Portuguese: Floresta Amazônica) is a forest.\nIt rains there.\n",
        "Name: Ada Marsh was the first.\nShe was twenty.\n",
        "It began at 10: 30 men came.\nIt ended at 11: 20 men left.\n12: a dozen.\n12: two dozen.\n",
        "One.\nNote: two.\nThree.\nFour.\nFive.\nNote: six.\nStep: seven.\nEight.\nStep: nine.\nTen.\n",
        "See http://a.b and http://c.d\nhttp://a.b\nhttp://c.d\n",
    ],
)
def test_text_with_colons_is_one_speakers_text(write: Write, text: str) -> None:
    read = read_transcript(write(text))
    assert read.layout == "plain"
    assert turns(read) == [("", "speaker", text.strip())]


def test_labels_that_may_be_speakers_are_remarked_on(write: Write) -> None:
    text = "Anna: One.\nTwo.\nThree.\nFour.\nFive.\nAnna: Six.\nBen: Seven.\nEight.\nBen: Nine.\nTen.\n"
    remarks = report(read_transcript(write(text))).remarks
    assert any("“Anna:”, “Ben:”" in remark and "[speakers]" in remark for remark in remarks)


def test_metadata_gives_speakers_their_roles_and_takes_a_label_back(write: Write) -> None:
    toml = '[speakers]\nAnna = "interviewer"\nBen = "interviewee"\nNote = "text"\n'
    read = read_transcript(write("Anna: Why?\nBen: Because.\nNote: it was late.\nNote: too late.\n", toml=toml))
    assert turns(read) == [
        ("Anna", "interviewer", "Why?"),
        ("Ben", "interviewee", "Because.\nNote: it was late.\nNote: too late."),
    ]


def test_named_interviewer_and_interviewee_get_their_roles(lighthouse: Transcript) -> None:
    assert [t.role for t in lighthouse.turns] == ["editor", *["interviewer", "interviewee"] * 5]
    assert [t.asked for t in lighthouse.turns] == [None, None, 1, None, 3, None, 5, None, 7, None, 9]
