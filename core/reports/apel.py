"""The list of an apel or upacara, which is signed by hand, and what it adds up to in a month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.month.ceremony import Seen
from core.reports.compose import compose
from core.reports.dates import calendar_date, month_name, week_of_month
from core.reports.filled import Filled, Record
from core.reports.form import Form
from core.reports.letterhead import Letterhead
from core.reports.person import Person, Signatory, by_person, person_record
from core.reports.printing import Printing


@dataclass(frozen=True, slots=True)
class Attender:
    """One row; the field for the signature stays empty, `note` is its Keterangan."""

    person: Person
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApelList:
    """Presensi upacara/apel (Pasal 8 ayat (8)): who was to come on a date."""

    day: date
    rows: tuple[Attender, ...]
    signatory: Signatory
    letterhead: Letterhead | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ApelCount:
    """How many apel of a month somebody was to attend, and what became of them.

    `present` in time, `late` after the limit, `freed` by trip, duty, leave or sickness (KAM-16);
    what is left of `called` is absent.
    """

    person: Person
    called: int
    present: int
    late: int = 0
    freed: int = 0

    @property
    def absent(self) -> int:
        """Those that nothing explains."""
        return self.called - self.present - self.late - self.freed


def apel_count(person: Person, seen: Mapping[Seen, int]) -> ApelCount:
    """What somebody's apel of a month add up to; those while off duty bind nobody (AMB-73)."""
    called = sum(seen.values()) - seen[Seen.OFF]
    return ApelCount(person, called, seen[Seen.ON_TIME], seen[Seen.LATE], seen[Seen.FREED])


@dataclass(frozen=True, slots=True)
class ApelRecap:
    """The apel of an office in a month; a sheet of our own (AMB-64)."""

    office: str
    month: date
    rows: tuple[ApelCount, ...]
    signatory: Signatory
    signed_on: date | None = None


def apel_list(printing: Printing, sheet: ApelList) -> Form:
    """The list as the annex has it, to be signed on paper."""
    filled = Filled(
        words={"tanggal": calendar_date(sheet.day), "minggu": week_of_month(sheet.day)},
        people={"kepala": sheet.signatory},
        records=[{**person_record(e.person), "keterangan": e.note} for e in sheet.rows],
        letterhead=sheet.letterhead,
        signed_on=sheet.signed_on,
    )
    flat = by_person(("Keterangan",), ((each.person, each.note) for each in sheet.rows))
    title = f"Absensi apel {calendar_date(sheet.day)}"
    return compose(printing, "daftar_apel", filled, flat, title=title)


def apel_recap(printing: Printing, sheet: ApelRecap) -> Form:
    """How often each person attended."""
    filled = Filled(
        words={"kantor": sheet.office, "bulan": month_name(sheet.month)},
        people={"kepala": sheet.signatory},
        records=[_counted(each) for each in sheet.rows],
        signed_on=sheet.signed_on,
    )
    names = ("wajib", "hadir", "terlambat", "dibebaskan", "tidak_hadir")
    flat = by_person(
        ("Wajib apel", "Hadir", "Terlambat", "Dibebaskan", "Tidak hadir"),
        ((each.person, *(_counted(each)[name] for name in names)) for each in sheet.rows),
    )
    title = f"Rekap presensi apel {sheet.office} {month_name(sheet.month)}"
    return compose(printing, "rekap_apel", filled, flat, title=title)


def _counted(row: ApelCount) -> Record:
    return {
        **person_record(row.person),
        "wajib": row.called,
        "hadir": row.present,
        "terlambat": row.late,
        "dibebaskan": row.freed,
        "tidak_hadir": row.absent,
    }
