"""The monthly sheet of monitoring and evaluation (Pasal 9C ayat (4)), which no text lays out."""

from dataclasses import dataclass
from datetime import date

from core.reports.compose import compose
from core.reports.dates import month_name
from core.reports.filled import Filled, Record
from core.reports.form import Form
from core.reports.person import Person, Signatory, by_person, person_record
from core.reports.printing import Printing


@dataclass(frozen=True, slots=True)
class Monitored:
    """What superior and head look at of one person (KAM-19): days, except `unvalidated`, `resets`.

    Minutes late and early are full ones. `unvalidated` are entries that nobody has validated,
    `resets` of the connected phone in the month.
    """

    person: Person
    late_days: int = 0
    late_minutes: int = 0
    alpa: int = 0
    special: int = 0
    trips: int = 0
    early_days: int = 0
    early_minutes: int = 0
    unvalidated: int = 0
    resets: int = 0


@dataclass(frozen=True, slots=True)
class MonitoringSheet:
    """The people of one superior in the month of a date; both sign it."""

    office: str
    month: date
    rows: tuple[Monitored, ...]
    superior: Signatory
    head: Signatory
    signed_on: date | None = None


_COLUMNS = {
    "terlambat_hari": "Terlambat (hari)",
    "terlambat_menit": "Terlambat (menit)",
    "alpa": "Alpa",
    "tugas_khusus": "Tugas khusus",
    "dinas_luar": "Dinas luar",
    "cepat_hari": "Pulang cepat (hari)",
    "cepat_menit": "Pulang cepat (menit)",
    "belum_divalidasi": "Belum divalidasi",
    "reset": "Reset ponsel",
}


def monitoring_sheet(printing: Printing, sheet: MonitoringSheet) -> Form:
    """What superior and head look at together, and sign."""
    counts = [_counts(each) for each in sheet.rows]
    filled = Filled(
        words={"kantor": sheet.office, "bulan": month_name(sheet.month)},
        people={"atasan": sheet.superior, "kepala": sheet.head},
        records=[
            {**person_record(row.person), **count}
            for row, count in zip(sheet.rows, counts, strict=True)
        ],
        signed_on=sheet.signed_on,
    )
    flat = by_person(
        tuple(_COLUMNS.values()),
        (
            (row.person, *(count[name] for name in _COLUMNS))
            for row, count in zip(sheet.rows, counts, strict=True)
        ),
    )
    title = f"Monitoring presensi {sheet.office} {month_name(sheet.month)}"
    return compose(printing, "monitoring", filled, flat, title=title)


def _counts(row: Monitored) -> Record:
    return {
        "terlambat_hari": row.late_days,
        "terlambat_menit": row.late_minutes,
        "alpa": row.alpa,
        "tugas_khusus": row.special,
        "dinas_luar": row.trips,
        "cepat_hari": row.early_days,
        "cepat_menit": row.early_minutes,
        "belum_divalidasi": row.unvalidated,
        "reset": row.resets,
    }
