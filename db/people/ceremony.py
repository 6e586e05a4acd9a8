"""Apel and upacara as they are announced: when, where, and who is called."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.ceremony import Announcement, falls_on
from core.organisation.fence import Fence, Point
from core.organisation.office import wholes
from db.base import Instant, insert, metadata, region_key, within_region

ceremony = sa.Table(
    "ceremony",
    metadata,
    region_key(),
    sa.Column("ceremony", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    # The last of its dates; with a later one than the first it comes back every week.
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("hour", sa.Time, nullable=False),
    # A place of any office, or a point of its own with its name and its radius in metres.
    sa.Column("place", sa.Text),
    sa.Column("venue", sa.Text),
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("radius", sa.Double),
    sa.Column("announced_at", Instant, nullable=False),
    sa.Column("announced_by", sa.Uuid, nullable=False),
    # That of whoever announced it, which hands in the list of those who are called by name.
    sa.Column("office", sa.Text, nullable=False),
    within_region("place", to="place"),
    within_region("office", to="office"),
    within_region("announced_by", to="employee", names=("employee",)),
)

ceremony_office = sa.Table(
    "ceremony_office",
    metadata,
    region_key(),
    sa.Column("ceremony", sa.Uuid, primary_key=True),
    sa.Column("office", sa.Text, primary_key=True),
    within_region("ceremony", to="ceremony"),
    within_region("office", to="office"),
)

ceremony_employee = sa.Table(
    "ceremony_employee",
    metadata,
    region_key(),
    sa.Column("ceremony", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, primary_key=True),
    within_region("ceremony", to="ceremony"),
    within_region("employee", to="employee"),
)

ceremony_cancellation = sa.Table(
    "ceremony_cancellation",
    metadata,
    region_key(),
    sa.Column("ceremony", sa.Uuid, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("cancelled_at", Instant, nullable=False),
    sa.Column("cancelled_by", sa.Uuid, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    within_region("ceremony", to="ceremony"),
    within_region("cancelled_by", to="employee", names=("employee",)),
)

OWN_VENUE = "apel: "  # before the name of a point of its own, as stamps call the place


@dataclass(frozen=True, slots=True)
class Venue:
    """Where it is: the code of a `place`, or a `point` of its own with `radius` metres."""

    name: str
    place: str | None = None
    point: Point | None = None
    radius: float | None = None


async def load(
    db: AsyncConnection,
    region: str,
    fences: Mapping[str, Fence],
    parents: Mapping[str, str | None],
) -> tuple[Announcement, ...]:
    """Everything that was ever announced in a region; one statement where that is nothing."""
    rows = (await db.execute(sa.select(ceremony).where(ceremony.c.region == region))).all()
    if not rows:
        return ()
    called = await _gathered(db, region, ceremony_office, lambda row: row.office)
    people = await _gathered(db, region, ceremony_employee, lambda row: row.employee)
    gone = await _gathered(
        db, region, ceremony_cancellation, lambda row: (row.date, row.cancelled_at)
    )
    found = (_announcement(row, fences, parents, called, people, gone) for row in rows)
    return tuple(sorted(found, key=lambda each: (each.first, each.hour, each.id)))


async def _gathered(
    db: AsyncConnection, region: str, table: sa.Table, value: Callable[[sa.Row[Any]], Any]
) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in await db.execute(sa.select(table).where(table.c.region == region)):
        found[row.ceremony].append(value(row))
    return found


def _announcement(
    row: sa.Row[Any],
    fences: Mapping[str, Fence],
    parents: Mapping[str, str | None],
    called: Mapping[UUID, list[str]],
    people: Mapping[UUID, list[UUID]],
    gone: Mapping[UUID, list[tuple[date, datetime]]],
) -> Announcement:
    offices = set(called.get(row.ceremony, ()))
    parts = (each for each in parents if offices.intersection(wholes(each, parents)))
    return Announcement(
        id=row.ceremony,
        name=row.name,
        first=row.first,
        until=row.until,
        hour=row.hour,
        venue=fences[row.place] if row.place else _own_venue(row),
        called=tuple(sorted(offices)),
        offices=frozenset(parts),
        people=frozenset(people.get(row.ceremony, ())),
        announced_at=row.announced_at,
        announced_by=row.announced_by,
        office=row.office,
        cancelled=dict(gone.get(row.ceremony, ())),
    )


def _own_venue(row: sa.Row[Any]) -> Fence:
    code, centre = f"{OWN_VENUE}{row.venue}", Point(row.latitude, row.longitude)
    return Fence(code, row.venue, centre, row.radius)


async def announced_for(
    db: AsyncConnection, region: str, dates: Collection[date]
) -> list[tuple[UUID, date]]:
    """What is announced for some dates, cancelled or not; holidays are not asked."""
    c = ceremony.c
    near = (c.first <= max(dates), c.until >= min(dates))
    rows = await db.execute(
        sa.select(c.ceremony, c.first, c.until).where(c.region == region, *near)
    )
    return [
        (id_, day) for id_, first, until in rows for day in dates if falls_on(day, first, until)
    ]


async def announce(
    db: AsyncConnection,
    region: str,
    made: Announcement,
    venue: Venue,
) -> None:
    """Write an announcement; `made.offices` are derived from `made.called` when it is read."""
    point = venue.point
    row = {
        "region": region,
        "ceremony": made.id,
        "name": made.name,
        "first": made.first,
        "until": made.until,
        "hour": made.hour,
        "place": venue.place,
        "venue": None if venue.place else venue.name,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "radius": venue.radius,
        "announced_at": made.announced_at,
        "announced_by": made.announced_by,
        "office": made.office,
    }
    await db.execute(sa.insert(ceremony), row)
    key = {"region": region, "ceremony": made.id}
    await _each(db, ceremony_office, [key | {"office": each} for each in made.called])
    await _each(db, ceremony_employee, [key | {"employee": each} for each in made.people])


async def _each(db: AsyncConnection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        await db.execute(sa.insert(table), rows)


async def cancel(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    dates: Collection[date],
    *,
    by: UUID,
    at: datetime,
    reason: str,
) -> list[date]:
    """Cancel it on some dates; gives those that nobody had cancelled before."""
    key = {"region": region, "ceremony": id_, "cancelled_by": by, "reason": reason}
    rows = [key | {"date": day, "cancelled_at": at} for day in sorted(dates)]
    new = insert(db, ceremony_cancellation).on_conflict_do_nothing()
    found = new.returning(ceremony_cancellation.c.date)
    done = [(await db.execute(found, row)).scalar_one_or_none() for row in rows]
    return [day for day in done if day is not None]
