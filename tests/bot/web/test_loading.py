"""What could not be loaded is told to everybody who asks."""

import traceback

import pytest

from bot.web.loading import Loading
from index.errors import ModelError


def test_the_reason_does_not_grow_with_those_who_are_told() -> None:
    """A raised exception gains the frames that it comes through, with all that is in them."""
    error = ModelError("no model")
    loading = Loading.failed(error)
    for _ in range(50):
        with pytest.raises(ModelError, match="no model"):
            loading.get()
    assert len(traceback.extract_tb(error.__traceback__)) < 10
