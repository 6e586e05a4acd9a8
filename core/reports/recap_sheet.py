"""The recap of attendance (Form F): a letter for each day of each person, and their totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.month.day_state import Day, Mark, State
from core.month.recap import Recap
from core.reports.person import Person, Signatory


class Note(StrEnum):
    """What the letters of Form F do not say of a day: a footnote does."""

    INCOMPLETE = "tidak_lengkap"
    UNUSED = "belum_memakai"
    UNDER_REVIEW = "dalam_pemeriksaan"
    NO_HOURS = "jadwal_belum_ada"
    UNDECIDED = "belum_ditetapkan"
    PERMIT = "izin"  # where the region prints no letter for it (AMB-31)


NOTES = {
    State.INCOMPLETE: Note.INCOMPLETE,
    State.UNUSED: Note.UNUSED,
    State.UNDER_REVIEW: Note.UNDER_REVIEW,
    State.NO_HOURS: Note.NO_HOURS,
    State.UNDECIDED: Note.UNDECIDED,
}
COUNTED = (Mark.PRESENT, Mark.ALPA, Mark.LEAVE, Mark.SICK, Mark.TRIP, Mark.SPECIAL)


@dataclass(frozen=True, slots=True)
class Square:
    """One day of one person: a letter or none, a footnote or none; a day `off` is shaded."""

    mark: Mark
    note: Note | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One person: their squares by date (none: not employed then), and their totals by letter."""

    person: Person
    squares: Mapping[date, Square]
    totals: Mapping[Mark, int]


@dataclass(frozen=True, slots=True)
class RecapSheet:
    """The recap of an office from one date to another, both included.

    `manual` is Form F of attendance on paper; else the same layout is the report of
    E-Presensi (AMB-29). `permits`: whether izin has a letter of its own (AMB-31).
    """

    office: str
    first: date
    last: date
    rows: tuple[RecapRow, ...]
    signatory: Signatory
    manual: bool = False
    permits: bool = True
    signed_on: date | None = None


def recap_row(
    person: Person, days: Sequence[Day], recap: Recap, *, permits: bool = True
) -> RecapRow:
    """The row of somebody from the days of `core.month` and what `month` adds them up to.

    Raises ValueError where the totals are not those of the days.
    """
    squares = {day.date: _square(day, permits=permits) for day in days}
    totals = {mark: recap.letters[mark] for mark in (*COUNTED, Mark.PERMIT)}
    counted = {mark: sum(day.letter is mark for day in days) for mark in totals}
    if totals != counted:
        raise ValueError(f"the totals of {person.nip} are not those of the days")
    return RecapRow(person, squares, totals)


def _square(day: Day, *, permits: bool) -> Square:
    if day.letter is Mark.PERMIT and not permits:
        return Square(Mark.NONE, Note.PERMIT)
    return Square(day.letter, NOTES.get(day.state), off=day.state is State.OFF)
