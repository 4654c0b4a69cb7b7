"""What an article offers as somebody's words, and whose it says they are."""

import pytest
from support import INTERVIEW

from bot.quote_check.article import read_article
from bot.quote_check.claims import Claim, find_claims
from bot.quote_check.reporting import Reporting
from index.readers.table import read_transcript
from index.transcript import Transcript


@pytest.fixture(scope="module")
def transcripts() -> list[Transcript]:
    return [read_transcript(INTERVIEW)]


@pytest.mark.parametrize(
    ("article", "name"),
    [
        ("“One two three,” said Zhang Xiao.", "Zhang Xiao"),
        ("“One two three,” said Zhang Xiao, the ambassador.", "Zhang Xiao"),
        ("“One two three,” Zhang Xiao said on Monday.", "Zhang Xiao"),
        ("“One two three,” Ambassador Zhang told reporters.", "Ambassador Zhang"),
        ("“One two three.” Zhang Xiao said.", "Zhang Xiao"),
        ("“One two three?” asked the interviewer.", "the interviewer"),
        ("‘One two three’ wrote Ann Lee.", "Ann Lee"),
        ("“One two three,” said Ms. Ann Lee.", "Ms. Ann Lee"),
        ("“One two three,” said Hon. Ann Lee.", "Hon. Ann Lee"),
        ("“One two three,” Sen. Ann Lee said.", "Sen. Ann Lee"),
        ("Rep. Ann Lee said: “One two three.”", "Rep. Ann Lee"),
        ("“One two three,” according to Ann Lee.", "Ann Lee"),
        ("Ann Lee: “One two three.”", "Ann Lee"),
        ("The medal: “One two three.”", ""),
        ("Zhang Xiao said: “One two three.”", "Zhang Xiao"),
        ("As Zhang Xiao noted, “one two three.”", "Zhang Xiao"),
        ("According to Zhang Xiao, “one two three.”", "Zhang Xiao"),
        ("«Раз два три», — сказал Чжан Сяо.", "Чжан Сяо"),
        ("Чжан Сяо сказал: «Раз два три».", "Чжан Сяо"),
        ("«Бір екі үш», — деді Чжан Сяо.", "Чжан Сяо"),
        ("On Monday Ann Lee said: “One two three.”", "Ann Lee"),
        ("Mr Lee, the owner of the house, said: “One two three.”", "Mr Lee"),
        ("“One two three,” said the firm’s president, Ann Lee.", "Ann Lee"),
        ("“One two three.” — Ann Lee", "Ann Lee"),
        ("“One two three” (Ann Lee)", "Ann Lee"),
        ("It was Ann Lee who said “One two three”.", "Ann Lee"),
        ("“One two three,” Ann Lee said, adding that she would not be moved.", "Ann Lee"),
        ("Asked whether he’d come, Ann Lee said: “One two three.”", "Ann Lee"),
        ("„One two three“, sagte Ann Lee.", "Ann Lee"),
        ("“One two three,” Ann Lee claimed.", "Ann Lee"),
        ("Zhang Xiao: One two three.", "Zhang Xiao"),
        ("One two three, said Zhang Xiao.", "Zhang Xiao"),
        ("Critics claim that Ann Lee said “One two three”.", ""),
        ("“One two three,” he said.", ""),
        ("“One two three,” they said.", ""),
        ("Zhang Xiao did not say “one two three”.", ""),
        ("It is not true that Zhang Xiao said “one two three”.", ""),
        ("“One two three” is the motto.", ""),
        ("The minister praised “one two three” there.", ""),
        ("“One two three.” Zhang Xiao came home and said nothing of it to anybody.", ""),
    ],
)
def test_an_attribution_is_read_where_it_is_plain(article: str, name: str, transcripts: list[Transcript]) -> None:
    (claim,) = find_claims(read_article(article, "text"), Reporting(transcripts))
    assert claim.attributed_to == name


