"""How a sentence shows that it goes on from the one before it, or turns it: by its words, without a parser.

English in some detail, Russian and Chinese by unmistakable beginnings; in other languages nothing is seen.
"""

import re
from functools import cache

from index.language.knowledge import text, words
from index.language.terms import WORD, terms


@cache
def _connectives(language: str, table: str) -> re.Pattern[str]:
    """What finds the phrases of a table, the longest first, and nothing where a language has none; in Chinese also
    where a word goes on behind them.
    """
    ends, gap = ("", "") if language == "zh" else (r"\b(?![-\u0300-\u036f])", r"\s+")
    patterns: dict[str, str] = {}
    for line in text(language, f"connectives.{table}").splitlines():
        phrases, _, barred = line.partition("|")
        unless = f"(?!{gap}(?:{'|'.join(barred.split())}){ends})" if barred else ""
        for phrase in phrases.split(";"):
            words = phrase.strip().rstrip(",")
            # a comma behind a phrase of the table has to follow it
            follows = r"(?=\s*,)" if phrase.strip() != words else ends
            patterns[words] = re.escape(words).replace(r"\ ", gap) + follows + unless
    longest_first = sorted(patterns, key=len, reverse=True)
    return re.compile("|".join(patterns[words] for words in longest_first), re.IGNORECASE)


def any_of(names: str) -> str:
    """A pattern for one of several words, "_" for a space in them: any_of("of by because_of") -> "(?:of|by|…)"."""
    return f"(?:{'|'.join(names.split()).replace('_', ' ')})"


