"""Corrections of a day: a new value beside the old one, agreed by a second person."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from core.approvals.case import Case, State
from core.attendance.counts import counting
from core.attendance.stamp import Leg, Source, Stamp
from core.law.closing import closed, closes_at
from core.law.questions.koreksi import Matter
from core.law.regulation import Regulation
from core.organisation.calendar import DAY, Hours
from core.requests.absence import Absence

# How long a proposal of a closed month, or of one that never closes, waits before it is urgent.
PATIENCE = timedelta(days=7)

LEGS = {Matter.MASUK: Leg.MASUK, Matter.PULANG: Leg.PULANG}


@dataclass(frozen=True, slots=True)
class Agreed:
    """A correction of one leg that somebody agreed to, and when; `stamp` is what stands since."""

    stamp: Stamp
    at: datetime


def newest(agreed: Iterable[Agreed]) -> tuple[Stamp, ...]:
    """Of several corrections of a leg the one that was agreed last counts; all are kept."""
    found: dict[tuple[object, ...], Stamp] = {}
    for each in sorted(agreed, key=lambda one: one.at):
        found[each.stamp.date, each.stamp.leg, each.stamp.duty] = each.stamp
    return tuple(found.values())


def before(corrected: Stamp, stamps: Iterable[Stamp], absences: Sequence[Absence]) -> Stamp | None:
    """What would count of the same leg without any correction; `stamps` are those of its date."""
    found = counting((each for each in stamps if each.source is not Source.CORRECTED), absences)
    same = (each for each in found if (each.leg, each.duty) == (corrected.leg, corrected.duty))
    return next(same, None)


def correctable(regulation: Regulation, day: date, there: Container[Matter]) -> list[Matter]:
    """What of a date may be corrected: of what the law lists whatever `there` is something of."""
    return [each for each in regulation.koreksi.hal.on(day).value or () if each in there]


def may_ask(regulation: Regulation, day: date) -> bool:
    """Whether somebody may ask for a stamp of a day that lacks one: there is who proposes it."""
    legs = correctable(regulation, day, LEGS)
    return bool(legs and regulation.peran.usulkan_koreksi.on(day).value)


def needs_proof(regulation: Regulation, day: date, matter: Matter) -> bool:
    """Whether a correction needs a photo or a PDF."""
    return matter in (regulation.koreksi.bukti.on(day).value or ())


def instant_of(hours: Hours, leg: Leg, clock: time) -> datetime | None:
    """When a clock time falls within the window of a leg; None: at no time.

    After midnight a night shift is still its evening's date. Masuk is taken until the end of the
    hours, pulang from their start on: how early it was counts in minutes.
    """
    first, last = window_of(hours, leg)
    zone = hours.start.tzinfo
    around = (datetime.combine(hours.date + day * DAY, clock, zone) for day in range(2))
    return next((each for each in around if first <= each <= last), None)


def window_of(hours: Hours, leg: Leg) -> tuple[datetime, datetime]:
    """From when to when a leg of some hours may be corrected to, both included."""
    return (hours.opens, hours.end) if leg is Leg.MASUK else (hours.start, hours.closes)


def in_order(leg: Leg, at: datetime, other: datetime) -> bool:
    """Whether a leg at an instant goes with the other one of its duty: masuk before pulang."""
    return at < other if leg is Leg.MASUK else other < at


def due_at(regulation: Regulation, day: date, at: datetime, zone: tzinfo) -> datetime:
    """Until when somebody should agree to what is proposed for a date at an instant.

    Until its month closes, for then it lapses; where it is closed already, or never closes, so
    long as `PATIENCE`.
    """
    closes = closes_at(regulation, day, zone)
    return closes if closes is not None and at < closes else at + PATIENCE


def state_at(
    regulation: Regulation, correction: Case, now: datetime, zone: tzinfo, *, after_lock: bool
) -> State:
    """What a proposal is at an instant: nobody's silence agrees to it.

    What was proposed while its month was open lapses with it (Pasal 13 ayat (4), AMB-28).
    """
    if correction.state is not None:
        return correction.state
    if not after_lock and closed(regulation, correction.day, now, zone):
        return State.LAPSED
    return State.PENDING
