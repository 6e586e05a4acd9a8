"""Every conversation on two channels: Telegram over HTTP, and one that prints, with the minimum."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.base import Capability
from bot.pictures.canvas import Canvas, Spot
from bot.sandbox.updates import Update
from core.organisation.region import Region
from db.messages.inbox import dead_letter
from db.messages.outbox import REPLY, outbox
from handlers.chat.reply import Priority
from tests.handlers.dialogue import NUMBER
from tests.office import PINS_UNASKED, a_region, wita
from tests.patience import PATIENCE
from tests.profiles import PROFILES
from tests.sandbox.judges import judge_call, judge_update
from tests.world import World, a_world

_LACKING = ("text", "caption")
PUSHED = {Priority.CARD, Priority.REMINDER, Priority.BROADCAST}
START = wita("2026-01-05", "05.00")  # before everything that the tables tell


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """SQLite where a test does not ask for both databases.

    There is no SQL in handlers: what they call of db is tested on both in tests/db, and here the
    dialogues of whoever writes ask for both. What is said does not depend on which one it is.
    """
    marks = metafunc.definition.iter_markers("parametrize")
    if not any("database_url" in mark.args[0] for mark in marks):
        only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
        if "database_url" in metafunc.fixturenames:
            metafunc.definition.add_marker(only)


@pytest.fixture(params=PROFILES)
def profile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def policy(profile: str) -> str:
    """A channel without live locations can only serve a region that takes any location."""
    return "live" if Capability.LIVE_LOCATION in PROFILES[profile] else "any"


@pytest.fixture
def regulation() -> str:
    """Which law the office lives under; a test asks for another by parametrizing this."""
    return "bulungan"


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The region that the office belongs to; a test whose law is another one says so here."""
    more = PINS_UNASKED if policy == "any" else ""
    return a_region(policy=policy, regulation=regulation, more=more)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every line that a picture of this dialogue shows."""
    words: list[str] = []
    write = Canvas.words

    def record(self: Canvas, spot: Spot, text: str, *args: Any, **more: Any) -> None:
        words.append(text)
        write(self, spot, text, *args, **more)

    monkeypatch.setattr(Canvas, "words", record)
    return words


@pytest.fixture
async def world(
    furnished: AsyncEngine,  # noqa: ARG001 - the office has to be there first
    drawn: list[str],
    database_url: str,
    profile: str,
    region: Region,
) -> AsyncIterator[World]:
    """The service, the sandbox and the office; at the end every call and update is judged."""
    telegram = profile == "telegram"
    async with a_world(database_url, START, [region], telegram=telegram) as opened:
        opened.profile = profile
        updates = await _recorded(opened) if telegram else []
        yield opened
        await opened.quiet()
        assert await opened.rows(dead_letter) == []
        told = [row for row in await opened.rows(outbox) if row.priority in PUSHED]
        assert REPLY not in {row.kind for row in told}, "a value, that any channel can word"
    assert [words for words in drawn if re.search(NUMBER, words)] == []
    for call in opened.sandbox.journal.accepted():
        judge_call(call.method, dict(call.params), call.files)
    for update in updates:
        judge_update(update.wire())
    refused = {call.outcome for call in opened.sandbox.journal.find()} - {"ok"}
    # A second tap takes the buttons off a message that has none any more, and under a picture
    # the next of several comes as a text of its own, as does a card whose picture could not be
    # shown; nothing else may fail.
    may_fail = (
        "not modified",
        *(f"no {what} in the message to edit" for what in _LACKING),
        # In the tests that do so.
        *("bot was blocked by the user", "user is deactivated", "retry after 600"),
    )
    assert all(words.endswith(may_fail) or may_fail[0] in words for words in refused), refused


async def _recorded(world: World) -> list[Update]:
    """Every update the sandbox sends, as it is sent; the webhook is set in the background."""
    async with asyncio.timeout(PATIENCE):
        while (deliver := world.bot.updates.take) is None:  # noqa: ASYNC110 - as `quiet`
            await asyncio.sleep(0.005)
    seen: list[Update] = []

    def take(update: Update) -> None:
        seen.append(update)
        deliver(update)

    world.bot.updates.take = take
    return seen