def test_a_label_of_the_transcript_is_known_as_a_name(tmp_path: object, transcripts: list[Transcript]) -> None:
    from dataclasses import replace

    turn = replace(transcripts[0].turns[-1], speaker="Grad E")
    meeting = replace(transcripts[0], turns=(turn,))
    (claim,) = find_claims(read_article("“One two three,” said Grad E.", "text"), Reporting([meeting]))
    assert claim.attributed_to == "Grad E"


def test_chinese_attributions_are_read_for_known_names(transcripts: list[Transcript]) -> None:
    from dataclasses import replace

    turn = replace(transcripts[0].turns[-1], speaker="张霄")
    chinese = replace(transcripts[0], turns=(turn,))
    for article in ("张霄说：“一二三四五。”", "“一二三四五”，张霄表示。"):
        (claim,) = find_claims(read_article(article, "text"), Reporting([chinese]))
        assert claim.attributed_to == "张霄"


@pytest.mark.parametrize(
    ("form", "article"),
    [
        ("markdown", "He was clear:\n\n> One two three.\n\nAnd left."),
        ("markdown", "Zhang Xiao said:\n\n> One two three.\n\nAnd left."),
        ("markdown", "> One two three.\n>\n> — Zhang Xiao"),
        ("markdown", "> One two three.\n\n— Zhang Xiao"),
        ("text", "> One two three.\n> — Zhang Xiao"),
        ("html", "<blockquote><p>One two three.</p></blockquote><p>— Zhang Xiao, ambassador</p>"),
        ("html", "<p>Zhang Xiao said:</p><blockquote>“One two three.”</blockquote>"),
    ],
)
def test_a_block_quotation_is_a_claim_with_its_signature(
    form: str, article: str, transcripts: list[Transcript]
) -> None:
    read = read_article(article, form)  # type: ignore[arg-type]
    (claim,) = find_claims(read, Reporting(transcripts))
    assert read.text[claim.start : claim.stop] == "One two three."
    assert claim.attributed_to == ("" if "He was" in article else "Zhang Xiao")


def test_a_quotation_in_two_parts_has_one_speaker(transcripts: list[Transcript]) -> None:
    claims = find_claims(read_article("“One two,” said Ann Lee, “three four.”", "text"), Reporting(transcripts))
    assert [claim.attributed_to for claim in claims] == ["Ann Lee", "Ann Lee"]
    claims = find_claims(read_article("Zhang Xiao: “One two”; Ann Lee: “three four”.", "text"), Reporting(transcripts))
    assert [claim.attributed_to for claim in claims] == ["Zhang Xiao", "Ann Lee"]


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>One two three.</p><cite>Ann Lee</cite></blockquote>",
        "<figure><blockquote>One two three.</blockquote><figcaption>Ann Lee</figcaption></figure>",
    ],
)
def test_a_name_below_a_block_quotation_signs_it(html: str, transcripts: list[Transcript]) -> None:
    (claim,) = find_claims(read_article(html, "html"), Reporting(transcripts))
    assert claim.attributed_to == "Ann Lee"


def test_quotations_by_markup_are_claims(transcripts: list[Transcript]) -> None:
    read = read_article("<p>Zhang Xiao said: <q>one <b>two</b> three</q>.</p>", "html")
    (claim,) = find_claims(read, Reporting(transcripts))
    assert (read.text[claim.start : claim.stop], claim.attributed_to) == ("one two three", "Zhang Xiao")


def test_a_paragraph_without_quotations_is_itself_the_claim_and_two_are_none(transcripts: list[Transcript]) -> None:
    assert find_claims(read_article("One two three.", "text"), Reporting(transcripts)) == [Claim(0, 14, "")]
    assert find_claims(read_article("One two three.\n\nFour five six.", "text"), Reporting(transcripts)) == []
    assert find_claims(read_article("", "text"), Reporting(transcripts)) == []


def test_every_sentence_is_a_claim_on_demand_but_for_those_with_quotations(transcripts: list[Transcript]) -> None:
    text = "One two. He said “three four” there. Five six."
    claims = find_claims(read_article(text, "text"), Reporting(transcripts), every_sentence=True)
    assert [text[claim.start : claim.stop] for claim in claims] == ["One two.", "three four", "Five six."]
