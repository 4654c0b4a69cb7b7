"""JSON of programs that write words in forms of their own becomes what was said: a function for each program."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from index.readers.formats.captions import with_changes_marked
from index.readers.formats.rows import sentences_of, voice_of, words_of
from index.readers.formats.spoken import Spoken
from index.readers.times import seconds_of

TICK = 1e-7
"""Seconds."""


def flattened(value: Any) -> list[Spoken] | None:
    """What is said, where one of these programs wrote the value; else None. Malformed parts are passed over."""
    if not isinstance(value, dict):
        return None
    for program in PROGRAMS:
        said = program(value)
        if said:
            return said
    return None


def _items(value: dict[str, Any]) -> list[Spoken]:
    """Amazon Transcribe, results.items, and Speechmatics, results: words, and marks of the word before."""
    results = value.get("results")
    items = _list(results, "items") or (results if isinstance(results, list) else [])
    labels = {item.get("start_time"): item.get("speaker_label") for item in _labelled(results)}
    words: list[Spoken] = []
    for item in _dicts(items):
        best = _first(item, "alternatives")
        content = " ".join(words_of(best.get("content")))
        if not content:
            continue
        if item.get("type") == "punctuation" and words:
            words[-1] = replace(words[-1], words=words[-1].words + content)
            continue
        label = item.get("speaker_label") or best.get("speaker") or labels.get(item.get("start_time"))
        times = seconds_of(item.get("start_time")), seconds_of(item.get("end_time"))
        words.append(Spoken(content, voice_of(label) or None, *times))
    return sentences_of(words)


def _labelled(results: Any) -> Iterator[dict[str, Any]]:
    """The words of Amazon's segments, each with its speaker."""
    for segment in _dicts(_list(_get(results, "speaker_labels"), "segments")):
        yield from _dicts(_list(segment, "items"))


def _deepgram(value: dict[str, Any]) -> list[Spoken]:
    """results.channels: words with their marks and speakers; where there are several channels, each is a voice."""
    channels = list(_dicts(_list(value.get("results"), "channels")))
    said: list[Spoken] = []
    for number, channel in enumerate(channels):
        words = []
        for word in _dicts(_list(_first(channel, "alternatives"), "words")):
            text = " ".join(words_of(word.get("punctuated_word") or word.get("word")))
            speaker = voice_of(word.get("speaker")) or None
            voice = f"Channel {number}" if len(channels) > 1 and speaker is None else speaker
            if text:
                words.append(Spoken(text, voice, seconds_of(word.get("start")), seconds_of(word.get("end"))))
        said += sentences_of(words)
    return sorted(said, key=lambda piece: piece.begins or 0.0) if len(channels) > 1 else said


def _rev(value: dict[str, Any]) -> list[Spoken]:
    """Rev.ai, monologues: elements that joined are the words, blanks among them."""
    said = []
    for monologue in _dicts(_list(value, "monologues")):
        elements = list(_dicts(_list(monologue, "elements")))
        text = "".join(element["value"] for element in elements if isinstance(element.get("value"), str))
        starts = [time for element in elements if (time := seconds_of(element.get("ts"))) is not None]
        ends = [time for element in elements if (time := seconds_of(element.get("end_ts"))) is not None]
        speaker = monologue.get("speaker_name") or monologue.get("speaker")
        piece = Spoken("", voice_of(speaker) or None, min(starts, default=None), max(ends, default=None), is_apart=True)
        said += [replace(piece, words=line) for line in words_of(text)]
    return said


def _azure(value: dict[str, Any]) -> list[Spoken]:
    """recognizedPhrases: the best reading of each, with its offset in ticks."""
    said: list[Spoken] = []
    for phrase in _dicts(_list(value, "recognizedPhrases")):
        begins, lasts = seconds_of(phrase.get("offsetInTicks")), seconds_of(phrase.get("durationInTicks"))
        voice = voice_of(phrase.get("speaker")) or None
        at = begins * TICK if begins is not None else None
        piece = Spoken("", voice, at, at + lasts * TICK if at is not None and lasts is not None else None)
        is_apart = not said or voice != said[-1].voice
        lines = words_of(_first(phrase, "nBest").get("display"))
        said += [replace(piece, words=line, is_apart=is_apart) for line in lines]
    return said


def _google(value: dict[str, Any]) -> list[Spoken]:
    """results: the words of the last with their speakers, where it has them, else what each result says."""
    bests = [_first(result, "alternatives") for result in _dicts(_list(value, "results"))]
    tagged = [word for word in _dicts(_list(bests[-1] if bests else {}, "words")) if word.get("speakerTag")]
    if tagged:
        words = (
            (" ".join(words_of(word.get("word"))), voice_of(word["speakerTag"]) or None, word.get("startTime"))
            for word in tagged
        )
        return sentences_of([Spoken(text, voice, _google_time(time)) for text, voice, time in words if text])
    said = []
    for best in bests:
        times = [_google_time(word.get("startTime")) for word in _dicts(_list(best, "words"))[:1]]
        begins = times[0] if times else None
        said += [Spoken(line, None, begins, is_apart=not times) for line in words_of(best.get("transcript"))]
    return said


def _google_time(time: Any) -> float | None:
    """Of "1.200s" or {"seconds": "1", "nanos": 200000000}."""
    if isinstance(time, dict):
        whole, nanos = seconds_of(time.get("seconds", 0)), seconds_of(time.get("nanos", 0))
        return (whole or 0.0) + (nanos or 0.0) * 1e-9
    return seconds_of(time)


def _youtube(value: dict[str, Any]) -> list[Spoken]:
    """json3, events: the segments of each joined; a line of captions each."""
    said = []
    for event in _dicts(_list(value, "events")):
        parts = [segment.get("utf8") for segment in _dicts(_list(event, "segs"))]
        begins, lasts = seconds_of(event.get("tStartMs")), seconds_of(event.get("dDurationMs"))
        at = begins / 1000 if begins is not None else None
        ends = at + lasts / 1000 if at is not None and lasts is not None else None
        lines = words_of("".join(part for part in parts if isinstance(part, str)))
        said += [Spoken(line, None, at, ends) for line in lines]
    return with_changes_marked(said)


PROGRAMS: Sequence[Callable[[dict[str, Any]], list[Spoken]]] = (_items, _deepgram, _rev, _azure, _google, _youtube)


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _list(value: Any, key: str) -> list[Any]:
    """The list under a key, an empty one if there is none."""
    found = _get(value, key)
    return found if isinstance(found, list) else []


def _dicts(values: Sequence[Any]) -> list[dict[str, Any]]:
    return [value for value in values if isinstance(value, dict)]


def _first(value: Any, key: str) -> dict[str, Any]:
    """The first object of the list under a key."""
    return next(iter(_dicts(_list(value, key)[:1])), {})
