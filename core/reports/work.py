"""Reports of daily work (Laporan Kinerja): of one person by activity, of an office by person."""

from dataclasses import dataclass
from datetime import date

from core.reports.person import Person, Signatory


@dataclass(frozen=True, slots=True)
class Work:
    """One activity as Form D has it (AMB-32).

    `kind` is the Jenis Aktifitas, `note` says umum or jabatan and what was decided. `quantity`:
    how many times the minutes were spent, 1 where nobody said. Only what `counts` makes points.
    """

    date: date
    kind: str
    minutes: int
    description: str
    note: str
    output: str = ""
    quantity: int = 1
    counts: bool = True

    @property
    def total(self) -> int:
        """Minutes × quantity, which the form calls Jumlah."""
        return self.minutes * self.quantity


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
