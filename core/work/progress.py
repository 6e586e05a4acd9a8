"""How far a month of daily work has come, each day by its own law (Pasal 9 ayat (2))."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from core.approvals.case import COUNTED, State
from core.law.answer import required_value
from core.law.questions.kinerja import Target
from core.law.regulation import Regulation
from core.organisation.calendar import DayOff, Hours
from core.work.activity import kept

WORKING_DAYS = 20  # of the month that the flat target is thought for (AMB-13)


@dataclass(frozen=True, slots=True)
class Progress:
    """A month in points. `pace` is needed on each working day that is left, None without any.

    `target` is that of the days that count: before the first use nothing is asked (AMB-52).

    `reachable` is what the month's working hours hold; the target may lie beyond. `prorated` is
    the target in proportion to the person's own working days: for information, unless the region
    has chosen it as the target (AMB-13).
    """

    target: int
    counted: int
    pending: int
    reachable: int
    prorated: int
    pace: int | None

    @property
    def missing(self) -> int:
        return max(0, self.target - self.counted)


def progress(
    regulation: Regulation,
    days: Sequence[Hours | DayOff],
    done: Iterable[tuple[date, State, int]],
    today: date,
    credited: Mapping[date, int],
    unused: Container[date] = (),
) -> Progress:
    """How far a month has come: `days` are its dates in order, `done` dates, states and minutes.

    `credited` are dates with points of their own, which ask for no work (Pasal 11 ayat (3)). The
    target is that of the last date of the month on which daily work is kept; raises LookupError
    where it is kept on none. `unused` are dates on which the person could not use Hadir yet: they
    ask for nothing, and a whole target is in proportion to the working days that count (AMB-52);
    what was done on them counts all the same.
    """
    dates = [day.date for day in days if kept(regulation, day.date)]
    if not dates:
        raise LookupError(f"no daily work is kept from {days[0].date} to {days[-1].date}")
    points = dict.fromkeys(State, 0)
    for day, state, minutes in done:
        points[state] += minutes * per_minute(regulation, day)
    counted = sum(points[state] for state in COUNTED) + sum(credited.values())
    working = [day for day in days if isinstance(day, Hours) and day.date in dates]
    duty = [day for day in working if day.date not in unused]
    law = required_value(regulation.kinerja.target_bulanan.on(dates[-1]))
    whole = law * len(duty) // len(working) if working else law
    prorated = law * len(duty) // WORKING_DAYS
    target = _target(required_value(regulation.kinerja.cara_target.on(dates[-1])), whole, prorated)
    left = sum(day.date >= today and day.date not in credited for day in duty)
    missing = max(0, target - counted)
    return Progress(
        target=target,
        counted=counted,
        pending=points[State.PENDING],
        reachable=sum(day.net_minutes * per_minute(regulation, day.date) for day in duty),
        prorated=prorated,
        pace=-(-missing // left) if left else None,
    )


def _target(how: Target, whole: int, prorated: int) -> int:
    match how:
        case "utuh":
            return whole
        case "sebanding_hari_kerja":
            return prorated
        case _:
            assert_never(how)


def per_minute(regulation: Regulation, day: date) -> int:
    """The points of a minute of a date's work (AMB-14)."""
    return required_value(regulation.kinerja.poin_per_menit.on(day))
