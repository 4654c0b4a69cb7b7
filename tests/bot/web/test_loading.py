"""What is loaded, or why it could not be, is told to everybody who asks."""

import logging
import traceback

import pytest

from bot.chat import Bot
from bot.web.loading import Loading
from index.errors import ModelError


def test_what_is_there_is_ready_at_once_and_without_a_word(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """A library that changes and each visitor's room have one of these."""
    with caplog.at_level(logging.INFO):
        loading = Loading.done(bot)
        assert loading.is_ready
        assert loading.get() is bot
    assert caplog.text == ""


def test_the_reason_does_not_grow_with_those_who_are_told() -> None:
    """A raised exception gains the frames that it comes through, with all that is in them."""
    error = ModelError("no model")
    loading = Loading.failed(error)
    for _ in range(50):
        with pytest.raises(ModelError, match="no model"):
            loading.get()
    assert len(traceback.extract_tb(error.__traceback__)) < 10
