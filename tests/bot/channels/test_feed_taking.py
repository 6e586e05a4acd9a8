"""Taking updates: durable before they are acknowledged, in order per chat, nothing holds up all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine
from telegram.error import Conflict

from bot.channels.errors import RedeliverLater
from bot.channels.telegram.feed import raw_update
from bot.runtime.app import App
from bot.sandbox.faults import Fault, ServerError, TooMany
from bot.sandbox.talk import PersonChat
from core.organisation.address import Address
from db.engine import open_engine
from db.messages import inbox, outbox
from db.records.stamp import stamp
from tests.builders.chats import bind
from tests.harness.bot_and_telegram import Feed, Wire, a_wire
from tests.harness.database import rows, statements
from tests.harness.outbox_words import text_of
from tests.office import BUDI, GATE, STREET, a_region
from tests.patience import until
from tests.postgres import free_port


@dataclass(frozen=True, slots=True)
class Desk:
    """A bot that takes updates and writes answers, with nobody who sends them."""

    wire: Wire
    app: App
    feed: Feed

    async def take_all(self) -> None:
        for update in self.wire.updates():
            await self.feed.take(update)

    async def answers(self) -> list[str]:
        found = sa.select(outbox.outbox).order_by(outbox.outbox.c.id)
        async with self.app.engine.begin() as db:
            return [text_of(row) for row in await db.execute(found)]

    async def letters(self) -> list[inbox.Letter]:
        async with self.app.engine.begin() as db:
            return await inbox.dead_letters(db)


@pytest.fixture
async def desk(furnished: AsyncEngine) -> AsyncIterator[Desk]:
    async with a_wire() as wire:
        app = App(furnished, {"bulungan": a_region()}, wire.clock)
        yield Desk(wire, app, Feed.into(app, wire))


@asynccontextmanager
async def polling(desk: Desk) -> AsyncIterator[None]:
    task = asyncio.create_task(desk.feed.poller.poll())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def taken(desk: Desk, count: int) -> None:
    async def all_marked() -> bool:
        return len(await rows(desk.app.engine, inbox.inbox)) >= count

    await until(all_marked)


async def bound(desk: Desk) -> PersonChat:
    chat = await desk.wire.chat()
    to = Address("bulungan", "telegram", str(chat.user.id))
    await bind(desk.app.engine, to, BUDI)
    return chat


async def test_after_the_stamp_a_live_location_costs_no_statement(desk: Desk) -> None:
    chat = await bound(desk)
    share = await chat.share_live(*GATE, accuracy=9.0)
    await desk.take_all()
    assert len(await rows(desk.app.engine, stamp)) == 1
    with statements(desk.app.engine) as sent:
        for _ in range(20):
            await share.move(*GATE, accuracy=5.0)
        await share.stop()
        await desk.take_all()
    assert sent == []


async def test_a_stamp_whose_first_point_did_not_say_how_sure_it_is_asks_for_one_more(
    desk: Desk,
) -> None:
    """Telegram's first message never says it; the first edit that does is the last one read."""
    chat = await bound(desk)
    share = await chat.share_live(*GATE)
    await desk.take_all()
    assert len(await rows(desk.app.engine, stamp)) == 1
    await share.move(*GATE, accuracy=5.0)
    await desk.take_all()
    with statements(desk.app.engine) as sent:
        await share.move(*GATE, accuracy=6.0)
        await desk.take_all()
    assert sent == []


async def test_before_the_stamp_every_point_is_looked_at(desk: Desk) -> None:
    chat = await bound(desk)
    share = await chat.share_live(*STREET)
    await desk.take_all()
    await share.move(*GATE, accuracy=5.0)
    await desk.take_all()
    assert len(await rows(desk.app.engine, stamp)) == 1


