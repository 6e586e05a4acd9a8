"""Everything a handler needs to know about whoever writes, read in one statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.address import Address
from core.calendar import DAY, Duty
from core.evidence import History, Trace
from core.fence import Point
from core.nip import EmployeeKind
from core.posting import Posting
from core.regulation import ExemptStatus
from core.stamp import Leg, Stamp
from db.base import JsonRow, JsonRows, instant
from db.binding import binding
from db.employee import block, employee, employee_duty, exemption, posting
from db.office import region
from db.share import read_trace, share
from db.stamp import stamp

T = TypeVar("T")
_Json = sa.ScalarSelect[list[Any]]


@dataclass(frozen=True, slots=True)
class Listening:
    """What earlier points of a running share left behind."""

    leg: Leg | None
    unsure_since: datetime | None
    trace: Trace


@dataclass(frozen=True, slots=True)
class Person:
    """A bound employee as of one working date; stamps reach from yesterday to tomorrow."""

    employee: UUID
    nip: str
    name: str
    kind: EmployeeKind
    region_version: int
    reachable: bool
    postings: tuple[Posting, ...]
    duties: tuple[Duty, ...]
    exempt: ExemptStatus | None
    blocked: bool
    stamps: tuple[Stamp, ...]
    history: History
    listening: Listening | None


_TODAY, _YESTERDAY, _TOMORROW = (
    sa.bindparam(name, type_=sa.Date) for name in ("today", "yesterday", "tomorrow")
)
_NOW = sa.bindparam("now", type_=binding.c.bound_at.type)
_HERE = (
    stamp.c.region == employee.c.region,
    stamp.c.latitude == sa.bindparam("latitude", type_=sa.Double),
    stamp.c.longitude == sa.bindparam("longitude", type_=sa.Double),
)


def _mine(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return (table.c.region == employee.c.region, table.c.employee == employee.c.employee)


def _rows(*columns: sa.Column[Any], where: Sequence[sa.ColumnElement[bool]]) -> _Json:
    """One JSON array of the person's rows; the outer query stays at one row per person."""
    return (
        sa.select(JsonRows(*columns)).where(*where).correlate(employee, binding).scalar_subquery()
    )


def _duties() -> _Json:
    c = employee_duty.c
    near = (c.since <= _TOMORROW, sa.or_(c.until.is_(None), c.until >= _YESTERDAY))
    return _rows(c.since, c.schedule, c.until, where=(*_mine(employee_duty), *near))


def _exempt() -> sa.ScalarSelect[str]:
    c = exemption.c
    now = (c.since <= _TODAY, sa.or_(c.until.is_(None), c.until >= _TODAY))
    mine = sa.select(c.kind).where(*_mine(exemption), *now)
    return mine.order_by(c.since.desc()).limit(1).correlate(employee).scalar_subquery()


def _blocked() -> sa.ColumnElement[bool]:
    holds = sa.or_(block.c.until.is_(None), block.c.until > _NOW)
    return sa.exists().where(*_mine(block), block.c.since <= _NOW, holds).correlate(employee)


def _stamps() -> _Json:
    c = stamp.c
    near = c.date.between(_YESTERDAY, _TOMORROW)
    return _rows(c.date, c.leg, c.at, c.place, c.review, where=(*_mine(stamp), near))


def _last_point() -> _Json:
    c = stamp.c
    mine = sa.select(JsonRow(c.latitude, c.longitude, c.at)).where(*_mine(stamp))
    newest = mine.order_by(c.date.desc(), c.at.desc()).limit(1)
    return newest.correlate(employee).scalar_subquery()


def _listening_to() -> _Json:
    c = share.c
    this = (
        c.region == binding.c.region,
        c.channel == binding.c.channel,
        c.address == binding.c.address,
        c.message == sa.bindparam("message", type_=sa.Text),
    )
    return _rows(c.leg, c.unsure_since, c.trace, where=this)


def _here(*who: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(*_HERE, *who).correlate(employee)


def _statement() -> sa.Select[Any]:
    myself = stamp.c.employee == employee.c.employee
    return (
        sa.select(
            *(employee.c[name] for name in ("employee", "nip", "name", "kind")),
            region.c.version,
            binding.c.unreachable_since,
            _rows(posting.c.since, posting.c.office, where=_mine(posting)).label("postings"),
            _duties().label("duties"),
            _exempt().label("exempt"),
            _blocked().label("blocked"),
            _stamps().label("stamps"),
            _last_point().label("last"),
            _here(~myself).label("others"),
            _here(myself, stamp.c.date != _TODAY).label("other_days"),
            _listening_to().label("listening"),
        )
        .select_from(binding)
        .join(employee, sa.and_(*_mine(binding)))
        .join(region, region.c.region == employee.c.region)
        .where(
            binding.c.region == sa.bindparam("region", type_=sa.Text),
            binding.c.channel == sa.bindparam("channel", type_=sa.Text),
            binding.c.address == sa.bindparam("address", type_=sa.Text),
        )
    )


PERSON = _statement()


async def find(
    db: AsyncConnection,
    address: Address,
    *,
    day: date,
    now: datetime,
    point: Point | None = None,
    message: str | None = None,
) -> Person | None:
    """The employee bound to a chat, with all that judging a share of `point` depends on.

    `day` is the local date, `now` the instant that decides whether a block holds, `message`
    the share whose earlier points are wanted.
    """
    values = {
        "region": address.region,
        "channel": address.channel,
        "address": address.id,
        "today": day,
        "yesterday": day - DAY,
        "tomorrow": day + DAY,
        "now": now,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "message": message,
    }
    row = (await db.execute(PERSON, values)).one_or_none()
    return None if row is None else _person(row)


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
        exempt=ExemptStatus(row.exempt) if row.exempt else None,
        blocked=bool(row.blocked),
        stamps=_each(row.stamps, _stamp),
        history=_history(row),
        listening=next(iter(_each(row.listening, _listening)), None),
    )


def _each(rows: Sequence[Sequence[Any]] | None, build: Callable[..., T]) -> tuple[T, ...]:
    return tuple(build(*row) for row in rows or ())


def _date(text: str) -> date:
    return date.fromisoformat(text)


def _duty(since: str, schedule: str | None, until: str | None) -> Duty:
    return Duty(_date(since), schedule, _date(until) if until else None)


def _stamp(day: str, leg: str, at: str, place: str, review: bool) -> Stamp:  # noqa: FBT001 - a column
    return Stamp(_date(day), Leg(leg), instant(at), place, bool(review))


def _history(row: sa.Row[Any]) -> History:
    latitude, longitude, at = row.last or (None, None, None)
    return History(
        same_point_other_days=int(row.other_days),
        same_point_other_people=int(row.others),
        last_point=_point(latitude, longitude),
        last_at=instant(at) if at else None,
    )


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    """None before the first stamp, and after the time that /privasi promises."""
    if latitude is None or longitude is None:
        return None
    return Point(latitude, longitude)


def _listening(leg: str | None, unsure_since: str | None, trace: object) -> Listening:
    unsure = instant(unsure_since) if unsure_since else None
    return Listening(Leg(leg) if leg else None, unsure, read_trace(trace))
