"""A question that asks several things becomes its parts, each a question: "When did he come, and could he swim?"."""

import re
from functools import cache

from bot.question.cues import language_of
from bot.question.phrases import QUOTING
from index.language.detect import without_foreign_words
from index.language.knowledge import pattern
from index.language.quotation_marks import innermost
from index.language.terms import WORD, fold
from index.passages import QUESTION_MARKS

MOST = 4
"""Parts; what is behind the third is one."""
LONGEST = 1_000
"""Characters; what is longer is no question but a text."""

PIECES = ("wh", "preposition", "verb", "subject", "openers", "auxiliary")
"""What the patterns of a language are put together of, some of it as in its cues of follow-ups."""
ASKING = re.compile(f"(?<=[{''.join(QUESTION_MARKS)}])\\s*(?=[^\\s{''.join(QUESTION_MARKS)}])")


def cut(question: str) -> tuple[str, ...]:
    """The parts of a clean question, 2 to MOST, as they stand but for a question mark; none if it is one question.

    >>> cut("When did Per come, and could he swim?"), cut("What did Kazakhstan and China sign?")
    (('When did Per come?', 'could he swim?'), ())
    """
    if len(question) > LONGEST:
        return ()
    parts = [part for sentence in _sentences(question) for part in _clauses(sentence)]
    if len(parts) > MOST:
        parts[MOST - 1 :] = [" ".join(parts[MOST - 1 :])]
    return tuple(map(_asking, parts)) if len(parts) > 1 else ()


def _sentences(question: str) -> list[str]:
    """Cut behind question marks; a word alone belongs to what comes after it, what asks nothing to what is before it.

    >>> _sentences("Really? Who paid? And when? Please.")
    ['Really? Who paid?', 'And when? Please.']
    """
    sentences: list[str] = []
    begun = ""
    for piece in ASKING.split(question):
        sentence = f"{begun} {piece}".strip()
        if not sentences and len(WORD.findall(sentence)) < 2 and language_of(sentence) != "zh":
            begun = sentence
        elif sentences and not piece.endswith(QUESTION_MARKS):
            sentences[-1] += f" {piece}"
        else:
            sentences.append(sentence)
            begun = ""
    return sentences or [question]


def _clauses(sentence: str) -> list[str]:
    """The questions that stand in one sentence."""
    language, plain = language_of(without_foreign_words(sentence)), fold(sentence)
    quoted = [(pair.opens, pair.closes) for pair in innermost(sentence, QUOTING)]
    clauses: list[str] = []
    start, is_listed = 0, False
    for joint in _pattern(language, "between").finditer(plain):
        if joint.start() < start or any(opens < joint.start() < closes for opens, closes in quoted):
            continue
        before = plain[start : joint.start()].rpartition(". ")[2]
        if _parts_here(language, before, joint, sentence, is_listed):
            clauses.append(sentence[start : joint.start()])
            start, is_listed = joint.end(), joint["joint"] is None
    return [*clauses, sentence[start:]]


def _parts_here(language: str, before: str, joint: re.Match[str], sentence: str, is_listed: bool) -> bool:
    """Whether a question ends before the joint, and another begins behind it; in a list it may be bare."""
    after = joint.string[joint.end() :]
    is_whole = is_listed or bool(_pattern(language, "whole").fullmatch(before))
    if is_whole and joint["joint"] is not None and _is_another(language, sentence, joint.start()):
        return True
    if not is_whole or (not is_listed and _pattern(language, "bare").fullmatch(before)):
        return False
    if joint["joint"] is None:
        return bool(_pattern(language, "begins_behind_comma").match(after)) or _is_listed(language, after)
    goes_on = "," not in joint.group() and _pattern(language, "goes_on").match(after)
    if goes_on and _pattern(language, "relative").fullmatch(before):
        return False
    return bool(_pattern(language, "begins").match(after))


def _is_listed(language: str, after: str) -> bool:
    """Whether the second of several questions stands there, the last of which has a joint: "…, where, and by whom?"."""
    if not _pattern(language, "listed").match(after):
        return False
    joints = _pattern(language, "between").finditer(after)
    return any(joint["joint"] and _pattern(language, "begins").match(after[joint.end() :]) for joint in joints)


def _is_another(language: str, sentence: str, at: int) -> bool:
    """Whether nothing but another name stands behind the joint at `at`: "What did Doruba do, and Velland?"."""
    fits = _pattern(language, "another").fullmatch(sentence.rstrip("?？!. "))
    return fits is not None and fits.end("before") == at


def _asking(part: str) -> str:
    """With a question mark."""
    part = part.strip()
    if part.endswith(QUESTION_MARKS):
        return part
    return part.rstrip(".,;，；。 ") + ("？" if language_of(part) == "zh" else "?")


@cache
def _pattern(language: str, key: str) -> re.Pattern[str]:
    """What stands under parts.`key`, one that never fits where nothing does; "between" is a joint or a comma."""
    if key == "between":
        joint, comma = pattern(language, "parts.joint"), pattern(language, "parts.comma")
        return re.compile(f"(?P<joint>{joint})|{comma}" if comma else f"(?P<joint>{joint})")
    pieces: dict[str, str] = {"be": pattern(language, "followup.be")}
    for piece in PIECES:
        own = pattern(language, f"parts.{piece}", **pieces)
        pieces[piece] = own or pattern(language, f"followup.{piece}", **pieces)
    return re.compile(pattern(language, f"parts.{key}", **pieces) or r"(?!)")
