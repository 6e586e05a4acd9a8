"""All that the days of people are derived from, read for many of them at once."""

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from datetime import date
from functools import lru_cache
from itertools import starmap
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.absence import Asked
from core.activity import State as Work
from core.activity import stands
from core.calendar import Duty
from core.nip import EmployeeKind
from core.posting import Posting
from core.record import Block, Exemption, Record
from core.regulation import ExemptStatus
from core.request_state import State
from core.stamp import Leg, Stamp
from db.activity import activity
from db.base import JsonRows, instant
from db.employee import block, employee, employee_duty, exemption, posting
from db.request import request
from db.stamp import stamp

T = TypeVar("T")
Where = tuple[sa.ColumnElement[bool], ...]

PAGE = 250

_REGION = sa.bindparam("region", type_=sa.Text)
_FIRST, _LAST = (sa.bindparam(name, type_=sa.Date) for name in ("first", "last"))
_DEAD = tuple(state.value for state in Work if not stands(state))
_LEGS = {leg.value: leg for leg in Leg}


def _mine(table: sa.Table) -> Where:
    return table.c.region == employee.c.region, table.c.employee == employee.c.employee


def _theirs(table: sa.Table, *columns: str, where: Where = ()) -> sa.ScalarSelect[Any]:
    """The person's rows as one value: a row each would take twice as long to fetch."""
    rows = sa.select(JsonRows(*(table.c[name] for name in columns))).where(*_mine(table), *where)
    return rows.correlate(employee).scalar_subquery()


def _during(table: sa.Table) -> Where:
    ends = sa.or_(table.c.until.is_(None), table.c.until >= _FIRST)
    return table.c.since <= _LAST, ends


def _worked() -> sa.ScalarSelect[Any]:
    """The dates with work that was neither refused nor taken back, each once."""
    c = activity.c
    then = (c.date.between(_FIRST, _LAST), sa.or_(c.state.is_(None), c.state.not_in(_DEAD)))
    dates = sa.select(c.date).where(*_mine(activity), *then).distinct()
    return sa.select(JsonRows(dates.correlate(employee).subquery().c.date)).scalar_subquery()


_ASKED = ("code", "first", "last", "filed_at", "due_at", "state")
_RECORDS = sa.select(
    *(employee.c[name] for name in ("employee", "name", "kind")),
    _theirs(posting, "since", "office"),
    _theirs(employee_duty, "since", "schedule", "until", where=_during(employee_duty)),
    _theirs(exemption, "since", "kind", "until", where=_during(exemption)),
    _theirs(block, "since", "until"),
    _theirs(
        stamp,
        *("date", "leg", "at", "place", "review"),
        where=(stamp.c.date.between(_FIRST, _LAST),),
    ),
    _theirs(request, *_ASKED, where=(request.c.first <= _LAST, request.c.last >= _FIRST)),
    _worked(),
).where(employee.c.region == _REGION)


async def read(
    db: AsyncConnection, region: str, employees: Collection[UUID], first: date, last: date
) -> dict[UUID, Record]:
    """What is known of some people from one date to another, both included, in one statement."""
    these = _RECORDS.where(employee.c.employee.in_(employees))
    found = await db.execute(these, {"region": region, "first": first, "last": last})
    return {row[0]: _record(*row) for row in found}


async def pages(
    engine: AsyncEngine, region: str, first: date, last: date, size: int = PAGE
) -> AsyncIterator[list[Record]]:
    """Everybody of a region, so many at a time: memory stays flat, and no check-in waits long."""
    key, dates = employee.c.employee, {"first": first, "last": last}
    page = _RECORDS.order_by(key).limit(size)
    after: sa.ColumnElement[bool] = sa.true()
    while True:
        async with engine.connect() as db:
            rows = await db.execute(page.where(after), {"region": region} | dates)
            found = [_record(*row) for row in rows]
        if not found:
            return
        yield found
        after = key > found[-1].employee


def _record(who: UUID, name: str, kind: str, *found: Sequence[Sequence[Any]] | None) -> Record:
    postings, duties, exemptions, blocks, stamps, requests, worked = found
    return Record(
        who,
        name,
        EmployeeKind(kind),
        _each(postings, _posting),
        _each(duties, _duty),
        _each(exemptions, _exemption),
        _each(blocks, _block),
        _each(stamps, _stamp),
        _each(requests, _asked),
        frozenset(_each(worked, _day)),
    )


def _each(rows: Sequence[Sequence[Any]] | None, build: Callable[..., T]) -> tuple[T, ...]:
    return tuple(starmap(build, rows or ()))


@lru_cache(1_000)
def _day(text: str) -> date:
    """Everybody has the same few dates."""
    return date.fromisoformat(text)


def _posting(since: str, office: str) -> Posting:
    return Posting(_day(since), office)


def _duty(since: str, schedule: str | None, until: str | None) -> Duty:
    return Duty(_day(since), schedule, _day(until) if until else None)


def _exemption(since: str, kind: str, until: str | None) -> Exemption:
    return Exemption(_day(since), ExemptStatus(kind), _day(until) if until else None)


def _block(since: str, until: str | None) -> Block:
    return Block(instant(since), instant(until) if until else None)


def _stamp(day: str, leg: str, at: str, place: str | None, review: bool) -> Stamp:  # noqa: FBT001 - a column
    return Stamp(_day(day), _LEGS[leg], instant(at), place, bool(review))


def _asked(
    code: str, first: str, last: str, filed_at: str, due_at: str, state: str | None
) -> Asked:
    decided = State(state) if state else None
    return Asked(code, _day(first), _day(last), instant(filed_at), instant(due_at), decided)
