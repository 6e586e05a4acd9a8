"""All rows of one import, read from its files; a file's kind is the first word of its name."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.importing import departures, duties, employees, holidays, offices, places, roles, schedules
from bot.importing.cells import Cells
from bot.importing.departures import DepartureRow
from bot.importing.duties import DutyRow
from bot.importing.employees import EmployeeRow
from bot.importing.fault import MOST_FAULTS, Fault, IntakeError
from bot.importing.header import Columns
from bot.importing.holidays import HolidayRow
from bot.importing.offices import OfficeRow
from bot.importing.places import PlaceRow
from bot.importing.progress import Tick
from bot.importing.roles import RoleRow
from bot.importing.schedules import ScheduleRow
from bot.importing.source import open_source
from core.law.fault import nearest

STEP = 500  # rows between two ticks


class Kind(StrEnum):
    """In the order in which rows are written: whatever is pointed to comes first."""

    SCHEDULE = "jadwal"
    OFFICE = "kantor"
    PLACE = "tempat"
    EMPLOYEE = "pegawai"
    DUTY = "sif"
    HOLIDAY = "libur"
    ROLE = "peran"
    DEPARTURE = "berhenti"


@dataclass(slots=True)
class Batch:
    schedules: list[ScheduleRow] = field(default_factory=list)
    offices: list[OfficeRow] = field(default_factory=list)
    places: list[PlaceRow] = field(default_factory=list)
    employees: list[EmployeeRow] = field(default_factory=list)
    duties: list[DutyRow] = field(default_factory=list)
    holidays: list[HolidayRow] = field(default_factory=list)
    roles: list[RoleRow] = field(default_factory=list)
    departures: list[DepartureRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    # Not to be written; but what points to them shall not be called wrong as well.
    broken: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    columns: Columns
    read: Callable[[Cells], Any]
    into: Callable[[Batch], list[Any]]


_READINGS = {
    Kind.SCHEDULE: _Reading(schedules.COLUMNS, schedules.read, lambda batch: batch.schedules),
    Kind.OFFICE: _Reading(offices.COLUMNS, offices.read, lambda batch: batch.offices),
    Kind.PLACE: _Reading(places.COLUMNS, places.read, lambda batch: batch.places),
    Kind.EMPLOYEE: _Reading(employees.COLUMNS, employees.read, lambda batch: batch.employees),
    Kind.DUTY: _Reading(duties.COLUMNS, duties.read, lambda batch: batch.duties),
    Kind.HOLIDAY: _Reading(holidays.COLUMNS, holidays.read, lambda batch: batch.holidays),
    Kind.ROLE: _Reading(roles.COLUMNS, roles.read, lambda batch: batch.roles),
    Kind.DEPARTURE: _Reading(departures.COLUMNS, departures.read, lambda batch: batch.departures),
}


def kind_of(file: str) -> Kind:
    """`pegawai-dinkes.xlsx` holds pegawai; IntakeError for any other first word."""
    found = re.match(r"[^\W\d_]+", file)
    word = found[0].casefold() if found else ""
    if word not in set(Kind):
        known = ", ".join(Kind)
        reason = (
            f"kata pertama nama berkas harus salah satu dari {known}{nearest(word, list(Kind))}"
        )
        raise IntakeError([Fault(file, None, "", reason)])
    return Kind(word)


def read_files(paths: Iterable[Path], tick: Tick) -> Batch:
    """Read what can be read; the batch keeps the faults of everything else."""
    batch = Batch()
    for path in paths:
        try:
            _read_file(path, batch, tick)
        except IntakeError as error:
            batch.faults += error.faults
    return batch


def _read_file(path: Path, batch: Batch, tick: Tick) -> None:
    reading = _READINGS[kind_of(path.name)]
    source = open_source(path, reading.columns)
    records = reading.into(batch)
    for count, row in enumerate(source.rows):
        if count % STEP == 0:
            tick(f"Membaca {path.name}", count, source.total)
        if isinstance(row, Fault):
            batch.faults.append(row)
            continue
        cells = Cells(row)
        record = reading.read(cells)
        batch.faults += cells.faults
        (batch.broken if cells.faults else records).append(record)
        if len(batch.faults) > MOST_FAULTS:
            reason = f"lebih dari {MOST_FAULTS} kesalahan; berkas ini mungkin salah"
            raise IntakeError([Fault(path.name, row.spot.row, "", reason)])
