"""A Survey as JSON."""

from dataclasses import asdict
from typing import Any

from bot.render.json import SCHEMA, citation_json
from bot.survey import Survey


def survey_json(survey: Survey) -> dict[str, Any]:
    """What was said on a subject. docs: README, "A library"."""
    return {
        "version": SCHEMA,
        "question": survey.question,
        "standalone": survey.standalone,
        "within": asdict(survey.within) if survey.within else None,
        "undated": survey.undated,
        "over_time": [
            {"date": dated.date or None, "citation": citation_json(dated.citation)} for dated in survey.over_time
        ],
        "voices": [
            {
                "name": voice.name or None,
                "role": voice.role,
                "transcript": voice.transcript or None,
                "count": voice.count,
                "citations": [citation_json(citation) for citation in voice.citations],
            }
            for voice in survey.voices
        ],
        "dropped": [asdict(dropped) for dropped in survey.dropped],
    }
