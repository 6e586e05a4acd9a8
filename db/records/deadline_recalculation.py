"""Recalculation of open deadlines: after an outage, a late holiday, new working days."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import UNDECIDED, state_at
from core.approvals.silence import work_limit
from core.law.closing import closed
from core.organisation.deadline import Outage
from core.organisation.posting import Posting
from core.organisation.region import Region
from core.requests.catalogue import RequestType, Span, deadline
from core.requests.terms import filed_under, from_record
from core.work.activity import due as work_due
from db.people import office, roster
from db.people.employee import posting
from db.records.activity import activity
from db.records.request import request

BATCH_DEADLINES = 200  # a few dozen milliseconds: a tap on one of these rows may wait that long

_EVER = datetime.min.replace(tzinfo=UTC)

Cursor = tuple[datetime, UUID]
# Reads the outages after an instant that stop the clocks of some offices (`db.records.outage`).
Stopping = Callable[
    [AsyncConnection, str, datetime, Collection[str | None]],
    Awaitable[Mapping[str | None, Sequence[Outage]]],
]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An activity, or a request; `office` is where its author was posted on its (first) date."""

    id: UUID
    filed_at: datetime
    due_at: datetime
    date: date
    office: str | None


@dataclass(frozen=True, slots=True)
class _Asked(_Waiting):
    employee: UUID
    code: str
    last: date
    kept: Any
    seen_at: datetime | None

    def terms(self, region: Region) -> RequestType:
        kept = from_record(self.kept)
        return filed_under(region.regulation, self.code, self.date, kept)


W = TypeVar("W", bound=_Waiting)
T = TypeVar("T")
Reckoned = Sequence[tuple[_Waiting, datetime]]
Failed = Callable[[UUID, Exception], None]
Reckon = Callable[[AsyncConnection, Sequence[UUID]], Awaitable[Reckoned]]


async def activities(
    engine: AsyncEngine,
    region: Region,
    changed: Outage,
    now: datetime,
    stopping: Stopping,
    failed: Failed | None = None,
) -> int:
    """Those entered before an outage ended; how many deadlines have moved.

    What is decided, or overdue by now and so approved by silence, stays as it is; so does one
    that cannot be reckoned, which `failed` is told.
    """
    c = activity.c
    open_ = [c.region == region.code, c.state.is_(None), c.due_at > now]
    open_ += [c.filed_at < changed.until]

    async def reckon(db: AsyncConnection, ids: Sequence[UUID]) -> Reckoned:
        rows = await _locked(db, activity, open_, ids, activity.c.date)
        waiting = [_Waiting(*row) for row in rows]
        outages = await _outages(db, region, waiting, stopping)
        limit = partial(_of_work, region, outages)
        return _each(waiting, limit, failed)

    return await _all(engine, activity, open_, changed.since, reckon)


async def requests(
    engine: AsyncEngine,
    region: Region,
    now: datetime,
    stopping: Stopping,
    changed: Outage | None = None,
    failed: Failed | None = None,
) -> int:
    """All that wait, or those filed before an outage ended; how many deadlines have moved.

    What is decided, by silence too, stays as it is, and so does what went up and was told, and
    one that cannot be reckoned, which `failed` is told. A holiday of which nobody knew at the
    filing counts like any other (KAM-02).
    """
    c = request.c
    open_ = [c.region == region.code, c.state.is_(None), c.escalated_at.is_(None)]
    open_ += [c.filed_at < changed.until] if changed else []
    more = (c.employee, c.code, c.last, c.terms, c.seen_at)

    async def reckon(db: AsyncConnection, ids: Sequence[UUID]) -> Reckoned:
        rows = await _locked(db, request, open_, ids, c.first, *more)
        known = _each([_Asked(*row) for row in rows], partial(_waits, region, now), failed)
        asked = [each for each, waits in known if waits]
        return await _of_requests(db, region, asked, stopping, failed)

    return await _all(engine, request, open_, changed.since if changed else _EVER, reckon)


async def _all(
    engine: AsyncEngine,
    table: sa.Table,
    open_: Sequence[sa.ColumnElement[bool]],
    since: datetime,
    reckon: Reckon,
) -> int:
    """Those due from an instant on, batch by batch, each locked until it is written."""
    moved, last = 0, (since, UUID(int=0))
    while True:
        async with engine.begin() as db:
            page = await _page(db, table, open_, last)
            reckoned = await reckon(db, [id_ for _, id_ in page]) if page else []
            moved += await _move(db, table, open_, reckoned)
        if len(page) < BATCH_DEADLINES:
            return moved
        last = page[-1]


