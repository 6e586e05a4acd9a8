"""Points of stamps, for the verifier: each stamp with the one point that is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.stamp import Leg, Stamp
from core.organisation.fence import Point
from db.records.stamp import stamp

_KEPT = (
    *("employee", "date", "leg", "at", "place", "review", "duty", "nth"),
    *("latitude", "longitude", "accuracy"),
)


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
    return (await of_people(db, region, [employee], since, until)).get(employee, [])


async def of_people(
    db: AsyncConnection, region: str, employees: Collection[UUID], since: date, until: date
) -> dict[UUID, list[Sighting]]:
    """The same of several people; nobody without a stamp."""
    c = stamp.c
    theirs = (c.region == region, c.employee.in_(employees), c.date.between(since, until))
    kept = [c[name] for name in _KEPT]
    found: dict[UUID, list[Sighting]] = {}
    for row in await db.execute(sa.select(*kept).where(*theirs).order_by(c.date, c.at)):
        found.setdefault(row.employee, []).append(_sighting(row))
    return found


def _sighting(row: sa.Row[Any]) -> Sighting:
    fact = Stamp(row.date, Leg(row.leg), row.at, row.place, row.review, row.duty, row.nth)
    point = None if row.latitude is None else Point(row.latitude, row.longitude)
    return Sighting(fact, point, row.accuracy)
