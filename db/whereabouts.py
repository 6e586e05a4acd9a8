"""Where somebody stamped, for whoever validates it: each stamp with the one point that is kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.fence import Point
from core.stamp import Leg, Stamp
from db.stamp import stamp


@dataclass(frozen=True, slots=True)
class Sighting:
    """A stamp and its point, None once it is forgotten; `accuracy` in metres."""

    stamp: Stamp
    point: Point | None
    accuracy: float | None


async def of_person(
    db: AsyncConnection, region: str, employee: UUID, since: date, until: date
) -> list[Sighting]:
    """Somebody's stamps of some dates, both included, in the order of their times."""
    c = stamp.c
    mine = (c.region == region, c.employee == employee, c.date.between(since, until))
    fact = (c.date, c.leg, c.at, c.place, c.review)
    where = (c.latitude, c.longitude, c.accuracy)
    rows = await db.execute(sa.select(*fact, *where).where(*mine).order_by(c.date, c.at))
    return [
        Sighting(
            Stamp(row.date, Leg(row.leg), row.at, row.place, row.review),
            None if row.latitude is None else Point(row.latitude, row.longitude),
            row.accuracy,
        )
        for row in rows
    ]
