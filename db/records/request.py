"""Requests (izin): each is written once; its paper may follow, what was decided is set once."""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.requests import terms
from core.requests.absence import Asked
from core.requests.catalogue import RequestType
from db.base import Due, Instant, Json, later_than, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of

request = sa.Table(
    "request",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    # Which kind it is, as the regulation of its first date calls it: `cuti.tahunan`.
    sa.Column("code", sa.Text, nullable=False),
    # What the law said of that kind when it was filed (core.requests.terms); null only in rows from
    # before it was kept of which the law knows nothing any more.
    sa.Column("terms", Json),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    # Of its letter: the number, the pages (db.records.attachment), who had handed one in before.
    sa.Column("number", sa.Text),
    sa.Column("paper", Json),
    sa.Column("paper_before", sa.Text),
    # Who verifies for the person meanwhile, where the person verifies others.
    sa.Column("substitute", sa.Uuid),
    sa.Column("filed_at", Instant, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    # The first look of whoever decides at duty elsewhere, and whose it was. It is no foreign
    # key: SQLite could only be given one by writing the whole table anew.
    sa.Column("seen_at", Instant),
    sa.Column("seen_by", sa.Uuid),
    # Where it ended early: its last date as it was filed. And the first date back at work that
    # the person claims, where that lies in the past and waits for the superior.
    sa.Column("filed_last", sa.Date),
    sa.Column("back_on", sa.Date),
    # Null until somebody was told that it has gone up.
    sa.Column("escalated_at", Instant),
    # Null until somebody, or the law after `due_at`, has decided.
    sa.Column("state", sa.Text),
    sa.Column("decided_at", Instant),
    sa.Column("decided_by", sa.Uuid),
    sa.Column("actor", sa.Text),
    sa.Column("remark", sa.Text),
    within_region("employee", to="employee"),
    within_region("substitute", to="employee", names=("employee",)),
    within_region("decided_by", to="employee", names=("employee",)),
    sa.CheckConstraint('"last" >= "first"', name="ends_after_it_begins"),
    sa.CheckConstraint("decided_by <> employee", name="nobody_decides_for_themselves"),
    sa.CheckConstraint("substitute <> employee", name="nobody_stands_in_for_themselves"),
    sa.Index(None, "employee", "last", "region"),
)

_OPEN = request.c.state.is_(None)
sa.Index(
    "ix_request_due",
    *(request.c.due_at, request.c.region),
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)
sa.Index(
    "ix_request_waiting",
    *(request.c.employee, request.c.due_at, request.c.region),
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)

# What somebody asked for and was refused, or took back, no longer says anything of their days.
DEAD = (State.REJECTED.value, State.WITHDRAWN.value, State.LAPSED.value)


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What an employee files; `paper` are the pages of its letter.

    `terms` are what the law says of its kind now, to be kept with it.
    """

    id: UUID
    employee: UUID
    code: str
    first: date
    last: date
    reason: str
    filed_at: datetime
    due_at: datetime
    number: str | None = None
    paper: tuple[Page, ...] = ()
    paper_before: str | None = None
    substitute: UUID | None = None
    terms: RequestType | None = None


@dataclass(frozen=True, slots=True)
class Request(NewRequest):
    """One request and what was decided; `actor` is the article where nobody decided in time.

    `state` is what was decided: `core.approvals.case.state_at` says what holds meanwhile.
    """

    seen_at: datetime | None = None
    seen_by: UUID | None = None
    filed_last: date | None = None
    back_on: date | None = None
    escalated_at: datetime | None = None
    state: State | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    actor: str | None = None
    remark: str | None = None

    @property
    def asked(self) -> Asked:
        """As much of it as its days depend on."""
        dates = (self.first, self.last, self.filed_at, self.due_at)
        decided = (self.state, self.decided_at)
        return Asked(self.code, *dates, *decided, not self.paper, self.terms)


_COLUMNS = tuple(request.c[name] for name in Request.__dataclass_fields__)


_REGION = sa.bindparam("region", type_=sa.Text)
_THESE: sa.BindParameter[Any] = sa.bindparam("these", type_=sa.Uuid, expanding=True)
_SINCE, _UNTIL = (sa.bindparam(name, type_=sa.Date) for name in ("since", "until"))
_THEIRS = sa.select(*_COLUMNS).where(request.c.region == _REGION, request.c.employee.in_(_THESE))
_THEN = sa.and_(request.c.first <= _UNTIL, request.c.last >= _SINCE)
# Built once: everybody who files or decides asks these.
_OF_PEOPLE = _THEIRS.where(_THEN).order_by(request.c.filed_at, request.c.id)
_OF_PERSON = _THEIRS.where(sa.or_(_OPEN, _THEN)).order_by(request.c.filed_at, request.c.id)
_WAITING = _THEIRS.where(_OPEN).order_by(request.c.due_at, request.c.id)


async def file(db: AsyncConnection, region: str, new: NewRequest) -> None:
    values = {name: getattr(new, name) for name in NewRequest.__dataclass_fields__}
    kept = terms.as_record(new.terms) if new.terms else None
    values |= {"region": region, "paper": listed(new.paper), "terms": kept}
    await db.execute(sa.insert(request), values)


async def find(db: AsyncConnection, region: str, id_: UUID) -> Request | None:
    this = sa.select(*_COLUMNS).where(request.c.region == region, request.c.id == id_)
    row = (await db.execute(this)).one_or_none()
    return None if row is None else _request(row)


async def read_all(db: AsyncConnection, region: str, ids: Collection[UUID]) -> list[Request]:
    """These requests, decided ones too, the most urgent first."""
    which = sa.select(*_COLUMNS).where(request.c.region == region, request.c.id.in_(ids))
    rows = await db.execute(which.order_by(request.c.due_at, request.c.id))
    return [_request(row) for row in rows]


async def of_people(
    db: AsyncConnection, region: str, employees: Collection[UUID], since: date, until: date
) -> list[Request]:
    """What these people asked for some dates, both included, in the order of filing."""
    return await _read(db, _OF_PEOPLE, region, employees, since=since, until=until)


async def of_person(
    db: AsyncConnection, region: str, employee: UUID, since: date, until: date
) -> list[Request]:
    """What somebody asked for some dates, and all that is undecided, in the order of filing."""
    return await _read(db, _OF_PERSON, region, [employee], since=since, until=until)


async def newest_settled(db: AsyncConnection, region: str, employee: UUID) -> Request | None:
    """Somebody's request of which last something was decided, or that went up last."""
    at = sa.func.coalesce(request.c.decided_at, request.c.escalated_at)
    query = _THEIRS.where(at.is_not(None)).order_by(at.desc(), request.c.id.desc()).limit(1)
    found = await _read(db, query, region, [employee])
    return found[0] if found else None


async def waiting(db: AsyncConnection, region: str, employees: Collection[UUID]) -> list[Request]:
    """What these people asked for that nobody has decided, the most urgent first."""
    return await _read(db, _WAITING, region, employees)


async def _read(
    db: AsyncConnection,
    query: sa.Select[Any],
    region: str,
    employees: Collection[UUID],
    **more: object,
) -> list[Request]:
    rows = await db.execute(query, {"region": region, "these": list(employees), **more})
    return [_request(row) for row in rows]


async def undecided(
    db: AsyncConnection, region: str, page: int, until: datetime | None = None
) -> AsyncIterator[list[Request]]:
    """What nobody has decided, page by page, the most urgent first; due by `until`."""
    order = (request.c.due_at, request.c.id)
    open_ = [request.c.region == region, _OPEN]
    open_ += [request.c.due_at <= until] if until else []
    query = sa.select(*_COLUMNS).where(*open_).order_by(*order).limit(page)
    after: sa.ColumnElement[bool] = sa.true()
    while found := [_request(row) for row in await db.execute(query.where(after))]:
        yield found
        after = sa.tuple_(*order) > sa.tuple_(found[-1].due_at, found[-1].id)


async def open_ones(db: AsyncConnection, region: str, until: datetime | None = None) -> list[UUID]:
    """What nobody has decided, the most urgent first; due by `until`.

    Nothing is read of a row that may be wrong.
    """
    c = request.c
    open_ = [c.region == region, _OPEN] + ([c.due_at <= until] if until else [])
    return list((await db.scalars(sa.select(c.id).where(*open_).order_by(c.due_at, c.id))).all())


async def these(db: AsyncConnection, region: str, ids: Collection[UUID]) -> list[Request]:
    """Those of these that nobody has decided, the most urgent first."""
    c = request.c
    found = sa.select(*_COLUMNS).where(c.region == region, _OPEN, c.id.in_(ids))
    return [_request(row) for row in await db.execute(found.order_by(c.due_at, c.id))]


async def attach(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    employee: UUID,
    paper: Sequence[Page],
    before: str | None,
) -> bool:
    """Add the paper that was to follow; False: there is one, or it is decided, or not theirs."""
    mine = (request.c.region == region, request.c.id == id_, request.c.employee == employee)
    added = sa.update(request).where(*mine, _OPEN, request.c.paper.is_(None))
    values = {"paper": listed(paper), "paper_before": before}
    return (await db.execute(added.values(values))).rowcount == 1


async def decide(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    state: State,
    *,
    by: UUID,
    now: datetime,
    remark: str | None = None,
) -> bool:
    """Approve or reject, once; False: somebody, or the law, has decided by now.

    What has gone up waits on, so `due_at` is for the caller to judge.
    """
    decided = {"state": state.value, "decided_at": now, "decided_by": by, "remark": remark}
    return await _settle(db, region, id_, decided)


async def withdraw(
    db: AsyncConnection, region: str, id_: UUID, employee: UUID, now: datetime
) -> bool:
    """Take one's own request back while nobody has decided; False: too late, or not theirs."""
    taken = {"state": State.WITHDRAWN.value, "decided_at": now}
    return await _settle(db, region, id_, taken, request.c.employee == employee)


async def _settle(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    values: Mapping[str, object],
    *where: sa.ColumnElement[bool],
) -> bool:
    this = sa.update(request).where(request.c.region == region, request.c.id == id_, _OPEN, *where)
    return (await db.execute(this.values(values))).rowcount == 1


def _overdue(region: str, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    untold = request.c.escalated_at.is_(None)
    return (request.c.region == region, _OPEN, request.c.due_at <= now, untold)


async def overdue(
    db: AsyncConnection, region: str, now: datetime, limit: int, after: Due | None = None
) -> list[Due]:
    """What fell due and was not yet written down as such, the oldest first.

    `after` is the last row of the page before. Nothing is read of a row that may be wrong.
    """
    order = (request.c.due_at, request.c.id)
    due = (*_overdue(region, now), *later_than(request, after))
    found = sa.select(*order).where(*due).order_by(*order).limit(limit)
    return [Due(*row) for row in await db.execute(found)]


async def claim(
    db: AsyncConnection, region: str, now: datetime, these: Collection[UUID]
) -> list[Request]:
    """Those of these that are overdue still, locked; of two processes each goes to one."""
    due = (*_overdue(region, now), request.c.id.in_(these))
    rows = sa.select(*_COLUMNS).where(*due).order_by(request.c.due_at, request.c.id)
    found = await db.execute(rows.with_for_update(skip_locked=True))
    return [_request(row) for row in found]


async def escalate(db: AsyncConnection, region: str, requests: Iterable[UUID]) -> None:
    """Write down that these have gone up, at the moment each fell due."""
    these = (request.c.region == region, request.c.id.in_(list(requests)))
    await db.execute(sa.update(request).where(*these).values(escalated_at=request.c.due_at))


async def lapse(
    db: AsyncConnection,
    region: str,
    requests: Iterable[UUID],
    state: State,
    actor: str,
    at: datetime | None = None,
) -> None:
    """Write down what silence has decided, at the moment each fell due; `actor` is the article.

    `at` is when the month closed over them, where that decided.
    """
    these = (request.c.region == region, request.c.id.in_(list(requests)), _OPEN)
    decided = {"state": state.value, "decided_at": at or request.c.due_at, "actor": actor}
    await db.execute(sa.update(request).where(*these).values(decided))


def _request(row: sa.Row[tuple[object, ...]]) -> Request:
    values = row._asdict()
    state, paper = values["state"], pages_of(values["paper"])
    told = {"state": State(state) if state else None, "paper": paper}
    return Request(**values | told | {"terms": terms.from_record(values["terms"])})
