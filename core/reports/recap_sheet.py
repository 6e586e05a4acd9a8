"""The recap of attendance (Form F): a letter for each day of each person, and their totals."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from core.month.day_state import Day, Mark, State
from core.month.recap import Recap
from core.organisation.calendar import DAY
from core.reports.compose import compose
from core.reports.dates import calendar_date
from core.reports.filled import Filled, Record
from core.reports.form import Cell, Flat, Form, Lazy, Legend, Value
from core.reports.layout import LegendWords, Repeated
from core.reports.notes import NOTES, Note
from core.reports.person import PERSON_COLUMNS, Person, Signatory, person_fields, person_record
from core.reports.printing import Printing
from core.reports.table import cell

COUNTED = (Mark.PRESENT, Mark.ALPA, Mark.LEAVE, Mark.SICK, Mark.TRIP, Mark.SPECIAL)


class Square(NamedTuple):
    """One day of one person: a letter or none, a footnote or none; a day `off` is shaded.

    A tuple, for it is looked up for each of a million days.
    """

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

    Form F itself, and in the same layout the report of E-Presensi (AMB-29).
    """

    office: str
    first: date
    last: date
    rows: tuple[RecapRow, ...]
    signatory: Signatory
    signed_on: date | None = None


def recap_row(person: Person, days: Sequence[Day], recap: Recap) -> RecapRow:
    """The row of somebody from the days of `core.month` and what `month` adds them up to.

    Raises ValueError where the totals are not those of the days.
    """
    squares = {day.date: _square(day.letter, day.state) for day in days}
    totals = {mark: recap.letters[mark] for mark in (*COUNTED, Mark.PERMIT)}
    counted = Counter(day.letter for day in days)
    if any(counted[mark] != total for mark, total in totals.items()):
        raise ValueError(f"the totals of {person.nip} are not those of the days")
    return RecapRow(person, squares, totals)


@cache
def _square(letter: Mark, state: State) -> Square:
    """The same one for all days that print alike: an office has thousands of few."""
    return Square(letter, NOTES.get(state), off=state is State.OFF)


HALF = "*"  # behind the letter of a day with one of two stamps (AMB-31)
ELSEWHERE = Square(Mark.NONE, Note.NOT_HERE)
PERMITTED = Square(Mark.NONE, Note.PERMIT)
CELLS_REMEMBERED = 256  # the same square is the same cell, for there are many of few


def recap_sheet(printing: Printing, sheet: RecapSheet) -> Form:
    """The recap: a square for each date, a number for each letter."""
    sheet = sheet if printing.measures.izin_letter else _without_izin(sheet)
    days = tuple(sheet.first + DAY * n for n in range((sheet.last - sheet.first).days + 1))
    used, marks, legend = _used(sheet, days), _marks(sheet), printing.layout.legenda
    people = _People(sheet.rows, days, marks, _signs(used))
    words = {"kantor": sheet.office, "awal": calendar_date(sheet.first)}
    filled = Filled(
        words={**words, "akhir": calendar_date(sheet.last)},
        people={"kepala": sheet.signatory},
        records=Lazy(people.record, len(sheet.rows)),
        repeated={"tanggal": [str(day.day) for day in days], "jumlah": [str(m) for m in marks]},
        squares=Lazy(people.cells, len(sheet.rows)),
        legend=Legend(
            legend.judul,
            (*_letters(legend, used, marks), *_notes(legend, people.signs)),
            legend.tiap_halaman,
        ),
        signed_on=sheet.signed_on,
    )
    dates = (f"{day:%d/%m/%Y}" for day in days)
    flat = Flat((*PERSON_COLUMNS, *dates, *map(str, marks)), Lazy(people.facts, len(sheet.rows)))
    span = f"{calendar_date(sheet.first)} s.d {calendar_date(sheet.last)}"
    title = f"Rekap presensi {sheet.office} {span}"
    return compose(printing, "rekap_presensi", filled, flat, title=title)


