"""Houses to import into, on both databases or on SQLite alone; an app with two people before it."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.main import get_command

from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from db.messages import conversation
from handlers import routes
from handlers.chat.context import Context
from handlers.chat.reply import Reply
from tests.bot.cli.desk import Desk
from tests.builders.chats import BUDIS, CITRAS, bind
from tests.builders.house import House, house
from tests.harness.bot_and_telegram import MONDAY
from tests.office import BUDI, CITRA, a_region


@pytest.fixture(scope="session", autouse=True)
def _one_command_line() -> Iterator[None]:
    """The runner of tests builds all the commands anew for each line; they are always the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", cache(get_command))
        yield


@pytest.fixture
def home(tmp_path: Path, database_url: str) -> House:
    return house(tmp_path, database_url)


@pytest.fixture
def small(tmp_path: Path, sqlite_template: Path) -> House:
    """On SQLite only: a command parses and prints, and each that writes is asked on both once."""
    path = tmp_path / "small.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return house(tmp_path, f"sqlite+aiosqlite:///{path}")


@pytest.fixture
async def desk(furnished: AsyncEngine) -> Desk:
    for address, actor in ((BUDIS, BUDI), (CITRAS, CITRA)):
        await bind(furnished, address, actor)
    clock = VirtualClock(MONDAY)
    return Desk(App(furnished, {"bulungan": a_region()}, clock), clock)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The help page writes something and then fails; calling the fixture mends it."""

    async def fails(ctx: Context) -> Reply | None:
        ctx.state["written"] = True
        await conversation.save(ctx.db, {ctx.event.address: ctx.state}, ctx.now)
        raise ZeroDivisionError("a bug")

    async def works(_: Context) -> Reply | None:
        return Reply(Markup("Sudah baik"))

    monkeypatch.setitem(routes.PAGES, "bantuan", fails)
    return lambda: monkeypatch.setitem(routes.PAGES, "bantuan", works)
