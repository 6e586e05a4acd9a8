"""The monthly sheet of monitoring and evaluation (Pasal 9C ayat (4)), which no text lays out."""

from dataclasses import dataclass
from datetime import date

from core.reports.person import Person, Signatory


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
