"""What a server of the page asks for everybody."""

import pytest
from support import INTERVIEW, library_of

from bot.chat import Bot
from bot.web.collection import Collection
from bot.web.loading import Loading
from index.quotable import by_id


@pytest.fixture(scope="session")
def shared() -> Collection:
    """The interview."""
    bot = Bot(library_of(INTERVIEW))
    return Collection(by_id(bot.library.quotables), Loading.done(bot))
