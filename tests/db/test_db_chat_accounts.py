"""The end of a binding: whatever the chat holds of the person ends in the same transaction."""

import asyncio
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.address import Address
from db import chat_accounts
from db.messages import conversation, inbox, outbox, sending, unsent
from db.messages.inbox import Arrival
from db.messages.outbox import NewMessage, State
from db.messages.sending import Outcome
from db.people import binding
from db.records import claim
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.builders.claims import tries
from tests.harness.database import ON_POSTGRESQL, rows, until_blocked
from tests.office import BUDI, CITRA

CODE = "c" * 64
ELSEWHERE = Address("bulungan", "telegram", "5009")
OWNER = BUDI.id  # any UUID will do for a sender
CHANNEL = (BUDIS.region, BUDIS.channel)
LEASE = timedelta(seconds=10)


async def said_to(
    engine: AsyncEngine,
    chat: Address,
    text: str,
    dedupe: str | None = None,
    edits_key: str | None = None,
) -> None:
    async with engine.begin() as db:
        await outbox.put(db, [NewMessage(chat, 0, {"text": text}, dedupe, edits_key)], MONDAY)


async def claimed(engine: AsyncEngine) -> list[sending.Message]:
    async with engine.begin() as db:
        look = await sending.claim(db, CHANNEL, OWNER, now=MONDAY, lease=LEASE, limit=9, rate=None)
    return look.messages


async def sent(engine: AsyncEngine, message: str) -> None:
    (first,) = await claimed(engine)
    async with engine.begin() as db:
        done = Outcome(BUDIS.region, first.id, State.SENT, message)
        await sending.finish(db, OWNER, [done], MONDAY)


async def release(engine: AsyncEngine) -> Address | None:
    async with engine.begin() as db:
        return await chat_accounts.release(db, "bulungan", BUDI.id, MONDAY)


async def test_only_what_belongs_to_this_chat_ends_with_its_binding(bound: AsyncEngine) -> None:
    for chat in (BUDIS, CITRAS):
        await tries(bound, chat, BUDI if chat == BUDIS else CITRA, until=MONDAY + LEASE)
        await said_to(bound, chat, "belum dikirim")
        async with bound.begin() as db:
            await conversation.save(db, {chat: {"talk": 1, "verdict": 2}}, MONDAY)
    assert await release(bound) == BUDIS
    assert [row.address for row in await rows(bound, claim.share)] == [CITRAS.id]
    assert [row.address for row in await rows(bound, outbox.outbox)] == [CITRAS.id]
    assert [row.address for row in await rows(bound, binding.binding)] == [CITRAS.id]
    states = {row.address: row.state for row in await rows(bound, conversation.conversation)}
    assert states[CITRAS.id] == {"talk": 1, "verdict": 2}
    assert chat_accounts.released_at(states[BUDIS.id]) == MONDAY
    assert set(states[BUDIS.id]) == {"released"}


async def test_a_message_whose_try_fails_after_the_release_is_not_tried_again(
    bound: AsyncEngine,
) -> None:
    await said_to(bound, BUDIS, "sedang dikirim")
    (message,) = await claimed(bound)
    await release(bound)
    async with bound.begin() as db:
        failed = Outcome(BUDIS.region, message.id, State.PENDING, error="502")
        await sending.finish(db, OWNER, [failed], MONDAY)
    assert await rows(bound, outbox.outbox) == []


async def test_what_was_sent_stays_but_gives_up_its_key(bound: AsyncEngine) -> None:
    """So that the card goes to the next chat of whoever decides, and not into the old one."""
    await said_to(bound, BUDIS, "Kartu", dedupe="kartu")
    await sent(bound, "77")
    await release(bound)
    async with bound.begin() as db:
        assert await outbox.fetch_used_keys(db, "bulungan", ["kartu"]) == set()
    (row,) = await rows(bound, outbox.outbox)
    assert (row.state, row.message, row.dedupe) == ("sent", "77", None)


async def test_a_message_changes_no_message_of_another_chat(bound: AsyncEngine) -> None:
    """The number of a message is that of another one there."""
    await said_to(bound, BUDIS, "Kartu", dedupe="kartu")
    await sent(bound, "77")
    await said_to(bound, BUDIS, "Disetujui", edits_key="kartu")
    await said_to(bound, ELSEWHERE, "Disetujui", edits_key="kartu")
    assert {each.to: each.edits for each in await claimed(bound)} == {BUDIS: "77", ELSEWHERE: None}


