"""Who left, by which decree, and who came back: the one place that knows who is employed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.employment import Departure, Leaving
from db.base import Instant, insert, metadata, region_key, within_region
from db.people.binding import binding
from db.people.employee import employee

departure = sa.Table(
    "departure",
    metadata,
    region_key(),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("last", sa.Date, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("decree", sa.Text, nullable=False),
    # The first day again of whoever came back, and by which decree.
    sa.Column("back", sa.Date),
    sa.Column("back_decree", sa.Text),
    # Set where it was entered by mistake; such a line counts for nothing.
    sa.Column("revoked_at", Instant),
    within_region("employee", to="employee"),
    sa.CheckConstraint('back > "last"', name="comes_back_after_the_last_day"),
)

_LINE = ("last", "kind", "decree", "back", "back_decree", "revoked_at")


@dataclass(frozen=True, slots=True)
class Line:
    """One departure as it is kept."""

    last: date
    kind: Leaving
    decree: str
    back: date | None = None
    back_decree: str | None = None
    revoked_at: datetime | None = None


def left(
    region: sa.ColumnElement[str],
    person: sa.ColumnElement[UUID],
    day: Any,  # noqa: ANN401 - a date or its column
) -> sa.ColumnElement[bool]:
    """Whether an employee is gone on a date, as a condition of any statement."""
    c = departure.c
    return sa.exists().where(c.region == region, c.employee == person, *_covers(day))


def _covers(day: Any) -> tuple[sa.ColumnElement[bool], ...]:  # noqa: ANN401 - the same
    c = departure.c
    return (c.last < day, sa.or_(c.back.is_(None), c.back > day), c.revoked_at.is_(None))


async def lines(db: AsyncConnection, region: str, person: UUID) -> list[Line]:
    """All departures of somebody, the newest first, those entered by mistake too."""
    c = departure.c
    query = sa.select(*(c[name] for name in _LINE)).where(c.region == region, c.employee == person)
    rows = (await db.execute(query.order_by(c.last.desc()))).mappings()
    return [Line(**{**row, "kind": Leaving(row["kind"])}) for row in rows]


async def write(db: AsyncConnection, region: str, person: UUID, line: Line) -> None:
    """Enter a departure, or what has become of it."""
    key = {"region": region, "employee": person, "last": line.last}
    values = {name: getattr(line, name) for name in _LINE[1:]} | {"kind": line.kind.value}
    upsert = insert(db, departure).values(**key, **values)
    await db.execute(upsert.on_conflict_do_update(index_elements=list(key), set_=values))


async def gone(db: AsyncConnection, region: str, day: date) -> frozenset[UUID]:
    """Everybody who is gone on a date; few, beside those who are there."""
    c = departure.c
    query = sa.select(c.employee).where(c.region == region, *_covers(day))
    return frozenset((await db.execute(query)).scalars())


async def bound(db: AsyncConnection, region: str, day: date) -> list[tuple[UUID, Address, Leaving]]:
    """Who is gone on a date and has an account still, and why they left."""
    c = departure.c
    mine = (binding.c.region == c.region, binding.c.employee == c.employee)
    columns = (c.employee, binding.c.channel, binding.c.address, c.kind)
    query = sa.select(*columns).select_from(departure.join(binding, sa.and_(*mine)))
    rows = await db.execute(query.where(c.region == region, *_covers(day)))
    return [(who, Address(region, *chat), Leaving(kind)) for who, *chat, kind in rows]


async def of_all(db: AsyncConnection, region: str) -> dict[str, list[Departure]]:
    """Everybody's departures, by NIP."""
    theirs = (employee.c.region == departure.c.region, employee.c.employee == departure.c.employee)
    columns = (employee.c.nip, departure.c.last, departure.c.back)
    query = sa.select(*columns).select_from(departure.join(employee, sa.and_(*theirs)))
    query = query.where(departure.c.region == region, departure.c.revoked_at.is_(None))
    found: dict[str, list[Departure]] = {}
    for nip, last, back in await db.execute(query):
        found.setdefault(nip, []).append(Departure(last, back))
    return found
