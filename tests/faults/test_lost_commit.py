"""A claim whose commit went through while its answer got lost is sent all the same."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.message_codec import pack
from bot.runtime.sender import LEASE
from db.messages import outbox, sending
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Reply
from tests.office import BUDI, wita
from tests.patience import PATIENCE
from tests.world import World, a_world


@pytest.fixture
async def world(furnished: AsyncEngine, database_url: str) -> AsyncIterator[World]:
    del furnished
    async with a_world(database_url, wita("2026-04-06", "07.24")) as opened:
        yield opened


@pytest.mark.fault
async def test_a_message_claimed_in_a_commit_without_an_answer_is_sent_after_its_lease(
    world: World,
) -> None:
    budi = await world.bound_chat(BUDI)
    await budi.say("/hari_ini")
    await world.quiet()
    await _claimed_without_knowing(world)
    before = len(budi.messages)
    world.clock.advance(2 * LEASE)
    async with asyncio.timeout(PATIENCE):
        while len(budi.messages) == before:  # noqa: ASYNC110 - a sender rings no bell here
            await asyncio.sleep(0.1)
    assert budi.last.text == "Rapat pukul 09.00"


async def _claimed_without_knowing(world: World) -> None:
    """What the sender leaves in the table when the answer to its COMMIT is lost."""
    sender, now = world.service.sender, world.clock.now()
    later = now + timedelta(milliseconds=1)
    row = pack(Outgoing(world.phone(BUDI).address, Reply(Markup("Rapat pukul 09.00"))))
    async with world.service.app.engine.begin() as db:
        await outbox.put(db, [row], now)
        claimed = await sending.claim(
            db,
            (world.region, "telegram"),
            sender.owner,
            now=later,
            lease=LEASE,
            limit=1,
            rate=None,
        )
    assert len(claimed.messages) == 1
