"""Failed registrations: one line an account, a date and what differed from the records."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.mismatch import Part
from core.organisation.nip import masked
from db.base import Instant, insert, key_of, metadata, region_key, within_region
from db.people.employee import employee

mismatch = sa.Table(
    "mismatch",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    # Never whole: it may be that of anybody, and anybody may have typed it.
    sa.Column("nip", sa.Text, primary_key=True),
    sa.Column("parts", sa.Text, primary_key=True),
    # Whose code or NIP it was; null where it is nobody's here.
    sa.Column("employee", sa.Uuid),
    sa.Column("at", Instant, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    within_region("employee", to="employee"),
)
sa.Index(None, mismatch.c.employee, mismatch.c.date, mismatch.c.region)

_BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class Line:
    """The same mismatch of one account on one date, the newest time of several."""

    at: datetime
    address: Address
    nip: str
    parts: tuple[Part, ...]
    times: int
    employee: UUID | None
    name: str | None


async def note(
    db: AsyncConnection,
    address: Address,
    nip: str,
    parts: Collection[Part],
    *,
    employee: UUID | None,
    at: datetime,
    day: date,
) -> None:
    """Add a line, or count it once more where it stands already."""
    key = key_of(address) | {"date": day, "nip": masked(nip), "parts": _BETWEEN.join(parts)}
    row = insert(db, mismatch).values(**key, employee=employee, at=at, times=1)
    anew = {"times": mismatch.c.times + 1, "at": at, "employee": employee}
    await db.execute(row.on_conflict_do_update(index_elements=list(key), set_=anew))


async def count(db: AsyncConnection, region: str, person: UUID, day: date) -> int:
    """How often it did not come about for an employee on a date, by whatever accounts."""
    mine = (mismatch.c.employee == person, mismatch.c.date == day, mismatch.c.region == region)
    query = sa.select(sa.func.coalesce(sa.func.sum(mismatch.c.times), 0)).where(*mine)
    return int((await db.execute(query)).scalar_one())


async def newest(
    db: AsyncConnection, region: str, limit: int, people: Collection[UUID] | None = None
) -> Sequence[Line]:
    """The newest lines first: of the region, or of some employees."""
    whose = sa.and_(
        employee.c.region == mismatch.c.region, employee.c.employee == mismatch.c.employee
    )
    query = sa.select(mismatch, employee.c.name).select_from(mismatch.outerjoin(employee, whose))
    query = query.where(mismatch.c.region == region)
    if people is not None:
        query = query.where(mismatch.c.employee.in_(people))
    return [
        _line(row) for row in await db.execute(query.order_by(mismatch.c.at.desc()).limit(limit))
    ]


async def forget(db: AsyncConnection, region: str, before: date) -> int:
    """Drop the lines of the days before a date."""
    old = (mismatch.c.region == region, mismatch.c.date < before)
    return (await db.execute(sa.delete(mismatch).where(*old))).rowcount


def _line(row: sa.Row[tuple[object, ...]]) -> Line:
    address = Address(row.region, row.channel, row.address)
    parts = tuple(Part(each) for each in row.parts.split(_BETWEEN))
    return Line(row.at, address, row.nip, parts, row.times, row.employee, row.name)
