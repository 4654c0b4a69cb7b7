"""What a label says: whether it looks like somebody's name, and which names are one person's."""

import re
from collections.abc import Collection
from functools import lru_cache

from index.language.knowledge import all_words, alternatives

BRACKETED = re.compile(r"(?P<name>[^()\[\]]+?)\s*\(.+\)")
BEHIND = re.compile(r"(?P<name>[^\n]*?)[ \t]*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)")
CONNECTED = re.compile(r"[ \t]*(?:,|--|[–—|])[ \t]+|[ \t]+-[ \t]+")
"""What parts a name from the office, firm or party behind it."""
FROM = re.compile(r"From (.+?) to .+")
"""How a chat names who writes to whom."""
OFFICE = re.compile(r"the (?!hon\b|rt\b|right\b)", re.IGNORECASE)
"""Who holds it stands in brackets behind it: The Chair (Ada Rota)."""
BRACKETS = re.compile(r"[()\[\]{}<>]")
YEAR = re.compile(r"\b\d{4}\b")
SENTENCE = re.compile(r"[?!…。？！;\"“”]|\.\s*$")
SHORTENED = re.compile(r"\b(?:[^\W\d_]|Jr|Sr|корр)\.$")
MAX_WORDS = 5
MOST_WORDS, LONGEST = 7, 60
"""Of a name with its titles: words and characters."""
MANY = 4096
"""Labels whose names are remembered: a file says the same few again and again."""
EDGES = "*_ \t\u00a0"
PARTICLES = frozenset("al bin da de del den der di du el la le of the van von y".split())
"""Words that stand in small letters inside a name: "Ludwig van Beethoven", "Speaker of the House"."""
ELIDED = re.compile(r"[dl]['’][^\W\d_a-z]")
"""d'Entremont"""
HONORIFICS = frozenset(all_words("people.titles", "people.titles_in_labels"))
TITLES_BEHIND = re.compile(r"(?<=\w)(?:大使|部[长長]|主席|[总總][统統理]|[发發]言人|先生|女士|教授)$")
"""Titles that stand behind a Chinese name."""
VOICES = frozenset(
    "speaker audience moderator host cohost reporter journalist caller voice unknown participant respondent "
    "interviewer witness court judge clerk bailiff chairman chairwoman chairperson operator announcer narrator "
    "facilitator модератор голос".split()
)
"""Words by which a transcript names somebody whose name it does not know."""
WHOLE_VOICES = frozenset(
    "all everyone both man woman male female student teacher user assistant staff attendee member participants guest "
    "chair president child mother father ведущий ведущая гость зритель участник председатель 主持人 主席 观众 "
    "司会".split()
)
"""The same, where nothing but a number stands beside them."""
NO_SPEAKERS = frozenset(
    "note notes nb ps chapter example warning important source photo caption problem solution step tip in on at by "
    "from since until during after before scribe scribes regrets present attendees agenda reported transcribed "
    "appearances action actions примечание фото источник справка внимание пример ескерту дереккөз "
    "注 注意 来源 來源 图 圖".split()
) | frozenset(word.casefold() for word in all_words("dates.months", "dates.weekdays"))
OF_TITLES = re.compile(
    r"(?:[访訪][谈談]|[专專][访訪]|[对對][话話]|[实實][录錄])$|\b(?:interview|entrevista|intervista|entretien)\b",
    re.IGNORECASE,
)
"""Words of a title, and of nobody's name."""
OF_STATEMENTS = frozenset(
    "i you he she it we they there here this that these those is are was were be been has have had do does did will "
    "would can could should must my your his its our their what which who how when where why if because so "
    "ich sie wir ihr ist sind hat je nous vous il elle on est yo usted nosotros es eu você io noi lei è я вы мы он "
    "они".split()
)
"""Words that stand in statements that lead to a colon, "There are two things:", and in no name."""
HEARD = frozenset(
    "music silence noise cheering chuckles cheers inaudible announcement break end смех аплодисменты музыка пауза "
    "неразборчиво сміх оплески музика нерозбірливо күлкі 笑 笑声 掌声 音乐 拍手 beifall gelächter musik applaus "
    "heiterkeit lachen zuruf zurufe zwischenruf gegenruf widerspruch unruhe applause laughter interruption whereupon "
    "rires applaudissements musique risas aplausos música risos palmas".split()
)
"""What is heard and is nobody's name, in small letters."""
FIRST_PERSON = re.compile(
    r"\b(?:I|we|my|our|я|мы|мой|наш|мен|біз|ich|wir|je|nous|yo|nosotros|eu|nós|io|noi)\b|我", re.IGNORECASE
)
FIRST_WORD = re.compile(r"[^\W\d_]+")
NOTES = re.compile(alternatives("elision.notes", languages=("en",)), re.IGNORECASE)


@lru_cache(MANY)
def base_name(name: str) -> str:
    """A label without what stands behind the name: a bracket, a role, an empty pair of brackets.

    >>> base_name("Olaf Renn (SPD)"), base_name("Ida Brook, keeper"), base_name("kai()"), base_name("The Chair (A. B.)")
    ('Olaf Renn', 'Ida Brook', 'kai', 'The Chair (A. B.)')
    """
    name = FROM.sub(r"\1", " ".join(name.strip(EDGES).split()))
    if not OFFICE.match(name):
        while (match := BEHIND.fullmatch(name)) and match["name"]:
            name = match["name"].strip()
    first, *others = CONNECTED.split(name, maxsplit=1)
    is_name = len(first.split()) > 1 and all(word[0].isupper() for word in first.split())
    is_role = bool(others) and OF_STATEMENTS.isdisjoint(others[0].casefold().split())
    return (first if is_name and is_role else name).strip(f"{EDGES},")


