"""All that the days of people are derived from, read for many of them at once."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import State
from core.attendance.review import Finding, StampKey, looked_at
from core.attendance.stamp import Leg, Stamp
from core.law.kinds import EmployeeKind
from core.law.regulation import ExemptStatus
from core.month.record import Record
from core.organisation.calendar import Duty
from core.organisation.employee_status import Block, Exemption
from core.organisation.employment import Departure
from core.organisation.posting import Posting
from core.requests.absence import Asked
from core.requests.terms import from_record
from core.work.activity import State as Work
from core.work.activity import stands
from db.json_functions import JsonColumns, instant
from db.people.departure import departure
from db.people.employee import block, employee, employee_duty, exemption, posting
from db.records.activity import activity
from db.records.request import request
from db.records.review import review
from db.records.stamp import stamp

T = TypeVar("T")
Read = Callable[[Any], Any]
Reads = Mapping[str, Read]
Where = sa.ColumnElement[bool]

PAGE = 250

_REGION = sa.bindparam("region", type_=sa.Text)
_FIRST, _LAST = (sa.bindparam(name, type_=sa.Date) for name in ("first", "last"))
_DEAD = tuple(state.value for state in Work if not stands(state))


@lru_cache(1_000)
def _day(text: str) -> date:
    """Everybody has the same few dates."""
    return date.fromisoformat(text)


def _if_any(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


_LEG = {each.value: each for each in Leg}.__getitem__  # faster than the Enum's own call

# The columns that are read of each table, and what makes a value of what JSON holds.
_POSTING: Reads = {"since": _day, "office": str}
_DUTY: Reads = {
    "since": _day,
    "schedule": _if_any(str),
    "until": _if_any(_day),
    "number": int,
}
_EXEMPTION: Reads = {"since": _day, "kind": ExemptStatus, "until": _if_any(_day)}
_BLOCK: Reads = {"since": instant, "until": _if_any(instant)}
_STAMP: Reads = {
    "date": _day,
    "leg": _LEG,
    "at": instant,
    "place": _if_any(str),
    "duty": int,
    "nth": int,
}
_LOOK: Reads = {
    "date": _day,
    "leg": _LEG,
    "duty": int,
    "nth": int,
    "state": _if_any(Finding),
}
_DEPARTURE: Reads = {"last": _day, "back": _if_any(_day)}
_ASKED: Reads = {
    "code": str,
    "first": _day,
    "last": _day,
    "filed_at": instant,
    "due_at": instant,
    "state": _if_any(State),
    "decided_at": _if_any(instant),
    "bare": bool,
    "terms": from_record,
}
_BARE = {"bare": request.c.paper.is_(None)}


def _theirs(table: sa.Table, columns: Iterable[str], *where: Where) -> sa.ScalarSelect[Any]:
    """The person's rows as one value: a row each would take twice as long to fetch."""
    c = table.c
    mine = (c.region == employee.c.region, c.employee == employee.c.employee)
    values = (_BARE[name] if name in _BARE else c[name] for name in columns)
    rows = sa.select(JsonColumns(*values)).where(*mine, *where)
    return rows.correlate(employee).scalar_subquery()


def _during(table: sa.Table) -> tuple[Where, Where]:
    ends = sa.or_(table.c.until.is_(None), table.c.until >= _FIRST)
    return table.c.since <= _LAST, ends


_RECORDS = sa.select(
    *(employee.c[name] for name in ("employee", "name", "kind", "offered_at")),
    _theirs(posting, _POSTING),
    _theirs(employee_duty, _DUTY, *_during(employee_duty)),
    _theirs(exemption, _EXEMPTION, *_during(exemption)),
    _theirs(block, _BLOCK),
    _theirs(stamp, _STAMP, stamp.c.date.between(_FIRST, _LAST)),
    _theirs(review, _LOOK, review.c.date.between(_FIRST, _LAST)),
    _theirs(request, _ASKED, request.c.first <= _LAST, request.c.last >= _FIRST),
    _theirs(
        activity,
        ("date",),
        activity.c.date.between(_FIRST, _LAST),
        sa.or_(activity.c.state.is_(None), activity.c.state.not_in(_DEAD)),
    ),
    _theirs(departure, _DEPARTURE, departure.c.revoked_at.is_(None)),
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
    these = {"region": region, "these": employees, "first": first, "last": last}
    return {row[0]: _record(*row) for row in await db.execute(_THESE, these)}


async def pages(
    engine: AsyncEngine, region: str, first: date, last: date, size: int = PAGE
) -> AsyncIterator[list[Record]]:
    """Everybody of a region, so many at a time: memory stays flat, and no check-in waits long."""
    page = {"region": region, "first": first, "last": last, "size": size}
    after = _NOBODY
    while True:
        async with engine.connect() as db:
            rows = await db.execute(_NEXT, page | {"after": after})
            found = [_record(*row) for row in rows]
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
    postings, duties, exemptions, blocks, stamps, looks, requests, (worked,), departures = found
    looked = dict(_each(_look, looks, _LOOK))
    return Record(
        who,
        name,
        EmployeeKind(kind),
        _each(Posting, postings, _POSTING),
        _each(Duty, duties, _DUTY),
        _each(Exemption, exemptions, _EXEMPTION),
        _each(Block, blocks, _BLOCK),
        looked_at(_each(_stamp, stamps, _STAMP), looked),
        _each(Asked, requests, _ASKED),
        frozenset(map(_day, worked or ())),
        _each(Departure, departures, _DEPARTURE),
        offered_at,
    )


def _stamp(day: date, leg: Leg, at: datetime, place: str | None, duty: int, nth: int) -> Stamp:
    return Stamp(day, leg, at, place, False, duty, nth)


def _look(
    day: date, leg: Leg, duty: int, nth: int, state: Finding | None
) -> tuple[StampKey, Finding | None]:
    return (day, leg, duty, nth), state


def _each(
    build: Callable[..., T], columns: Sequence[Sequence[Any] | None], reads: Reads
) -> tuple[T, ...]:
    """PostgreSQL has no list, SQLite an empty one, where there are no rows."""
    values = (map(read, column or ()) for read, column in zip(reads.values(), columns, strict=True))
    return tuple(map(build, *values))
