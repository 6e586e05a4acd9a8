"""What an outage does to the deadlines of what waits: it is added, exactly and once (AMB-17)."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from core.law.regulation import ActivityKind
from core.organisation.deadline import Outage, after
from db.people.employee import posting
from db.records import activity, outage
from db.records import deadline_recalculation as moving
from db.records.activity import NewActivity
from db.records.outage import Report
from tests.builders.chats import MONDAY
from tests.db import decisions
from tests.db.outages import (
    DUE,
    HOUR,
    KARANGANYAR,
    SECOND,
    TODAY,
    extend,
    lasting,
    register,
    revoke,
)
from tests.harness.database import ON_POSTGRESQL, rows, second_process, until_blocked
from tests.office import BUDI, DEWI, SARI, wita

NEW = NewActivity(
    id=UUID(int=1),
    employee=BUDI.id,
    date=TODAY,
    kind=ActivityKind.DUTY,
    minutes=90,
    description="Menyusun laporan",
    output=None,
    quantity=None,
    filed_at=MONDAY,
    due_at=DUE,
    beyond=0,
    card=UUID(int=7),
)


def another(number: int, **more: Any) -> NewActivity:
    return replace(NEW, id=UUID(int=number), **more)


async def file(engine: AsyncEngine, *new: NewActivity) -> None:
    async with engine.begin() as db:
        for each in new:
            await activity.file(db, "bulungan", each)


async def due(engine: AsyncEngine, number: int = 1) -> datetime:
    async with engine.begin() as db:
        one = await activity.find(db, "bulungan", UUID(int=number))
    assert one is not None
    return one.due_at


@pytest.mark.parametrize(
    ("since", "hours", "moves"),
    [
        (MONDAY - 2 * HOUR, 2, 0),
        (MONDAY - HOUR, 2, 1),
        (MONDAY + HOUR, 2.5, 2.5),
        (DUE - HOUR, 3, 3),
        (DUE - SECOND, 3, 3),
        (DUE, 3, 0),
    ],
    ids=["before", "over the entry", "while it runs", "over its end", "the last second", "after"],
)
async def test_an_outage_is_added_to_the_deadline(
    furnished: AsyncEngine, since: datetime, hours: float, moves: float
) -> None:
    """AMB-17: a verifier who could not reach the system has the time that was lost."""
    await file(furnished, NEW)
    report = lasting(since, hours)
    await register(furnished, report)
    assert await extend(furnished, report) == int(moves > 0)
    assert await due(furnished) == DUE + moves * HOUR
    assert await extend(furnished, report) == 0
    assert await due(furnished) == DUE + moves * HOUR


async def test_all_outages_count_and_each_instant_once(furnished: AsyncEngine) -> None:
    """AMB-17."""
    await file(furnished, NEW)
    for since, hours in ((MONDAY + HOUR, 2), (MONDAY + 2 * HOUR, 3), (DUE + HOUR, 5)):
        report = lasting(since, hours)
        await register(furnished, report)
        await extend(furnished, report)
    assert await due(furnished) == DUE + (4 + 5) * HOUR


async def test_what_was_taken_back_is_taken_off(furnished: AsyncEngine) -> None:
    """AMB-17: as if it had never been entered."""
    await file(furnished, NEW)
    kept, wrong = lasting(MONDAY + HOUR, 2), lasting(MONDAY + 5 * HOUR, 20)
    ids = [await register(furnished, each) for each in (kept, wrong)]
    assert await extend(furnished, wrong) == 1
    assert await revoke(furnished, ids[1])
    assert await extend(furnished, wrong) == 1
    assert await due(furnished) == DUE + 2 * HOUR


@pytest.mark.parametrize(
    ("now", "moves"), [(DUE - SECOND, 2), (DUE, 0)], ids=["the last second", "48 hours"]
)
async def test_what_silence_has_approved_stays_so(
    furnished: AsyncEngine, now: datetime, moves: float
) -> None:
    """BLG-9-10: an outage that is entered too late gives nobody's decision back, swept or not."""
    await file(furnished, NEW)
    report = lasting(MONDAY + HOUR, 2)
    await register(furnished, report)
    assert await extend(furnished, report, now=now) == int(moves > 0)
    assert await due(furnished) == DUE + moves * HOUR


@pytest.mark.parametrize("state", sorted({*State} - {State.PENDING}))
async def test_what_is_decided_never_changes(furnished: AsyncEngine, state: State) -> None:
    """BLG-9-9."""
    await file(furnished, NEW)
    async with furnished.begin() as db:
        decided = {"state": state.value, "decided_at": MONDAY}
        await db.execute(sa.update(activity.activity).values(decided))
    before = await rows(furnished, activity.activity)
    report = lasting(MONDAY + HOUR, 2)
    await register(furnished, report)
    assert await extend(furnished, report) == 0
    assert await rows(furnished, activity.activity) == before