@lru_cache(MANY)
def looks_like_name(name: str) -> bool:
    """Whether words may name somebody by their looks: capitals, few words, no sentence: "Dr. Ida van Holm (SPD)".

    >>> looks_like_name("Ida Brook"), looks_like_name("Good morning to all"), looks_like_name("Note")
    (True, False, False)
    """
    plain = base_name(name).partition(" (")[0]
    words = plain.split()
    if not words or len(words) > MOST_WORDS or len(plain) > LONGEST or not plain[0].isalpha():
        return False
    first = words[0].casefold().rstrip(".")
    if OF_TITLES.search(plain) or first in NO_SPEAKERS or first.strip(",;") in HEARD or NOTES.fullmatch(plain):
        return False
    if SENTENCE.search(plain) and not SHORTENED.search(plain):
        return False
    small = [word for word in words if word[0].islower() and not ELIDED.match(word)]
    return PARTICLES.issuperset(small) and words[0] not in PARTICLES


def may_be_label(name: str) -> bool:
    """Whether words before a colon may say who speaks where everybody else has a label: "A voice in the hall"."""
    words = name.split()
    if len(words) > MOST_WORDS or SENTENCE.search(name) or NOTES.fullmatch(name):
        return False
    if any(word.endswith(".") and word.casefold()[:-1] not in HONORIFICS and len(word) > 2 for word in words):
        return False
    first = words[0].casefold()
    return first not in NO_SPEAKERS and OF_STATEMENTS.isdisjoint(word.casefold().split("'")[0] for word in words)


def is_plain(name: str) -> bool:
    """Whether a label may be a name: at most five words, no brackets, no year, not only digits, not "Note"."""
    words = name.split()
    if len(words) > MAX_WORDS or BRACKETS.search(name) or YEAR.search(name):
        return False
    return not name.isdigit() and words[0].casefold() not in NO_SPEAKERS


def is_person(name: str, speakers: Collection[str], everything: bool) -> bool:
    """Whether a label that occurs once names somebody, in a dialogue of `speakers`.

    It has a title, a bracket behind it, a word of another speaker's, or nearly `everything` is labelled, and is two
    capitalised words or more: "Mr. Kwan", "The Chair (Hon. Ada Rota)", not "North Korea". Or it is in capitals as all
    the others are, or says "Audience" or "Moderator". Never "Note".
    """
    bracketed = BRACKETED.fullmatch(name)
    base = bracketed["name"] if bracketed else name
    words = [word for word in base.split() if word not in PARTICLES]
    if base in speakers:
        return True
    if not words or not is_plain(base):
        return False
    if is_voice(base) or (base.isupper() and speakers and all(speaker.isupper() for speaker in speakers)):
        return True
    inside = name[len(base) :].strip(" ()[]").split()
    if bracketed and inside and inside[0].casefold().rstrip(".") in HONORIFICS:
        return True  # The Minister for Lands (Mr. Orengo)
    of_speakers = {word for speaker in speakers for word in speaker.split()}
    is_titled = words[0].casefold().rstrip(".") in HONORIFICS
    has_sign = everything or bracketed or is_titled or not of_speakers.isdisjoint(words)
    return bool(has_sign) and len(words) > 1 and all(word[0].isupper() for word in words)


def is_voice(name: str) -> bool:
    """Whether words name somebody whose name is not known: "Speaker 1", "SPEAKER_00", "Audience member"."""
    words = [word for word in re.split(r"[\s_.]+|\d+", name.casefold()) if word]
    return not VOICES.isdisjoint(words) or (bool(words) and WHOLE_VOICES.issuperset(words))


def is_short_for(name: str, full: str) -> bool:
    """Whether a name is a fuller one's first or last word, its initials, or has initials for its first words.

    >>> is_short_for("Vik", "Sara Vik"), is_short_for("S. Vik", "Sara Vik"), is_short_for("T. Vik", "Sara Vik")
    (True, True, False)
    >>> is_short_for("SV", "Sara Vik")
    True
    """
    short, words = name.replace(".", ". ").split(), full.replace(".", ". ").split()
    if short == words:
        return len(name) < len(full)
    if len(short) == 2 and short[0] == words[0] and short[0].casefold().rstrip(".") in HONORIFICS:
        return short[1] == words[-1]  # Mrs Vik, Mrs Sara Vik
    is_whole = all(word[0].isupper() for word in words) and words[0].casefold().rstrip(".") not in HONORIFICS
    if len(short) == 1 and name.isupper() and name.isalpha() and 1 < len(name) < MAX_WORDS:
        return is_whole and "".join(word[0] for word in words).startswith(name)
    if len(short) == 1:
        return is_whole and len(name) > 2 and short[0] in (words[0], words[-1]) and not is_voice(full)
    if short[-1] != words[-1] or len(short) > len(words):
        return False
    initials = all(word.endswith(".") and len(word) == 2 for word in short[:-1])
    return initials and all(a[0] == b[0] for a, b in zip(short, words, strict=False))


def is_heard(words: str) -> bool:
    """Whether words begin with what is heard or done in a hall: is_heard("(Beifall bei der Linken") -> True."""
    first = FIRST_WORD.search(words)
    return first is not None and (first[0].casefold() in HEARD or NOTES.match(first[0]) is not None)


def without_titles(name: str) -> str:
    """without_titles("Ambassador Zhang Xiao") -> "Zhang Xiao", without_titles("张霄大使") -> "张霄"; "Mr." stays."""
    words = name.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in HONORIFICS:
        words = words[1:]
    return TITLES_BEHIND.sub("", " ".join(words))


def same_name(label: str, name: str) -> bool:
    """Case and white space aside: same_name("KAZAKH  MEDIA", "Kazakh media") -> True."""
    return bool(name) and label.casefold().split() == name.casefold().split()
