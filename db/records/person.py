"""Everything a handler needs to know about whoever writes, read in one statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from core.approvals.case import State
from core.attendance.claim import Claim
from core.attendance.evidence import History
from core.attendance.review import LOOK_HOLDS, Finding, Look, StampKey, looked_at
from core.attendance.stamp import Leg, Stamp
from core.law.kinds import EmployeeKind
from core.law.regulation import ExemptStatus
from core.organisation.address import Address
from core.organisation.calendar import DAY, Duty, latest
from core.organisation.employee_status import Exemption
from core.organisation.employment import Departure
from core.organisation.fence import Point
from core.organisation.posting import Posting
from core.requests.absence import Asked
from core.requests.terms import from_record
from db.base import CHAT_KEY, GIVEN, Instant, Spelling, key_of, per_database
from db.json_functions import JsonRows, instant
from db.people.binding import binding
from db.people.departure import departure, left
from db.people.employee import block, employee, employee_duty, exemption, posting
from db.people.office import region
from db.records import history
from db.records.claim import read_trace, share
from db.records.request import DEAD, request
from db.records.review import review
from db.records.stamp import stamp

T = TypeVar("T")
Columns = ReadOnlyColumnCollection[str, sa.ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Person:
    """A bound employee as of one date; stamps reach from yesterday to tomorrow.

    So do `requests`, of which none is refused or taken back. `stamps` are all of them, whether
    or not they count (`core.attendance.counts`). `looks` are what somebody said of their stamps
    lately. `claims` are the legs that they try to stamp. `offered_at`: no day counts before it
    (`core.organisation.first_use`).
    """

    employee: UUID
    nip: str
    name: str
    kind: EmployeeKind
    region_version: int
    reachable: bool
    postings: tuple[Posting, ...]
    duties: tuple[Duty, ...]
    exemptions: tuple[Exemption, ...]
    departures: tuple[Departure, ...]
    blocked: bool
    stamps: tuple[Stamp, ...]
    requests: tuple[Asked, ...]
    history: History
    looks: tuple[Look, ...]
    claims: tuple[Claim, ...]
    offered_at: datetime | None

    def exempt_on(self, day: date) -> ExemptStatus | None:
        """The status that exempts somebody on a date: a night shift has that of its evening."""
        holds = latest(self.exemptions, day)
        return holds.kind if holds else None


@dataclass(frozen=True, slots=True)
class Lookup:
    """Whose chat it is, and what judging a share of theirs depends on.

    `day` is the local date, `point` what was shared.
    """

    address: Address
    day: date
    point: Point | None = None


_CLAIM = tuple(Claim.__dataclass_fields__)
_NOW = sa.bindparam("now", type_=Instant)
_LOOKUP: dict[str, sa.types.TypeEngine[Any]] = {
    **{name: sa.Text() for name in CHAT_KEY},
    **{name: sa.Date() for name in ("today", "yesterday", "tomorrow", "looked_since")},
    **{name: sa.Double() for name in ("latitude", "longitude")},
}


def _mine(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return (table.c.region == employee.c.region, table.c.employee == employee.c.employee)


def _postings() -> sa.Select[Any]:
    return sa.select(JsonRows(posting.c.since, posting.c.office)).where(*_mine(posting))


def _duties(asked: Columns) -> sa.Select[Any]:
    c = employee_duty.c
    near = (c.since <= asked.tomorrow, sa.or_(c.until.is_(None), c.until >= asked.yesterday))
    rows = JsonRows(c.since, c.schedule, c.until, c.number)
    return sa.select(rows).where(*_mine(employee_duty), *near)


def _exemptions() -> sa.Select[Any]:
    c = exemption.c
    return sa.select(JsonRows(c.since, c.kind, c.until)).where(*_mine(exemption))


def _departures() -> sa.Select[Any]:
    c = departure.c
    return sa.select(JsonRows(c.last, c.back)).where(*_mine(departure), c.revoked_at.is_(None))


def _blocked() -> sa.Select[Any]:
    holds = sa.or_(block.c.until.is_(None), block.c.until > _NOW)
    return _any(*_mine(block), block.c.since <= _NOW, holds)


def _stamps(asked: Columns) -> sa.Select[Any]:
    c = stamp.c
    near = c.date.between(asked.yesterday, asked.tomorrow)
    rows = JsonRows(c.date, c.leg, c.at, c.place, c.duty, c.nth)
    return sa.select(rows).where(*_mine(stamp), near)


def _looks(asked: Columns) -> sa.Select[Any]:
    c = review.c
    near = c.date.between(asked.yesterday, asked.tomorrow)
    return sa.select(JsonRows(c.date, c.leg, c.duty, c.nth, c.state)).where(*_mine(review), near)


def _requests(asked: Columns) -> sa.Select[Any]:
    c = request.c
    near = (c.last >= asked.yesterday, c.first <= asked.tomorrow)
    alive = sa.or_(c.state.is_(None), c.state.not_in(DEAD))
    decided = (c.state, c.decided_at, c.paper.is_(None), c.terms)
    columns = (c.code, c.first, c.last, c.filed_at, c.due_at, *decided)
    return sa.select(JsonRows(*columns)).where(*_mine(request), *near, alive)


def _claims() -> sa.Select[Any]:
    return sa.select(JsonRows(*(share.c[name] for name in _CLAIM))).where(*_mine(share))


def _any(*where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(sa.true()).where(*where).limit(1)


def _statement(spelling: Spelling) -> sa.Select[Any]:
    asked = spelling.given("asked", **_LOOKUP)
    # Each is one value of the person's row: an array of rows, or a yes or no.
    found = {
        "postings": _postings(),
        "duties": _duties(asked.c),
        "exemptions": _exemptions(),
        "departures": _departures(),
        "blocked": _blocked(),
        "stamps": _stamps(asked.c),
        "looks": _looks(asked.c),
        "requests": _requests(asked.c),
        "claims": _claims(),
        **history.of(asked.c),
    }
    return (
        sa.select(
            *(asked.c[name] for name in CHAT_KEY),
            *(employee.c[name] for name in ("employee", "nip", "name", "kind", "offered_at")),
            region.c.version,
            binding.c.unreachable_since,
            *(
                one.correlate(employee, asked).scalar_subquery().label(name)
                for name, one in found.items()
            ),
        )
        .select_from(asked)
        .join(binding, sa.and_(*(binding.c[name] == asked.c[name] for name in CHAT_KEY)))
        .join(employee, sa.and_(*_mine(binding)))
        .join(region, region.c.region == employee.c.region)
        # Whoever has left is nobody here, even before the account is released; who left only
        # yesterday may still be on that night's shift (handlers.usecases.departure).
        .where(~left(employee.c.region, employee.c.employee, asked.c.yesterday))
    )


_PERSON = per_database(_statement)


async def find(
    db: AsyncConnection, lookups: Sequence[Lookup], now: datetime
) -> list[Person | None]:
    """The employees bound to chats, with all that judging their shares depends on.

    `now` is the instant that decides whether a block holds.
    """
    asked = [_asked(lookup) for lookup in lookups]
    rows = await db.execute(_PERSON(db), {GIVEN: asked, "now": now})
    found = {Address(row.region, row.channel, row.address): _person(row) for row in rows}
    return [found.get(lookup.address) for lookup in lookups]


def _asked(lookup: Lookup) -> dict[str, object]:
    return {
        **key_of(lookup.address),
        "today": lookup.day,
        "yesterday": lookup.day - DAY,
        "tomorrow": lookup.day + DAY,
        "looked_since": lookup.day - LOOK_HOLDS,
        "latitude": lookup.point.latitude if lookup.point else None,
        "longitude": lookup.point.longitude if lookup.point else None,
    }


def _person(row: sa.Row[Any]) -> Person:
    return Person(
        employee=row.employee,
        nip=row.nip,
        name=row.name,
        kind=EmployeeKind(row.kind),
        region_version=row.version,
        reachable=row.unreachable_since is None,
        postings=_each(row.postings, lambda since, office: Posting(_date(since), office)),
        duties=_each(row.duties, _duty),
        exemptions=_each(row.exemptions, _exemption),
        departures=_each(row.departures, _departure),
        blocked=bool(row.blocked),
        stamps=looked_at(_each(row.stamps, _stamp), dict(_each(row.looks, _look))),
        requests=_each(row.requests, _asked_for),
        history=history.history(row),
        looks=history.looks(row),
        claims=_each(row.claims, _claim),
        offered_at=row.offered_at,
    )


def _each(rows: Sequence[Sequence[Any]] | None, build: Callable[..., T]) -> tuple[T, ...]:
    return tuple(build(*row) for row in rows or ())


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _duty(since: str, schedule: str | None, until: str | None, number: int) -> Duty:
    return Duty(_date(since), schedule, _date(until) if until else None, number)


def _exemption(since: str, kind: str, until: str | None) -> Exemption:
    return Exemption(_date(since), ExemptStatus(kind), _date(until) if until else None)


def _departure(last: str, back: str | None) -> Departure:
    return Departure(_date(last), _date(back) if back else None)


def _stamp(day: str, leg: str, at: str, place: str | None, duty: int, nth: int) -> Stamp:
    return Stamp(_date(day), Leg(leg), instant(at), place, review=False, duty=duty, nth=nth)


def _look(
    day: str, leg: str, duty: int, nth: int, state: str | None
) -> tuple[StampKey, Finding | None]:
    return (_date(day), Leg(leg), duty, nth), Finding(state) if state else None


def _asked_for(  # noqa: PLR0913, PLR0917 - a row of columns
    code: str,
    first: str,
    last: str,
    filed_at: str,
    due_at: str,
    state: str | None,
    decided_at: str | None,
    bare: bool,  # noqa: FBT001 - a column
    terms: object,
) -> Asked:
    dates = (_date(first), _date(last), instant(filed_at), instant(due_at))
    decided = (State(state) if state else None, instant(decided_at) if decided_at else None)
    return Asked(code, *dates, *decided, bool(bare), from_record(terms))


def _claim(*row: Any) -> Claim:  # noqa: ANN401 - JSON, in the order of `_CLAIM`
    day, duty, leg, message, unsure_since, unsure_in, stamped, trace = row
    since, told = instant(unsure_since) if unsure_since else None, read_trace(trace)
    return Claim(_date(day), duty, Leg(leg), message, since, unsure_in, bool(stamped), told)
