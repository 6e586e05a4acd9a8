"""The kinds of employees and of holidays that regulations tell apart."""

from enum import StrEnum


class EmployeeKind(StrEnum):
    CPNS = "CPNS"
    PNS = "PNS"
    PPPK = "PPPK"


class HolidayKind(StrEnum):
    NATIONAL = "libur nasional"
    COLLECTIVE = "cuti bersama"
    LOCAL = "libur daerah"
