"""All rows of one import, by kind; a file's kind is the first word of its name."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.law.fault import nearest
from handlers.usecases.importing import (
    departures,
    duties,
    employees,
    holidays,
    offices,
    places,
    roles,
    schedules,
)
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.departures import DepartureRow
from handlers.usecases.importing.duties import DutyRow
from handlers.usecases.importing.employees import EmployeeRow
from handlers.usecases.importing.fault import Fault, ImportRefused
from handlers.usecases.importing.header import Columns
from handlers.usecases.importing.holidays import HolidayRow
from handlers.usecases.importing.offices import OfficeRow
from handlers.usecases.importing.places import PlaceRow
from handlers.usecases.importing.roles import RoleRow
from handlers.usecases.importing.schedules import ScheduleRow


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
class Reading:
    """The columns of a kind, how a row is read, and the list that it belongs to."""

    columns: Columns
    read: Callable[[Cells], Any]
    into: Callable[[Batch], list[Any]]


READINGS = {
    Kind.SCHEDULE: Reading(schedules.COLUMNS, schedules.read, lambda batch: batch.schedules),
    Kind.OFFICE: Reading(offices.COLUMNS, offices.read, lambda batch: batch.offices),
    Kind.PLACE: Reading(places.COLUMNS, places.read, lambda batch: batch.places),
    Kind.EMPLOYEE: Reading(employees.COLUMNS, employees.read, lambda batch: batch.employees),
    Kind.DUTY: Reading(duties.COLUMNS, duties.read, lambda batch: batch.duties),
    Kind.HOLIDAY: Reading(holidays.COLUMNS, holidays.read, lambda batch: batch.holidays),
    Kind.ROLE: Reading(roles.COLUMNS, roles.read, lambda batch: batch.roles),
    Kind.DEPARTURE: Reading(departures.COLUMNS, departures.read, lambda batch: batch.departures),
}


def kind_of(file: str) -> Kind:
    """`pegawai-dinkes.xlsx` holds pegawai; ImportRefused for any other first word."""
    found = re.match(r"[^\W\d_]+", file)
    word = found[0].casefold() if found else ""
    if word not in set(Kind):
        known = ", ".join(Kind)
        reason = (
            f"kata pertama nama berkas harus salah satu dari {known}{nearest(word, list(Kind))}"
        )
        raise ImportRefused([Fault(file, None, "", reason)])
    return Kind(word)
