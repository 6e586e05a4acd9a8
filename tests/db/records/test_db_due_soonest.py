"""The next deadline of whatever waits: where a journey through time has to stop."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State as WorkState
from core.law.regulation import ActivityKind
from db.records import activity, request, soonest_due
from db.records.activity import NewActivity
from tests.builders.chats import BUDIS, MONDAY
from tests.builders.claims import tries
from tests.db import decisions
from tests.db.outages import (
    BULUNGAN,
    DECIDED,
    KARANGANYAR,
    SECOND,
    SICK,
    TODAY,
    TRIP,
    another,
    ask,
    set_all,
)
from tests.office import BUDI, CITRA, SARI, furnish

DUE = MONDAY + timedelta(hours=48)
LEAST = timedelta(microseconds=1)
WORK = NewActivity(
    UUID(int=1), BUDI.id, TODAY, ActivityKind.DUTY, 90, "Laporan", None, None, MONDAY, DUE, 0,
    UUID(int=7),
)  # fmt: skip


async def work(engine: AsyncEngine, due_at: datetime, number: int = 1) -> None:
    async with engine.begin() as db:
        new = replace(WORK, id=UUID(int=number), due_at=due_at)
        await activity.file(db, "bulungan", new)


async def sick_note(engine: AsyncEngine, due_at: datetime, number: int = 1) -> None:
    await ask(engine, BULUNGAN, another(SICK, number, due_at=due_at))


async def live_location(engine: AsyncEngine, due_at: datetime, number: int = 1) -> None:
    await tries(engine, BUDIS, [BUDI, CITRA, SARI][number - 1], str(number), until=due_at)


Wait = Callable[[AsyncEngine, datetime, int], Awaitable[None]]
KINDS: list[Wait] = [work, sick_note, live_location]
EACH = pytest.mark.parametrize("waits", KINDS, ids=lambda kind: kind.__name__)


async def soonest(engine: AsyncEngine, since: datetime = MONDAY) -> datetime | None:
    async with engine.connect() as db:
        return await soonest_due.find(db, since)


async def test_where_nothing_waits_nothing_is_due(furnished: AsyncEngine) -> None:
    assert await soonest(furnished) is None


@EACH
@pytest.mark.parametrize(
    ("since", "counts"),
    [(DUE - LEAST, True), (DUE, False), (DUE + LEAST, False)],
    ids=["a microsecond before", "exactly then", "after"],
)
async def test_what_waits_is_due_after_an_instant(
    furnished: AsyncEngine, waits: Wait, since: datetime, *, counts: bool
) -> None:
    await waits(furnished, DUE, 1)
    found = await soonest(furnished, since)
    assert found == (DUE if counts else None)
    assert found is None or found.tzinfo is not None


@EACH
async def test_the_first_of_one_kind_comes_first(furnished: AsyncEngine, waits: Wait) -> None:
    for number, hours in enumerate((3, 1, 2), 1):
        await waits(furnished, DUE + timedelta(hours=hours), number)
    assert await soonest(furnished) == DUE + timedelta(hours=1)
    assert await soonest(furnished, DUE + timedelta(hours=1, seconds=1)) == DUE + timedelta(hours=2)


@pytest.mark.parametrize("first", range(3), ids=[kind.__name__ for kind in KINDS])
async def test_the_first_of_all_kinds_comes_first(furnished: AsyncEngine, first: int) -> None:
    for number, waits in enumerate(KINDS):
        await waits(furnished, DUE if number == first else DUE + SECOND, 1)
    assert await soonest(furnished) == DUE


async def test_the_first_of_all_regions_comes_first(furnished: AsyncEngine) -> None:
    await furnish(furnished, "karanganyar")
    await work(furnished, TRIP.due_at + SECOND)
    await ask(furnished, KARANGANYAR, TRIP)
    assert await soonest(furnished) == TRIP.due_at


@pytest.mark.parametrize("state", WorkState)
async def test_work_that_is_decided_is_not_due_any_more(
    furnished: AsyncEngine, state: WorkState
) -> None:
    await work(furnished, DUE)
    await work(furnished, DUE + SECOND, 2)
    values = {"state": state.value, "decided_at": MONDAY}
    async with furnished.begin() as db:
        of_it = sa.update(activity.activity).where(activity.activity.c.id == UUID(int=1))
        await db.execute(of_it.values(values))
    assert await soonest(furnished) == DUE + SECOND


@pytest.mark.parametrize("state", DECIDED)
async def test_a_request_that_is_decided_is_not_due_any_more(
    furnished: AsyncEngine, state: str
) -> None:
    await sick_note(furnished, DUE)
    await set_all(furnished, state=state, decided_at=MONDAY)
    assert await soonest(furnished) is None


async def test_a_request_that_has_gone_up_is_not_due_again(furnished: AsyncEngine) -> None:
    """KAM-01."""
    await furnish(furnished, "karanganyar")
    await ask(furnished, KARANGANYAR, TRIP, another(TRIP, 2, due_at=TRIP.due_at + SECOND))
    async with furnished.begin() as db:
        await decisions.escalate(db, request.CASES, "karanganyar", [TRIP.id], TRIP.due_at)
    assert await soonest(furnished) == TRIP.due_at + SECOND
