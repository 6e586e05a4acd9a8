"""The instants that the times on a signed list mean."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.attendance.stamp import Leg, Source, Stamp
from core.organisation.calendar import DAY, Hours


class Unfit(StrEnum):
    """Why times of a list cannot be right."""

    EMPTY = "kosong"
    FUTURE = "belum terjadi"
    REVERSED = "pulang sebelum masuk"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list says of somebody for a date: two times of the clock there, or one of them."""

    masuk: time | None
    pulang: time | None


def stamps_of(hours: Hours, listed: Listed, now: datetime) -> tuple[Stamp, ...] | Unfit:
    """The stamps that a list makes of one working date, on the duty that its first time is of.

    The pulang of a night is of the next morning. Nothing is written of what is still to come.
    """
    clocks = {Leg.MASUK: listed.masuk, Leg.PULANG: listed.pulang}
    legs = [(leg, clock) for leg, clock in clocks.items() if clock is not None]
    if not legs:
        return Unfit.EMPTY
    duty = _duty(hours, *legs[0])
    found = [_stamp(duty, leg, _instant(duty, leg, clock)) for leg, clock in legs]
    if any(each.at > now for each in found):
        return Unfit.FUTURE
    if found[-1].at <= found[0].at and len(found) > 1:
        return Unfit.REVERSED
    return tuple(found)


def _stamp(duty: Hours, leg: Leg, at: datetime) -> Stamp:
    return Stamp(duty.date, leg, at, None, False, duty.duty, source=Source.MANUAL)


def _duty(hours: Hours, leg: Leg, clock: time) -> Hours:
    """Of several duties of a date the one whose leg is nearest."""
    return min(hours.duties, key=lambda duty: abs(_instant(duty, leg, clock) - _near(duty, leg)))


def _near(duty: Hours, leg: Leg) -> datetime:
    return duty.start if leg is Leg.MASUK else duty.end


def _instant(duty: Hours, leg: Leg, clock: time) -> datetime:
    """Of the dates on which a duty is stamped the one where this time is nearest to its leg."""
    near, zone = _near(duty, leg), duty.start.tzinfo
    dates = _touched(*(each.astimezone(zone).date() for each in (duty.opens, duty.closes)))
    moments = [datetime.combine(day, clock, zone) for day in dates]
    return min(moments, key=lambda moment: _distance(moment, near))


def _touched(first: date, last: date) -> list[date]:
    return [first + number * DAY for number in range((last - first).days + 1)]


def _distance(one: datetime, other: datetime) -> timedelta:
    return abs(one - other)
