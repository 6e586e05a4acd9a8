"""One office, its hours and its people as plain values: what the tests of the rules start from."""

from datetime import date, datetime, time, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from core.attendance.claim import Claim
from core.attendance.evidence import Share, ShareKind
from core.attendance.judge import (
    Accepted,
    Already,
    Attended,
    Case,
    Outside,
    Refused,
    Unsure,
    Verdict,
    WhichLeg,
)
from core.attendance.stamp import Leg, Stamp
from core.law.regulation import Regulation, read
from core.organisation.calendar import (
    DAY,
    Calendar,
    DayOff,
    Duty,
    Edition,
    Holiday,
    Hours,
    Schedule,
    Span,
)
from core.organisation.fence import Fence, Plane, Point
from core.organisation.posting import Site
from core.organisation.regular_windows import regular_windows

WITA, WIB = ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jakarta")
BLG, KRA = "bulungan", "karanganyar"
ALWAYS = date(2023, 7, 3)
MONDAY, FRIDAY = date(2026, 4, 6), date(2026, 4, 10)
MASUK, PULANG = Leg.MASUK, Leg.PULANG
LIVE = "11"  # the message of the live location


def span(hours: str, rest: int = 0) -> Span:
    """`span("07.30-16.00", 60)`."""
    start, end = hours.split("-")
    return Span(clock(start), clock(end), rest)


def clock(text: str) -> time:
    """`07.30` or `07.30.59`, as Indonesians write it."""
    return time.fromisoformat(text.replace(".", ":"))


def at(day: date, text: str, zone: tzinfo = WITA) -> datetime:
    return datetime.combine(day, clock(text), zone)


# Perpres 21/2023: 37 h 30 min a week without breaks, 32 h 30 min in Ramadan.
_FIVE = (span("07.30-16.00", 60),) * 4 + (span("07.30-16.30", 90), None, None)
_FASTING = (span("08.00-15.00", 30),) * 4 + (span("08.00-15.30", 60), None, None)
_SIX = (span("07.30-13.30"),) * 4 + (span("07.30-11.00"), span("07.30-12.30"), None)
RAMADAN = (date(2026, 2, 19), date(2026, 3, 19))


def shift(code: str, hours: str, opens: str | None, closes: str | None, rest: int = 0) -> Schedule:
    """The same hours every day, with windows of its own."""
    window = (clock(text) if text else None for text in (opens, closes))
    edition = Edition(ALWAYS, (span(hours, rest),) * 7, None, *window)
    return Schedule(code, code.title(), shift=True, editions=(edition,))


def ordinary(code: str, *editions: Edition) -> Schedule:
    return Schedule(code, code.title(), shift=False, editions=editions)


SCHEDULES = {
    schedule.code: schedule
    for schedule in (
        ordinary("lima-hari", Edition(ALWAYS, _FIVE), Edition(RAMADAN[0], _FASTING, RAMADAN[1])),
        ordinary("enam-hari", Edition(ALWAYS, _SIX)),
        shift("malam", "21.00-07.00", "20.00", "09.00", rest=60),
        shift("dini-hari", "00.30-08.00", "23.30", "09.00"),
        shift("sore", "15.00-23.00", "14.00", "01.00"),
    )
}


def a_calendar(zone: tzinfo = WITA, *holidays: Holiday) -> Calendar:
    return Calendar(zone, SCHEDULES, {holiday.date: holiday for holiday in holidays})


OFFICE = Point(2.8375, 117.3655)


def north(metres: float, of: Point = OFFICE) -> Point:
    return Point(of.latitude + metres / Plane.around(of).north, of.longitude)


def circle(code: str = "kantor", centre: Point = OFFICE, radius: float = 100) -> Fence:
    return Fence(code, code.title(), centre, radius)


@cache
def law(name: str) -> Regulation:
    return read(name)


def zone_of(name: str) -> ZoneInfo:
    return WIB if name == KRA else WITA


def days_around(day: date, name: str = BLG, *duties: Duty) -> tuple[Hours | DayOff, ...]:
    calendar, own = a_calendar(zone_of(name)), duties or (Duty(ALWAYS, "lima-hari"),)
    around = (day - DAY, day, day + DAY)
    return tuple(calendar.hours(each, own, (), regular_windows(law(name), each)) for each in around)


def a_share(sent: datetime, metres: float = 0, accuracy: float | None = 10, **change: Any) -> Share:
    """A live location of one's own, so many metres north of the office's centre."""
    facts: dict[str, Any] = {
        "kind": ShareKind.LIVE,
        "point": north(metres),
        "accuracy": accuracy,
        "sent_at": sent,
        "received_at": sent,
        "live_until": None,
        "forwarded": False,
        "via_bot": False,
        "scheduled": False,
        "private": True,
        "heading": None,
    }
    return Share(**facts | change)


def a_stamp(day: date, leg: Leg, text: str = "07.24", zone: tzinfo = WITA) -> Stamp:
    return Stamp(day, leg, at(day, text, zone), "kantor", review=False)


def a_case(sent: datetime, leg: Leg | None = None, *, name: str = BLG, **facts: Any) -> Case:
    """Somebody at the office's centre who works `works` (five days) and has no stamp yet.

    `unsure_since`: an earlier fix of the same live location was too poor to tell.
    """
    works, share = facts.pop("works", "lima-hari"), facts.pop("share", None)
    unsure_since = facts.pop("unsure_since", None)
    day = sent.astimezone(zone_of(name)).date()
    usual: dict[str, Any] = {
        "regulation": law(name),
        "share": share or a_share(sent),
        "live_only": True,
        "leg": leg,
        "days": days_around(day, name, Duty(ALWAYS, works)),
        "stamps": (),
        "sites": (Site(circle(), "setda"),),
        "message": LIVE,
        "claims": tried(day, unsure_since) if unsure_since else (),
    }
    return Case(**usual | facts)


def tried(day: date, unsure_since: datetime, message: str = LIVE) -> tuple[Claim, ...]:
    """What an earlier fix of a live location has left, whichever leg and date it was for."""
    dates = (day - DAY, day, day + DAY)
    return tuple(
        Claim(each, 1, leg, message, unsure_since, message) for each in dates for leg in Leg
    )


def said(verdict: Verdict) -> object:
    """A verdict in one word: the leg it stamps, why it refuses, or what kind it is."""
    match verdict:
        case Accepted():
            return verdict.leg
        case Refused():
            return verdict.why
        case Already():
            return "sudah", verdict.stamp.leg
        case Outside() | Unsure() | WhichLeg() | Attended():
            return type(verdict)


def cited(verdict: Verdict) -> str:
    return "; ".join(ground.citation for ground in verdict.grounds)
