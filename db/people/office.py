"""Offices and their places, schedules and holidays: what an administrator imports."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.kinds import HolidayKind
from core.organisation.calendar import Calendar, Duty, Edition, Holiday, Schedule, Span
from core.organisation.fence import Fence, Point
from core.organisation.office import Office, Organisation, inherited
from db.base import Instant, Json, metadata, region_key, within_region

region = sa.Table(
    "region",
    metadata,
    region_key(),
    # Raised by every import, so that each process knows when what it remembers is stale.
    sa.Column("version", sa.BigInteger, nullable=False, server_default="0"),
    # From when on days count, whoever could stamp before (AMB-52); null: no date of its own.
    sa.Column("used_since", sa.Date),
)

office = sa.Table(
    "office",
    metadata,
    region_key(),
    sa.Column("office", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("parent", sa.Text),
    sa.Column("used_since", sa.Date),  # null: that of the office it is a part of
    sa.ForeignKeyConstraint(["region"], ["region.region"]),
    within_region("parent", to="office", names=("office",)),
)

place = sa.Table(
    "place",
    metadata,
    region_key(),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("latitude", sa.Double, nullable=False),
    sa.Column("longitude", sa.Double, nullable=False),
    sa.Column("radius", sa.Double, nullable=False),
    sa.Column("corners", Json, nullable=False),
    within_region("office", to="office"),
)

schedule = sa.Table(
    "schedule",
    metadata,
    region_key(),
    sa.Column("schedule", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("shift", sa.Boolean, nullable=False),
    sa.ForeignKeyConstraint(["region"], ["region.region"]),
)

edition = sa.Table(
    "edition",
    metadata,
    region_key(),
    sa.Column("schedule", sa.Text, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("until", sa.Date),
    # Monday to Sunday: null, or [start, end, minutes of rest] with times as HH:MM.
    sa.Column("week", Json, nullable=False),
    sa.Column("opens", sa.Time),
    sa.Column("closes", sa.Time),
    within_region("schedule", to="schedule"),
)

office_duty = sa.Table(
    "office_duty",
    metadata,
    region_key(),
    sa.Column("office", sa.Text, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("until", sa.Date),
    sa.Column("schedule", sa.Text),
    within_region("office", to="office"),
    within_region("schedule", to="schedule"),
)

holiday = sa.Table(
    "holiday",
    metadata,
    region_key(),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("decree", sa.Text),
    # When it became known that the date is a working day again, and by which decree.
    sa.Column("withdrawn_at", Instant),
    sa.Column("withdrawn_by", sa.Text),
    sa.ForeignKeyConstraint(["region"], ["region.region"]),
)


async def alone(db: AsyncConnection, code: str) -> bool:
    """Whether no other transaction has asked the same of this region and is still under way.

    Nobody waits for it but an import.
    """
    mine = sa.select(region.c.region).where(region.c.region == code)
    free = mine.with_for_update(skip_locked=True, key_share=True)
    return (await db.execute(free)).scalar_one_or_none() is not None


async def load(db: AsyncConnection, code: str, zone: tzinfo) -> Organisation:
    """Read a region's offices whole; some thousand offices take a few milliseconds."""
    mine = sa.select(region.c.version, region.c.used_since).where(region.c.region == code)
    row = (await db.execute(mine)).one_or_none()
    return Organisation(
        version=row.version if row else 0,
        calendar=Calendar(zone, await _schedules(db, code), *await _holidays(db, code)),
        offices=await _offices(db, code),
        used_since=row.used_since if row else None,
    )


async def name_of(db: AsyncConnection, code: str, key: str | None) -> str | None:
    """What an office is called."""
    this = (office.c.region == code, office.c.office == key)
    name: str | None = await db.scalar(sa.select(office.c.name).where(*this))
    return name


async def _offices(db: AsyncConnection, code: str) -> dict[str, Office]:
    fences, duties = await _fences(db, code), await duties_of(db, code)
    columns = (office.c.office, office.c.name, office.c.parent, office.c.used_since)
    rows = (await db.execute(sa.select(*columns).where(office.c.region == code))).all()
    parents, own = ({row.office: row[at] for row in rows} for at in (2, 3))
    return {
        key: Office(key, name, tuple(fences[key]), tuple(duties[key]), inherited(key, parents, own))
        for key, name, *_ in rows
    }


