"""Daily work on paper (Laporan Kinerja Manual): one row an activity, written once.

It becomes an activity while the papers of its date are there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import ActivityKind
from db.base import Instant, metadata, region_key, within_region

manual_work = sa.Table(
    "manual_work",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("output", sa.Text),
    sa.Column("quantity", sa.Integer),
    sa.Column("sheet", sa.Uuid, nullable=False),
    sa.Column("entered_by", sa.Uuid, nullable=False),
    sa.Column("entered_at", Instant, nullable=False),
    # As what it counts now; null while the papers of its date are not there.
    sa.Column("activity", sa.Uuid),
    sa.Column("withdrawn_by", sa.Uuid),
    sa.Column("withdrawn_at", Instant),
    within_region("employee", to="employee"),
    within_region("sheet", to="sheet", names=("id",)),
    within_region("entered_by", to="employee", names=("employee",)),
    within_region("activity", to="activity", names=("id",)),
    within_region("withdrawn_by", to="employee", names=("employee",)),
    sa.CheckConstraint("minutes > 0", name="takes_time"),
    sa.Index(None, "employee", "date", "region"),
)

_STANDS = manual_work.c.withdrawn_at.is_(None)


@dataclass(frozen=True, slots=True)
class NewWork:
    """One line of the sheet that the superior has signed."""

    id: UUID
    employee: UUID
    date: date
    kind: ActivityKind
    minutes: int
    description: str
    output: str | None
    quantity: int | None
    sheet: UUID
    entered_by: UUID
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Work(NewWork):
    """One line as it stands; `activity` None: it does not count yet."""

    activity: UUID | None = None


_COLUMNS = tuple(manual_work.c[name] for name in Work.__dataclass_fields__)


async def write(db: AsyncConnection, region: str, lines: Sequence[NewWork]) -> None:
    """Write the lines of a sheet."""
    fields = NewWork.__dataclass_fields__
    rows = [
        {name: getattr(each, name) for name in fields} | {"region": region, "kind": each.kind.value}
        for each in lines
    ]
    await db.execute(sa.insert(manual_work), rows)


async def of_people(
    db: AsyncConnection, region: str, employees: Collection[UUID], first: date, last: date
) -> list[Work]:
    """The lines of some people that stand, from one date to another, in order."""
    c = manual_work.c
    these = (c.region == region, _STANDS, c.employee.in_(employees), c.date.between(first, last))
    rows = sa.select(*_COLUMNS).where(*these).order_by(c.date, c.employee, c.entered_at, c.id)
    return [_work(row) for row in await db.execute(rows)]


async def withdraw(
    db: AsyncConnection, region: str, ids: Collection[UUID], by: UUID, now: datetime
) -> int:
    """Take lines back that were a mistake; gives how many of them stood."""
    these = (manual_work.c.region == region, manual_work.c.id.in_(ids), _STANDS)
    values = {"withdrawn_by": by, "withdrawn_at": now}
    return (await db.execute(sa.update(manual_work).where(*these).values(values))).rowcount


async def post(db: AsyncConnection, region: str, id_: UUID, activity: UUID | None) -> bool:
    """Note as which activity a line counts, or with None that it does no more; once."""
    c = manual_work.c
    was = c.activity.is_(None) if activity else c.activity.is_not(None)
    noted = sa.update(manual_work).where(c.region == region, c.id == id_, was)
    return (await db.execute(noted.values(activity=activity))).rowcount == 1


def _work(row: sa.Row[Any]) -> Work:
    return Work(**row._asdict() | {"kind": ActivityKind(row.kind)})
