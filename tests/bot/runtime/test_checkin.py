"""A check-in, all the way through: phone, Telegram, webhook, database, outbox, phone."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db.records.stamp import stamp
from tests.office import BUDI, GATE, wita
from tests.world import World, a_world


@pytest.fixture
async def world(database_url: str, furnished: AsyncEngine) -> AsyncIterator[World]:  # noqa: ARG001
    async with a_world(database_url, wita("2026-04-06", "07.24")) as opened:
        yield opened


async def test_a_live_location_at_the_gate_is_stamped_on_time(world: World) -> None:
    budi = await world.bound_chat(BUDI)
    await budi.say("Masuk")
    await world.quiet()
    await budi.share_live(*GATE)
    await world.quiet()
    assert "Tercatat masuk 07.24 WITA, tepat waktu" in budi.last.text
    assert len(await world.rows(stamp)) == 1
