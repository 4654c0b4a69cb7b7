"""Trailing lines that belong to a web page and not to what was said: counters, share bars, tags, copyright."""

import re

from index.transcript import Metadata, Span

LONGEST = 200
"""Code points; a longer line is no web page's."""
NUMBER = r"\d+(?:[\s.,]\d+)*\s?[kKmM]?"
COUNTED = r"(?:shows|views|hits|reads|visits|comments|shares|likes)"
SERVICES = r"(?:Facebook|Twitter|X|WhatsApp|Telegram|LinkedIn|Reddit|VK|Email|E-mail|Print|Copy link|Pinterest)"
PATTERNS = tuple(
    re.compile(rf"(?:{pattern})\s*", re.IGNORECASE)
    for pattern in (
        rf"(?:(?:Number of|Total|Page) )?{COUNTED}\s*:?\s+{NUMBER}",
        rf"{NUMBER}\s+{COUNTED}",
        rf"(?:Просмотров|Количество просмотров|Просмотры|Қаралды|阅读量?|浏览量?|点击量?)\s*[:：]?\s*{NUMBER}",
        r"(?:Share|Tweet|Follow us)(?: this)?(?: (?:article|page|story|interview))?(?: on)?\s*:?"
        rf"(?:[\s,|/·]*{SERVICES})*",
        rf"{SERVICES}(?:[\s,|/·]+{SERVICES})+",
        r"(?:Tags?|Keywords|Теги|Тэги|标签)\s*[:：].*[^.!?。…\s]",
        r"(?:©|\(c\)\s*(?:\d{4}|Copyright\b)|Copyright\s+(?:©|\(c\)|\d{4}|by\b)).*",
        r"All rights reserved\.?",
        r"(?:Transcribed|Transcript|Transcription|Subtitles?|Captions?|Captioned) (?:by|provided by) .*",
        r"(?:.{1,80} )?(?:was )?automatically (?:converted|transcribed|generated) (?:by|with|from) .*",
        r"\W*(?:the )?end of (?:the )?(?:interview|transcript|transcription|recording|tape|audio)\W*",
        r"\W*(?!I )[A-ZÀ-ÝА-Я].{0,60}? (?:started|stopped) transcription\W*",
        r"This (?:editable )?transcri(?:pt|ption) was (?:computer[- ])?generated.*",
    )
)


def find_boilerplate(text: str, lines: list[Span], metadata: Metadata) -> tuple[Span, ...]:
    """The lines that the metadata names, and the last ones while they look like a web page's and are not denied."""
    boilerplate = {line for line in lines if text[line.start : line.stop] in metadata.boilerplate}
    for line in reversed(lines):
        if line in boilerplate:
            continue
        words = text[line.start : line.stop]
        if words in metadata.not_boilerplate or not _is_a_web_pages(words):
            break
        boilerplate.add(line)
    return tuple(sorted(boilerplate, key=lambda line: line.start))


def _is_a_web_pages(line: str) -> bool:
    return len(line) <= LONGEST and any(pattern.fullmatch(line) for pattern in PATTERNS)