async def _page(
    db: AsyncConnection, table: sa.Table, open_: Iterable[sa.ColumnElement[bool]], last: Cursor
) -> list[Cursor]:
    """The next batch in the order of due time.

    It is not locked yet: a row that another process moves meanwhile comes back with its new time,
    and whatever lies between would be passed over.
    """
    order = (table.c.due_at, table.c.id)
    later = sa.tuple_(*order) > sa.tuple_(*last, types=[each.type for each in order])
    page = sa.select(*order).where(*open_, table.c.due_at >= last[0], later)
    rows = await db.execute(page.order_by(*order).limit(BATCH_DEADLINES))
    return [(row.due_at, row.id) for row in rows]


async def _locked(
    db: AsyncConnection,
    table: sa.Table,
    open_: Iterable[sa.ColumnElement[bool]],
    ids: Sequence[UUID],
    day: sa.Column[date],
    *more: sa.Column[Any],
) -> list[tuple[Any, ...]]:
    """Those of a batch that wait still, locked until they are written: as `_Waiting` has them."""
    c = table.c
    theirs = (posting.c.region == c.region, posting.c.employee == c.employee)
    here = sa.select(posting.c.office).where(*theirs, posting.c.since <= day)
    newest = here.order_by(posting.c.since.desc()).limit(1).scalar_subquery()
    these = sa.select(c.id, c.filed_at, c.due_at, day, newest, *more).where(*open_, c.id.in_(ids))
    rows = await db.execute(these.order_by(c.due_at, c.id).with_for_update())
    return [tuple(row) for row in rows]


async def _outages(
    db: AsyncConnection, region: Region, waiting: Sequence[_Waiting], stopping: Stopping
) -> Mapping[str | None, Sequence[Outage]]:
    # Read after the rows are locked: of two who register at once the later one sees both.
    if not waiting:
        return {}
    first = min(each.filed_at for each in waiting)
    return await stopping(db, region.code, first, {each.office for each in waiting})


def _each(rows: Iterable[W], reckon: Callable[[W], T], failed: Failed | None) -> list[tuple[W, T]]:
    """Each with what is reckoned of it; without `failed` the first that cannot be surfaces."""
    found = []
    for each in rows:
        try:
            found.append((each, reckon(each)))
        except (LookupError, ValueError) as error:
            if failed is None:
                raise
            failed(each.id, error)
    return found


def _of_work(
    region: Region, outages: Mapping[str | None, Sequence[Outage]], each: _Waiting
) -> datetime:
    limit, stopped = work_limit(region.regulation, each.date).value, outages.get(each.office, ())
    if limit is None:
        return each.due_at
    return work_due(region.regulation, limit, each.date, each.filed_at, region.zone, stopped)


def _waits(region: Region, now: datetime, each: _Asked) -> bool:
    if closed(region.regulation, each.date, now, region.zone):
        return False  # what it was when its first month closed, it stays for those dates
    return state_at(None, each.due_at, now, each.terms(region).lapse.value) in UNDECIDED


async def _of_requests(
    db: AsyncConnection,
    region: Region,
    asked: Sequence[_Asked],
    stopping: Stopping,
    failed: Failed | None,
) -> Reckoned:
    if not asked:
        return []
    outages = await _outages(db, region, asked, stopping)
    # Offices and holidays, too, are those that stand once the rows are locked.
    organisation = await office.load(db, region.code, region.zone)
    held = await roster.postings(db, region.code, [each.employee for each in asked])

    def reckoned(each: _Asked) -> datetime:
        # A transfer after its last date moves no deadline of what was done before (AMB-51).
        held_then = [Posting(*one) for one in held[each.employee].items() if one[0] <= each.last]
        works = partial(organisation.works, region.regulation, held_then)
        terms = each.terms(region)
        if not terms.limit.regulated:
            return each.due_at
        span = Span(each.filed_at, each.date, each.last, seen=each.seen_at is not None)
        return deadline(terms, span, works, region.zone, outages.get(each.office, ()))

    return [*_each(asked, reckoned, failed)]


async def _move(
    db: AsyncConnection,
    table: sa.Table,
    open_: Iterable[sa.ColumnElement[bool]],
    reckoned: Reckoned,
) -> int:
    moved = [{"of": each.id, "due": anew} for each, anew in reckoned if anew != each.due_at]
    if moved:
        this = sa.update(table).where(*open_, table.c.id == sa.bindparam("of"))
        await db.execute(this.values(due_at=sa.bindparam("due")), moved)
    return len(moved)
