"""What is late in each office, counted on both databases without reading a person."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from db.people.departure import departure
from db.people.employee import posting
from db.records import backlog, request
from db.records.backlog import People
from tests.builders.chats import MONDAY
from tests.db.bound import TODAY, add
from tests.office import BUDI, DEWI, EKO, Actor

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


async def asked(engine: AsyncEngine, actor: Actor, **change: object) -> None:
    row = {"id": uuid4(), "code": "izin", "first": TODAY, "last": TODAY, "reason": "x"}
    filed = {"filed_at": MONDAY - DAY, "due_at": MONDAY, "state": None}
    await add(engine, request.request, actor, **row | filed | change)


async def people(engine: AsyncEngine, day: date = TODAY) -> dict[str, People]:
    async with engine.begin() as db:
        return await backlog.people_by_office(db, "bulungan", day)


async def late(engine: AsyncEngine, day: date | None = None) -> dict[str, int]:
    async with engine.begin() as db:
        return await backlog.overdue_by_office(db, request.CASES, "bulungan", MONDAY, day)


async def test_people_are_counted_where_they_work_on_the_date(bound: AsyncEngine) -> None:
    """Budi and Citra are connected; Eko goes to another office on Tuesday."""
    assert await people(bound) == {"setda": People(4, 2), "rsud": People(1, 1)}
    await add(bound, posting, EKO, since=TODAY + DAY, office="rsud")
    assert (await people(bound))["setda"] == People(4, 2)
    assert await people(bound, TODAY + DAY) == {"setda": People(3, 1), "rsud": People(2, 2)}


async def test_who_has_left_is_counted_nowhere(bound: AsyncEngine) -> None:
    await add(bound, departure, BUDI, last=TODAY - DAY, kind="pensiun", decree="SK 1")
    assert (await people(bound))["setda"] == People(3, 2)


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({}, {"setda": 1}),
        ({"due_at": MONDAY - SECOND}, {"setda": 1}),
        ({"due_at": MONDAY + SECOND}, {}),
        ({"state": State.APPROVED.value}, {}),
    ],
    ids=["due now", "a second ago", "in a second", "decided"],
)
async def test_only_what_nobody_decided_in_time_is_late(
    bound: AsyncEngine, change: dict[str, object], counted: dict[str, int]
) -> None:
    await asked(bound, BUDI, **change)
    assert await late(bound) == counted


async def test_each_case_counts_in_the_office_of_who_filed_it(bound: AsyncEngine) -> None:
    for actor in (BUDI, BUDI, DEWI):
        await asked(bound, actor)
    assert await late(bound) == {"setda": 2, "rsud": 1}


async def test_a_case_stays_in_the_office_of_its_date_when_somebody_moves(
    bound: AsyncEngine,
) -> None:
    """AMB-65; what is about a whole month is looked for where they are."""
    await asked(bound, BUDI)
    await add(bound, posting, BUDI, since=TODAY, office="rsud")
    assert await late(bound) == {"rsud": 1}
    await asked(bound, BUDI, first=TODAY - DAY, last=TODAY - DAY)
    assert await late(bound) == {"setda": 1, "rsud": 1}
    assert await late(bound, TODAY) == {"rsud": 2}
