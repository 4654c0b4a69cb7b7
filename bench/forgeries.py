"""Transcripts and a seed become quotations, false and true, each with the verdict that is right: a checker's measure.

A false quotation's letters and digits occur nowhere in its transcript; those of a true one's parts do. A truncation is
true and false at once, its words being real and its meaning perhaps not: it is neither, and measured apart, beside
parts of sentences that have nothing outside which could turn them.
"""

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import islice, pairwise

from bot.checks.verdict import Verdict
from index.passages import SERVED, split
from index.transcript import Transcript
from index.words import terms

SHORTEST, LONGEST = 5, 60
LEAST = 4
"""Words of each half that is stitched."""
PASSES = 6
"""How often a sentence is tried for one kind, if the others do not make enough: small transcripts are used up."""
CLITIC = r"\s?(?:n['’]t|['’](?:s|re|ve|ll|d|m|t))\b"
WORD = re.compile(rf"\w+(?:[-.,:/'’]\w+)*(?:{CLITIC})*")
"""One that can't be cut: anti-fascist, 2.4, T_V_, and we 're and do n't where a transcript sets its apostrophes so."""
QUOTES, BRACKETED = '“”„"«»「」『』', re.compile(r"[\[\]…]|\.\s?\.")
NEGATION = re.compile(r"\s(?:not|never|no)\b(?=\s[^\W_])|(?<!\bca)(?<!\bwo)(?<!\bsha)(?<!\bai)\s?n['’]t\b")
POSITIVE = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|should|must|has|have|had|did|does|do)\b(?=\s[a-z])"
    r"(?!\s(?:n['’]t|not|never|no)\b)"
)
NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve",
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "hundred thousand million billion",
    "January February April June July August September October November December",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
"""Words that may stand for each other; not "one", March and May, which are other words too."""
GRAVE = frozenset(
    "hundred hundreds thousands millions billions zero half quarter dozen double triple twice once first second third "
    "fourth fifth sixth seventh eighth ninth tenth every several most nothing nobody none neither without cannot "
    "hardly today tonight tomorrow yesterday".split()
)
"""Words that count, date or deny, besides those in NUMBERS: one in place of another word is no plain rewording."""
ALIKE = {word: group.split() for group in NUMBERS for word in group.split()}
NUMBER = re.compile(rf"(?<![^\W\d_])(?<![^\W\d_]-)\d+|\b(?:{'|'.join(ALIKE)})\b")
NO_NAME = r"(?!(?:Ah|Hey|Hi|Hmm?|Huh|Mm|Oh|Okay|Uh|Um|Well|Wow|Yeah|Yes|No)\b)"
NAME = re.compile(rf"(?<=[a-z] ){NO_NAME}[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*\b(?![-'’])")
DASH = re.compile(r"\s?[-–—]+\s?")
LOOSE = re.compile(rf"\s+(?=[.,;:?!](?:\s|$))|\s+(?={CLITIC.removeprefix(chr(92) + 's?')})")
"""White space before punctuation and clitics, as some transcripts set it and no article does."""
OUTSIDE = re.compile(
    r"\bnot\b|n['’]t\b|\bnever\b|\bno\b(?!\s*[.,?!-])|\bif\b|\bunless\b|\bexcept\b|\bI (?:do ?n['’]t )?think\b"
    r"|\b(?:he|she|they|people) (?:said|says?)\b",
    re.IGNORECASE,
)
"""What turns the meaning of the words beside it, when it is cut off: negations, conditions, reporting clauses."""
TURNING = re.compile(
    rf"{OUTSIDE.pattern}|\b(?:cannot|no|none|nor|neither|nobody|nothing|nowhere|without|hardly|only|whether|until)\b"
    r"|\b(?:sa(?:y|ys|id|ying)|th(?:ink|ought|inking)|claim\w*|believe\w*|suppose\w*|guess|maybe|perhaps)\b",
    re.IGNORECASE,
)
"""That and more: none of it may stand outside of a part whose meaning its cut can't have turned."""
SLICE: tuple[Verdict, ...] = ("exact", "punctuation")
"""What is true word for word: which of the two is seen from the text."""
NAMEABLE = re.compile(r"[^\W\d_][\w.' -]*")
INNER = re.compile(r"(?:“([^“”]+)”|\"([^\"]+)\")(?!\w)")
MARKS = ("“”", "‘’", "«»", "„“", '""', "''", "「」", "『』")
ELLIPSES = (" … ", "… ", " ... ", "... ", " […] ", " [...] ", " . . . ")
INSERTED = ("[sic]", "[laughs]", "[the speaker]", "[of course]", "[as they say]")
FRAMES = ("{}", "{}", "One sentence stands out: {}", "The minutes have it so. {} That was all.")
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


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that may be quoted, `row` of its transcript's; `words` are spans of `text`."""

    text: str
    start: int
    stop: int
    row: int
    turn: int
    speaker: str
    words: tuple[tuple[int, int], ...]

    def cut(self, first: int, last: int) -> str:
        """From word `first` to word `last`, both included."""
        return self.text[self.words[first][0] : self.words[last][1]]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a transcript has to make quotations of.

    `quoting` are sentences with quotation marks inside, `letters` those of the text, `heard` those of each speaker's
    turns, `next` the words that follow each word.
    """

    transcript: Transcript
    said: tuple[Said, ...]
    quoting: tuple[Said, ...]
    letters: str
    heard: dict[str, str]
    tokens: tuple[str, ...]
    content: tuple[str, ...]
    names: tuple[str, ...]
    next: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands between `marks`, before there is an article around it; `speaker` is who is named, "" if nobody."""

    quotation: str
    verdicts: tuple[Verdict, ...]
    grave: bool | None = None
    speaker: str = ""
    marks: str = "“”"


