"""Whether a question asks for what was said on a subject, and not for a fact."""

import re

from index.language.knowledge import KNOWN, alternatives, pattern

PARTED = ("en", "ru", "kk")
"""Languages whose words are parted."""
MOST_BARE, MOST_BARE_CHARACTERS = 4, 8
"""Words, and characters of a language whose words are not parted, of a question that is nothing but its subject."""
SAYING = re.compile(
    rf"\b(?:{alternatives('subjects.saying', languages=PARTED)})\b"
    rf"|{alternatives('subjects.saying', languages=('zh',))}",
    re.IGNORECASE,
)
FACTS = re.compile(rf"\W*(?:{'|'.join(pattern(language, 'subjects.facts') for language in KNOWN)})", re.IGNORECASE)
ASKING = re.compile(
    rf"\b(?:{'|'.join(pattern(language, 'parts.wh') for language in PARTED)}|{pattern('en', 'parts.verb')})\b"
    rf"|{pattern('zh', 'parts.wh')}",
    re.IGNORECASE,
)


def asks_for_a_subject(question: str) -> bool:
    """Whether whatever was said on its subject is what it asks for.

    >>> questions = ("What does she say about the storm?", "the storm", "Who said that the storm was over?")
    >>> [asks_for_a_subject(question) for question in questions]
    [True, True, False]
    """
    if SAYING.search(question):
        return not FACTS.match(question)
    is_parted = not re.search(r"[\u4e00-\u9fff]", question)
    size, most = (len(question.split()), MOST_BARE) if is_parted else (len(question), MOST_BARE_CHARACTERS)
    return size <= most and not ASKING.search(question)
