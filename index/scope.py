"""Where to look: in some of the transcripts of a library, at what some people say, in some roles."""

from dataclasses import dataclass

from index.card import Voice
from index.transcript import Role, Turn


@dataclass(frozen=True, slots=True)
class Scope:
    """None is everything; `transcripts` are the rows of some in their library, `speakers` names as they stand."""

    transcripts: frozenset[int] | None = None
    speakers: frozenset[str] | None = None
    roles: frozenset[Role] | None = None

    def covers(self, transcript: int) -> bool:
        """Whether it has anything of that transcript."""
        return self.transcripts is None or transcript in self.transcripts

    def has(self, transcript: int, said: Turn | Voice) -> bool:
        """Whether a turn, or anything that a voice says, of that transcript lies in it."""
        return (
            self.covers(transcript)
            and (self.speakers is None or said.speaker in self.speakers)
            and (self.roles is None or said.role in self.roles)
        )


EVERYWHERE = Scope()