SUBJECT_BEFORE = re.compile(
    r"[\W_]*(?:(?:all |both |many |most |some |none |one |each )(?:of )?)?"
    r"(?:this|these|those(?! who| that| which| of)|it|they|them|he|she|his|her|its|their|such an?|the (?:form|latt)er)"
    r"\b(?!-)",
    re.IGNORECASE,
)
"""How a sentence begins whose subject stands before it: "This marked …", "Some of them died …"."""
MARKS = re.compile(r"[\W_]*")
FILLERS = re.compile(
    rf"[\W_]*(?:(?:{any_of(text('en', 'openings.fillers'))}\b|"
    rf"{any_of(text('en', 'openings.fillers_with_comma'))}(?= *[,.!?]))[\W_]*)*",
    re.IGNORECASE,
)
"""What may stand before the first word that says something."""
THIS = re.compile(r"\b(?:this|these)\b", re.IGNORECASE)
HERE_AND_NOW = re.compile(
    rf"(?:this|these) (?:{any_of('very same past last coming whole great beautiful old little small')} )?"
    + any_of(text("en", "openings.here_and_now"))
    + r"s?\b|these days\b|(?<=\bto )this day\b|this (?:far|much|many)\b",
    re.IGNORECASE,
)
"""What points at when and where it is said and not at words: "this year", "these past months", "this interview"."""
DUMMY = re.compile(
    rf"it(?: ?['’]s| {any_of('is was has_been will_be would_be')}) "
    rf"(?:(?:{any_of('not also just so very quite always often sometimes now still almost')}|\w+ly) )*"
    rf"(?:\w+ {any_of('that how what why whether')}\b|up to\b|worth \w+ing\b"
    r"|an? (?:\w+ of )?[\w’']+ (?:to (?:me |us ))?(?:to|that)\b"
    r"|(?!going|given|due|used|close|similar)\w+(?<!ed)(?: for [\w ]{1,30}?)? to \w"
    rf"|(?:\d+|{any_of('raining snowing dark late early spring summer autumn winter midnight noon')})\b"
    rf"|{any_of('the my our your only because in on at by from with thanks')}\b[^,;:]+? {any_of('that who when')}\b"
    r"|(?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)* (?:who|that)\b)"
    rf"|it {any_of('seems seemed appears turns_out turned_out happens happened goes_without takes took')}\b"
    rf"|it {any_of('rains rained snows snowed')}\b"
    rf"|(?:his|her) {any_of('majesty excellency holiness highness honour honor')}\b",
    re.IGNORECASE,
)
"""A first word that stands for nothing before it: "It is important that …", "It was Ada who …", "It took a year"."""
PREPOSED = re.compile(
    any_of(text("en", "openings.prepositions"))
    + r" (?:all |all of |both of |most of )?(?:(?:it|them|him|the former|the latter)\b"
    r"|(?:this|these|those(?! who| that| of)|that)\b"
    rf"(?: (?!{any_of('i we you he she they there the a an my our your')}\b)\w+)?)",
    re.IGNORECASE,
)
"""How a sentence begins that puts first what it goes on from: "In this regard", "Since then", "For them"."""
THAT = re.compile(
    r"that(?: ?['’]s(?: why| how| where| when)?"
    rf"| (?!{any_of('i you he she we they it there the a an my our your people')}\b)\w+|(?=\W*$))"
    r"|(?:\w+ ){1,2}(?:of|like) (?:it|them|him)\b"
    rf"|(?:\w+ ){{1,3}}{any_of('hour day week month year decade')}s? later\b"
    rf"|both(?! {any_of('my our your of_us of_you')}\b)(?![^,;]* and\b)|neither(?!.* nor\b)",
    re.IGNORECASE,
)
CLAUSE_ENDS = re.compile(
    r"[,;:—–]| - |\b"
    + any_of("and but or because when while if which who whose although though since where until unless")
    + r"\b",
    re.IGNORECASE,
)
ADVERBIAL = re.compile(r"[\w’'-]+(?: [\w’'-]+){0,3},")
"""Too short to hold what the clause behind it points at: "In 1990, this …"."""
DEMONSTRATIVE = re.compile(
    rf"(?:\b{any_of('if when once because about after at before by for from into like of on over through to with')} "
    r"(?=that|those)|\b(?=this|these))"
    r"(?P<this>this|these|that|those)\b(?! who| that| which| of| \w+ing\b| together| ?:)(?P<nouns>(?: [\w’'-]+){0,3})",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"(?:there(?: is| was| are| were| ?['’]s)|(?:something|anything|nothing|things?|stuff) like) $", re.IGNORECASE
)
PRONOUN = re.compile(r"\b(?:him|them|his|her|their|he|she|they|it(?! ?['’]| is| was| has))\b", re.IGNORECASE)
NOT_THE_SUBJECT = re.compile(
    rf"{any_of('many some few several no all other most more')}(?: [\w’'-]+){{1,3}} (?P<like>like (?:him|her|them))\b"
    r"|(?:[\w’'-]+\.? ){1,4}?"
    rf"{any_of('will would can could should must may might have has had did do does')}(?:n['’]t)? "
    r"(?:(?:not|never|always|also|still|all|ever|\w+ly) )*(?!make|get|like|find)[\w’'-]+ "
    r"(?:(?:to|with|for|of|about|from) )?(?P<them>him|them|it|her(?= ?[.,;:!?]))\b",
    re.IGNORECASE,
)
"""Somebody whom the only noun before them can't name: "fighters like him", "The people will never forget them"."""
THINKING = frozenset(words("en", "openings.thinking"))
SUBORDINATE = frozenset(words("en", "openings.subordinate"))
CONTRAST = re.compile(
    rf"n['’]t\b|\b{any_of(text('en', 'openings.contrasts'))}\b"
    rf"|\b{any_of(text('en', 'openings.contrast_stems'))}",
    re.IGNORECASE,
)
CLAUSE_STOPS = re.compile(r"[,;:]")
ADDED = re.compile(rf"\b{any_of(text('en', 'openings.added'))}\b", re.IGNORECASE)
INSERTED = re.compile(
    r"[^,;:]{1,40} ?, ?(however|though|nevertheless|nonetheless|on the contrary|on the other hand) ?[,.]", re.IGNORECASE
)


