"""The list of an apel or upacara, which is signed by hand, and what it adds up to in a month."""

from dataclasses import dataclass
from datetime import date

from core.reports.letterhead import Letterhead
from core.reports.person import Person, Signatory


@dataclass(frozen=True, slots=True)
class Attender:
    """One row; the field for the signature stays empty, `note` is its Keterangan."""

    person: Person
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApelList:
    """Presensi upacara/apel (Pasal 8 ayat (8)): who was to come on a date."""

    date: date
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


@dataclass(frozen=True, slots=True)
class ApelRecap:
    """The apel of an office in a month; a sheet of our own (AMB-64)."""

    office: str
    month: date
    rows: tuple[ApelCount, ...]
    signatory: Signatory
    signed_on: date | None = None
