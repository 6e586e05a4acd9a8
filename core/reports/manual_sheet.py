"""The list of manual attendance (Presensi Manual): clock and initials for each day of a month."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypeAlias

from core.month.dates import month_of
from core.reports.compose import compose
from core.reports.dates import month_name
from core.reports.filled import Filled
from core.reports.form import Align, Cell, Column, Form, Group, Row, Table
from core.reports.layout import PresenceWords
from core.reports.person import Person, Signatory, by_person
from core.reports.printing import Printing
from core.reports.table import cell

Clocks: TypeAlias = tuple[time | None, time | None]  # masuk, pulang


@dataclass(frozen=True, slots=True)
class ManualRow:
    """One person: the clocks of each manual date; every other field waits for a pen."""

    person: Person
    clocks: Mapping[date, Clocks]


@dataclass(frozen=True, slots=True)
class ManualSheet:
    """The Presensi Manual of an office in the month of a date; days `off` are shaded."""

    office: str
    month: date
    rows: tuple[ManualRow, ...]
    signatory: Signatory
    off: Collection[date] = ()
    signed_on: date | None = None


# A clock in 7 pt needs 6.8 mm, so that 31 of them leave 56 mm on A4: 29 for the name, which wraps,
# with the NIP in one line (25 mm), and no more for the legs than their words.
_COLUMNS = (
    Column(6.5, align=Align.CENTRE),
    Column(29, 8),
    Column(11.1, align=Align.CENTRE, tight=True),
    Column(9.2, align=Align.CENTRE, tight=True),
)
_DAY = Column(6.81, 0.9, Align.CENTRE, tight=True)


def manual_sheet(printing: Printing, sheet: ManualSheet) -> Form:
    """The list as the annex has it: its fields for initials wait for a pen."""
    template, days = printing.layout.template("presensi_manual"), month_of(sheet.month)
    words = next(part.presensi for part in template.isi if part.presensi)
    groups = [_group(words, n, row, days, sheet.off) for n, row in enumerate(sheet.rows, 1)]
    table = Table(
        (*_COLUMNS, *[_DAY] * len(days)),
        _head(words, [str(day.day) for day in days]),
        tuple(groups),
    )
    filled = Filled(
        words={"kantor": sheet.office, "bulan": month_name(sheet.month)},
        people={"kepala": sheet.signatory},
        presence=table,
        signed_on=sheet.signed_on,
    )
    flat = by_person(
        ("Tanggal", words.masuk.capitalize(), words.pulang.capitalize()),
        (
            (row.person, day, *row.clocks[day])
            for row in sheet.rows
            for day in days
            if day in row.clocks
        ),
    )
    title = f"Presensi manual {sheet.office} {month_name(sheet.month)}"
    return compose(printing, "presensi_manual", filled, flat, title=title)


def _group(
    words: PresenceWords,
    number: int,
    row: ManualRow,
    days: Sequence[date],
    off: Collection[date],
) -> Group:
    """The four lines of one person; their name stands over all of them."""
    person = row.person
    name = Cell(cell(person.name, person.nip, person.rank, person.title).lines, down=4)

    def line(lead: tuple[Cell | None, ...], label: str, leg: int | None) -> Row:
        clocks = [None if leg is None else row.clocks.get(day, (None, None))[leg] for day in days]
        cells = [_square(at, shaded=day in off) for at, day in zip(clocks, days, strict=True)]
        return *lead, Cell((label,)), *cells

    return (
        line(
            (Cell((str(number),), number, down=4), name, Cell((words.masuk,), down=2)), words.jam, 0
        ),
        line((None, None, None), words.paraf, None),
        line((None, None, Cell((words.pulang,), down=2)), words.jam, 1),
        line((None, None, None), words.paraf, None),
    )


def _square(at: time | None, *, shaded: bool) -> Cell:
    return replace(cell(at), shaded=shaded)


def _head(words: PresenceWords, days: Sequence[str]) -> tuple[Row, Row]:
    """The two lines above the list: the name over three fields."""
    above = (
        Cell((words.nomor,), down=2),
        Cell((words.nama,), across=3, down=2),
        None,
        None,
        Cell((words.tanggal,), across=len(days)),
        *([None] * (len(days) - 1)),
    )
    return above, (None, None, None, None, *(Cell((day,)) for day in days))
