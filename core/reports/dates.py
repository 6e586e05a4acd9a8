"""Dates in Indonesian words, as paper writes them."""

from datetime import date, time

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)


def calendar_date(day: date) -> str:
    """`2 Maret 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """`Senin, 2 Maret 2026`."""
    return f"{DAYS[day.weekday()]}, {calendar_date(day)}"


def month_name(day: date) -> str:
    """`Maret 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock(at: time) -> str:
    """`07.24`: the zone stands nowhere on a form."""
    return f"{at:%H.%M}"


def week_of_month(day: date) -> str:
    """`ke-2`: which of its weekdays in the month a date is (AMB-63)."""
    return f"ke-{(day.day - 1) // 7 + 1}"
