"""Holidays: from where each is known, and by which decree one was taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.kinds import HolidayKind
from core.organisation.calendar import Holiday
from db.base import Instant, metadata, region_key

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


async def load(db: AsyncConnection, code: str) -> tuple[dict[date, Holiday], dict[date, datetime]]:
    """The holidays, and those that were taken back with the instant when that was known."""
    rows = (await db.execute(sa.select(holiday).where(holiday.c.region == code))).all()
    stand = (row for row in rows if row.withdrawn_at is None)
    return (
        {row.date: Holiday(row.date, row.name, HolidayKind(row.kind)) for row in stand},
        {row.date: row.withdrawn_at for row in rows if row.withdrawn_at is not None},
    )


_seeded = (holiday.c.decree.is_(None), holiday.c.withdrawn_at.is_(None))


async def seed(
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


async def of_year(db: AsyncConnection, code: str, year: int) -> dict[date, Holiday]:
    """All holidays of a year that nothing has taken back."""
    found, _ = await load(db, code)
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
