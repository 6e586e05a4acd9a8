"""On how many dates people stamped for certain: who has been there on all is not looked at closer.

What counts as a day is derived from all that is known of it (`db.records.reader`), which is a lot
for a year of many people. Here is only what cannot come out as absence.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.calendar import Duty
from core.organisation.posting import Posting
from db.people.employee import block, employee
from db.records.cancellation import cancellation
from db.records.person_rows import mine
from db.records.person_status import DUTIES, POSTINGS
from db.records.review import review
from db.records.stamp import stamp

_REGION = sa.bindparam("region", type_=sa.Text)
_SPAN = (sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date))
_THESE = employee.c.employee.in_(sa.bindparam("these", expanding=True))


@dataclass(frozen=True, slots=True)
class Timetable:
    """What says when somebody works.

    `decided`: an examination or a cancellation may have made days of theirs otherwise, whatever
    they have stamped.
    """

    employee: UUID
    postings: tuple[Posting, ...]
    duties: tuple[Duty, ...]
    decided: bool


def _timetables() -> sa.Select[Any]:
    rows = (POSTINGS, DUTIES)
    columns = [r.select_columns(_SPAN).correlate(employee).scalar_subquery() for r in rows]
    there = [sa.exists().where(*mine(each)) for each in (block, cancellation)]
    query = sa.select(employee.c.employee, *columns, sa.or_(*there))
    return query.where(employee.c.region == _REGION, _THESE)


# Made once, as those of `db.records.reader` are.
_TIMETABLES = _timetables()


async def timetables(
    db: AsyncConnection, region: str, people: Collection[UUID], first: date, last: date
) -> list[Timetable]:
    """Of some people, for the dates from one to another."""
    values = {"region": region, "these": people, "first": first, "last": last}
    return [
        Timetable(who, POSTINGS.from_columns(held), DUTIES.from_columns(duties), bool(decided))
        for who, held, duties, decided in await db.execute(_TIMETABLES, values)
    ]


async def count(
    db: AsyncConnection, region: str, people: Collection[UUID], dates: Collection[date]
) -> dict[UUID, int]:
    """On how many of these dates each of some people has a stamp that is sure to count.

    One of the first duty inside a fence, at which no human was asked to look. Who has none is
    left out.
    """
    c = stamp.c
    names = ("region", "employee", "date", "leg", "duty", "nth")
    looked = sa.exists().where(*(review.c[name] == c[name] for name in names))
    sure = (c.duty == 1, c.place.is_not(None), ~looked)
    these = (c.region == region, c.employee.in_(people), c.date.in_(dates))
    days = sa.func.count(c.date.distinct()).label("days")
    query = sa.select(c.employee, days).where(*these, *sure).group_by(c.employee)
    return {row.employee: row.days for row in await db.execute(query)}
