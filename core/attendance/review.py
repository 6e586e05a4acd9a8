"""Review of a stamp by a human: its state, and whether the stamp counts."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from core.approvals.case import Case, State
from core.attendance.evidence import Signal
from core.attendance.stamp import Leg, Stamp
from core.law.closing import closed
from core.law.questions.presensi import CheckedSignal
from core.law.regulation import Regulation
from core.organisation.fence import Point, Where
from core.requests import catalogue

UNREGULATED = timedelta(days=7)

StampKey = tuple[date, Leg, int, int]  # date, leg, duty, nth: of one person


class Reason(StrEnum):
    """Why a human looks: what could not be told from the location. None of them accuses."""

    VAGUE = "vague"  # the fix was too poor to tell, twice (AMB-08)
    EDGE = "edge"  # inside only by the tolerance of its accuracy
    UNPROVED = "unproved"  # the phone never told how sure it is
    FIRST_TRY = "first_try"  # in time only by a first fix that was too poor to tell
    SAME_POINT_OTHER_DAY = "same_point_other_day"
    SAME_POINT_OTHER_PERSON = "same_point_other_person"
    IMPOSSIBLE_SPEED = "impossible_speed"
    STATIC_PIN = "weak_kind"
    HOLIDAY = "holiday"  # it was refused then: a decree has taken the holiday back since


# A look holds so long: what was accepted of a point is not asked again meanwhile (AMB-57).
LOOK_HOLDS = timedelta(days=90)

_OF_FIX = {Where.UNSURE: Reason.VAGUE, Where.EDGE: Reason.EDGE}
_OF_SIGNAL = {
    CheckedSignal.SAME_POINT_OTHER_DAY: Reason.SAME_POINT_OTHER_DAY,
    CheckedSignal.SAME_POINT_OTHER_PERSON: Reason.SAME_POINT_OTHER_PERSON,
    CheckedSignal.IMPOSSIBLE_SPEED: Reason.IMPOSSIBLE_SPEED,
    CheckedSignal.STATIC_PIN: Reason.STATIC_PIN,
}


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody said of one stamp, why they were asked, and where it was.

    `point` is None once it is forgotten, `place` where it was stamped elsewhere.
    """

    reasons: tuple[Reason, ...]
    found: State
    at: datetime
    place: str | None
    point: Point | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a stamp is: the point that was shared, and the place that it lies in."""

    point: Point
    place: str | None


def doubts(where: Where) -> tuple[Reason, ...]:
    """What whoever looks is told of a fix that could not tell by itself where it is."""
    return (_OF_FIX.get(where, Reason.FIRST_TRY),)


def raised(
    regulation: Regulation,
    day: date,
    signals: Collection[Signal],
    spot: Spot,
    looks: Sequence[Look],
) -> tuple[Reason, ...]:
    """Which signals of a stamp somebody has to look at (AMB-57): those that the region lists.

    Not what was accepted of that person here already: a look at it has been had, and the
    newest one holds.
    """
    listed = regulation.presensi.sinyal_diperiksa.on(day).value or ()
    asked = (_OF_SIGNAL[each] for each in listed)
    shown = {each.value for each in signals}
    return tuple(
        reason for reason in asked if reason.value in shown and not _accepted(reason, spot, looks)
    )


def _accepted(reason: Reason, spot: Spot, looks: Sequence[Look]) -> bool:
    """What somebody said last of this reason here; a pin never falls on the same point twice."""
    by_place = reason is Reason.STATIC_PIN
    here = [
        each
        for each in looks
        if reason in each.reasons
        and (each.place == spot.place if by_place else each.point == spot.point)
    ]
    return bool(here) and max(here, key=lambda each: each.at).found is State.APPROVED


def due(
    regulation: Regulation,
    day: date,
    at: datetime,
    works: Callable[[date], bool],
    zone: tzinfo,
) -> datetime:
    """Until when whoever verifies has time to look before the next one is asked (AMB-46).

    As long as for a request of that date; where the law gives no such limit, a week.
    """
    limit = regulation.validasi.izin.on(day)
    return catalogue.due(limit, at, day, works, zone) if limit.regulated else at + UNREGULATED


def state_at(regulation: Regulation, review: Case, now: datetime, zone: tzinfo) -> State:
    """What a look at a stamp is at an instant: silence only carries it up (AMB-46).

    Nobody decides it any more once its month is closed; the stamp counts as it stood.
    """
    if review.state is not None:
        return review.state
    if closed(regulation, review.day, now, zone):
        return State.ENDED
    return State.PENDING if now < review.due_at else State.ESCALATED


def key_of(stamp: Stamp) -> StampKey:
    """What tells a stamp of somebody from all their others."""
    return stamp.date, stamp.leg, stamp.duty, stamp.nth


def looked_at(
    stamps: Sequence[Stamp], findings: Mapping[StampKey, State | None]
) -> tuple[Stamp, ...]:
    """The stamps as they stand: `findings` holds those that somebody looks, or looked, at."""
    if not findings:
        return tuple(stamps)
    return tuple(_looked_at(each, findings) for each in stamps)


def _looked_at(stamp: Stamp, findings: Mapping[StampKey, State | None]) -> Stamp:
    key = key_of(stamp)
    if key not in findings:
        return stamp
    return replace(stamp, review=findings[key] is None, refused=findings[key] is State.REJECTED)
