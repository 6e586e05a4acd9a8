"""What moves deadlines is asked for in its own transaction, and done whoever dies meanwhile."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.deadline import Outage
from core.organisation.region import Region
from db.records import recalculation
from db.records.request import NewRequest
from tests.builders.chats import MONDAY
from tests.db.outages import (
    BOTH,
    BULUNGAN,
    HALF_PAST_NINE,
    HOUR,
    IN_BOTH,
    KARANGANYAR,
    REPORT,
    SEVEN,
    SICK,
    another,
    ask,
    due,
    register,
)
from tests.office import furnish

CHANGED = Outage(SEVEN, HALF_PAST_NINE)


async def want(engine: AsyncEngine, region: Region, changed: Outage | None = CHANGED) -> None:
    async with engine.begin() as db:
        await recalculation.ask(db, region.code, MONDAY, changed)


async def left(engine: AsyncEngine, region: Region) -> list[Outage | None]:
    async with engine.begin() as db:
        return [each.changed for each in await recalculation.pending(db, region.code)]


@pytest.fixture
async def both(furnished: AsyncEngine) -> AsyncEngine:
    """The same offices in two regions."""
    await furnish(furnished, "karanganyar")
    return furnished


@IN_BOTH
async def test_it_is_done_once_and_a_second_time_changes_nothing(
    both: AsyncEngine, region: Region, new: NewRequest
) -> None:
    await ask(both, region, new)
    await register(both, REPORT, region.code)
    await want(both, region)
    assert await left(both, region) == [CHANGED]
    moved = [await recalculation.carry_out(both, region, MONDAY) for _ in range(2)]
    assert moved == [1, 0]
    assert await left(both, region) == []
    assert await due(both, region) > new.due_at


async def test_each_region_does_its_own(both: AsyncEngine) -> None:
    for region, _ in BOTH:
        await want(both, region)
    await recalculation.carry_out(both, BULUNGAN, MONDAY)
    assert await left(both, BULUNGAN) == []
    assert await left(both, KARANGANYAR) == [CHANGED]


async def test_without_an_outage_all_that_waits_is_reckoned_anew(furnished: AsyncEngine) -> None:
    """Of the outage nothing was asked: its rows are among all that wait, whatever they wait for."""
    await ask(furnished, BULUNGAN, SICK, another(SICK, 2))
    await register(furnished, REPORT)
    await want(furnished, BULUNGAN, None)
    assert await recalculation.carry_out(furnished, BULUNGAN, MONDAY) == 2
    assert await due(furnished, BULUNGAN) == HALF_PAST_NINE + 48 * HOUR


async def test_what_fails_as_a_whole_is_asked_for_still(
    furnished: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await want(furnished, BULUNGAN)

    async def fails(*_: object) -> int:
        raise ConnectionError("away")

    with monkeypatch.context() as away:
        away.setattr(recalculation, "_reckon", fails)
        with pytest.raises(ConnectionError):
            await recalculation.carry_out(furnished, BULUNGAN, MONDAY)
    assert await left(furnished, BULUNGAN) == [CHANGED]
    await recalculation.carry_out(furnished, BULUNGAN, MONDAY)
    assert await left(furnished, BULUNGAN) == []
