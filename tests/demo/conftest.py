"""A show for each file of tests that do not disturb each other, and one for a test of its own."""

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from shutil import copyfile

import pytest
import pytest_asyncio

from bot.demo import environment, scenes
from bot.demo.environment import open_stage
from bot.demo.seed import opened
from bot.demo.session import Session
from tests.demo.browser import Client, browser


@pytest.fixture(scope="session", autouse=True)
def _migrated(sqlite_template: Path) -> Iterator[None]:
    """A stage begins with a copy of the tables; `migrate` then finds nothing to do, as ever."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment, "_fresh", partial(_copied, sqlite_template, environment._fresh))
        yield


def _copied(tables: Path, fresh: Callable[[Path], Path], directory: Path) -> Path:
    return copyfile(tables, fresh(directory))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Session]:
    """Both towns on Monday at 06.20 WITA, with the clock held."""
    async with opened(tmp_path_factory.mktemp("demo")) as session:
        session.go_on(running=False)
        yield session


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Session]:
    """The same, for one test that moves the clock or switches something off."""
    async with opened(tmp_path) as session:
        session.go_on(running=False)
        yield session


@pytest.fixture
async def bare(tmp_path: Path) -> AsyncIterator[Session]:
    """The bot, the sandbox and a clock at 05.00 WITA; nothing imported, nobody there."""
    async with open_stage(tmp_path, scenes.DAWN) as opened_stage:
        yield Session(opened_stage)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web(session: Session) -> AsyncIterator[Client]:
    client = await browser(session)
    yield client
    await client.close()
