"""A Survey as HTML: who spoke of a subject, with links, and what was said, in the order of dates."""

from html import escape

from bot.evidence.citation import Citation
from bot.render.html.cards import chip, copy_button, quotation
from bot.render.strings import name_of, say, say_count
from bot.render.wording import within_line
from bot.survey import DEEP, Dated, Survey, Voice
from index.quotable import Quotables


def survey_html(survey: Survey, quotables: Quotables) -> str:
    """Below an answer; it can take the focus."""
    if not survey.voices:
        return f'<div class="survey" tabindex="-1"><p>{say("survey.none")}</p></div>'
    notes = [say("survey.note", most=DEEP)]
    notes += [within_line(survey.within)] if survey.within else []
    notes += [say_count("undated", survey.undated)] if survey.undated else []
    said = "".join(f'<p class="note" dir="auto">{escape(note)}</p>' for note in notes)
    voices = "".join(_voice(voice, quotables) for voice in survey.voices)
    dated = "".join(_dated(dated, quotables) for dated in survey.over_time)
    return (
        f'<div class="survey" tabindex="-1">{said}<h3>{say("survey.voices")}</h3><ul class="voices-of">{voices}</ul>'
        f'<h3>{say("survey.over_time")}</h3><ol class="over-time">{dated}</ol></div>'
    )


def _voice(voice: Voice, quotables: Quotables) -> str:
    links = "".join(chip(citation, quotables) for citation in voice.citations)
    title = quotables[voice.transcript].card.title if voice.transcript else ""
    name = escape(" · ".join(filter(None, (name_of(voice.name, voice.role), title))))
    summary = f'<summary><b dir="auto">{name}</b> {say_count("survey.count", voice.count)}</summary>'
    return f'<li><details>{summary}<div class="links">{links}</div></details></li>'


def _dated(dated: Dated, quotables: Quotables) -> str:
    citation: Citation = dated.citation
    quotable = quotables[citation.transcript]
    date = escape(dated.date) if dated.date else say("library.undated")
    who = f'<b dir="auto">{escape(name_of(citation.speaker, citation.role))}</b>'
    return (
        f'<li class="card {citation.role}"><p class="lead"><time>{date}</time> · {who}</p>'
        f'{quotation(citation, quotable, ())}<div class="meta">{chip(citation, quotables)}</div>'
        f'<div class="more">{copy_button(citation, quotable)}</div></li>'
    )
