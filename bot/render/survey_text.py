"""A Survey as lines for a terminal or a pipe."""

from bot.render.strings import name_of, say, say_count
from bot.render.text import Line, visible_lines
from bot.render.wording import speaker_of, within_line
from bot.survey import DEEP, Survey


def survey_lines(survey: Survey) -> list[Line]:
    """Who spoke of it and how often, with places; then what was said in the order of dates."""
    lines = [Line(within_line(survey.within), "note")] if survey.within else []
    lines += [Line(say_count("undated", survey.undated), "note")] if survey.undated else []
    if not survey.voices:
        return visible_lines([Line(say("survey.none"), "title"), *lines])
    lines += [Line(say("survey.note", most=DEEP), "note")]
    lines.insert(0, Line(say("survey.voices"), "title"))
    for voice in survey.voices:
        places = say("semicolon").join(f"{one.transcript} · {one.locator}" for one in voice.citations)
        counted = say_count("survey.count", voice.count)
        name = " · ".join(filter(None, (name_of(voice.name, voice.role), voice.transcript)))
        lines.append(Line(f"{name}: {counted} ({places})", indent=2))
    lines.append(Line(say("survey.over_time"), "title"))
    for dated in survey.over_time:
        citation = dated.citation
        whence = " · ".join((speaker_of(citation), citation.transcript, citation.locator))
        lines += [
            Line(""),
            Line(dated.date or say("library.undated"), "title", 2),
            Line(f"“{citation.exact}”", "quote", 2),
            Line(f"— {whence}", "note", 4),
        ]
    return visible_lines(lines)
