"""What is known about transcripts, in words of ours, never to be taken for a quotation."""

from collections.abc import Sequence

from bot.question.about import About, count_questions, described, interviewer_of
from bot.question.speakers import Speaker
from bot.render.strings import in_turn, number, say, say_count
from index.card import Card


def about_text(about: About) -> str:
    """A line for each transcript, with its title where there are several."""
    if about.topic == "greeting":
        return say("hello", help=say("help"))
    if about.topic == "help":
        return say("help")
    several = len(about.transcripts) > 1 and about.topic != "subject"  # which begins with the title anyway
    lines = []
    for transcript in about.transcripts:
        fact = _fact(about, transcript)
        lines.append(f"{transcript.title}: {fact}" if several else fact)
    return "\n".join(lines)


def _fact(about: About, transcript: Card) -> str:
    speakers = [speaker for speaker in about.speakers if speaker.transcript == transcript.id]
    match about.topic:
        case "speaker":
            return _speaker(transcript)
        case "person":
            return in_turn(*map(_person, speakers)) if speakers else say("speaker.unknown")
        case "office":
            return in_turn(*map(_office, speakers)) if speakers else say("office.unknown")
        case "interviewer":
            name = interviewer_of(transcript, speakers)
            return say("interviewer.known", name=name) if name else say("interviewer.unknown")
        case "length":
            return _length(transcript, speakers)
        case "talks_most":
            return _talks_most(speakers)
        case "subject":
            return _subject(transcript)
        case "date":
            return _date(transcript)
    return _outlet(transcript)


def _speaker(transcript: Card) -> str:
    if transcript.layout == "names":
        names = dict.fromkeys(voice.speaker for voice in transcript.voices if voice.speaker)
        return say("speakers", count=len(names), names=", ".join(names))
    known = dict(described(transcript.metadata))
    if not known["interviewee"]:
        return say("speaker.unknown")
    if known["interviewer"]:
        return say("speaker.asked", name=known["interviewee"], interviewer=known["interviewer"])
    return say("speaker.known", name=known["interviewee"])


def _person(speaker: Speaker) -> str:
    """Zhang Xiao, interviewee. Office: Ambassador. Words spoken: 898 (90%); turns: 3."""
    name, role = _name(speaker), say(f"role.{speaker.role}")
    told = [say("sentence", words=say("with_role", speaker=name, role=role) if speaker.name else name)]
    told.append(_stated_office(speaker))
    if speaker.words:
        shown = {"words": number(speaker.words), "turns": number(speaker.turns), "share": _share(speaker)}
        told.append(say("person.words", **shown))
    return in_turn(*told)


def _office(speaker: Speaker) -> str:
    return in_turn(say("sentence", words=_name(speaker)), _stated_office(speaker))


def _stated_office(speaker: Speaker) -> str:
    return say("office.known", office=speaker.office) if speaker.office else say("office.unknown")


def _length(transcript: Card, speakers: Sequence[Speaker]) -> str:
    words = sum(voice.words for voice in transcript.voices)
    told = [say("length.words", words=number(words), characters=number(transcript.characters))]
    turns = sum(speaker.turns for speaker in speakers)
    if transcript.layout == "questions":
        asked = count_questions(transcript)
        told.append(say("length.questions", questions=number(asked), answers=number(turns - asked)))
    elif turns:
        told.append(say("length.turns", turns=number(turns), speakers=number(len(speakers))))
    return in_turn(*told, say("length.time"))


def _talks_most(speakers: Sequence[Speaker]) -> str:
    spoken = [
        say("share", name=_name(speaker), words=number(speaker.words), share=_share(speaker))
        for speaker in speakers
        if speaker.words
    ]
    return say("talks_most", shares=say("semicolon").join(spoken)) if spoken else say("talks_most.unknown")


def _name(speaker: Speaker) -> str:
    return speaker.name or say(speaker.role)


def _share(speaker: Speaker) -> str:
    return say("percent", number=f"{100 * speaker.share:.0f}")


def _subject(transcript: Card) -> str:
    metadata, asked = transcript.metadata, count_questions(transcript)
    if not (metadata.title or metadata.occasion or asked):
        return say("subject.unknown")
    told = [say("subject", title=transcript.title)]
    if metadata.occasion:
        told.append(say("subject.occasion", occasion=metadata.occasion))
    if asked:
        told.append(say_count("subject.asked", asked))
    return " ".join(told)


def _date(transcript: Card) -> str:
    metadata = transcript.metadata
    if metadata.date:
        return say("date", date=metadata.date)
    if metadata.occasion:
        return say("date.occasion", occasion=metadata.occasion)
    return say("date.unknown")


def _outlet(transcript: Card) -> str:
    known = [value for value in (transcript.metadata.outlet, transcript.metadata.url) if value]
    return say("outlet", outlet=", ".join(known)) if known else say("outlet.unknown")
