"""What is known of somebody's dates, as their record holds it: stamps, requests, work and the like.

Both readers take it from here, as from `db.records.person_status`.
"""

from datetime import date, datetime

import sqlalchemy as sa

from core.approvals.case import State
from core.attendance.claim import Claim
from core.attendance.correction import Agreed
from core.attendance.review import StampKey
from core.attendance.stamp import Leg, Source, Stamp
from core.month.cancellation import Cancellation
from core.requests.absence import Asked
from core.requests.terms import from_record
from core.work.activity import stands
from db.json_functions import instant
from db.records.activity import activity, corrected_minutes
from db.records.cancellation import cancellation
from db.records.capture import capture
from db.records.claim import read_trace, share
from db.records.correction import AGREED, correction
from db.records.manual import COUNTS, manual
from db.records.person_rows import PersonRows, dated, day_of, or_none
from db.records.request import request
from db.records.review import review
from db.records.stamp import stamp

_LEG = {each.value: each for each in Leg}.__getitem__  # faster than the Enum's own call


def _stamp(day: date, leg: Leg, at: datetime, place: str | None, duty: int, nth: int) -> Stamp:
    return Stamp(day, leg, at, place, False, duty, nth)


# Whether one is reviewed or refused, what somebody said of it tells (`FINDINGS`).
STAMPS = PersonRows(
    stamp,
    {
        stamp.c.date: day_of,
        stamp.c.leg: _LEG,
        stamp.c.at: instant,
        stamp.c.place: or_none(str),
        stamp.c.duty: int,
        stamp.c.nth: int,
    },
    _stamp,
    dated(stamp),
)


def _listed(day: date, leg: Leg, at: datetime, duty: int) -> Stamp:
    return Stamp(day, leg, at, None, False, duty, source=Source.MANUAL)


# What signed lists say, where the papers are there by which it counts.
MANUAL = PersonRows(
    manual,
    {
        manual.c.date: day_of,
        manual.c.leg: _LEG,
        manual.c.at: instant,
        manual.c.duty: int,
    },
    _listed,
    dated(manual),
    COUNTS,
)


def _finding(
    day: date, leg: Leg, duty: int, nth: int, state: State | None
) -> tuple[StampKey, State | None]:
    return (day, leg, duty, nth), state


FINDINGS = PersonRows(
    review,
    {
        review.c.date: day_of,
        review.c.leg: _LEG,
        review.c.duty: int,
        review.c.nth: int,
        review.c.state: or_none(State),
    },
    _finding,
    dated(review),
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
        capture.c.date: day_of,
        capture.c.leg: _LEG,
        capture.c.captured_at: instant,
        capture.c.place: str,
        capture.c.duty: int,
        capture.c.state: or_none(State),
    },
    _captured,
    dated(capture),
)


def _agreed(
    day: date, leg: Leg, at: datetime, place: str | None, duty: int, agreed_at: datetime
) -> Agreed:
    return Agreed(Stamp(day, leg, at, place, False, duty, source=Source.CORRECTED), agreed_at)


# What somebody agreed to of the legs of a date, beside its stamps.
CORRECTIONS = PersonRows(
    correction,
    {
        correction.c.date: day_of,
        correction.c.leg: _LEG,
        correction.c.at: instant,
        correction.c.place: or_none(str),
        correction.c.duty: int,
        correction.c.decided_at: instant,
    },
    _agreed,
    dated(correction),
    (AGREED, correction.c.leg.is_not(None)),
)

REQUESTS = PersonRows(
    request,
    {
        request.c.code: str,
        request.c.first: day_of,
        request.c.last: day_of,
        request.c.filed_at: instant,
        request.c.due_at: instant,
        request.c.state: or_none(State),
        request.c.decided_at: or_none(instant),
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
    {activity.c.date: day_of},
    _date_itself,
    dated(activity),
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
        cancellation.c.date: day_of,
        cancellation.c.decided_at: instant,
        cancellation.c.letter_at: or_none(instant),
    },
    Cancellation,
    dated(cancellation),
    (cancellation.c.state == State.APPROVED.value,),
)

CLAIMS = PersonRows(
    share,
    {
        share.c.date: day_of,
        share.c.duty: int,
        share.c.leg: _LEG,
        share.c.message: or_none(str),
        share.c.unsure_since: or_none(instant),
        share.c.unsure_in: str,
        share.c.stamped: bool,
        share.c.trace: read_trace,
    },
    Claim,
)
