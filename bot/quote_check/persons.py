"""Who is named in square brackets in place of whom: a pronoun, or a name, that can't mean the same."""

from collections.abc import Collection, Sequence

from bot.quote_check.little_words import LITTLE

FIRST = frozenset(("i", "me", "myself", "my", "mine", "we", "us", "ourselves", "our", "ours"))
PERSONS = (
    frozenset(("i", "me", "myself")),
    frozenset(("my", "mine")),
    frozenset(("we", "us", "ourselves")),
    frozenset(("our", "ours")),
    frozenset(("you", "your", "yours", "yourself")),
)
HE, SHE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "hers", "herself"))


def is_another(keys: Sequence[str], taken: Sequence[str], names: Collection[str]) -> bool:
    """Whether words that a writer put in mean somebody else than those `taken` out (small letters), of which some are
    `names`: [I] of “she”, [my brother] of “I”, [she] of “he”, [UNICEF] of “the World Bank”.
    """
    written = {_bare(key) for key in keys}
    named = {_bare(key) for key in keys if key[0].isupper()} - LITTLE
    return _is_another_person(written, {*map(_bare, taken)}) or bool(named and names and _is_another_name(named, names))


def _is_another_person(written: set[str], taken: set[str]) -> bool:
    for person in PERSONS:
        if taken and written & person and not taken & person:
            return len(written) == 1 or not FIRST.isdisjoint(taken)
    return any(written & one and taken & other and not written & other for one, other in ((HE, SHE), (SHE, HE)))


def _is_another_name(written: set[str], said: Collection[str]) -> bool:
    begun = any(one.startswith(other) or other.startswith(one) for one in written for other in said)
    return not (begun or _abbreviates(written, said) or _abbreviates(said, written))


def _abbreviates(short: Collection[str], names: Collection[str]) -> bool:
    """WHO of World, Health, Organization."""
    return len(short) == 1 and {*min(short)} <= {name[0] for name in names}


def _bare(key: str) -> str:
    """In small letters, without what is joined to it."""
    return key.lower().partition("'")[0]
