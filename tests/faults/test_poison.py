"""An update that raises a bug is kept whole, its chat goes on, and a retry settles it once."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.telegram.webhook import SECRET_HEADER
from bot.composition import open_channels
from bot.runtime import app, service
from bot.runtime.clock import VirtualClock
from bot.runtime.delivery import Outcome
from bot.sandbox.talk import PersonChat
from db.messages.inbox import Letter, dead_letter, dead_letters
from db.records.stamp import stamp
from handlers.chat.context import Context
from handlers.chat.event import Located
from handlers.chat.reply import Reply
from tests.office import BUDI, CITRA, GATE, region_file, wita
from tests.world import SECRET, World, a_world

pytestmark = pytest.mark.fault

TROUBLE = "gangguan"
Broken = Callable[[str], Any]


@pytest.fixture
async def world(furnished: AsyncEngine, database_url: str) -> AsyncIterator[World]:
    del furnished
    async with a_world(database_url, wita("2026-04-06", "07.24")) as opened:
        yield opened


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch, world: World) -> pytest.MonkeyPatch:
    """Every location that Budi shares raises a bug, until this is undone."""
    healthy: Callable[[Context], Awaitable[Reply | None]] = app.route  # type: ignore[attr-defined]  # where it is looked up
    address = world.phone(BUDI, "telegram").address

    async def route(ctx: Context) -> Reply | None:
        if ctx.event.address == address and isinstance(ctx.event.content, Located):
            raise ZeroDivisionError("poison")
        return await healthy(ctx)

    monkeypatch.setattr(app, "route", route)
    return monkeypatch


async def test_a_poisoned_update_is_kept_whole_and_told_once(
    world: World, poisoned: pytest.MonkeyPatch
) -> None:
    del poisoned
    budi, citra = await world.bound_chat(BUDI), await world.bound_chat(CITRA)
    await budi.share_live(*GATE)
    await world.quiet()
    assert world.bot.webhook is not None
    await world.bot.redeliver()
    await world.bot.redeliver()
    await citra.share_live(*GATE)
    await world.quiet()
    [letter] = await _letters(world)
    assert letter.body["body"]["message"]["location"]["latitude"] == GATE[0]
    assert letter.traceback.startswith("Traceback")
    assert "ZeroDivisionError: poison" in letter.traceback
    assert _told(budi, TROUBLE) == 1
    assert _told(citra, "Tercatat masuk 07.24 WITA") == 1
    assert len(await world.rows(stamp)) == 1


async def test_the_chat_of_a_poisoned_update_goes_on(
    world: World, poisoned: pytest.MonkeyPatch
) -> None:
    del poisoned
    budi = await world.bound_chat(BUDI)
    await budi.share_live(*GATE)
    await budi.say("Hari ini")
    await world.quiet()
    assert _told(budi, TROUBLE) == 1
    assert TROUBLE not in budi.last.text


async def test_a_retry_stamps_at_the_time_of_the_message_and_settles_once(
    world: World, poisoned: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    budi = await world.bound_chat(BUDI)
    await budi.share_live(*GATE)
    await world.quiet()
    letters = await _letters(world)
    assert await _retry(world, letters, tmp_path) == 0  # the bug is still there
    assert len(await _letters(world)) == 1
    poisoned.undo()
    assert await _retry(world, letters, tmp_path) == 1
    await _retry(world, letters, tmp_path)
    await world.quiet()
    [row] = await world.rows(stamp)
    assert row.at == wita("2026-04-06", "07.24")
    assert await _letters(world) == []
    assert _told(budi, "Tercatat masuk 07.24 WITA") == 1
    assert _told(budi, TROUBLE) == 1


async def test_a_retry_that_fails_again_keeps_the_newest_traceback(
    world: World, poisoned: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    budi = await world.bound_chat(BUDI)
    await budi.share_live(*GATE)
    await world.quiet()

    async def another_bug(_: Context) -> Reply | None:
        raise KeyError("the bug behind the bug")

    poisoned.setattr(app, "route", another_bug)
    await _retry(world, await _letters(world), tmp_path)
    [letter] = await _letters(world)
    assert "the bug behind the bug" in letter.traceback


async def test_settled_letters_are_kept_with_the_time_of_their_settling(
    world: World, poisoned: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    budi = await world.bound_chat(BUDI)
    await budi.share_live(*GATE)
    await world.quiet()
    poisoned.undo()
    await _retry(world, await _letters(world), tmp_path)
    [row] = await world.rows(dead_letter)
    assert row.settled_at is not None


BROKEN: dict[str, Broken] = {
    "no message in it": lambda _: {},
    "a chat and nothing else": lambda chat: {"message": {"chat": {"id": int(chat)}}},
    "a date in words": lambda chat: {
        "message": {"message_id": 1, "date": "Senin", "chat": {"id": int(chat), "type": "private"}}
    },
    "a message that is a word": lambda _: {"message": "halo"},
    "a location that is a list": lambda chat: {
        "message": {
            "message_id": 1,
            "date": 1775431440,
            "chat": {"id": int(chat), "type": "private"},
            "location": [2.8375, 117.3655],
        }
    },
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
async def test_an_update_unlike_telegrams_is_kept_or_of_no_concern_and_the_chat_goes_on(
    world: World, broken: Broken
) -> None:
    budi = await world.bound_chat(BUDI)
    body = {"update_id": 5} | broken(world.phone(BUDI).address.id)
    assert [await _post(world, body) for _ in range(3)] == [200, 200, 200]
    await budi.share_live(*GATE)
    await world.quiet()
    letters = await _letters(world)
    assert [letter.body["body"] for letter in letters] in ([body], [])
    assert _told(budi, TROUBLE) <= len(letters)
    assert _told(budi, "Tercatat masuk") == 1


async def test_two_updates_without_a_number_are_both_kept(world: World) -> None:
    for text in ("satu", "dua"):
        assert await _post(world, {"message": {"text": text}}) == 200
    kept = [letter.body["body"]["message"]["text"] for letter in await _letters(world)]
    assert sorted(kept) == ["dua", "satu"]


async def _post(world: World, body: dict[str, Any]) -> int:
    url = f"{world.service.settings.public_url}/telegram/{world.region}"
    async with (
        aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session,
        session.post(url, json=body) as answer,
    ):
        return answer.status


async def _letters(world: World) -> list[Letter]:
    async with world.service.app.engine.begin() as db:
        return await dead_letters(db)


async def _retry(world: World, letters: list[Letter], home: Path) -> int:
    """As the command does it, on the same day: another process with the same settings."""
    (home / f"{world.region}.toml").write_text(region_file(world.region), encoding="utf-8")
    settings = world.service.settings.model_copy(update={"regions": home})

    class SameDay(VirtualClock):
        def __init__(self) -> None:
            super().__init__(world.clock.now())

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(service, "SystemClock", SameDay)
        return (await service.retry(settings, open_channels(settings), letters)).count(Outcome.DONE)


def _told(chat: PersonChat, words: str) -> int:
    return sum(words in message.text for message in chat.messages if message.sender.is_bot)
