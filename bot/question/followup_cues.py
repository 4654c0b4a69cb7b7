"""The words by which a question shows that it belongs to those before it, for the languages of the interface."""

import re
from dataclasses import dataclass

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """Patterns of one language, for a question in small letters without its last marks."""

    openers: Pattern
    """What a question may begin with that says nothing about it: "and", "but"."""
    bare: Pattern
    """A question whose other half was said before: "what about …", "who else"."""
    back: Pattern
    """Words that point at something that was said: "there", "of it"."""
    asking: Pattern
    """A word that asks: what has none is the rest of a question, or words to look for."""
    objecting: Pattern
    """What a correction may begin with: "no," "sorry"; a whole question behind it is none."""
    correcting: Pattern
    """What only a correction begins with: "I meant", "not the veteran"."""
    denying: Pattern
    """In a correction, what is taken back, as the group "what": "not the veteran"."""
    short: int
    """Words (Chinese: characters) up to which what does not ask is the rest of a question."""


def any_of(words: str, *patterns: str) -> str:
    """One alternative for each word of `words`, between the edges of words, and for each of `patterns`."""
    return rf"\b(?:{'|'.join([*patterns, *words.split()])})\b"


BE = "(?:is|are|was|were)"
AUXILIARY = (
    rf"(?:{BE}|am|be|been|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|couldn't|didn't)"
)
PREPOSITION = (
    "(?:in|of|on|at|to|for|with|about|from|by|after|before|since|than|like|as|into|over|under|during|until|against)"
)
BETWEEN = " ,.:;!，；：。！…–—-"
"""What parts the words of a correction."""
STOP = r"\s*(?:[,.;:!–—-]|$)"
ENDING_DENIAL = r"(?=\s*(?:[,;.?!，；。？！–—]|$|\s-\s|\sbut\b|\sа\b))"

ENGLISH = Signs(
    openers=re.compile(any_of("and but or so then also ok okay well now yes thanks please oh", "hm+") + r"[ ,.…-]*"),
    bare=re.compile(
        r"(?:what|how) (?:about|of)\b"
        r"|.*\b(?:what|how|who|where|why|when|which|anything|anyone|somebody) else$"
        rf"|(?:{PREPOSITION} )?(?:what|which|whom|whose|how)(?: (?!{BE}\b)\w+){{0,2}}$"
        r"|(?:\w+ ){1,2}(?:of |by |for )?(?:what|where|whom|when)$"
    ),
    back=re.compile(
        any_of(
            "this it its they them their theirs themselves there therefore former latter",
            r"(?:these|those)(?! who)",
            r"such(?! an?)",
            rf"(?:{PREPOSITION}|{AUXILIARY}) that",
            r"the (?:same|others?)",
            r"(?:who|what|where|when|why|how|anyone|anything) else",
            r"(?:this|that|these|those|which|what|each|every|the other|the first|the second) ones?",
            r"the ones?(?! of)",
        )
    ),
    asking=re.compile(any_of("who whom whose what which when where why how", AUXILIARY)),
    objecting=re.compile(rf"{any_of('no nope nah sorry wait actually')}(?={STOP}|\s+(?:no|not|i|the)\b)"),
    correcting=re.compile(
        r"not\s+(?!only\b|just\b|to\b)|"
        + any_of("", "i meant?", "i(?:'m| am| was) (?:asking|talking)(?: about)?")
        + r"|i (?:don't|do not) mean\b"
    ),
    denying=re.compile(
        rf"\b(?:not\s+(?!only\b|just\b|to\b)|(?:i )?(?:don['’]t|do not) mean\s+)(?P<what>[^,;.?!–—]+?){ENDING_DENIAL}",
        re.I,
    ),
    short=6,
)
RUSSIAN = Signs(
    openers=re.compile(any_of("а и но или так тогда ну хорошо также") + "[ ,]*"),
    bare=re.compile(
        r"(?:что|как) (?:насч[её]т|касательно)\b|.*\bещ[её]$|(?:\w+ )?(?:кто|что|где|когда|почему|зачем|как|сколько)$"
    ),
    back=re.compile(
        any_of(
            "он она оно они его её ее ему ей им их него неё нее нему ней ним них нём нем ими ними это этот эта эти "
            "этого этой этому этом этих этим этими тот та те того той тому том тех тем там туда оттуда тогда"
        )
    ),
    asking=re.compile(
        any_of(
            "кто кого кому кем что чего чему чем где куда откуда когда почему зачем как какой какая какое какие какую "
            "каком каких сколько чей чья чьи ли"
        )
    ),
    objecting=re.compile(rf"{any_of('нет точнее вернее извините стоп')}(?={STOP}|\s+не\b)"),
    correcting=re.compile(r"не\s+(?!только\b)|" + any_of("", "я имел[аи]? в виду", "я (?:про|о)")),
    denying=re.compile(rf"\bне\s+(?!только\b)(?P<what>[^,;.?!–—]+?){ENDING_DENIAL}", re.I),
    short=5,
)
KAZAKH = Signs(
    openers=re.compile(any_of("ал және бірақ немесе жарайды") + "[ ,]*"),
    bare=re.compile(r".*\bше$|тағы (?:кім|не|қайда)\b|(?:\w+ )?(?:кім|не|неге|неліктен|қашан|қайда|қалай|қанша)$"),
    back=re.compile(
        any_of(
            "ол оның оған оны онда одан онымен олар олардың оларға оларды бұл бұны бұның осы сол мұны мұнда сонда соны "
            "соның"
        )
    ),
    asking=re.compile(
        any_of("кім кімге кімнің кімді не неге нені неліктен қашан қайда қай қандай қалай қанша неше ма ме ба бе па пе")
    ),
    objecting=re.compile(rf"{any_of('жоқ кешіріңіз')}(?={STOP})"),
    correcting=re.compile(r"[\w -]+ емес\s*,|" + any_of("", "мен .+ айтамын", "мен .+ айттым")),
    denying=re.compile(r"(?P<what>[\w -]+?)\s+емес\b", re.I),
    short=4,
)
CHINESE = Signs(
    openers=re.compile("(?:那么?|还有|而且|但是?|然后|好的?)[，, ]*"),
    bare=re.compile(".*呢$|(?:为什么|怎么|什么时候|在?哪里|谁|多少|几个|还有谁|还有什么|后来|结果)$"),
    back=re.compile("他|她|它|[这那](?:个|些|场|次|位|种|件|里|样|是)|此|其[中他]|当时"),
    asking=re.compile("谁|什么|哪|怎|为何|何时|多少|几|吗|是否"),
    objecting=re.compile("不(?=[，,])|不对|对不起"),
    correcting=re.compile("不是(?!只|仅)|我是说|我指的?是"),
    denying=re.compile(rf"不是(?!只|仅)(?P<what>[^，,；。？！]+?){ENDING_DENIAL}"),
    short=6,
)


def signs_of(question: str) -> tuple[str, Signs]:
    """The language that a question's letters are taken for, "en", "ru", "kk" or "zh", and its signs."""
    lower = question.lower()
    if re.search("[㐀-䶿一-鿿]", question):
        return "zh", CHINESE
    if re.search("[әғқңөұүһі]|\\b(?:неге|ше)\\b", lower):
        return "kk", KAZAKH
    return ("ru", RUSSIAN) if re.search("[а-яё]", lower) else ("en", ENGLISH)