@dataclass(frozen=True, slots=True)
class Sample:
    """A quotation in an article, to be checked against the transcript `doc`.

    `verdicts` are those that are right, `grave` whether a grave difference must be seen (None: not measured).
    """

    doc: str
    kind: str
    article: str
    quotation: str
    speaker: str
    verdicts: tuple[Verdict, ...]
    grave: bool | None


Maker = Callable[[Material, Said, random.Random], Draft | None]


def forge(transcripts: Sequence[Transcript], seed: int, of: int) -> list[Sample]:
    """About `of` false samples, as many true and as many cut ones: all kinds evenly, as far as the material goes."""
    materials = [material for transcript in transcripts if (material := gather(transcript)).said]
    found: list[Sample] = []
    for group in (FALSE, TRUE, CUT):
        for kind, make in group.items():
            rng = random.Random(f"{seed} {kind}")
            in_turn = _in_turn([_samples(kind, make, material, rng) for material in materials])
            found += islice(in_turn, -(-of // len(group)))
    return found


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: letters("We 're – OK.") -> "wereok"."""
    return re.sub(r"[\W_]+", "", text.lower())


def gather(transcript: Transcript) -> Material:
    """Sentences of 5 to 60 words that somebody said, without brackets or ellipses of their own."""
    heard, text = dict[str, str](), transcript.text
    for turn in transcript.turns:
        heard[turn.speaker] = heard.get(turn.speaker, "") + letters(text[turn.start : turn.stop])
    spoken = list(_spoken(transcript))
    said = tuple(one for one in spoken if not any(mark in one.text for mark in QUOTES))
    quoting = tuple(
        one for one in spoken if sum(one.text.count(mark) for mark in QUOTES) == 2 and INNER.search(one.text)
    )
    tokens = tuple(one.text[a:b] for one in said for a, b in one.words)
    small = frozenset(word for word in WORD.findall(text) if word[0].islower())
    runs = dict.fromkeys(match.group() for one in said for match in NAME.finditer(one.text))
    names = tuple(run for run in runs if not any(w.lower() in small or w in ALIKE for w in re.split("[ -]", run)))
    content = tuple(token for token in dict.fromkeys(tokens) if _is_content(token, transcript.language))
    follow = dict[str, list[str]]()
    for one, other in pairwise(tokens):
        follow.setdefault(one, []).append(other)
    return Material(transcript, said, quoting, letters(text), heard, tokens, content, names, follow)


def _spoken(transcript: Transcript) -> Iterator[Said]:
    for row, sentence in enumerate(split(transcript).sentences):
        turn, text = transcript.turns[sentence.turn], transcript.text[sentence.start : sentence.stop]
        words = tuple(match.span() for match in WORD.finditer(text))
        whose = turn.role in (*SERVED, "interviewer")
        if whose and SHORTEST <= len(words) <= LONGEST and not BRACKETED.search(text):
            yield Said(text, sentence.start, sentence.stop, row, sentence.turn, turn.speaker, words)


@cache
def _is_content(token: str, language: str) -> bool:
    plain = len(token) > 3 and token.isalpha() and token.islower() and token not in ALIKE and token not in GRAVE
    return plain and bool(terms(token, language)) and not OUTSIDE.search(token)


def _samples(kind: str, make: Maker, material: Material, rng: random.Random) -> Iterator[Sample]:
    """Those that differ, each sentence being tried again and again, in random order."""
    seen = set()
    for _ in range(PASSES):
        for said in rng.sample(material.said, len(material.said)):
            draft = make(material, said, rng)
            key = draft and (draft.quotation, draft.speaker, draft.marks)
            if draft and key not in seen:
                seen.add(key)
                yield _sample(kind, draft, material, said, rng)


def _in_turn(iterators: list[Iterator[Sample]]) -> Iterator[Sample]:
    """The first of each, the second of each …, as long as one has more."""
    while iterators:
        going = []
        for one in iterators:
            if sample := next(one, None):
                going.append(one)
                yield sample
        iterators = going


def _sample(kind: str, draft: Draft, material: Material, said: Said, rng: random.Random) -> Sample:
    """With an article around it. A true quotation is exact where it is a slice of the text, else it has an edit.

    Said of somebody, the slice must be in that person's turn.
    """
    quotation, frame = draft.quotation, rng.choice(FRAMES)
    if draft.speaker:
        frame = f"{draft.speaker} said: {{}}"
        if quotation[-1].isalnum() or (quotation[-1] == "." and rng.random() < 0.5):
            quotation, frame = quotation.rstrip(". ") + ",", f"{{}} said {draft.speaker}."
    verdicts = draft.verdicts
    if verdicts == SLICE:
        turn = material.transcript.turns[said.turn]
        within = material.transcript.text[turn.start : turn.stop] if draft.speaker else material.transcript.text
        verdicts = ("exact",) if quotation in within else ("punctuation",)
    article = frame.format(draft.marks[0] + quotation + draft.marks[1])
    return Sample(material.transcript.id, kind, article, quotation, draft.speaker, verdicts, draft.grave)


def _false(
    m: Material, said: Said, quotation: str, rng: random.Random, *verdicts: Verdict, grave: bool | None = None
) -> Draft | None:
    """None if the words do occur. One in seven is said of whoever said what it was made of."""
    speaker = said.speaker if rng.random() < 1 / 7 and NAMEABLE.fullmatch(said.speaker) else ""
    return None if letters(quotation) in m.letters else Draft(quotation, verdicts, grave, speaker)


def _replaced(text: str, match: re.Match[str], by: str) -> str:
    return text[: match.start()] + by + text[match.end() :]


def _one(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def _negated(m: Material, said: Said, rng: random.Random) -> Draft | None:
    verb = _one(POSITIVE, said.text, rng)
    written = verb and _replaced(said.text, verb, f"{verb.group()} {rng.choice(('not', 'not', 'never'))}")
    return _false(m, said, written, rng, "altered", grave=True) if written else None


def _affirmed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    no = _one(NEGATION, said.text, rng)
    return _false(m, said, _replaced(said.text, no, ""), rng, "altered", grave=True) if no else None


def _counted(m: Material, said: Said, rng: random.Random) -> Draft | None:
    number = _one(NUMBER, said.text, rng)
    if number is None:
        return None
    was = number.group()
    others = [other for other in ALIKE.get(was, ()) if other != was]
    other = rng.choice(others) if others else str(rng.randrange(10 ** (len(was) - 1), 10 ** len(was)))
    return _false(m, said, _replaced(said.text, number, other), rng, "altered", grave=True)


def _renamed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """A name of four words or more is also a stitch, of as many words as each half of one has at least."""
    name = _one(NAME, said.text, rng)
    if name is None or name.group() not in m.names:
        return None
    parts = re.split("[ -]", name.group())
    others = [other for other in m.names if not any(part in other for part in parts)]
    if not others:
        return None
    other = rng.choice(others)
    written = _replaced(said.text, name, other)
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


def _new(words: Sequence[str], others: Sequence[str]) -> int:
    """How many of `words` are not among the others in the same order: _new(["a", "b", "c"], ["c", "a", "c"]) -> 1."""
    return len(words) - sum(block.size for block in SequenceMatcher(None, words, others, False).get_matching_blocks())


def _reworded(m: Material, said: Said, rng: random.Random) -> Draft | None:
    language = m.transcript.language
    places = [span for span in said.words if _is_content(said.text[slice(*span)], language)]
    if not places:
        return None
    start, stop = rng.choice(places)
    other = rng.choice(m.content)
    if terms(other, language) == terms(said.text[start:stop], language):
        return None
    return _false(m, said, said.text[:start] + other + said.text[stop:], rng, "altered", grave=False)


def _misattributed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Said of another, who says these words nowhere; labels of which one may be the other's shorter form are no two."""
    own, words = said.speaker.split(), letters(said.text)
    others = [
        other
        for other, heard in m.heard.items()
        if NAMEABLE.fullmatch(other) and words not in heard and not _same(own, other.split())
    ]
    return Draft(said.text, ("wrong_speaker",), speaker=rng.choice(others)) if own and others else None


def _same(one: list[str], other: list[str]) -> bool:
    return all(word in other for word in one) or all(word in one for word in other)


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


def _whole(m: Material, said: Said, rng: random.Random) -> Draft | None:
    return Draft(said.text, SLICE)


def _part(m: Material, said: Said, rng: random.Random) -> Draft | None:
    first, last = sorted(rng.sample(range(len(said.words)), 2))
    return Draft(said.cut(first, last), SLICE) if last - first > 1 else None


def _run(m: Material, said: Said, rng: random.Random) -> Draft | None:
    later = _following(m, said)
    written = later and _in_one_line(m.transcript.text[said.start : rng.choice(later).stop])
    return Draft(written, SLICE) if written else None


def _following(m: Material, said: Said) -> list[Said]:
    """The next sentences of the turn, at most three, as far as they may be quoted."""
    at = bisect_right(m.said, said.row, key=lambda one: one.row)
    return [one for n, one in enumerate(m.said[at : at + 3], 1) if (one.row, one.turn) == (said.row + n, said.turn)]


def _in_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _spaced(m: Material, said: Said, rng: random.Random) -> Draft | None:
    space = rng.choice(("  ", "\u00a0", "\n", "\u2009", "   "))
    if rng.random() < 0.5:
        return Draft(said.text.replace(" ", space), SLICE)
    gap = _one(re.compile(" "), said.text, rng)
    return Draft(_replaced(said.text, gap, space), SLICE) if gap else None


def _tidied(m: Material, said: Said, rng: random.Random) -> Draft | None:
    tidy = LOOSE.sub("", said.text)
    return Draft(tidy, SLICE) if tidy != said.text else None


def _apostrophes(m: Material, said: Said, rng: random.Random) -> Draft | None:
    found = re.search("['’]", said.text)
    other = found and rng.choice([mark for mark in "'’’ʼ‘" if mark != found.group()])
    return Draft(re.sub("['’]", other, said.text), SLICE) if other else None


def _inner_marks(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """A sentence with a quotation inside, which has other marks, or none, and not those around the whole."""
    if not m.quoting:
        return None
    said = rng.choice(m.quoting)
    opened, closed = rng.choice(("‘’", "«»", "''", ("", "")))
    return Draft(INNER.sub(lambda found: f"{opened}{found[1] or found[2]}{closed}", said.text), SLICE)


def _dashes(m: Material, said: Said, rng: random.Random) -> Draft | None:
    dash = _one(DASH, said.text, rng)
    if dash is None:
        return None
    other = rng.choice([mark for mark in ("-", "–", "—", "--", "‑") if mark != dash.group().strip()])
    return Draft(_replaced(said.text, dash, dash.group().replace(dash.group().strip(), other)), SLICE)


def _first_letter(m: Material, said: Said, rng: random.Random) -> Draft | None:
    return Draft(said.text[0].swapcase() + said.text[1:], SLICE) if said.text[0].isalpha() else None


def _ending(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """The full stop dropped, added where a sentence goes on, or a comma for it."""
    if rng.random() < 0.5:
        return Draft(said.cut(0, rng.randrange(2, len(said.words))) + rng.choice(".,"), SLICE)
    return Draft(said.text[:-1].rstrip() + rng.choice(("", ",")), SLICE) if said.text[-1] == "." else None


def _elided(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Words of the middle left out, three or more being left on each side."""
    count = len(said.words)
    if count < 8:
        return None
    first = rng.randrange(2, count - 4)
    second = rng.randrange(first + 2, count - 2)
    rest = said.text[said.words[second][0] :]
    return Draft(f"{said.cut(0, first)}{rng.choice(ELLIPSES)}{rest}", ("elided",))


def _elided_run(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """A sentence and a later one of the turn, what stands between them left out."""
    later = _following(m, said)[1:]
    return Draft(f"{said.text}{rng.choice(ELLIPSES)}{rng.choice(later).text}", ("elided",)) if later else None


def _inserted(m: Material, said: Said, rng: random.Random) -> Draft | None:
    if len(said.words) < 6:
        return None
    at = said.words[rng.randrange(3, len(said.words) - 2)][0]
    return Draft(f"{said.text[:at]}{rng.choice(INSERTED)} {said.text[at:]}", ("elided",))


def _bracketed_letter(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """[T]he, where a sentence begins or goes on: the bracket makes it elided; no word in capitals."""
    first = rng.randrange(len(said.words) - 2)
    text = said.text[said.words[first][0] :]
    return Draft(f"[{text[0].swapcase()}]{text[1:]}", ("elided",)) if re.match(r"[^\W\d_][a-z]", text) else None


def _enclosed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    marks = rng.choice(MARKS)
    clash = marks in ("‘’", "''") and re.search("['’‘]", said.text)
    return None if clash else Draft(said.text, SLICE, marks=marks)


def _attributed(m: Material, said: Said, rng: random.Random) -> Draft | None:
    return Draft(said.text, SLICE, speaker=said.speaker) if NAMEABLE.fullmatch(said.speaker) else None


def _truncated(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Words that stand once in the text, with at most two between them and what turns them, cut off on that side."""
    turn = _one(OUTSIDE, said.text, rng)
    if turn is None:
        return None
    touched = [n for n, (start, stop) in enumerate(said.words) if start < turn.end() and stop > turn.start()]
    gap, last = rng.randrange(3), len(said.words) - 1
    if rng.random() < 0.5:
        first, last = touched[-1] + 1 + gap, rng.choice((last, rng.randint(0, last)))
    else:
        first, last = rng.choice((0, rng.randint(0, last))), touched[0] - 1 - gap
    return _once(m, said, first, last)


def _plain_part(m: Material, said: Said, rng: random.Random) -> Draft | None:
    """Words that stand once in the text, cut from a sentence with nothing outside of them that turns them."""
    first, last = sorted(rng.sample(range(len(said.words)), 2))
    rest = said.text[: said.words[first][0]] + " | " + said.text[said.words[last][1] :]
    return None if TURNING.search(rest) or last - first == len(said.words) - 1 else _once(m, said, first, last)


def _once(m: Material, said: Said, first: int, last: int) -> Draft | None:
    written = said.cut(first, last) if last - first > 1 else ""
    return Draft(written, SLICE) if written and m.letters.count(letters(written)) == 1 else None


FALSE: dict[str, Maker] = {
    "negation added": _negated,
    "negation removed": _affirmed,
    "number changed": _counted,
    "name swapped": _renamed,
    "halves stitched": _stitched,
    "word replaced": _reworded,
    "speaker swapped": _misattributed,
    "invented": _invented,
    "invented by pairs": _chained,
    "translated": _translated,
}
TRUE: dict[str, Maker] = {
    "whole sentence": _whole,
    "part of a sentence": _part,
    "several sentences": _run,
    "white space": _spaced,
    "tidied spaces": _tidied,
    "apostrophes": _apostrophes,
    "inner marks": _inner_marks,
    "dashes": _dashes,
    "first letter": _first_letter,
    "ending": _ending,
    "elided": _elided,
    "elided sentences": _elided_run,
    "inserted": _inserted,
    "bracketed letter": _bracketed_letter,
    "enclosing marks": _enclosed,
    "attributed": _attributed,
}
CUT: dict[str, Maker] = {"truncation": _truncated, "plain part": _plain_part}
