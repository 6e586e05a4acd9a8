"""Daily work on paper: what a signed sheet may say of a date (Pasal 11 ayat (1) and ayat (6))."""

from collections.abc import Collection, Sequence
from datetime import date

from core.law.answer import ground, required_value
from core.law.regulation import ActivityKind, ExemptStatus, Regulation
from core.organisation.calendar import DayOff, Hours
from core.requests.absence import Absence
from core.work.activity import Refused, Why, excluded, excused, kept


def judge(
    regulation: Regulation,
    day: date,
    kinds: Collection[ActivityKind],
    minutes: int,
    *,
    hours: Hours | DayOff,
    exempt: ExemptStatus | None,
    absences: Sequence[Absence],
) -> Refused | None:
    """Why the work of a date cannot be entered from paper, else None.

    As online, but for the days in which it may be entered: paper comes when the phone is gone.
    `minutes` are all of that date, those that were filed before among them. Raises
    NotInForceError before the regulation.
    """
    work = regulation.kinerja
    if not kept(regulation, day) or not set(kinds) <= set(work.jenis.on(day).value or ()):
        return Refused(Why.NOT_KEPT, (ground(work.jenis.on(day)),))
    if refused := excused(regulation, day, exempt) or excluded(regulation, hours, absences):
        return refused
    most = work.paling_banyak_sehari.on(day)
    if minutes > required_value(most):
        return Refused(Why.TOO_MUCH, (ground(most),))
    return None
