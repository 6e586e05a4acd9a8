"""Stamps for other systems, read in short pages so that a long export never blocks a check-in."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.employee import employee
from db.office import place
from db.stamp import stamp

PAGE = 2_000


@dataclass(frozen=True, slots=True)
class StampLine:
    """A stamp with the names a reader needs; `distance` in metres.

    Where it was stamped elsewhere, without a fence, `place` is empty and `distance` None.
    """

    employee: UUID
    date: date
    leg: str
    nip: str
    name: str
    at: datetime
    place: str
    distance: float | None
    review: bool
    evidence: dict[str, Any]


async def stamps(
    engine: AsyncEngine, region: str, since: date, until: date
) -> AsyncIterator[StampLine]:
    """All stamps of working dates from `since` to `until`, person by person, in constant memory."""
    last: StampLine | None = None
    while True:
        async with engine.connect() as db:
            rows = (await db.execute(_page(region, since, until, last))).all()
        for row in rows:
            last = StampLine(*row)
            yield last
        if len(rows) < PAGE:
            return


def _page(region: str, since: date, until: date, last: StampLine | None) -> sa.Select[Any]:
    key = (stamp.c.employee, stamp.c.date, stamp.c.leg)
    same_person = (employee.c.region == stamp.c.region, employee.c.employee == stamp.c.employee)
    same_place = (place.c.region == stamp.c.region, place.c.place == stamp.c.place)
    query = (
        sa.select(
            *key,
            employee.c.nip,
            employee.c.name,
            stamp.c.at,
            sa.func.coalesce(place.c.name, stamp.c.place, ""),
            stamp.c.distance,
            stamp.c.review,
            stamp.c.evidence,
        )
        .join(employee, sa.and_(*same_person))
        .outerjoin(place, sa.and_(*same_place))
        .where(stamp.c.region == region, stamp.c.date.between(since, until))
        .order_by(*key)
        .limit(PAGE)
    )
    if last is None:
        return query
    types = [column.type for column in key]
    after = sa.tuple_(last.employee, last.date, last.leg, types=types)
    return query.where(sa.tuple_(*key) > after)
