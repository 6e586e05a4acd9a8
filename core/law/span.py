"""How a regulation file writes a length of time; a bare "hari" would not tell which days count."""

from typing import Annotated, TypeAlias

from pydantic import Field

from core.law.entry import Table

Count: TypeAlias = Annotated[int, Field(gt=0)]


class CalendarDays(Table):
    """A span in calendar days."""

    hari: Count


class RunningHours(Table):
    """A span in hours that run day and night, weekends too."""

    jam: Count


class WorkingDays(Table):
    """A span in working days of the office; the day of the event is day 0.

    A year has some 230 of them, and a deadline must be found in one.
    """

    hari_kerja: Annotated[int, Field(gt=0, le=200)]