def _without_izin(sheet: RecapSheet) -> RecapSheet:
    """Where izin has no letter, its days have a footnote and no total (AMB-31)."""
    return replace(sheet, rows=tuple(_without_permits(row) for row in sheet.rows))


def _without_permits(row: RecapRow) -> RecapRow:
    squares = {
        day: PERMITTED if square.mark is Mark.PERMIT else square
        for day, square in row.squares.items()
    }
    return replace(row, squares=squares, totals={**row.totals, Mark.PERMIT: 0})


def _used(sheet: RecapSheet, days: Sequence[date]) -> AbstractSet[Square]:
    """The different squares that stand anywhere on the sheet."""
    found = {id(each): each for row in sheet.rows for each in row.squares.values()}
    whole = all(all(map(row.squares.__contains__, days)) for row in sheet.rows)
    return {*found.values()} if whole else {*found.values(), ELSEWHERE}


def _marks(sheet: RecapSheet) -> tuple[Mark, ...]:
    """The totals in the order of the form; izin behind them where somebody has one (AMB-31)."""
    izin = any(row.totals[Mark.PERMIT] for row in sheet.rows)
    return (*COUNTED, Mark.PERMIT) if izin else COUNTED


def _signs(used: AbstractSet[Square]) -> dict[Note, str]:
    """The footnotes that this sheet has, each with its sign, in one order everywhere."""
    notes = {square.note for square in used}
    numbered = [note for note in Note if note in notes and note is not Note.INCOMPLETE]
    half = {Note.INCOMPLETE: HALF} if Note.INCOMPLETE in notes else {}
    return half | {note: f"{number})" for number, note in enumerate(numbered, 1)}


@dataclass(frozen=True, slots=True)
class _People:
    """What is printed of each person, by their number from 0.

    `made` are the squares that were read before: a paper reads everybody twice or three times.
    """

    rows: Sequence[RecapRow]
    days: Sequence[date]
    marks: Sequence[Mark]
    signs: Mapping[Note, str]
    made: dict[int, tuple[Cell, ...]] = field(default_factory=dict)

    def record(self, number: int) -> Record:
        return person_record(self.rows[number].person)

    def cells(self, number: int) -> Mapping[Repeated, Sequence[Cell]]:
        totals = self.rows[number].totals
        return {
            "tanggal": self._printed(number),
            "jumlah": [_count(totals[mark]) for mark in self.marks],
        }

    def facts(self, number: int) -> tuple[Value, ...]:
        """The letter and footnote of each date, and the totals, for a plain list."""
        row = self.rows[number]
        return (
            *person_fields(row.person),
            *[each.lines[0] if each.lines else None for each in self._printed(number)],
            *[row.totals[mark] for mark in self.marks],
        )

    def _printed(self, number: int) -> tuple[Cell, ...]:
        if (made := self.made.get(number)) is None:
            squares, signs = self.rows[number].squares, self.signs
            found = [squares.get(day, ELSEWHERE) for day in self.days]
            made = tuple([_printed(each, signs[each.note] if each.note else "") for each in found])
            self.made[number] = made
        return made


@lru_cache(CELLS_REMEMBERED)
def _printed(square: Square, sign: str) -> Cell:
    text = f"{square.mark}{sign}"
    return Cell((text,) if text else (), shaded=square.off)


_count = lru_cache(CELLS_REMEMBERED)(cell)


def _letters(words: LegendWords, used: AbstractSet[Square], marks: Sequence[Mark]) -> Iterator[str]:
    """Those of the form, and each further one that stands on the sheet."""
    exempt = any(square.mark is Mark.EXEMPT for square in used)
    for mark in (*marks, Mark.EXEMPT) if exempt else marks:
        yield f"{mark} : {words.huruf[mark]}"


def _notes(words: LegendWords, signs: Mapping[Note, str]) -> Iterator[str]:
    for note, sign in signs.items():
        yield f"{sign} : {words.catatan[note]}"
