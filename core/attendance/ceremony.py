"""Masuk at an apel or upacara: until when it is on time there, and since when it is late.

One rule for the verdict on a share and for the day that is derived from its stamp: both ask by the
place and the instant of the stamp alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import assert_never

from core.law.answer import Answer
from core.law.questions.apel import LateSince
from core.law.regulation import Regulation
from core.organisation.calendar import Hours
from core.organisation.ceremony import Ceremony
from core.requests.absence import Absence

# On a day off there are no hours that say when somebody came for the ceremony (AMB-73).
OFF_DAY_SPAN = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Attendance:
    """The ceremony that a masuk was stamped at, and the hours by which it is late."""

    ceremony: Ceremony
    hours: Hours
    articles: tuple[Answer[object], ...]


def latest(regulation: Regulation, ceremony: Ceremony) -> datetime:
    """The last instant that is on time: 09.00.00 by Pasal 8 ayat (6), else the announced hour."""
    clock = regulation.apel.masuk_paling_lambat.on(ceremony.date).value
    if clock is None:
        return ceremony.start
    return datetime.combine(ceremony.date, clock, ceremony.start.tzinfo)


def bears_on(regulation: Regulation, ceremony: Ceremony, hours: Hours) -> bool:
    """Whether its time lies within a duty: no night that ends or begins around it (AMB-73)."""
    return hours.opens <= latest(regulation, ceremony) < hours.end


def during(
    regulation: Regulation, ceremonies: Iterable[Ceremony], hours: Hours, at: datetime
) -> list[Ceremony]:
    """Those that stand at an instant and lie within a duty of their date."""
    mine = (each for each in ceremonies if each.date == hours.date and each.holds(at))
    return [each for each in mine if bears_on(regulation, each, hours)]


def attended(
    regulation: Regulation,
    ceremonies: Sequence[Ceremony],
    hours: Hours,
    place: str | None,
    at: datetime,
) -> Attendance | None:
    """What a masuk at a place and an instant attends; of several the one that ends last.

    Nobody is late by a ceremony who would not be late without it: the hours never begin earlier.
    """
    if not ceremonies or place is None:
        return None
    there = (e for e in during(regulation, ceremonies, hours, at) if e.venue.code == place)
    found = max(there, key=lambda each: latest(regulation, each), default=None)
    if found is None:
        return None
    limit, law = latest(regulation, found), regulation.apel
    since = law.terlambat_dihitung.on(found.date)
    late = at > max(hours.start, limit)
    start = max(hours.start, limit) if not late or _since_limit(since.value) else hours.start
    articles = (law.masuk_paling_lambat.on(found.date), *((since,) if late else ()))
    return Attendance(found, replace(hours, start=start), articles)


def masuk_hours(
    regulation: Regulation,
    ceremonies: Sequence[Ceremony],
    hours: Hours,
    place: str | None,
    at: datetime,
) -> Hours:
    """The hours by which a masuk inside a fence is late: those of the ceremony it attends."""
    found = attended(regulation, ceremonies, hours, place, at)
    return found.hours if found else hours


def taken_on_day_off(ceremony: Ceremony, regulation: Regulation, at: datetime) -> bool:
    """Whether being there at an instant of a day off is being there for it."""
    first, last = ceremony.start - OFF_DAY_SPAN, latest(regulation, ceremony) + OFF_DAY_SPAN
    return ceremony.holds(at) and first <= at <= max(last, ceremony.start + OFF_DAY_SPAN)


def frees(regulation: Regulation, absence: Absence | None, day: date) -> bool:
    """Whether what stands on a date frees somebody from its apel (Pasal 9A ayat (3), KAM-16)."""
    return absence is not None and absence.effect in (
        regulation.izin.bebas_apel.on(day).value or ()
    )


def _since_limit(word: LateSince | None) -> bool:
    """Whether the minutes of whoever comes after the limit count from there on (AMB-72)."""
    match word:
        case "sejak_batas" | None:
            return True
        case "sejak_jam_masuk":
            return False
        case _:
            assert_never(word)
