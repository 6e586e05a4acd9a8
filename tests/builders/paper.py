"""Somebody's date on paper: an incident in one line, and all that usually stands beside."""

from collections.abc import Collection
from datetime import date

from core.law.regulation import Regulation
from core.month.manual import Allowed, Condition, Incident, Refused, Why, judge
from core.organisation.deadline import Outage
from tests.core.asking import works
from tests.core.situations import MONDAY, at, law, zone_of

SIGNAL, LOST, BROKEN, SERVER = Condition
PHONE = (LOST, BROKEN)
EVERY_DAY = "malam"  # a shift knows no weekends


def record(
    name: str,
    condition: Condition,
    day: date = MONDAY,
    *,
    first: date | None = None,
    extended: date | None = None,
    closed: date | None = None,
    recorded: Collection[date] = (),
    outages: Collection[Outage] | None = None,
    schedule: str = "lima-hari",
    regulation: Regulation | None = None,
) -> Allowed | Refused:
    """What becomes of a date, first of its incident; the register has a morning's outage."""
    return judge(
        regulation or law(name),
        Incident(condition, first or day, extended, closed),
        day,
        hours=works(schedule, name),
        recorded=recorded,
        outages=[gone(name, day)] if outages is None else outages,
    )


def gone(name: str, day: date, since: str = "07.00", until: str = "09.00") -> Outage:
    return Outage(at(day, since, zone_of(name)), at(day, until, zone_of(name)))


def why(verdict: Allowed | Refused) -> Why | None:
    return verdict.why if isinstance(verdict, Refused) else None


def cited(verdict: Allowed | Refused) -> str:
    """`9(1), 9(7), AMB-23`: the paragraphs and decisions that it stands on."""
    whole = ", ".join(each.citation.partition(" Perbup")[0] for each in verdict.grounds)
    short = whole.replace(" dan Pasal ", ", ").replace("Pasal ", "").replace(" ayat ", "")
    return short.replace("keputusan ", "")
