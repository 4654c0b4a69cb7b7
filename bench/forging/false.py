"""Quotations whose letters and digits occur nowhere in the transcript, or not in the turns of whom they name."""

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from bench.forging.drafts import NAMEABLE, Draft, Maker, attribute, other_number, pick, replaced
from bench.forging.edited import EDITED
from bench.forging.material import Material, Said
from bench.forging.verbs import attribute_freely
from bench.forging.words import NAME, NEGATION, NUMBER, POSITIVE, is_content, letters
from bot.quote_check.verdict import Verdict
from index.language.terms import terms

LEAST = 4
"""Words of each half that is stitched."""
FOREIGN = (
    "Маяк на северном рифе погас ещё до рассвета, и никто этого не заметил.",
    "Мы обсудим бюджет на следующий год, как только получим все отчёты.",
    "Библиотека закрыта по понедельникам, но читальный зал работает всегда.",
    "Дружба народов проверяется в трудные времена, а не на праздниках.",
    "Новый пульт должен быть простым, дешёвым и удобным для каждого.",
    "北方礁石上的灯塔在黎明前就熄灭了，没有人注意到。",
    "等所有报告都收到以后，我们再讨论明年的预算。",
    "图书馆每逢星期一闭馆，但是阅览室一直开放。",
    "各国人民的友谊要在困难的时候经受考验。",
    "新的遥控器应该简单、便宜，而且人人都会用。",
    "Le phare du récif nord s’est éteint avant l’aube et personne ne l’a remarqué.",
    "Nous parlerons du budget de l’année prochaine dès que les rapports seront arrivés.",
    "La bibliothèque est fermée le lundi, mais la salle de lecture reste ouverte.",
    "L’amitié des peuples se mesure dans les temps difficiles, pas les jours de fête.",
    "La nouvelle télécommande doit être simple, bon marché et facile à utiliser.",
)


def _negated(m: Material, said: Said, rng: random.Random) -> Draft | None:
    verb = pick(POSITIVE, said.text, rng)
    written = verb and replaced(said.text, verb, f"{verb.group()} {rng.choice(('not', 'not', 'never'))}")
    return _false(m, said, written, rng, "altered", grave=True) if written else None


def _affirmed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    no = pick(NEGATION, said.text, rng)
    return _false(m, said, replaced(said.text, no, ""), rng, "altered", grave=True) if no else None


def _counted(m: Material, said: Said, rng: random.Random) -> Draft | None:
    number = pick(NUMBER, said.text, rng)
    if number is None:
        return None
    return _false(m, said, replaced(said.text, number, other_number(number, rng)), rng, "altered", grave=True)


def _renamed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """A name of four words or more is also a stitch, of as many words as each half of one has at least."""
    name = pick(NAME, said.text, rng)
    if name is None or name.group() not in m.names:
        return None
    parts = re.split("[ -]", name.group())
    others = [other for other in m.names if not any(part in other for part in parts)]
    if not others:
        return None
    other = rng.choice(others)
    written = replaced(said.text, name, other)
    if len(re.split("[ -]", other)) >= LEAST:
        return _false(m, said, written, rng, "altered", "stitched")
    return _false(m, said, written, rng, "altered", grave=True)


def _stitched(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """The first half of the sentence and the second half of one that doesn't stand beside it.

    It is also an alteration of one of them if fewer than four words of the other half are not in its own, in order.
    """
    other = rng.choice(m.said)
    if min(len(said.words), len(other.words)) < 2 * LEAST or abs(said.row - other.row) < 2:
        return None
    first, second = len(said.words) // 2, len(other.words) // 2
    written = f"{said.cut(0, first - 1)} {other.text[other.words[second][0] :]}"
    one, two = ([each.text[a:b].lower() for a, b in each.words] for each in (said, other))
    is_near = min(_new(one[:first], two[:second]), _new(two[second:], one[first:])) < LEAST
    draft = _false(m, said, written, rng, *(("stitched", "altered") if is_near else ("stitched",)))
    return draft and replace(draft, speaker=draft.speaker if said.speaker == other.speaker else "")


def _reworded(m: Material, said: Said, rng: random.Random) -> Draft | None:
    language = m.transcript.language
    places = [span for span in said.words if is_content(said.text[slice(*span)], language)]
    if not places:
        return None
    start, stop = rng.choice(places)
    other = rng.choice(m.content)
    if terms(other, language) == terms(said.text[start:stop], language):
        return None
    return _false(m, said, said.text[:start] + other + said.text[stop:], rng, "altered", grave=False)


def _misattributed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    others = _others(m, said)
    return attribute(said.text, ("wrong_speaker",), rng.choice(others), rng) if others else None


def _misattributed_freely(m: Material, said: Said, rng: random.Random) -> Draft | None:
    others = _others(m, said)
    return attribute_freely(m.transcript, said.text, ("wrong_speaker",), rng.choice(others), rng) if others else None


def _others(m: Material, said: Said) -> list[str]:
    """Who says these words nowhere; labels of which one may be the other's shorter form are no two."""
    own, words = said.speaker.split(), letters(said.text)
    return [
        other
        for other, heard in m.heard.items()
        if own and NAMEABLE.fullmatch(other) and words not in heard and not _same(own, other.split())
    ]


def _invented(m: Material, said: Said, rng: random.Random) -> Draft | None:
    drawn = " ".join(rng.choices(m.tokens, k=rng.randint(8, 20)))
    return _false(m, said, f"{drawn[0].upper()}{drawn[1:]}.", rng, "not_found")


def _chained(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Each word follows the one before somewhere: it may be long pieces of the text, and so one or two of them."""
    drawn = [rng.choice(m.tokens)]
    while len(drawn) < 8 or (len(drawn) < 20 and rng.random() < 0.9):
        drawn.append(rng.choice(m.next.get(drawn[-1], m.tokens)))
    written = " ".join(drawn)
    return _false(m, said, f"{written[0].upper()}{written[1:]}.", rng, "not_found", "altered", "stitched")


def _translated(m: Material, said: Said, rng: random.Random) -> Draft | None:
    return _false(m, said, rng.choice(FOREIGN), rng, "translated", "not_found")


def _false(
    m: Material, said: Said, quotation: str, rng: random.Random, *verdicts: Verdict, grave: bool | None = None
) -> Draft | None:
    """None if the words do occur. One in seven is said of whoever said what it was made of."""
    speaker = said.speaker if rng.random() < 1 / 7 and NAMEABLE.fullmatch(said.speaker) else ""
    return None if letters(quotation) in m.letters else Draft(quotation, verdicts, grave, speaker)


def _new(words: Sequence[str], others: Sequence[str]) -> int:
    """How many of `words` are not among the others in the same order: _new(["a", "b", "c"], ["c", "a", "c"]) -> 1."""
    return len(words) - sum(block.size for block in SequenceMatcher(None, words, others, False).get_matching_blocks())


def _same(one: list[str], other: list[str]) -> bool:
    return all(word in other for word in one) or all(word in one for word in other)


FALSE: dict[str, Maker] = {
    "negation added": _negated,
    "negation removed": _affirmed,
    "number changed": _counted,
    "name swapped": _renamed,
    "halves stitched": _stitched,
    "word replaced": _reworded,
    "speaker swapped": _misattributed,
    "attribution verbs": _misattributed_freely,
    "invented": _invented,
    "invented by pairs": _chained,
    "translated": _translated,
    **EDITED,
}