async def _fences(db: AsyncConnection, code: str) -> defaultdict[str, list[Fence]]:
    found: defaultdict[str, list[Fence]] = defaultdict(list)
    for row in await db.execute(sa.select(place).where(place.c.region == code)):
        corners = tuple(Point(*corner) for corner in row.corners)
        centre = Point(row.latitude, row.longitude)
        found[row.office].append(Fence(row.place, row.name, centre, row.radius, corners))
    return found


async def duties_of(db: AsyncConnection, code: str) -> defaultdict[str, list[Duty]]:
    """Which schedule holds in each office, by its code."""
    found: defaultdict[str, list[Duty]] = defaultdict(list)
    for row in await db.execute(sa.select(office_duty).where(office_duty.c.region == code)):
        found[row.office].append(Duty(row.since, row.schedule, row.until))
    return found


async def _schedules(db: AsyncConnection, code: str) -> dict[str, Schedule]:
    editions: defaultdict[str, list[Edition]] = defaultdict(list)
    for row in await db.execute(sa.select(edition).where(edition.c.region == code)):
        week = tuple(_span(day) for day in row.week)
        editions[row.schedule].append(Edition(row.since, week, row.until, row.opens, row.closes))
    rows = await db.execute(sa.select(schedule).where(schedule.c.region == code))
    return {
        row.schedule: Schedule(row.schedule, row.name, row.shift, tuple(editions[row.schedule]))
        for row in rows
    }


async def _holidays(
    db: AsyncConnection, code: str
) -> tuple[dict[date, Holiday], dict[date, datetime]]:
    """The holidays, and those that were taken back with the instant when that was known."""
    rows = (await db.execute(sa.select(holiday).where(holiday.c.region == code))).all()
    stand = (row for row in rows if row.withdrawn_at is None)
    return (
        {row.date: Holiday(row.date, row.name, HolidayKind(row.kind)) for row in stand},
        {row.date: row.withdrawn_at for row in rows if row.withdrawn_at is not None},
    )


def _span(day: tuple[str, str, int] | None) -> Span | None:
    return Span(time.fromisoformat(day[0]), time.fromisoformat(day[1]), day[2]) if day else None


_seeded = (holiday.c.decree.is_(None), holiday.c.withdrawn_at.is_(None))


async def seed_holidays(
    db: AsyncConnection, code: str, year: int, found: Sequence[Holiday]
) -> tuple[int, int]:
    """Put a year's holidays where no decree stands yet: how many were seeded, how many kept.

    What an import has set names its decree and stays, and so does what was taken back by one;
    older seeds of the year are replaced, because an estimated date may have moved.
    """
    mine = (holiday.c.region == code, holiday.c.date.between(date(year, 1, 1), date(year, 12, 31)))
    await db.execute(sa.delete(holiday).where(*mine, *_seeded))
    kept = set((await db.execute(sa.select(holiday.c.date).where(*mine))).scalars())
    rows = [
        {"region": code, "date": each.date, "name": each.name, "kind": each.kind.value}
        for each in found
        if each.date not in kept
    ]
    if rows:
        await db.execute(sa.insert(holiday), rows)
    return len(rows), len(kept)


async def holidays_of(db: AsyncConnection, code: str, year: int) -> dict[date, Holiday]:
    """All holidays of a year that nothing has taken back."""
    found, _ = await _holidays(db, code)
    return {day: each for day, each in found.items() if day.year == year}


@dataclass(frozen=True, slots=True)
class Declared:
    """A holiday as it is kept: by which decree, and where it was taken back, when and by which."""

    name: str
    kind: HolidayKind
    decree: str | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None


async def declared(db: AsyncConnection, code: str, dates: Collection[date]) -> dict[date, Declared]:
    """What is kept of some dates; those that never were a holiday are left out."""
    mine = (holiday.c.region == code, holiday.c.date.in_(dates))
    rows = await db.execute(sa.select(holiday).where(*mine))
    return {
        row.date: Declared(
            row.name, HolidayKind(row.kind), row.decree, row.withdrawn_at, row.withdrawn_by
        )
        for row in rows
    }


async def withdraw(
    db: AsyncConnection, code: str, day: date, decree: str | None, now: datetime | None
) -> None:
    """A later decree takes a holiday back, so far as anybody could know from `now` on.

    Both None: it is one again.
    """
    mine = (holiday.c.region == code, holiday.c.date == day)
    anew = sa.update(holiday).where(*mine)
    await db.execute(anew.values(withdrawn_at=now, withdrawn_by=decree))
