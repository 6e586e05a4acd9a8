"""A stamp that a human looks at: what was decided of it, and what that makes of the stamp."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from core import offer
from core.evidence import Signal
from core.fence import Where
from core.regulation import Regulation
from core.stamp import Leg, Stamp

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
    HOLIDAY = "holiday"  # it was refused then: a decree has taken the holiday back since


class Finding(StrEnum):
    """What somebody said who looked. Silence decides nothing (AMB-46)."""

    ACCEPTED = "diterima"
    REFUSED = "ditolak"


_OF_FIX = {Where.UNSURE: Reason.VAGUE, Where.EDGE: Reason.EDGE}


def reasons(where: Where, signals: Collection[Signal]) -> tuple[Reason, ...]:
    """What whoever looks is told, of a stamp that has to be looked at."""
    also = (Reason(each.value) for each in signals if each.value in set(Reason))
    return (_OF_FIX.get(where, Reason.FIRST_TRY), *also)


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
    return offer.due(limit, at, day, works, zone) if limit.regulated else at + UNREGULATED


def looked_at(
    stamps: Sequence[Stamp], findings: Mapping[StampKey, Finding | None]
) -> tuple[Stamp, ...]:
    """The stamps as they stand: `findings` holds those that somebody looks, or looked, at."""
    if not findings:
        return tuple(stamps)
    return tuple(_looked_at(each, findings) for each in stamps)


def _looked_at(stamp: Stamp, findings: Mapping[StampKey, Finding | None]) -> Stamp:
    key = (stamp.date, stamp.leg, stamp.duty, stamp.nth)
    if key not in findings:
        return stamp
    return replace(stamp, review=findings[key] is None, refused=findings[key] is Finding.REFUSED)
