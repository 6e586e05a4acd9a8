"""The records that days are derived from, read for many people in one statement."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.attendance.correction import newest
from core.attendance.review import looked_at
from core.law.kinds import EmployeeKind
from core.month.record import Record
from db.people.employee import employee, posting
from db.records.person_facts import (
    CANCELLATIONS,
    CAPTURES,
    CORRECTIONS,
    FINDINGS,
    MANUAL,
    REQUESTS,
    STAMPS,
    WORKED,
)
from db.records.person_rows import PersonRows
from db.records.person_status import BLOCKS, DEPARTURES, DUTIES, EXEMPTIONS, POSTINGS

PAGE_PEOPLE = 250

_REGION = sa.bindparam("region", type_=sa.Text)
_SPAN = (sa.bindparam("first", type_=sa.Date), sa.bindparam("last", type_=sa.Date))

# In the order in which `_record` takes their values.
_ROWS: tuple[PersonRows[Any], ...] = (
    POSTINGS,
    DUTIES,
    EXEMPTIONS,
    BLOCKS,
    STAMPS,
    FINDINGS,
    REQUESTS,
    WORKED,
    DEPARTURES,
    CAPTURES,
    CORRECTIONS,
    MANUAL,
    CANCELLATIONS,
)
_RECORDS = sa.select(
    *(employee.c[name] for name in ("employee", "name", "kind", "offered_at")),
    *(each.select_columns(_SPAN).correlate(employee).scalar_subquery() for each in _ROWS),
).where(employee.c.region == _REGION)


# Made once: whatever is added to so long a statement later takes SQLAlchemy long to recognise.
_KEY = employee.c.employee
_AFTER, _SIZE = sa.bindparam("after", type_=sa.Uuid), sa.bindparam("size", type_=sa.Integer)
_THESE = _RECORDS.where(_KEY.in_(sa.bindparam("these", expanding=True)))
_NEXT = _RECORDS.where(_KEY > _AFTER).order_by(_KEY).limit(_SIZE)
_NOBODY = UUID(int=0)  # stands before everybody


async def read(
    db: AsyncConnection, region: str, employees: Collection[UUID], first: date, last: date
) -> dict[UUID, Record]:
    """What is known of some people from one date to another, both included, in one statement."""
    found = map(record, await rows(db, region, employees, first, last))
    return {each.employee: each for each in found}


async def rows(
    db: AsyncConnection, region: str, employees: Collection[UUID], first: date, last: date
) -> Sequence[sa.Row[Any]]:
    """The same as rows, for whoever makes one `record` of them after the other."""
    these = {"region": region, "these": employees, "first": first, "last": last}
    return (await db.execute(_THESE, these)).all()


def record(row: sa.Row[Any]) -> Record:
    """What is known of one person."""
    return _record(*row)  # type: ignore[call-arg] # it says nothing of its columns


def _posted() -> sa.Select[Any]:
    """Whoever was in one of the offices on any date of the span."""
    c, newer = posting.c, posting.alias("newer")
    first, last = _SPAN
    same = (newer.c.region == c.region, newer.c.employee == c.employee)
    over = sa.exists().where(*same, newer.c.since > c.since, newer.c.since <= first)
    here = (c.region == _REGION, c.office.in_(sa.bindparam("offices", expanding=True)))
    return sa.select(c.employee).distinct().where(*here, c.since <= last, ~over)


_POSTED = _posted()


async def posted(
    db: AsyncConnection, region: str, offices: Collection[str], first: date, last: date
) -> list[UUID]:
    """Everybody who was in one of these offices on some date of a span, both ends included."""
    values = {"region": region, "offices": list(offices), "first": first, "last": last}
    return sorted((await db.execute(_POSTED, values)).scalars())


async def pages(
    engine: AsyncEngine, region: str, first: date, last: date, size: int = PAGE_PEOPLE
) -> AsyncIterator[list[Record]]:
    """Everybody of a region, so many at a time: memory stays flat, and no check-in waits long."""
    page = {"region": region, "first": first, "last": last, "size": size}
    after = _NOBODY
    while True:
        async with engine.connect() as db:
            found = [record(row) for row in await db.execute(_NEXT, page | {"after": after})]
        if not found:
            return
        yield found
        after = found[-1].employee


def _record(
    who: UUID,
    name: str,
    kind: str,
    offered_at: datetime | None,
    *found: Sequence[Sequence[Any] | None],
) -> Record:
    values = [rows.from_columns(each) for rows, each in zip(_ROWS, found, strict=True)]
    postings, duties, exemptions, blocks, stamps, findings, *of_days = values
    requests, worked, departures, captures, corrections, manual, cancellations = of_days
    return Record(
        who,
        name,
        EmployeeKind(kind),
        postings,
        duties,
        exemptions,
        blocks,
        (*looked_at(stamps, dict(findings)), *captures, *newest(corrections), *manual),
        requests,
        frozenset(worked),
        departures,
        offered_at,
        cancellations,
    )