async def test_an_unreadable_update_is_kept_and_told_and_never_comes_again(desk: Desk) -> None:
    chat = await desk.wire.chat()
    broken = {"update_id": 9, "message": {"chat": {"id": chat.user.id}, "text": 5}}
    await desk.feed.take(broken)
    await desk.feed.take(broken)
    (letter,) = await desk.letters()
    assert (letter.body["body"], letter.body["chat"]) == (broken, str(chat.user.id))
    assert letter.cause.startswith("KeyError: 'date' (bot/channels/telegram/feed.py:")
    assert len(await desk.answers()) == 1


@pytest.mark.parametrize(
    ("update", "letters"),
    [
        ({"update_id": 9}, 0),
        ({"update_id": 9, "edited_message": None}, 0),
        ({"update_id": 9, "edited_message": {"chat": 5, "message_id": 1}}, 1),
        ({"update_id": 9, "poll": {}}, 1),
        ({"message": {}}, 1),
    ],
    ids=["empty", "null", "a number for a chat", "an unfinished poll", "no number"],
)
async def test_nonsense_of_nobody_is_told_to_nobody(
    desk: Desk, update: dict[str, object], letters: int
) -> None:
    await desk.feed.take(update)
    assert await desk.answers() == []
    assert len(await desk.letters()) == letters


async def test_polled_updates_are_confirmed_once_they_are_durable(desk: Desk) -> None:
    chats = [await desk.wire.chat(f"P{number}") for number in range(4)]
    for chat in chats:
        await chat.say("halo")
    async with polling(desk):
        await taken(desk, 4)
        await until(lambda: _confirmed(desk))


async def _confirmed(desk: Desk) -> bool:
    return not desk.wire.account.updates.waiting


async def test_without_a_database_the_offset_stands_still(desk: Desk) -> None:
    chat = await desk.wire.chat()
    await chat.say("halo")
    desk.app.engine = _nowhere()
    poller = desk.feed.poller
    updates = [raw_update("bulungan", body) for body in await poller._bodies(0)]
    with pytest.raises(RedeliverLater):
        await poller._take_all(updates)
    assert len(desk.wire.account.updates.waiting) == 1
    await desk.app.engine.dispose()


def _nowhere() -> AsyncEngine:
    return open_engine(f"postgresql+asyncpg://hadir@127.0.0.1:{free_port()}/hadir")


async def test_an_unreadable_update_holds_up_nobody(desk: Desk) -> None:
    first, second = await desk.wire.chat("P1"), await desk.wire.chat("P2")
    await first.say("halo")
    (update,) = desk.wire.account.updates.waiting.values()
    update.payload["from"] = {"id": "nobody"}
    await first.say("halo lagi")
    await second.say("halo")
    async with polling(desk):
        await taken(desk, 3)
        await until(lambda: _confirmed(desk))
    (letter,) = await desk.letters()
    assert letter.body["body"] == update.wire()


async def test_one_chat_stays_in_order_while_chats_go_side_by_side(desk: Desk) -> None:
    """Each asks to be registered and answers; in another order the answers would not fit."""
    chats = [await desk.wire.chat(f"P{number}") for number in range(3)]
    for text in ("/start kode-aktivasi", "PNS", BUDI.nip):
        for chat in chats:
            await chat.say(text)
    async with polling(desk):
        await taken(desk, 9)
    asked = [text for text in await desk.answers() if "bagikan nomor telepon" in text]
    assert len(asked) == 3


async def test_the_first_of_two_pollers_is_told(desk: Desk) -> None:
    waiting = asyncio.create_task(desk.feed.poller._bodies(0))
    await until(lambda: _polling(desk))
    await desk.wire.bot.get_updates(timeout=0)
    with pytest.raises(Conflict):
        await waiting


async def _polling(desk: Desk) -> bool:
    return desk.wire.account.poll is not None


@pytest.mark.parametrize("kind", [TooMany(0), ServerError(502)], ids=["429", "502"])
async def test_polling_goes_on_after_an_error(desk: Desk, kind: TooMany | ServerError) -> None:
    chat = await desk.wire.chat()
    desk.wire.sandbox.faults.add(Fault(kind, method="getUpdates", times=1))
    await chat.say("halo")
    async with polling(desk):
        await taken(desk, 1)
