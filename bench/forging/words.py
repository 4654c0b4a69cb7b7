"""Words that make a difference: those that count, name or deny, and those that may stand for each other."""

import re
from functools import cache

from index.language.terms import terms

CLITIC = r"(?:n['’]t|['’](?:s|re|ve|ll|d|m|t))\b"
WORD = re.compile(rf"\w+(?:[-.,:/'’]\w+)*(?:\s?{CLITIC})*")
"""One that can't be cut: anti-fascist, 2.4, T_V_, and we 're and do n't where a transcript sets its apostrophes so."""
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


def letters(text: str) -> str:
    """Letters and digits alone, in lower case: letters("We 're – OK.") -> "wereok"."""
    return re.sub(r"[\W_]+", "", text.lower())


@cache
def is_content(token: str, language: str) -> bool:
    plain = len(token) > 3 and token.isalpha() and token.islower() and token not in ALIKE and token not in GRAVE
    return plain and bool(terms(token, language)) and not OUTSIDE.search(token)
