"""The two letters (surat keterangan): of what kept somebody from attending, of a cancellation."""

from dataclasses import dataclass
from datetime import date

from core.reports.letterhead import Letterhead
from core.reports.person import Person, Signatory


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One person on one date: what kept them from attending online, and a remark."""

    date: date
    person: Person
    obstacle: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Surat keterangan of a head of office (Pasal 11 ayat (2), Pasal 9 ayat (2)).

    `number` as the office itself gave it; "" leaves a gap, for Hadir counts no letters.
    """

    rows: tuple[Obstacle, ...]
    signatory: Signatory
    number: str = ""
    letterhead: Letterhead | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Surat keterangan pembatalan kehadiran (Pasal 9C ayat (2) and (6)).

    `head` knows of it; without a post the form says Kepala Perangkat Daerah. The form has room
    for two witnesses; further ones stand on an annex (KAM-11).
    """

    superior: Signatory
    person: Person
    date: date
    head: Signatory
    witnesses: tuple[Person, ...]
    signed_on: date | None = None
