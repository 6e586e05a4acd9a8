"""The inventory of the problems that an office reported in a month (Pasal 7 ayat (3) huruf c)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from core.organisation.helpdesk import TicketState
from core.reports.compose import compose
from core.reports.dates import calendar_date, month_name
from core.reports.filled import Filled, Record
from core.reports.form import Flat, Form
from core.reports.person import Signatory
from core.reports.printing import Printing


@dataclass(frozen=True, slots=True)
class ReportedProblem:
    """One problem in its own words; whose it was stands nowhere (AMB-91, KAM-41).

    `desk` has it, or had it last; `finished_on` None: it is open.
    """

    day: date
    office: str
    words: str
    desk: str
    state: TicketState = TicketState.OPEN
    finished_on: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ProblemSheet:
    """The problems of an office and its parts in the month of a date; a sheet of our own."""

    office: str
    month: date
    rows: tuple[ReportedProblem, ...]
    signatory: Signatory
    signed_on: date | None = None


_COLUMNS = ("Tanggal", "Unit kerja", "Masalah", "Ditangani", "Keadaan", "Selesai", "Jawaban")


def problem_sheet(printing: Printing, sheet: ProblemSheet) -> Form:
    """What was reported, and what became of it; with the counts where nothing was."""
    counts = Counter(each.state for each in sheet.rows)
    filled = Filled(
        words={
            "kantor": sheet.office,
            "bulan": month_name(sheet.month),
            "jumlah": str(len(sheet.rows)),
            **{each.value: str(counts[each]) for each in TicketState},
        },
        people={"kepala": sheet.signatory},
        records=[_record(each) for each in sheet.rows],
        signed_on=sheet.signed_on,
    )
    rows = tuple(
        (e.day, e.office, e.words, e.desk, e.state.value, e.finished_on, e.answer)
        for e in sheet.rows
    )
    title = f"Daftar masalah {sheet.office} {month_name(sheet.month)}"
    return compose(printing, "daftar_masalah", filled, Flat(_COLUMNS, rows), title=title)


def _record(row: ReportedProblem) -> Record:
    finished = f"\n{calendar_date(row.finished_on)}" if row.finished_on else ""
    return {
        "tanggal": row.day,
        "unit": row.office,
        "masalah": row.words,
        "ditangani": row.desk,
        "keadaan": f"{row.state.value}{finished}",
        "jawaban": row.answer,
    }
