"""The apel of many people in a month: how many each was called to, and what became of them."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.ceremony import called, totals
from core.month.dates import month_of
from core.organisation.office import Organisation
from core.organisation.region import Region
from core.reports.apel import ApelCount, apel_count
from core.reports.person import Person
from db.records import ceremony_presence, reader


@dataclass(frozen=True, slots=True)
class Counting:
    """A month of a region as of an instant; `connect` opens short transactions."""

    connect: Callable[[], AbstractAsyncContextManager[AsyncConnection]]
    region: Region
    organisation: Organisation
    month: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody as a paper names them, and the dates that count where they are counted."""

    employee: UUID
    person: Person
    dates: Collection[date]


async def of_people(of: Counting, people: Sequence[Expected]) -> tuple[ApelCount, ...]:
    """Those who were called to any, in the order in which they are given.

    So many people at a time; nothing is read of a month in which nobody was called.
    """
    dates = month_of(of.month)
    if not any(of.organisation.ceremonies(day) for day in dates):
        return ()
    found: list[ApelCount] = []
    for start in range(0, len(people), reader.PAGE_PEOPLE):
        found += await _counts(of, people[start : start + reader.PAGE_PEOPLE], dates)
    return tuple(each for each in found if each.called)


async def _counts(
    of: Counting, people: Sequence[Expected], dates: Sequence[date]
) -> list[ApelCount]:
    ids, code = [each.employee for each in people], of.region.code
    async with of.connect() as db:
        records = await reader.read(db, code, ids, dates[0], dates[-1])
        came = await ceremony_presence.of_people(db, code, ids, dates[0], dates[-1])
    law, organisation = of.region.regulation, of.organisation

    def count(who: Expected) -> ApelCount:
        days = [day for day in dates if day in who.dates]
        here = came.get(who.employee, [])
        record = records[who.employee]
        return apel_count(who.person, totals(called(law, organisation, record, here, days, of.now)))

    return [count(each) for each in people]
