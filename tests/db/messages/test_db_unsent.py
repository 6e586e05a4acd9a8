"""What waits for one chat is counted, and goes with its binding."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.messages import outbox, unsent
from db.messages.outbox import NewMessage
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.harness.database import rows


async def put(engine: AsyncEngine, *messages: NewMessage) -> None:
    async with engine.begin() as db:
        await outbox.put(db, messages, MONDAY)


async def test_a_chat_is_full_from_so_many_messages_on_that_are_not_sent(
    engine: AsyncEngine,
) -> None:
    one = NewMessage(BUDIS, 0, {"text": "satu"})
    await put(engine, one, one, NewMessage(CITRAS, 0, {"text": "dua"}))
    async with engine.begin() as db:
        assert await unsent.full(db, [BUDIS, CITRAS], 2) == {BUDIS}
        assert await unsent.full(db, [BUDIS, CITRAS], 3) == set()
        await db.execute(sa.update(outbox.outbox).values(state="sent"))
        assert await unsent.full(db, [BUDIS, CITRAS], 1) == set()


async def test_with_a_binding_goes_what_is_not_sent_and_the_keys_of_what_is(
    engine: AsyncEngine,
) -> None:
    await put(engine, NewMessage(BUDIS, 0, {"text": "terkirim"}, "kunci:1"))
    async with engine.begin() as db:
        await db.execute(sa.update(outbox.outbox).values(state="sent"))
    theirs = NewMessage(CITRAS, 0, {"text": "lain"}, "kunci:2")
    await put(engine, NewMessage(BUDIS, 0, {"text": "menunggu"}), theirs)
    async with engine.begin() as db:
        await unsent.drop(db, BUDIS)
    left = {(row.body["text"], row.dedupe) for row in await rows(engine, outbox.outbox)}
    assert left == {("terkirim", None), ("lain", "kunci:2")}
