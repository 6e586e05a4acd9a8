"""What keeps somebody from attending online: an incident, and how much of it is used up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar, assert_never

from core.law.answer import Answer
from core.law.questions.manual import Condition, Demand, PerIncident, PerMonth
from core.law.regulation import Regulation
from core.organisation.calendar import DAY

Rule: TypeAlias = Demand | PerIncident | PerMonth
R = TypeVar("R", bound=Rule)

PHONE = frozenset({Condition.LOST, Condition.BROKEN})


@dataclass(frozen=True, slots=True)
class Incident:
    """What keeps somebody from attending online since `first`, their first manual date.

    `extended_until`: the last date granted beyond the law's own number, by an Administrator
    (AMB-26) or by BKPSDM (KAM-03). `closed`: the date of the new binding, whose morning may
    still have been manual, or the last date of weak signal.
    """

    condition: Condition
    first: date
    extended_until: date | None = None
    closed: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a date lies in it, however many the law still gives."""
        return self.first <= day and (self.closed is None or day <= self.closed)


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of what the law gives is used on a date.

    The date is the `nth` of `days` of the incident, whose `last` it may still be; and `used` of
    `times` of its month are recorded. None where the law sets no such limit.
    """

    nth: int | None = None
    days: int | None = None
    last: date | None = None
    used: int | None = None
    times: int | None = None

    @property
    def left(self) -> int | None:
        """Days or times that are left after this date, the fewer of both; None: no limit."""
        of_days = None if self.days is None or self.nth is None else self.days - self.nth
        of_times = None if self.times is None or self.used is None else self.times - self.used
        found = [max(0, each) for each in (of_days, of_times) if each is not None]
        return min(found) if found else None


def usage(
    regulation: Regulation, incident: Incident, day: date, recorded: Collection[date] = ()
) -> Usage:
    """What is used on a date (Pasal 11 ayat (6), Pasal 9 ayat (4)).

    `recorded` as in `core.month.manual.judge`. Raises NotInForceError before the regulation.
    """
    law = regulation.manual
    long = rule_for(law.per_kejadian.on(day), incident.condition)
    often = rule_for(law.sebulan.on(day), incident.condition)
    last = incident.first + (long.hari - 1) * DAY if long else None
    granted = incident.extended_until
    if last and granted:
        last = max(last, granted)
    days = (last - incident.first).days + 1 if last else None
    return Usage(
        nth=(day - incident.first).days + 1 if long else None,
        days=days,
        last=last,
        used=counted(often, [e for e in recorded if same_month(e, day)]) if often else None,
        times=often.kali if often else None,
    )


def rule_for(answer: Answer[R], condition: Condition) -> R | None:
    """What an answer says for a condition; None where it is not about that one."""
    value = answer.value
    return value if value and condition in value.keadaan else None


def counted(month: PerMonth, used: Collection[date]) -> int:
    """How many attendances these entries of a month are (KAM-03)."""
    match month.hitungan:
        case "hari":
            return len(set(used))
        case "masuk_atau_pulang":
            return len(used)
        case _:
            assert_never(month.hitungan)


def same_month(one: date, other: date) -> bool:
    """Whether both lie in one calendar month."""
    return (one.year, one.month) == (other.year, other.month)
