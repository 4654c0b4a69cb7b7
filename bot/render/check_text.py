"""What is said of a check: how many quotations hold, what a verdict means, how words differ, what to know besides."""

from bot.quote_check.verdict import Check, Checked, Difference
from bot.render.strings import in_quotes, in_turn, say, say_count
from bot.render.wording import self_contained_lines, speaker_of


def check_headline(check: Check) -> str:
    """2 of 3 quotations hold."""
    quoted = [span for span in check.spans if span.is_quotation]
    if not quoted:
        return say("checked.emphasis" if check.spans else "checked.none")
    if len(quoted) == 1 and quoted[0].holds:
        return say("checked.only")
    return say_count("checked", sum(span.holds for span in quoted), all=len(quoted))


def verdict_name(span: Checked) -> str:
    """The verdict in words; of words that were altered by leaving some out, which way, unless that is grave."""
    is_named = span.change == "turned" or (span.change == "unmarked" and not span.grave)
    return say(f"verdict.{span.change if is_named else span.verdict}")


def verdict_meaning(span: Checked) -> str:
    """What the verdict on a span means, in some sentences."""
    key = span.verdict if span.change == "reworded" else span.change
    sentences = [say(f"verdict.{key}.means", name=span.attributed_to)]
    if span.grave and span.change != "turned":
        sentences.append(say("grave"))
    if span.nearest and span.nearest_is_theirs is not None:
        whose = "nearest.theirs" if span.nearest_is_theirs else "nearest.others"
        sentences.append(say(whose, name=span.attributed_to, speaker=speaker_of(span.nearest)))
    return in_turn(*sentences)


def difference_line(difference: Difference) -> str:
    """written “always”, said “never”"""
    written, said = in_quotes(difference.written), in_quotes(difference.said)
    kind = "replaced"
    if not difference.written:
        kind = "missing"
    elif not difference.said:
        kind = "added"
    return say(f"difference.{kind}", written=written, said=said)


def warning_lines(span: Checked) -> list[str]:
    """What to know about a span besides its verdict."""
    cut = say("semicolon").join(in_quotes(part.exact) for part in span.cut)
    inserted = say("semicolon").join(in_quotes(words) for words in span.inserted)
    lines = []
    for warning in span.warnings:
        if warning == "cut" and not cut:
            lines.append(say("warning.cut.inserted"))
        else:
            lines.append(say(f"warning.{warning}", words=cut, inserted=inserted, name=span.attributed_to))
    if span.self_contained:
        lines += self_contained_lines(span.self_contained)
    if span.occurrences > 1:
        lines.append(say_count("occurrences", span.occurrences))
    return lines