def unresolved_opening(sentence: str, language: str) -> str:
    """The words of `sentence` that need what stands before it, as they stand; "" if none are seen.

    A sentence of nothing but "Yes" needs what was asked.

    >>> [unresolved_opening(said, "en") for said in ("At the same time, both joined.", "Many fighters like him came.")]
    ['At the same time', 'Many fighters like him']
    """
    start = _start(sentence, language)
    if start == len(sentence):
        return sentence.strip(" .,!?…") if language == "en" else ""
    words = _begins_with("joining", sentence, start, language)
    if words or language != "en":
        return words
    if inserted := INSERTED.match(sentence, start):
        return inserted.group(1)
    return _goes_on(sentence, start) or _unnamed(sentence, start) or _points(sentence, start)


def reversal(sentence: str, language: str) -> str:
    """The words with which `sentence` turns the one before it, as they stand; "" if it does not.

    "At the same time" turns it where a sign of contrast follows, and not where something is only added.
    """
    start = _start(sentence, language)
    words = _begins_with("turning", sentence, start, language)
    if words or language != "en":
        return words
    if inserted := INSERTED.match(sentence, start):
        return inserted.group(1)
    joined = _begins_with("joining", sentence, start, language)
    clause = sentence[start:][len(joined) :].lstrip(" ,")
    contrasts = CONTRAST.search(CLAUSE_STOPS.split(clause)[0]) and not ADDED.search(clause)
    return joined if contrasts and joined.lower() == "at the same time" else ""


def _start(sentence: str, language: str) -> int:
    """Where the first word stands that says something."""
    match = (FILLERS if language == "en" else MARKS).match(sentence)
    return match.end() if match else 0


def _begins_with(table: str, sentence: str, start: int, language: str) -> str:
    match = _connectives(language, table).match(sentence, start)
    return match.group() if match else ""


def _goes_on(sentence: str, start: int) -> str:
    """What is put first, or a subject, that stands for something before: "In this regard", "That's why", "They"."""
    if DUMMY.match(sentence, start):
        return ""
    for pattern in (PREPOSED, THAT, SUBJECT_BEFORE):
        if match := pattern.match(sentence, start):
            this = THIS.search(match.group())
            if not (this and HERE_AND_NOW.match(sentence, start + this.start())):
                return match.group()
    return ""


def _points(sentence: str, start: int) -> str:
    """ "this great battle" in the first clause, where no word before it is the battle."""
    adverbial = ADVERBIAL.match(sentence, start)
    end = CLAUSE_ENDS.search(sentence, adverbial.end() if adverbial else start + 1)
    for match in DEMONSTRATIVE.finditer(sentence, start):
        at, this = match.start("this"), match["this"]
        if end and at > end.start():
            return ""
        if HERE_AND_NOW.match(sentence, at) or VAGUE.search(sentence, start, at):
            continue
        nouns = _nouns(match["nouns"])
        if not set(terms(nouns, "en")) & set(terms(sentence[start:at], "en")):
            return this + nouns
    return ""


def _nouns(following: str) -> str:
    """ " great battle as" -> " great battle": up to the first word that means nothing by itself; one of three words."""
    ends: list[int] = []
    for word in WORD.finditer(following):
        if not terms(word.group().replace("’", "'").split("'")[0], "en"):
            break
        ends.append(word.end())
    if not ends:
        return ""
    return following[: ends[0] if len(ends) == 3 else ends[-1]]


def _unnamed(sentence: str, start: int) -> str:
    """Somebody whom nothing before them in the sentence can name: "I knew he would come", "We brought them ashore"."""
    if match := NOT_THE_SUBJECT.match(sentence, start):
        return match["like"] or match["them"]
    pronoun = PRONOUN.search(sentence, start)
    if not pronoun:
        return ""
    before = [re.split("[’']", word)[0] for word in WORD.findall(sentence[start : pronoun.start()].lower())]
    named_later = any(word[0].isupper() and word[0] != "I" for word in WORD.findall(sentence[pronoun.end() :]))
    if not before or (named_later and before[0] in SUBORDINATE):
        return ""
    naming = [word for word in before if word not in THINKING and terms(word, "en")]
    if not naming and pronoun.group().lower() != "it":
        return pronoun.group()
    is_object = pronoun.group().lower() not in ("he", "she", "they") and naming == before[-1:] != ["made"]
    return pronoun.group() if is_object and not THINKING.intersection(before) else ""
