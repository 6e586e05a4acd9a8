"""A month that is closed, in words."""

from datetime import date

from core.law.closing import Closed
from core.organisation.region import Region
from handlers.chat.format import MONTHS, moment


def closed_since(region: Region, found: Closed) -> str:
    """`Maret 2026 sudah ditutup sejak Minggu, 5 April 2026, 00.00 WITA`."""
    return f"{month_name(found.month)} sudah ditutup sejak {moment(found.since, region.zone)}"


def month_name(day: date) -> str:
    """`Maret 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"
