"""Stamps on paper: what a signed list says, beside the online ones; written once.

A mistake is withdrawn, and what is right is written as a further fact.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.stamp import Leg
from core.law.questions.manual import Condition
from db.base import Instant, insert, metadata, region_key, within_region
from db.people.employee import employee
from db.records import letter
from db.records.letter import line

manual = sa.Table(
    "manual",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("leg", sa.Text, nullable=False),
    sa.Column("duty", sa.SmallInteger, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("condition", sa.Text, nullable=False),
    # Null where the server was away: the register of outages proves that.
    sa.Column("incident", sa.Uuid),
    # Where they worked on that date: whose head signs, and whose list it is.
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("sheet", sa.Uuid, nullable=False),
    # Whether the law of its date makes it count by a letter only (Pasal 11 ayat (2)).
    sa.Column("letter_needed", sa.Boolean, nullable=False),
    sa.Column("entered_by", sa.Uuid, nullable=False),
    sa.Column("entered_at", Instant, nullable=False),
    sa.Column("withdrawn_by", sa.Uuid),
    sa.Column("withdrawn_at", Instant),
    sa.Column("remark", sa.Text),
    within_region("employee", to="employee"),
    within_region("incident", to="incident", names=("id",)),
    within_region("office", to="office"),
    within_region("sheet", to="sheet", names=("id",)),
    within_region("entered_by", to="employee", names=("employee",)),
    within_region("withdrawn_by", to="employee", names=("employee",)),
    sa.Index(None, "employee", "date", "region"),
)

_STANDS = manual.c.withdrawn_at.is_(None)
# Of two operators who enter the same leg at once, one wins.
sa.Index(
    "ix_manual_leg",
    *(manual.c[name] for name in ("employee", "date", "leg", "duty", "region")),
    unique=True,
    postgresql_where=_STANDS,
    sqlite_where=_STANDS,
)

# The entries that count: not withdrawn, and with their letter where they need one.
COUNTS = (
    _STANDS,
    sa.or_(manual.c.letter_needed.is_(sa.false()), letter.covers(manual)),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One masuk or pulang that a signed list says, and why it was not online."""

    id: UUID
    employee: UUID
    date: date
    leg: Leg
    duty: int
    at: datetime
    condition: Condition
    incident: UUID | None
    office: str
    sheet: UUID
    letter_needed: bool
    entered_by: UUID
    entered_at: datetime


_COLUMNS = tuple(manual.c[name] for name in Entry.__dataclass_fields__)


async def hold(db: AsyncConnection, region: str, employees: Collection[UUID]) -> None:
    """Hold what stands on paper of some people until the transaction ends.

    What the law gives is counted over several rows, which no index guards: whoever writes some
    holds the person first, and only then counts. In one order, so that two never wait for each
    other; a stamp by phone waits for none of them.
    """
    c = employee.c
    these = sa.select(c.employee).where(c.region == region, c.employee.in_(employees))
    await db.execute(these.order_by(c.employee).with_for_update(key_share=True))


async def write(db: AsyncConnection, region: str, entries: Sequence[Entry]) -> bool:
    """Write entries; False: a leg of a date stands there already, and the rest was written."""
    rows = []
    for each in entries:
        values = {name: getattr(each, name) for name in Entry.__dataclass_fields__}
        told = {"region": region, "leg": each.leg.value, "condition": each.condition.value}
        rows.append(values | told)
    written = insert(db, manual).values(rows).on_conflict_do_nothing()
    return (await db.execute(written)).rowcount == len(rows)


async def withdraw(
    db: AsyncConnection, region: str, ids: Collection[UUID], by: UUID, now: datetime, remark: str
) -> int:
    """Take entries back that were a mistake; gives how many of them stood."""
    these = (manual.c.region == region, manual.c.id.in_(ids), _STANDS)
    values = {"withdrawn_by": by, "withdrawn_at": now, "remark": remark}
    return (await db.execute(sa.update(manual).where(*these).values(values))).rowcount


async def find(db: AsyncConnection, region: str, id_: UUID) -> Entry | None:
    """One entry that stands."""
    return next(iter(await _read(db, region, manual.c.id == id_)), None)


async def of_people(
    db: AsyncConnection, region: str, employees: Collection[UUID], first: date, last: date
) -> list[Entry]:
    """The entries of some people that stand, from one date to another, in order."""
    c = manual.c
    return await _read(db, region, c.employee.in_(employees), c.date.between(first, last))


async def of_offices(
    db: AsyncConnection, region: str, offices: Collection[str], first: date, last: date
) -> list[Entry]:
    """Likewise those of some offices."""
    c = manual.c
    return await _read(db, region, c.office.in_(offices), c.date.between(first, last))


async def without_letter(
    db: AsyncConnection, region: str, offices: Collection[str] | None = None
) -> list[Entry]:
    """Those that need a letter and stand in none, of some offices or all; in order."""
    c = manual.c
    named = (
        sa.exists()
        .where(line.c.region == c.region, line.c.employee == c.employee, line.c.date == c.date)
        .where(line.c.dropped_at.is_(None))
    )
    where = [c.letter_needed.is_(sa.true()), ~named]
    where += [] if offices is None else [c.office.in_(offices)]
    return await _read(db, region, *where)


async def counting(
    db: AsyncConnection, region: str, employees: Collection[UUID], first: date, last: date
) -> set[tuple[UUID, date]]:
    """The dates of these people that have an entry that counts."""
    c = manual.c
    these = (c.region == region, c.employee.in_(employees), c.date.between(first, last))
    rows = await db.execute(sa.select(c.employee, c.date).distinct().where(*these, *COUNTS))
    return {(row.employee, row.date) for row in rows}


async def _read(db: AsyncConnection, region: str, *which: sa.ColumnElement[bool]) -> list[Entry]:
    c = manual.c
    rows = sa.select(*_COLUMNS).where(c.region == region, _STANDS, *which)
    ordered = rows.order_by(c.date, c.employee, c.duty, c.at)
    return [_entry(row) for row in await db.execute(ordered)]


def _entry(row: sa.Row[Any]) -> Entry:
    values = row._asdict()
    told = {"leg": Leg(values["leg"]), "condition": Condition(values["condition"])}
    return Entry(**values | told)
