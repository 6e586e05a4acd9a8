"""The recap of attendance (Form F): a letter for each day of each person, and their totals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.month.day_state import Day, Mark, State
from core.month.recap import Recap
from core.organisation.calendar import DAY
from core.reports.compose import (
    PERSON_COLUMNS,
    Filled,
    Printing,
    cell,
    compose,
    person_fields,
    person_record,
)
from core.reports.dates import calendar_date
from core.reports.form import Cell, Flat, Form, Legend
from core.reports.layout import LegendWords
from core.reports.notes import NOTES, Note
from core.reports.person import Person, Signatory

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
    squares = {day.date: _square(day) for day in days}
    totals = {mark: recap.letters[mark] for mark in (*COUNTED, Mark.PERMIT)}
    counted = {mark: sum(day.letter is mark for day in days) for mark in totals}
    if totals != counted:
        raise ValueError(f"the totals of {person.nip} are not those of the days")
    return RecapRow(person, squares, totals)


def _square(day: Day) -> Square:
    return Square(day.letter, NOTES.get(day.state), off=day.state is State.OFF)


HALF = "*"  # behind the letter of a day with one of two stamps (AMB-31)


def recap_sheet(printing: Printing, sheet: RecapSheet) -> Form:
    """The recap: a square for each date, a number for each letter."""
    sheet = sheet if printing.measures.izin_letter else _without_izin(sheet)
    days = [sheet.first + DAY * n for n in range((sheet.last - sheet.first).days + 1)]
    marks, legend = _marks(sheet), printing.layout.legenda
    signs = _signs(sheet, days)
    words = {"kantor": sheet.office, "awal": calendar_date(sheet.first)}
    filled = Filled(
        words={**words, "akhir": calendar_date(sheet.last)},
        people={"kepala": sheet.signatory},
        records=[person_record(row.person) for row in sheet.rows],
        repeated={"tanggal": [str(day.day) for day in days], "jumlah": [str(m) for m in marks]},
        squares=[
            {
                "tanggal": [_printed(_square_of(row, day), signs) for day in days],
                "jumlah": [cell(row.totals[mark]) for mark in marks],
            }
            for row in sheet.rows
        ],
        legend=Legend(legend.judul, (*_letters(legend, sheet, marks), *_notes(legend, signs))),
        signed_on=sheet.signed_on,
    )
    title = f"{calendar_date(sheet.first)} s.d {calendar_date(sheet.last)}"
    return compose(
        printing,
        printing.layout.template("rekap_presensi"),
        filled,
        _flat(legend, sheet, days),
        title=f"Rekap presensi {sheet.office} {title}",
    )


def _without_izin(sheet: RecapSheet) -> RecapSheet:
    """Where izin has no letter, its days have a footnote and no total (AMB-31)."""
    return replace(sheet, rows=tuple(_without_permits(row) for row in sheet.rows))


def _without_permits(row: RecapRow) -> RecapRow:
    squares = {
        day: Square(Mark.NONE, Note.PERMIT) if square.mark is Mark.PERMIT else square
        for day, square in row.squares.items()
    }
    return replace(row, squares=squares, totals={**row.totals, Mark.PERMIT: 0})


def _square_of(row: RecapRow, day: date) -> Square:
    return row.squares.get(day) or Square(Mark.NONE, Note.NOT_HERE)


def _marks(sheet: RecapSheet) -> tuple[Mark, ...]:
    """The totals in the order of the form; izin behind them where somebody has one (AMB-31)."""
    izin = any(row.totals[Mark.PERMIT] for row in sheet.rows)
    return (*COUNTED, Mark.PERMIT) if izin else COUNTED


def _signs(sheet: RecapSheet, days: Sequence[date]) -> dict[Note, str]:
    """The footnotes that this sheet has, each with its sign, in one order everywhere."""
    used = {_square_of(row, day).note for row in sheet.rows for day in days}
    numbered = [note for note in Note if note in used and note is not Note.INCOMPLETE]
    half = {Note.INCOMPLETE: HALF} if Note.INCOMPLETE in used else {}
    return half | {note: f"{number})" for number, note in enumerate(numbered, 1)}


def _printed(square: Square, signs: Mapping[Note, str]) -> Cell:
    sign = signs[square.note] if square.note else ""
    text = f"{square.mark}{sign}"
    return Cell((text,) if text else (), shaded=square.off)


def _letters(words: LegendWords, sheet: RecapSheet, marks: Sequence[Mark]) -> Iterator[str]:
    """Those of the form, and each further one that stands on the sheet."""
    exempt = any(s.mark is Mark.EXEMPT for row in sheet.rows for s in row.squares.values())
    for mark in (*marks, Mark.EXEMPT) if exempt else marks:
        yield f"{mark} : {words.huruf[mark]}"


def _notes(words: LegendWords, signs: Mapping[Note, str]) -> Iterator[str]:
    for note, sign in signs.items():
        yield f"{sign} : {words.catatan[note]}"


def _flat(words: LegendWords, sheet: RecapSheet, days: Sequence[date]) -> Flat:
    """One line for each working date of each person: the letter, and its footnote in words."""
    rows = tuple(
        (
            *person_fields(row.person),
            day,
            str(square.mark),
            words.catatan[square.note].capitalize() if square.note else "",
        )
        for row in sheet.rows
        for day in days
        if (square := row.squares.get(day)) is not None and not square.off
    )
    return Flat((*PERSON_COLUMNS, "Tanggal", "Kode", "Catatan"), rows)
