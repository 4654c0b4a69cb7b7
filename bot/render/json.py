"""An Answer as JSON: the same object from every door. docs: README, "The answer as JSON"."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.answer import Answer, Part, Statement
from bot.context.self_contained import SelfContained
from bot.evidence.citation import Citation
from bot.evidence.mentions import Mentions
from bot.evidence.surroundings import Surroundings
from bot.question.about import About, described
from bot.question.speakers import Speaker
from bot.quote_check.verdict import Check, Checked
from bot.render.about_text import about_text
from bot.reorder.llm_choice import LlmChoice
from index.card import Card

if TYPE_CHECKING:
    from bot.conversation import Exchange

SCHEMA = 2
"""Raised when a key goes or changes its meaning; new keys may come without."""


def answer_json(answer: Answer) -> dict[str, Any]:
    """Only dicts, lists, strings, numbers, booleans and None. What the transcript does not state is None."""
    return {
        "version": SCHEMA,
        "question": answer.question,
        "standalone": answer.standalone,
        "state": answer.state,
        "confidence": round(answer.confidence, 4),
        "calibrated": answer.calibrated,
        "about": _about(answer.about) if answer.about else None,
        "mentions": [_mentions(mentions) for mentions in answer.mentions],
        "every": answer.every,
        "parts": [_part(part) for part in answer.parts],
        "nearest_question": citation_json(answer.nearest_question) if answer.nearest_question else None,
        "corrections": [asdict(correction) for correction in answer.corrections],
        "not_understood": asdict(answer.language_mismatch) if answer.language_mismatch else None,
        "across": asdict(answer.across) if answer.across else None,
        "choice": choice_json(answer.choice) if answer.choice else None,
        "within": asdict(answer.within) if answer.within else None,
        "undated": answer.undated,
        "apart": answer.apart,
        "dropped": [asdict(dropped) for dropped in answer.dropped],
        "statements": [_statement(statement) for statement in answer.statements],
    }


def conversation_json(transcripts: Sequence[Card], exchanges: "Sequence[Exchange]") -> dict[str, Any]:
    """What is known of the transcripts, and every question with its whole answer, or with `error`."""
    return {
        "version": SCHEMA,
        "transcripts": [_transcript(transcript) for transcript in transcripts],
        "exchanges": [
            {
                "question": exchange.question,
                "answer": answer_json(exchange.answer) if exchange.answer else None,
                "error": str(exchange.error) if exchange.error else None,
            }
            for exchange in exchanges
        ],
    }


def check_json(check: Check) -> dict[str, Any]:
    """The spans that were checked, in the order of the input. docs: README, "Check a quotation"."""
    return {"version": SCHEMA, "holds": check.holds, "spans": [_checked(span) for span in check.spans]}


def surroundings_json(around: Surroundings) -> dict[str, Any]:
    """The place and what stands around it, sentence by sentence, in the order of the text."""
    question = None
    if around.question:
        # Its id is the one that its answer carries; None if no sentence of the answer passed its proof.
        question = _words(around.question, around.sentences[0].question if around.sentences else None)
    return {
        "version": SCHEMA,
        "transcript": _transcript(around.transcript),
        "place": around.place,
        "question": question,
        "before": [_words(sentence, sentence.sentences[0]) for sentence in around.before],
        "sentences": [_words(sentence, sentence.sentences[0]) for sentence in around.sentences],
        "after": [_words(sentence, sentence.sentences[0]) for sentence in around.after],
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """The citation contract, key by key as in Citation; lists for tuples."""
    keys = asdict(citation)
    del keys["rows"]
    return keys | {
        "date": citation.date or None,
        "reader": citation.reader or None,
        "speaker": citation.speaker or None,
        "quoted": [asdict(quoted) | {"speaker": quoted.speaker or None} for quoted in citation.quoted],
        "sentences": list(citation.sentences),
        "parts": [asdict(part) for part in citation.parts],
    }


def self_contained_json(self_contained: SelfContained) -> dict[str, Any]:
    """What speaks against quoting it alone, and what can be quoted in its place; None where there is nothing."""
    return {
        "leans": self_contained.unresolved_opening or None,
        "turned": self_contained.reversal or None,
        "safe": citation_json(self_contained.safe) if self_contained.safe else None,
    }


def _checked(span: Checked) -> dict[str, Any]:
    return {
        "text": span.text,
        "start": span.start,
        "stop": span.stop,
        "verdict": span.verdict,
        "holds": span.holds,
        "grave": span.grave,
        "warnings": list(span.warnings),
        "attributed_to": span.attributed_to or None,
        "occurrences": span.occurrences,
        "citation": citation_json(span.citation) if span.citation else None,
        "nearest": citation_json(span.nearest) if span.nearest else None,
        "nearest_is_theirs": span.nearest_is_theirs,
        "parts": [asdict(part) for part in span.parts],
        "change": span.change if span.verdict == "altered" else None,
        "differences": [asdict(difference) for difference in span.differences],
        "left_out": [asdict(part) for part in span.left_out],
        "cut": [asdict(part) for part in span.cut],
        "inserted": list(span.inserted),
        "standing": self_contained_json(span.self_contained) if span.self_contained else None,
    }


def _words(citation: Citation, place: str | None) -> dict[str, Any]:
    """Of a citation, what is not the same for all those around it."""
    every_key = citation_json(citation)
    kept = ("locator", "speaker", "role", "start", "stop", "exact", "quoted")
    return {"id": place} | {key: every_key[key] for key in kept}


def _transcript(transcript: Card) -> dict[str, Any]:
    return {
        "id": transcript.id,
        "title": transcript.title,
        **{key: value or None for key, value in described(transcript.metadata)},
        "language": transcript.language,
        "sha256": transcript.source.sha256,
        "text_sha256": transcript.text_sha256,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    why = statement.why
    return {
        "rank": statement.rank,
        "strength": statement.strength,
        "why": {
            "matched": list(why.matched),
            "part": why.part,
            "read": why.is_read,
            "score": round(why.score, 4),
            "scores": {name: round(score, 4) for name, score in why.signals.items()},
            "ranks": dict(why.ranks),
        },
        "citation": citation_json(statement.citation),
        "standing": self_contained_json(statement.self_contained),
        "lacks": statement.lacks,
    }


def _about(about: About) -> dict[str, Any]:
    return {
        "topic": about.topic,
        "text": about_text(about),
        "missing": list(about.missing),
        "questions": [citation_json(question) for question in about.questions],
        "speakers": [_speaker(speaker) for speaker in about.speakers],
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    stated = {"name": speaker.name or None, "office": speaker.office or None}
    return asdict(speaker) | stated | {"share": round(speaker.share, 4)}


def _part(part: Part) -> dict[str, Any]:
    """One of several things that were asked; `ranks` are those of its statements, `phrases` those that it is about."""
    return {
        "question": part.question,
        "standalone": part.standalone,
        "state": part.state,
        "confidence": round(part.confidence, 4),
        "about": _about(part.about) if part.about else None,
        "phrases": [mentions.phrase for mentions in part.mentions],
        "ranks": list(part.ranks),
    }


def _mentions(mentions: Mentions) -> dict[str, Any]:
    places = [
        {"start": place.start, "stop": place.stop, "citation": citation_json(place.citation)}
        for place in mentions.places
    ]
    forms = [{"form": form, "count": count} for form, count in mentions.forms]
    speakers = [{"speaker": name or None, "role": role, "count": count} for name, role, count in mentions.speakers]
    return {
        "phrase": mentions.phrase,
        "count": mentions.count,
        "forms": forms,
        "speakers": speakers,
        "from": mentions.first + 1,
        "places": places,
    }


def choice_json(choice: LlmChoice) -> dict[str, Any]:
    """{model, offered, chosen, failure, detail}; the last two are None where there is nothing to say."""
    return {
        "model": choice.model,
        "offered": choice.offered,
        "chosen": list(choice.chosen),
        "failure": choice.failure,
        "detail": choice.detail or None,
    }
