"""What is said of the places of a phrase: how many there are, in which forms, and which of them are given."""

from bot.answer import Answer
from bot.evidence.mentions import MOST_PLACES, Mentions
from bot.render.strings import in_turn, name_of, say, say_count


def mentions_line(mentions: Mentions) -> str:
    """“lamp” stands in 5 places (lamp 4, lamps 1)"""
    if not mentions.count:
        return say("mentions.none", phrase=mentions.phrase)
    line = say_count("mentions", mentions.count, phrase=mentions.phrase)
    if len(mentions.forms) < 2:
        return line
    return say("mentions.forms", line=line, forms=", ".join(f"{form} {count}" for form, count in mentions.forms))


def speakers_lines(answer: Answer) -> list[str]:
    """Who says it how often, where that is more than one."""
    lines = []
    for mentions in answer.mentions if answer.every else ():
        names = [f"{name_of(speaker, role)} {count}" for speaker, role, count in mentions.speakers]
        if len(names) > 1:
            lines.append(say("mentions.speakers", phrase=mentions.phrase, speakers=say("comma").join(names)))
    return lines


def further_lines(answer: Answer) -> list[str]:
    """Which places of a phrase are given where there are more, and how to get the next ones."""
    lines = []
    for mentions in answer.mentions if answer.every else ():
        last = min(mentions.first + MOST_PLACES, mentions.count)
        if mentions.first >= mentions.count or (mentions.first, last) == (0, mentions.count):
            continue
        line = say("mentions.given", phrase=mentions.phrase, first=mentions.first + 1, last=last, count=mentions.count)
        if last < mentions.count:
            further = say("mentions.further", option=f"--mentions-from {last + 1}", field="mentions_from")
            line = in_turn(line, further)
        lines.append(line)
    return lines
