"""The kinds of employees and of holidays that regulations tell apart."""

from enum import StrEnum


class EmployeeKind(StrEnum):
    """Kinds of civil servants (ASN); a candidate (CPNS) is no PNS yet."""

    CPNS = "CPNS"
    PNS = "PNS"
    PPPK = "PPPK"


class HolidayKind(StrEnum):
    """Who sets a holiday: the state, with leave for all (cuti bersama), or the region."""

    NATIONAL = "libur nasional"
    COLLECTIVE = "cuti bersama"
    LOCAL = "libur daerah"
