"""The list of manual attendance (Presensi Manual): clock and initials for each day of a month."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TypeAlias

from core.reports.person import Person, Signatory

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
