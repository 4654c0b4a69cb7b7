"""Which collection a request is about: the one that everybody asks."""

from bot.web.collection import Collection


class Rooms:
    """`shared` is what everybody asks; it is put in the place of another one whole, so that a request sees only one."""

    def __init__(self, shared: Collection) -> None:
        self.shared = shared

    def of(self, room: str) -> Collection:
        """What is asked in a room."""
        return self.shared
