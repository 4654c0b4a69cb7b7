"""What was found of each of several things that a question asks."""

from bot.answer import Part, State
from bot.render.about_text import about_text
from bot.render.mentions_text import mentions_line
from bot.render.strings import in_quotes, in_turn, say

PARTS: dict[State, str] = {"answered": "part.answered", "related": "part.related", "not_found": "part.not_found"}
"""What is said of a part of a question, by what was found of it."""


def part_line(part: Part) -> str:
    """What was found of one of several things that were asked: “Could he swim?”: found."""
    name = say("label", name=in_quotes(part.standalone))
    if part.about:
        return in_turn(name, say("label", name=say("about")), *about_text(part.about).splitlines())
    if part.mentions:
        return in_turn(name, *(say("sentence", words=mentions_line(mentions)) for mentions in part.mentions))
    return in_turn(name, say(PARTS[part.state]))