async def test_a_release_ends_the_code_that_is_not_used_yet(furnished: AsyncEngine) -> None:
    until = MONDAY + timedelta(days=1)
    for actor, code in ((BUDI, CODE), (CITRA, "d" * 64)):
        async with furnished.begin() as db:
            await binding.issue(db, "bulungan", actor.id, code, now=MONDAY, expires_at=until)
    assert await release(furnished) is None, "bound to nothing yet"
    assert [row.employee for row in await rows(furnished, binding.activation)] == [CITRA.id]


async def test_a_binding_that_comes_to_nothing_costs_no_code(bound: AsyncEngine) -> None:
    async with bound.begin() as db:
        until = MONDAY + timedelta(days=1)
        await binding.issue(db, "bulungan", BUDI.id, CODE, now=MONDAY, expires_at=until)
        assert not await chat_accounts.bind(db, ELSEWHERE, BUDI.id, CODE, MONDAY)
    await release_only_the_binding(bound)
    async with bound.begin() as db:
        assert await chat_accounts.bind(db, ELSEWHERE, BUDI.id, CODE, MONDAY)


async def release_only_the_binding(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        assert await chat_accounts.unbind(db, "bulungan", BUDI.id)


async def test_a_new_binding_finds_nothing_that_an_earlier_release_left(
    furnished: AsyncEngine,
) -> None:
    await tries(furnished, BUDIS, CITRA, until=MONDAY + LEASE)
    await said_to(furnished, BUDIS, "dari orang sebelumnya")
    async with furnished.begin() as db:
        until = MONDAY + timedelta(days=1)
        await binding.issue(db, "bulungan", BUDI.id, CODE, now=MONDAY, expires_at=until)
        assert await chat_accounts.bind(db, BUDIS, BUDI.id, CODE, MONDAY)
    assert await rows(furnished, claim.share) == []
    assert await rows(furnished, outbox.outbox) == []


async def test_a_chat_is_full_of_what_is_not_sent_yet(engine: AsyncEngine) -> None:
    await said_to(engine, BUDIS, "sent already")
    await sent(engine, "1")
    for chat in (BUDIS, BUDIS, CITRAS):
        await said_to(engine, chat, "waits")
    await claimed(engine)
    chats = (BUDIS, CITRAS, ELSEWHERE)
    async with engine.begin() as db:
        full = [await unsent.full(db, chats, most) for most in (1, 2, 3)]
        assert await unsent.full(db, [], 0) == set()
    assert full == [{BUDIS, CITRAS}, {BUDIS}, set()], "what is being sent counts, too"


@ON_POSTGRESQL
async def test_a_release_waits_for_what_the_chat_is_just_saying(bound: AsyncEngine) -> None:
    """Else that would be written after it, and be there for the next one."""
    async with bound.connect() as db:
        await inbox.mark(db, [Arrival(BUDIS, "1")], MONDAY)
        releasing = asyncio.create_task(release(bound))
        await until_blocked(bound)
        await conversation.save(db, {BUDIS: {"talk": "Budi's"}}, MONDAY)
        await db.commit()
    assert await releasing == BUDIS
    states = {row.address: row.state for row in await rows(bound, conversation.conversation)}
    assert set(states[BUDIS.id]) == {"released"}


@ON_POSTGRESQL
async def test_who_registers_at_the_moment_of_the_release_is_released(
    furnished: AsyncEngine,
) -> None:
    until = MONDAY + timedelta(days=1)
    async with furnished.begin() as db:
        await conversation.open_chats(db, [BUDIS], MONDAY)
        await binding.issue(db, "bulungan", BUDI.id, CODE, now=MONDAY, expires_at=until)
    async with furnished.connect() as db:
        await inbox.mark(db, [Arrival(BUDIS, "1")], MONDAY)
        assert await chat_accounts.bind(db, BUDIS, BUDI.id, CODE, MONDAY)
        releasing = asyncio.create_task(release(furnished))
        await until_blocked(furnished)
        await db.commit()
    assert await releasing == BUDIS
    assert await rows(furnished, binding.binding) == []
