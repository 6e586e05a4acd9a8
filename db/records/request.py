"""Requests (izin): each is written once; its paper may follow, what was decided is set once."""

from collections.abc import Collection, Sequence
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
from db.approvals import Cases, case_columns, index_due, index_waiting, undecided
from db.base import Instant, Json, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of
from db.records.case_rows import CaseRows

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
    # The first look of whoever decides at duty elsewhere, and whose it was. It is no foreign
    # key: SQLite could only be given one by writing the whole table anew.
    sa.Column("seen_at", Instant),
    sa.Column("seen_by", sa.Uuid),
    # Where it ended early: its last date as it was filed. And the first date back at work that
    # the person claims, where that lies in the past and waits for the superior.
    sa.Column("filed_last", sa.Date),
    sa.Column("back_on", sa.Date),
    *case_columns(),
    within_region("employee", to="employee"),
    within_region("substitute", to="employee", names=("employee",)),
    sa.CheckConstraint('"last" >= "first"', name="ends_after_it_begins"),
    sa.CheckConstraint("substitute <> employee", name="nobody_stands_in_for_themselves"),
    sa.Index(None, "employee", "last", "region"),
)

index_due(request)
index_waiting(request)
CASES = Cases(request, request.c.id, request.c.last)

_OPEN = undecided(request)

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
    """One request and what was decided (`core.approvals.case.Case`)."""

    seen_at: datetime | None = None
    seen_by: UUID | None = None
    filed_last: date | None = None
    back_on: date | None = None
    escalated_at: datetime | None = None
    state: State | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    article: str | None = None
    remark: str | None = None

    @property
    def day(self) -> date:
        return self.last

    @property
    def card(self) -> UUID:
        return self.id

    @property
    def asked(self) -> Asked:
        """As much of it as its days depend on."""
        dates = (self.first, self.last, self.filed_at, self.due_at)
        decided = (self.state, self.decided_at)
        return Asked(self.code, *dates, *decided, not self.paper, self.terms)


def _request(values: dict[str, Any]) -> Request:
    values["paper"] = pages_of(values["paper"])
    values["terms"] = terms.from_record(values["terms"])
    return Request(**values)


_COLUMNS = tuple(request.c[name] for name in Request.__dataclass_fields__)
_ROWS = CaseRows(request, sa.select(*_COLUMNS), _request)
find, read_all = _ROWS.find, _ROWS.read_all


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
    """Write a request with the terms that it was filed under."""
    values = {name: getattr(new, name) for name in NewRequest.__dataclass_fields__}
    kept = terms.as_record(new.terms) if new.terms else None
    values |= {"region": region, "paper": listed(new.paper), "terms": kept}
    await db.execute(sa.insert(request), values)


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
    return [_ROWS.value(row) for row in rows]


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
