"""What was corrected of a month: before it was reported, and what is otherwise since then."""

from dataclasses import dataclass
from datetime import date

from core.reports.compose import compose
from core.reports.dates import calendar_date, month_name
from core.reports.filled import Filled, Record
from core.reports.form import Form
from core.reports.person import Person, by_person, person_record
from core.reports.printing import Printing


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction that was agreed to: both values in words, why, and by whom.

    `decree` is the number of the decision where the month was closed (AMB-76).
    """

    person: Person
    day: date
    before: str
    after: str
    reason: str
    proposed_by: str
    agreed_by: str
    agreed_on: date
    decree: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionSheet:
    """The corrections of the dates of a month; a sheet of our own (AMB-92, KAM-42)."""

    office: str
    month: date
    rows: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a report says of somebody, and what the facts say; `day` None: of their points."""

    person: Person
    day: date | None
    reported: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """What is otherwise than in a report that was handed in on a date; its numbers stand."""

    office: str
    month: date
    version: int
    handed_in_on: date
    rows: tuple[Otherwise, ...]


def correction_sheet(printing: Printing, sheet: CorrectionSheet) -> Form:
    """Both values of each correction, as Pasal 12 ayat (1) wants nothing changed in silence."""
    flat = by_person(
        ("Tanggal", "Semula", "Menjadi", "Alasan", "Diusulkan", "Disetujui"),
        (
            (e.person, e.day, e.before, e.after, e.reason, e.proposed_by, e.agreed_by)
            for e in sheet.rows
        ),
    )
    filled = Filled(
        words={"kantor": sheet.office, "bulan": month_name(sheet.month)},
        records=[_corrected(each) for each in sheet.rows],
    )
    title = f"Daftar koreksi {sheet.office} {month_name(sheet.month)}"
    return compose(printing, "daftar_koreksi", filled, flat, title=title)


def change_sheet(printing: Printing, sheet: ChangeSheet) -> Form:
    """What the facts say otherwise, beside what the report says."""
    flat = by_person(
        ("Tanggal", "Dalam laporan", "Sekarang"),
        ((e.person, e.day, e.reported, e.now) for e in sheet.rows),
    )
    filled = Filled(
        words={
            "kantor": sheet.office,
            "bulan": month_name(sheet.month),
            "versi": str(sheet.version),
            "dikirim": calendar_date(sheet.handed_in_on),
        },
        records=[_otherwise(each) for each in sheet.rows],
    )
    title = f"Perubahan sesudah laporan {sheet.office} {month_name(sheet.month)}"
    return compose(printing, "perubahan_laporan", filled, flat, title=title)


def _corrected(row: Corrected) -> Record:
    decree = f"\nKeputusan {row.decree}" if row.decree else ""
    return {
        **person_record(row.person),
        "tanggal": row.day,
        "semula": row.before,
        "menjadi": row.after,
        "alasan": f"{row.reason}{decree}",
        "diusulkan": row.proposed_by,
        "disetujui": f"{row.agreed_by}\n{calendar_date(row.agreed_on)}",
    }


def _otherwise(row: Otherwise) -> Record:
    return {
        **person_record(row.person),
        "tanggal": row.day or "Poin sebulan",
        "laporan": row.reported,
        "sekarang": row.now,
    }
