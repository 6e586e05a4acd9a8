"""Reports of daily work (Laporan Kinerja): of one person by activity, of an office by person."""

from dataclasses import dataclass
from datetime import date

from core.approvals.case import COUNTED, UNDECIDED, State
from core.law.questions.kinerja import ActivityKind
from core.reports.compose import compose
from core.reports.dates import month_name
from core.reports.filled import Filled, Record
from core.reports.form import Form
from core.reports.person import Person, Signatory, by_person, person_record
from core.reports.printing import Printing, person_words


@dataclass(frozen=True, slots=True)
class Work:
    """One activity as Form D has it (AMB-32).

    `kind` is the Jenis Aktifitas, `note` says umum or jabatan and what was decided. `quantity`:
    how many times the minutes were spent, 1 where nobody said. Only what `counts` makes points.
    `credited`: by the day itself, nobody has made it (AMB-90).
    """

    date: date
    kind: str
    minutes: int
    description: str
    note: str
    output: str = ""
    quantity: int = 1
    counts: bool = True
    credited: bool = False

    @property
    def total(self) -> int:
        """Minutes × quantity, which the form calls Jumlah."""
        return self.minutes * self.quantity


KINDS = {ActivityKind.DUTY: "Aktifitas jabatan", ActivityKind.GENERAL: "Aktifitas umum"}


def work(
    day: date,
    kind: ActivityKind,
    minutes: int,
    description: str,
    state: State | None,
    *,
    output: str = "",
    quantity: int = 1,
) -> Work:
    """An activity as Form D has it: keterangan is the Uraian, Ket its kind and what became of it.

    `state` None: it is still undecided, and makes no points (AMB-15).
    """
    return Work(
        date=day,
        kind=KINDS[kind],
        minutes=minutes,
        description=description,
        note=f"{kind}, {State.PENDING if state is None or state in UNDECIDED else state}",
        output=output,
        quantity=quantity,
        counts=state in COUNTED,
    )


def credit(day: date, called: str, points: int) -> Work:
    """The points of a day of trip, training, sickness or leave (Pasal 11 ayat (3)).

    Without this row the sheet would add up to less than the person has (AMB-90).
    """
    return Work(day, called, points, "Dihitung otomatis", "otomatis", credited=True)


@dataclass(frozen=True, slots=True)
class WorkReport:
    """The work of one person in the month of a date.

    `manual` is Form D itself; else the same paper is the report of E-Kinerja (AMB-29).
    """

    month: date
    person: Person
    works: tuple[Work, ...]
    working_days: int
    superior: Signatory
    manual: bool
    signed_on: date | None = None

    @property
    def made(self) -> int:
        """How many activities the person made: what the day credits is none."""
        return sum(not work.credited for work in self.works)

    @property
    def points(self) -> int:
        """What counts, in minutes (AMB-14)."""
        return sum(work.total for work in self.works if work.counts)


@dataclass(frozen=True, slots=True)
class WorkTotal:
    """The work of one person in a month as a line; `target` None: none is set for them."""

    person: Person
    working_days: int
    activities: int
    points: int
    target: int | None


@dataclass(frozen=True, slots=True)
class WorkSummary:
    """The work of an office in the month of a date: a sheet of our own (AMB-29)."""

    office: str
    month: date
    rows: tuple[WorkTotal, ...]
    signatory: Signatory
    signed_on: date | None = None


def work_report(printing: Printing, report: WorkReport) -> Form:
    """Form D of one person, with or without the word MANUAL."""
    filled = Filled(
        words={
            **person_words(report.person, printing),
            "manual": " MANUAL" if report.manual else "",
            "bulan": month_name(report.month),
            "hari_kerja": str(report.working_days),
            "kinerja": str(report.made),
            "poin": grouped(report.points),
        },
        people={"atasan": report.superior, "pegawai": Signatory(report.person)},
        records=[_record(each) for each in report.works],
        signed_on=report.signed_on,
    )
    who = report.person
    flat = by_person(
        ("Tanggal", "Jenis", "Waktu pengerjaan", "Uraian", "Hasil", "Jumlah", "Keterangan"),
        (
            (who, e.date, e.kind, e.minutes, e.description, e.output, e.total, e.note)
            for e in report.works
        ),
    )
    by_hand = "manual " if report.manual else ""
    title = f"Laporan kinerja {by_hand}{report.person.name} {month_name(report.month)}"
    return compose(printing, "laporan_kinerja", filled, flat, title=title)


def work_summary(printing: Printing, summary: WorkSummary) -> Form:
    """The sheet that lies on top of the reports of an office."""
    filled = Filled(
        words={"kantor": summary.office, "bulan": month_name(summary.month)},
        people={"kepala": summary.signatory},
        records=[_total(each) for each in summary.rows],
        signed_on=summary.signed_on,
    )
    flat = by_person(
        ("Hari kerja", "Kinerja yang dibuat", "Poin", "Target"),
        ((e.person, e.working_days, e.activities, e.points, e.target) for e in summary.rows),
    )
    title = f"Rekap kinerja {summary.office} {month_name(summary.month)}"
    return compose(printing, "rekap_kinerja", filled, flat, title=title)


def grouped(number: int) -> str:
    """`6.800`."""
    return f"{number:,}".replace(",", ".")


def _record(work: Work) -> Record:
    return {
        "tanggal": work.date,
        "jenis": work.kind,
        "menit": work.minutes,
        "uraian": work.description,
        "hasil": work.output,
        "jumlah": work.total,
        "keterangan": work.note,
    }


def _total(row: WorkTotal) -> Record:
    return {
        **person_record(row.person),
        "hari_kerja": row.working_days,
        "kinerja": row.activities,
        "poin": row.points,
        "target": row.target,
        "capaian": row.points * 100 // row.target if row.target else None,
    }
