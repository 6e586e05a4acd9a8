"""A person's rows: of each table which rows, which columns, and their values.

Both readers take them from here: that of one sender (`db.records.person`) and that of many people
(`db.records.reader`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from core.approvals.case import State
from core.attendance.claim import Claim
from core.attendance.correction import Agreed
from core.attendance.review import StampKey
from core.attendance.stamp import Leg, Source, Stamp
from core.law.regulation import ExemptStatus
from core.month.cancellation import Cancellation
from core.organisation.calendar import Duty
from core.organisation.employee_status import Block, Exemption, Settled
from core.organisation.employment import Departure
from core.organisation.posting import Posting
from core.requests.absence import Asked
from core.requests.terms import from_record
from core.work.activity import stands
from db.json_functions import JsonColumns, JsonRows, instant
from db.people.departure import departure
from db.people.employee import block, employee, employee_duty, exemption, posting
from db.records.activity import activity, corrected_minutes
from db.records.cancellation import cancellation
from db.records.capture import capture
from db.records.claim import read_trace, share
from db.records.correction import AGREED, correction
from db.records.manual import COUNTS, manual
from db.records.request import request
from db.records.review import review
from db.records.stamp import stamp

T = TypeVar("T")
Read = Callable[[Any], Any]
Date = sa.ColumnElement[date]
Span = tuple[Date, Date]  # the first and the last date, both included
Condition = sa.ColumnElement[bool]


def mine(table: sa.Table) -> tuple[Condition, Condition]:
    """The condition that picks the rows of the `employee` of the statement around it."""
    return (table.c.region == employee.c.region, table.c.employee == employee.c.employee)


def _always(_first: Date, _last: Date) -> tuple[Condition, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class PersonRows(Generic[T]):
    """The rows of one table that are a person's, and the values that they make.

    `columns` says of each column what makes a value of what JSON holds; `build` takes them in
    that order. `within` picks the rows that matter in a span of dates; `where` holds always.
    """

    table: sa.Table
    columns: Mapping[sa.ColumnElement[Any], Read]
    build: Callable[..., T]
    within: Callable[[Date, Date], tuple[Condition, ...]] = _always
    where: tuple[Condition, ...] = ()

    def select_rows(self, span: Span | None, *where: Condition) -> sa.Select[Any]:
        """All of them, or those of a span, as one value: [[a, b], …], cheapest where few are."""
        return self._select(JsonRows(*self.columns), span, where)

    def select_columns(self, span: Span | None, *where: Condition) -> sa.Select[Any]:
        """The same as [[a, a, …], [b, b, …]], which is read in half the time where many are."""
        return self._select(JsonColumns(*self.columns), span, where)

    def from_rows(self, found: Sequence[Sequence[Any]] | None) -> tuple[T, ...]:
        """The values of what `select_rows` found, in no order."""
        if not found:
            return ()
        reads = self.columns.values()
        made = [[read(value) for read, value in zip(reads, row, strict=True)] for row in found]
        return tuple([self.build(*each) for each in made])

    def from_columns(self, found: Sequence[Sequence[Any] | None]) -> tuple[T, ...]:
        """The values of what `select_columns` found, in no order."""
        # PostgreSQL has no list, SQLite an empty one, where there are no rows.
        reads = zip(self.columns.values(), found, strict=True)
        return tuple(map(self.build, *(map(read, column or ()) for read, column in reads)))

    def _select(
        self, gathered: sa.ColumnElement[Any], span: Span | None, where: tuple[Condition, ...]
    ) -> sa.Select[Any]:
        near = self.within(*span) if span else ()
        return sa.select(gathered).where(*mine(self.table), *self.where, *near, *where)


@lru_cache(1_000)
def _day(text: str) -> date:
    """Everybody has the same few dates."""
    return date.fromisoformat(text)


def _or_none(read: Read) -> Read:
    return lambda value: None if value is None else read(value)


_LEG = {each.value: each for each in Leg}.__getitem__  # faster than the Enum's own call


def _lasting(table: sa.Table) -> Callable[[Date, Date], tuple[Condition, ...]]:
    """What began by the last date and had not ended before the first."""
    since, until = table.c.since, table.c.until
    return lambda first, last: (since <= last, sa.or_(until.is_(None), until >= first))


def _dated(table: sa.Table) -> Callable[[Date, Date], tuple[Condition, ...]]:
    return lambda first, last: (table.c.date.between(first, last),)


POSTINGS = PersonRows(posting, {posting.c.since: _day, posting.c.office: str}, Posting)

DUTIES = PersonRows(
    employee_duty,
    {
        employee_duty.c.since: _day,
        employee_duty.c.schedule: _or_none(str),
        employee_duty.c.until: _or_none(_day),
        employee_duty.c.number: int,
    },
    Duty,
    _lasting(employee_duty),
)

EXEMPTIONS = PersonRows(
    exemption,
    {
        exemption.c.since: _day,
        exemption.c.kind: ExemptStatus,
        exemption.c.until: _or_none(_day),
    },
    Exemption,
    _lasting(exemption),
)

BLOCKS = PersonRows(
    block,
    {
        block.c.since: instant,
        block.c.until: _or_none(instant),
        block.c.settled: _or_none(Settled),
        block.c.decree: _or_none(str),
    },
    Block,
)

DEPARTURES = PersonRows(
    departure,
    {departure.c.last: _day, departure.c.back: _or_none(_day)},
    Departure,
    where=(departure.c.revoked_at.is_(None),),
)


def _stamp(day: date, leg: Leg, at: datetime, place: str | None, duty: int, nth: int) -> Stamp:
    return Stamp(day, leg, at, place, False, duty, nth)


# Whether one is reviewed or refused, what somebody said of it tells (`FINDINGS`).
STAMPS = PersonRows(
    stamp,
    {
        stamp.c.date: _day,
        stamp.c.leg: _LEG,
        stamp.c.at: instant,
        stamp.c.place: _or_none(str),
        stamp.c.duty: int,
        stamp.c.nth: int,
    },
    _stamp,
    _dated(stamp),
)


def _listed(day: date, leg: Leg, at: datetime, duty: int) -> Stamp:
    return Stamp(day, leg, at, None, False, duty, source=Source.MANUAL)


# What signed lists say, where the papers are there by which it counts.
MANUAL = PersonRows(
    manual,
    {
        manual.c.date: _day,
        manual.c.leg: _LEG,
        manual.c.at: instant,
        manual.c.duty: int,
    },
    _listed,
    _dated(manual),
    COUNTS,
)


def _finding(
    day: date, leg: Leg, duty: int, nth: int, state: State | None
) -> tuple[StampKey, State | None]:
    return (day, leg, duty, nth), state


FINDINGS = PersonRows(
    review,
    {
        review.c.date: _day,
        review.c.leg: _LEG,
        review.c.duty: int,
        review.c.nth: int,
        review.c.state: _or_none(State),
    },
    _finding,
    _dated(review),
)


def _captured(
    day: date, leg: Leg, at: datetime, place: str, duty: int, state: State | None
) -> Stamp:
    refused = state is State.REJECTED
    return Stamp(day, leg, at, place, state is None, duty, 0, refused, Source.OFFLINE)


# Attendance without signal, handed in later: it counts until somebody refuses it (AMB-77).
CAPTURES = PersonRows(
    capture,
    {
        capture.c.date: _day,
        capture.c.leg: _LEG,
        capture.c.captured_at: instant,
        capture.c.place: str,
        capture.c.duty: int,
        capture.c.state: _or_none(State),
    },
    _captured,
    _dated(capture),
)


def _agreed(
    day: date, leg: Leg, at: datetime, place: str | None, duty: int, agreed_at: datetime
) -> Agreed:
    return Agreed(Stamp(day, leg, at, place, False, duty, source=Source.CORRECTED), agreed_at)


# What somebody agreed to of the legs of a date, beside its stamps.
CORRECTIONS = PersonRows(
    correction,
    {
        correction.c.date: _day,
        correction.c.leg: _LEG,
        correction.c.at: instant,
        correction.c.place: _or_none(str),
        correction.c.duty: int,
        correction.c.decided_at: instant,
    },
    _agreed,
    _dated(correction),
    (AGREED, correction.c.leg.is_not(None)),
)

REQUESTS = PersonRows(
    request,
    {
        request.c.code: str,
        request.c.first: _day,
        request.c.last: _day,
        request.c.filed_at: instant,
        request.c.due_at: instant,
        request.c.state: _or_none(State),
        request.c.decided_at: _or_none(instant),
        request.c.paper.is_(None): bool,
        request.c.terms: from_record,
    },
    Asked,
    lambda first, last: (request.c.first <= last, request.c.last >= first),
)


def _date_itself(day: date) -> date:
    return day


# The dates with activities of their own that are neither rejected nor withdrawn.
WORKED = PersonRows(
    activity,
    {activity.c.date: _day},
    _date_itself,
    _dated(activity),
    (
        sa.or_(
            activity.c.state.is_(None),
            activity.c.state.not_in([each.value for each in State if not stands(each)]),
        ),
        sa.func.coalesce(corrected_minutes(), 1) > 0,
    ),
)

# Those that a head has taken note of.
CANCELLATIONS = PersonRows(
    cancellation,
    {
        cancellation.c.date: _day,
        cancellation.c.decided_at: instant,
        cancellation.c.letter_at: _or_none(instant),
    },
    Cancellation,
    _dated(cancellation),
    (cancellation.c.state == State.APPROVED.value,),
)

CLAIMS = PersonRows(
    share,
    {
        share.c.date: _day,
        share.c.duty: int,
        share.c.leg: _LEG,
        share.c.message: _or_none(str),
        share.c.unsure_since: _or_none(instant),
        share.c.unsure_in: str,
        share.c.stamped: bool,
        share.c.trace: read_trace,
    },
    Claim,
)
