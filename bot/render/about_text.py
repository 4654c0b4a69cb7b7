"""What is known about transcripts, in words of ours, never to be taken for a quotation."""

from bot.question.about import About, count_questions, described
from bot.render.strings import say, say_count
from index.transcript import Transcript


def about_text(about: About) -> str:
    """A line for each transcript, with its title where there are several."""
    if about.topic == "greeting":
        return say("hello", help=say("help"))
    if about.topic == "help":
        return say("help")
    several = len(about.transcripts) > 1 and about.topic != "subject"  # which begins with the title anyway
    lines = []
    for transcript in about.transcripts:
        fact = _fact(about.topic, transcript)
        lines.append(f"{transcript.title}: {fact}" if several else fact)
    return "\n".join(lines)


def _fact(topic: str, transcript: Transcript) -> str:
    match topic:
        case "speaker":
            return _speaker(transcript)
        case "subject":
            return _subject(transcript)
        case "date":
            return _date(transcript)
    return _outlet(transcript)


def _speaker(transcript: Transcript) -> str:
    if transcript.layout == "names":
        names = dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker)
        return say("speakers", count=len(names), names=", ".join(names))
    known = dict(described(transcript.metadata))
    if not known["interviewee"]:
        return say("speaker.unknown")
    if known["interviewer"]:
        return say("speaker.asked", name=known["interviewee"], interviewer=known["interviewer"])
    return say("speaker.known", name=known["interviewee"])


def _subject(transcript: Transcript) -> str:
    metadata, asked = transcript.metadata, count_questions(transcript)
    if not (metadata.title or metadata.occasion or asked):
        return say("subject.unknown")
    told = [say("subject", title=transcript.title)]
    if metadata.occasion:
        told.append(say("subject.occasion", occasion=metadata.occasion))
    if asked:
        told.append(say_count("subject.asked", asked))
    return " ".join(told)


def _date(transcript: Transcript) -> str:
    metadata = transcript.metadata
    if metadata.date:
        return say("date", date=metadata.date)
    if metadata.occasion:
        return say("date.occasion", occasion=metadata.occasion)
    return say("date.unknown")


def _outlet(transcript: Transcript) -> str:
    known = [value for value in (transcript.metadata.outlet, transcript.metadata.url) if value]
    return say("outlet", outlet=", ".join(known)) if known else say("outlet.unknown")
