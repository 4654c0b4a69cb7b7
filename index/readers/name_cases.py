"""The nominative of a Slavic or Kazakh name, from the case that a title wants: "с Сергеем Котовым"."""

import re
from itertools import product

ENDINGS = {
    "ским": ("ский",), "цким": ("цкий",), "ом": ("", "о"), "ем": ("й", "ь", ""), "ём": ("й", "ь", ""), "єм": ("й",),
    "ой": ("а", "ая"), "ою": ("а",), "ей": ("я", "ь"), "ею": ("я",), "ым": ("", "ый", "ой"), "им": ("", "ий"),
    "ім": ("ій",), "ью": ("ь",), "мен": ("",), "бен": ("",), "пен": ("",),
    "ого": ("ий", "ый", "ой"), "его": ("ий",), "а": ("", "о"), "я": ("й", "ь"), "ы": ("а",), "и": ("я", "а", "ь"),
    "iem": ("",), "em": ("", "e"), "im": ("i",), "ym": ("y",), "ą": ("a",),
    "y": ("a",), "i": ("a",), "ego": ("i",), "a": ("",),
}  # fmt: skip
"""Of instrumental and genitive, with those of the nominative, the likeliest first."""
CERTAIN = (
    *("ом", "ем", "ём", "єм", "ой", "ою", "ей", "ею", "ым", "им", "ью", "мен", "бен", "пен"),
    *("iem", "em", "im", "ym", "ą"),
)
"""Of the instrumental: what they come from is nearly always the likeliest."""
MOST_WORDS = 3


def nominative(name: str, text: str) -> str:
    """The form of `name` in which `text` has it too; else the likeliest of an instrumental; "" where it is not known.

    >>> nominative("Сергеем Котовым", "Сергей Котов молчит."), nominative("Ивана Котова", "")
    ('Сергей Котов', '')
    """
    words = name.split()
    forms = [_forms(word) for word in words]
    standing = [[form for form in of_word if form in text] for of_word in forms]
    for combined in product(*standing) if len(words) <= MOST_WORDS else ():
        whole = " ".join(combined)
        if whole != name and re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", text):
            return whole
    likely = [
        form[1] if len(form) > 1 and word.endswith(CERTAIN) else word for word, form in zip(words, forms, strict=True)
    ]
    return " ".join(likely) if words and words[0].endswith(CERTAIN) else ""


def _forms(word: str) -> list[str]:
    """The word itself and what it may be in the nominative."""
    found = [word]
    for length in (4, 3, 2, 1):
        ending = word[-length:]
        if ending in ENDINGS and len(word) > length + 1:
            found += [word[:-length] + other for other in ENDINGS[ending]]
    return found
