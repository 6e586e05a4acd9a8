"""Somebody's own duties of some dates, on both databases."""

from datetime import date

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.calendar import DAY, Duty
from db.people import duty
from db.people.employee import employee_duty
from tests.db.bound import TODAY, add
from tests.office import BUDI, CITRA

LAST = TODAY + 7 * DAY


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (TODAY - 9 * DAY, None, True),
        (TODAY - 9 * DAY, TODAY, True),
        (TODAY - 9 * DAY, TODAY - DAY, False),
        (LAST, LAST, True),
        (LAST + DAY, None, False),
    ],
    ids=["open", "until the first", "until the eve", "on the last", "after it"],
)
async def test_those_are_found_that_reach_into_the_dates(
    bound: AsyncEngine, since: date, until: date | None, *, there: bool
) -> None:
    await add(bound, employee_duty, BUDI, since=since, until=until, schedule="malam")
    await add(bound, employee_duty, CITRA, since=TODAY, until=None, schedule=None)
    async with bound.begin() as db:
        found = await duty.of_person(db, "bulungan", BUDI.id, TODAY, LAST)
        others = await duty.of_person(db, "karanganyar", BUDI.id, TODAY, LAST)
    assert found == (Duty(since, "malam", until),) * there
    assert others == ()


async def test_two_of_one_date_come_by_their_numbers(bound: AsyncEngine) -> None:
    for number, schedule in ((2, "malam"), (1, "lima-hari")):
        day = {"since": TODAY, "until": TODAY, "number": number, "schedule": schedule}
        await add(bound, employee_duty, BUDI, **day)
    async with bound.begin() as db:
        found = await duty.of_person(db, "bulungan", BUDI.id, TODAY, TODAY)
    assert [(each.number, each.schedule) for each in found] == [(1, "lima-hari"), (2, "malam")]
