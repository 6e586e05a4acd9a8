"""Somebody who asks for something: a request in one line, and all that usually stands beside."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from core.law.kinds import EmployeeKind, HolidayKind
from core.law.regulation import ExemptStatus, Regulation
from core.organisation.calendar import DAY, DayOff, Duty, Holiday, Hours
from core.organisation.deadline import Outage
from core.organisation.region import load_region
from core.organisation.regular_windows import regular_windows
from core.requests.filing import (
    Applicant,
    Attached,
    Draft,
    Earlier,
    Effect,
    Filed,
    Refused,
    State,
    Why,
    judge,
    kinds,
)
from tests.core.situations import ALWAYS, BLG, MONDAY, a_calendar, at, law, zone_of

CPNS, PNS, PPPK = EmployeeKind
CREDITED, EXCUSED, TRIP, SPECIAL, EARLY = Effect
LETTER = Attached("090/123/SETDA")
DEMO = Path(__file__).parents[2] / "bot" / "demo" / "data" / "regions" / "karanganyar.toml"


def filled() -> Regulation:
    """Karanganyar's text with its silence filled, as the demo does."""
    return load_region(DEMO.read_text("utf-8"), DEMO.name).regulation


def works(
    schedule: str = "lima-hari", name: str = BLG, holidays: Collection[date] = ()
) -> Callable[[date], Hours | DayOff]:
    """The hours of whoever has this schedule, date by date."""
    off = _calendar(holidays).values()
    calendar, duty = a_calendar(zone_of(name), *off), (Duty(ALWAYS, schedule),)
    return lambda day: calendar.hours(day, duty, (), regular_windows(law(name), day))


def _calendar(holidays: Collection[date]) -> dict[date, Holiday]:
    """All of them are cuti bersama."""
    return {day: Holiday(day, "libur", HolidayKind.COLLECTIVE) for day in holidays}


def ask(
    code: str,
    first: date = MONDAY,
    last: date | None = None,
    *,
    name: str = BLG,
    sent: datetime | None = None,
    paper: Attached | None = LETTER,
    schedule: str = "lima-hari",
    holidays: Collection[date] | None = None,
    outages: Sequence[Outage] = (),
    regulation: Regulation | None = None,
    employee: EmployeeKind = PNS,
    exempt: ExemptStatus | None = None,
    earlier: Sequence[Earlier] = (),
    worked: Collection[date] = (),
    today: date | None = None,
) -> Filed | Refused:
    """What becomes of a request that is sent at 10.00 of its first date, with a letter.

    `today` is the person's working date; None: that of the calendar.

    Collective leave is asked for dates that are, unless `holidays` are given (AMB-54).
    """
    if holidays is None:
        count = ((last or first) - first).days + 1 if code == "cuti.bersama" else 0
        holidays = [first + DAY * number for number in range(count)]
    zone, office = zone_of(name), works("lima-hari", name, holidays)
    sent = sent or at(first, "10.00", zone)
    return judge(
        regulation or law(name),
        Draft(code, first, last or first, sent, today or sent.astimezone(zone).date(), paper),
        by=Applicant(employee, exempt, earlier, worked, _calendar(holidays)),
        hours=works(schedule, name, holidays),
        works=lambda day: isinstance(office(day), Hours),
        zone=zone,
        outages=outages,
    )


def before(code: str, first: date, last: date, state: State, name: str = BLG) -> Earlier:
    """A request of the kind that the law of `name` knows by this code."""
    everything = {each.code: each.kind.akibat for each in kinds(law(name), PNS, first)}
    return Earlier(code, everything[code], first, last, state)


def why(verdict: Filed | Refused) -> Why | None:
    return verdict.why if isinstance(verdict, Refused) else None


def cited(verdict: Filed | Refused) -> str:
    return " | ".join(ground.citation for ground in verdict.grounds)


def accepted(*args: Any, **facts: Any) -> Filed:
    verdict = ask(*args, **facts)
    assert isinstance(verdict, Filed), verdict
    return verdict
