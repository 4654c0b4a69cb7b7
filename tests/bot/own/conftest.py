"""A visitor's room, and what puts files into it."""

import zipfile
from pathlib import Path

import pytest
from own_rooms import Put
from support import WordEmbedder

from bot.own.room import Room


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "server" / "room"


@pytest.fixture
def room(home: Path, words: WordEmbedder) -> Room:
    return Room(home, words)


@pytest.fixture
def put(room: Room, tmp_path: Path) -> Put:
    """put("a.txt", text) -> the reasons; put("a.zip", {name: text}) packs them first."""

    def put(name: str, content: str | bytes | dict[str, str | bytes], into: Room = room) -> tuple[str, ...]:
        path = tmp_path / "uploaded"
        if isinstance(content, dict):
            with zipfile.ZipFile(path, "w") as archive:
                for inner, text in content.items():
                    archive.writestr(inner, text)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return into.put(path, name)

    return put