async def test_only_the_clocks_of_the_office_stop(furnished: AsyncEngine) -> None:
    """AMB-17: whose posting on the date of the work is that office."""
    moved = TODAY + timedelta(days=1)
    async with furnished.begin() as db:
        row = {"region": "bulungan", "employee": BUDI.id, "since": moved, "office": "rsud"}
        await db.execute(sa.insert(posting), row)
    theirs = another(2, employee=DEWI.id)
    await file(furnished, NEW, theirs, another(3, date=moved))
    report = lasting(MONDAY + HOUR, 2, "rsud")
    await register(furnished, report)
    assert await extend(furnished, report) == 2
    found = [await due(furnished, number) for number in (1, 2, 3)]
    assert found == [DUE, DUE + 2 * HOUR, DUE + 2 * HOUR]


async def test_a_region_moves_its_own(furnished: AsyncEngine) -> None:
    await file(furnished, NEW)
    report = lasting(MONDAY + HOUR, 2)
    await register(furnished, report, "karanganyar")
    assert await extend(furnished, report, KARANGANYAR) == 0
    assert await extend(furnished, report) == 0
    assert await due(furnished) == DUE


async def test_batch_after_batch_until_all_are_done(
    furnished: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some of one second, some of others, and those that move ahead are met twice."""
    monkeypatch.setattr(moving, "BATCH_DEADLINES", 3)
    same = [another(number) for number in range(1, 9)]
    late = [another(n, filed_at=MONDAY + n * HOUR, due_at=DUE + n * HOUR) for n in range(9, 17)]
    await file(furnished, *same, *late)
    report = lasting(MONDAY + 12 * HOUR, 2)
    await register(furnished, report)
    assert await extend(furnished, report) == 8 + 5
    for one in (*same, *late):
        stop = Outage(report.since, report.until)
        assert await due(furnished, one.id.int) == after(one.filed_at, 48 * HOUR, [stop])


hours = st.integers(-60, 60)
spans = st.lists(st.tuples(hours, st.integers(1, 30), st.booleans()), min_size=1, max_size=5)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(filed=st.lists(hours, min_size=1, max_size=5), outages=spans)
async def test_whatever_the_order_every_deadline_is_exact(
    furnished: AsyncEngine, filed: Sequence[int], outages: Sequence[tuple[int, int, bool]]
) -> None:
    """AMB-17: after each act a deadline is that of the entry and of all outages that stand."""
    async with furnished.begin() as db:
        for table in (activity.activity, outage.outage):
            await db.execute(sa.delete(table))
    long_ago = MONDAY - 500 * HOUR
    starts = {number: MONDAY + ago * HOUR for number, ago in enumerate(filed, 1)}
    await file(
        furnished, *(another(n, filed_at=at, due_at=at + 48 * HOUR) for n, at in starts.items())
    )
    standing: list[Outage] = []
    for since, length, kept in outages:
        report = lasting(MONDAY + since * HOUR, length)
        id_ = await register(furnished, report)
        await extend(furnished, report, now=long_ago)
        if kept:
            standing.append(Outage(report.since, report.until))
        elif id_:
            await revoke(furnished, id_)
            await extend(furnished, report, now=long_ago)
        for number, at in starts.items():
            assert await due(furnished, number) == after(at, 48 * HOUR, standing)


@ON_POSTGRESQL
async def test_a_decision_that_comes_first_is_waited_for_and_stands(furnished: AsyncEngine) -> None:
    await file(furnished, NEW, another(2))
    report = lasting(MONDAY + HOUR, 2)
    await register(furnished, report)
    async with furnished.begin() as db:
        approved = (db, activity.CASES, "bulungan", NEW.id, State.APPROVED)
        assert await decisions.decide(*approved, by=SARI.id, now=MONDAY)
        moving = asyncio.create_task(extend(furnished, report))
        await until_blocked(furnished)
    assert await moving == 1
    assert [await due(furnished, number) for number in (1, 2)] == [DUE, DUE + 2 * HOUR]


async def test_of_two_who_register_at_once_both_count(
    furnished: AsyncEngine, database_url: str
) -> None:
    """AMB-17: neither overwrites what the other has added."""
    await file(furnished, *(another(number) for number in range(1, 30)))
    both = [lasting(MONDAY + HOUR, 2), lasting(MONDAY + 10 * HOUR, 3)]

    async def enter(engine: AsyncEngine, report: Report) -> None:
        await register(engine, report)
        await extend(engine, report)

    async with second_process(database_url) as other:
        await asyncio.gather(enter(furnished, both[0]), enter(other, both[1]))
    assert {await due(furnished, number) for number in range(1, 30)} == {DUE + 5 * HOUR}


@pytest.mark.parametrize(
    ("outage_hours", "until"),
    [
        pytest.param(1, wita("2026-05-04", "21.00"), id="within its month"),
        pytest.param(8, wita("2026-05-05", "00.00"), id="AMB-55 no further than its closing"),
    ],
)
async def test_no_outage_carries_a_deadline_beyond_the_closing_of_its_month(
    furnished: AsyncEngine, outage_hours: float, until: datetime
) -> None:
    """BLG-13-4: of April nothing is decided from 5 May 00.00 on."""
    filed = wita("2026-05-02", "20.00")
    last = {"date": date(2026, 4, 30), "filed_at": filed, "due_at": filed + 48 * HOUR}
    await file(furnished, another(1, **last))
    report = lasting(filed + HOUR, outage_hours)
    await register(furnished, report)
    assert await extend(furnished, report, now=filed + 2 * HOUR) == 1
    assert await due(furnished) == until
