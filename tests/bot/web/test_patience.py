"""What is being prepared is waited for, without holding what others need."""

import threading
import time

import pytest
from support import INTERVIEW, SlowEmbedder, WordEmbedder

from bot.chat import Bot
from bot.web import patience
from bot.web.collection import Collection
from bot.web.endpoints import Endpoints
from bot.web.loading import Loading
from bot.web.patience import patiently
from bot.web.rooms import Rooms
from index.errors import PreparingError
from index.indexes import Indexes
from index.language.detect import question_language
from index.library import Library, open_transcripts
from index.model.locate import DEFAULT_MODEL
from index.quotable import by_id


def test_it_is_asked_again_until_it_is_there() -> None:
    tries: list[int] = []

    def ask() -> int:
        tries.append(len(tries))
        if len(tries) < 3:
            raise PreparingError("not yet")
        return len(tries)

    assert patiently(ask) == 3


def test_after_a_while_it_is_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.0)

    def never() -> None:
        raise PreparingError("not yet")

    with pytest.raises(PreparingError, match="not yet"):
        patiently(never)


def test_who_waits_for_other_languages_keeps_nobody_else_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 1.0)
    words, slow = WordEmbedder(), SlowEmbedder()
    words.name = DEFAULT_MODEL
    library = Library(Indexes(words, None).corpus(open_transcripts([INTERVIEW])), words, Indexes(slow, None))
    assert library.across
    library.across.patience = 0.0
    endpoints = Endpoints(Rooms(Collection(by_id(library.quotables), Loading.done(Bot(library)))))
    endpoints.ask("Who received a medal?")
    question_language("Кто получил медаль?")  # what tells languages takes a while to load
    start = time.monotonic()
    threads = [
        threading.Thread(target=endpoints.answer, args=(["Кто получил медаль?"], "", "ru")) for _ in range(8)
    ]  # twice as many as may be answered at once
    for thread in threads:
        thread.start()
    assert endpoints.ask("Who received a medal?")["statements"]
    assert time.monotonic() - start < 1.0
    slow.may.set()
    for thread in threads:
        thread.join()
