"""The dates of a month."""

from calendar import monthrange
from datetime import date

from core.organisation.calendar import DAY


def month_of(day: date) -> list[date]:
    """All dates of a month."""
    first = day.replace(day=1)
    return [first + DAY * number for number in range(monthrange(day.year, day.month)[1])]
