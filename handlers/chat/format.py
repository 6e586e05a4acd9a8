"""Indonesian for times, dates, distances and places, the same in every text."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.writing import plain, quoted

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli"),
    *("Agustus", "September", "Oktober", "November", "Desember"),
)
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA"}
ZONES |= {"Asia/Jayapura": "WIT"}
NAME_CHARACTERS_MAX = 80


def clock(at: datetime, zone: ZoneInfo) -> str:
    """`07.24 WITA`."""
    return f"{at.astimezone(zone):%H.%M} {ZONES.get(zone.key, zone.key)}"


def calendar_date(day: date) -> str:
    """`2 Maret 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_date(day: date) -> str:
    """`Senin, 2 Maret 2026`."""
    return f"{DAYS[day.weekday()]}, {calendar_date(day)}"


def short_date(day: date) -> str:
    """`Senin, 2 Maret`: as a button can carry it."""
    return long_date(day).removesuffix(f" {day.year}")


def moment(at: datetime, zone: ZoneInfo) -> str:
    """`Senin, 2 Maret 2026, 07.24 WITA`."""
    return f"{long_date(at.astimezone(zone).date())}, {clock(at, zone)}"


def decided(at: datetime, zone: ZoneInfo, now: datetime, first: date, last: date) -> str:
    """When something of these dates was decided: a clock, with its date unless both are today's.

    A clock alone means the day that the thing itself names, and today.
    """
    day = at.astimezone(zone).date()
    alone = first <= day <= last and day == now.astimezone(zone).date()
    return clock(at, zone) if alone else moment(at, zone)


def days(first: date, last: date) -> str:
    """`Senin, 6 April 2026`, or `Senin, 6 April 2026 sampai Rabu, 8 April 2026`."""
    begin = long_date(first)
    return begin if first == last else f"{begin} sampai {long_date(last)}"


def brief(name: str) -> str:
    """A name as a sentence can carry it: one line, 80 characters, nothing that turns text around.

    Names come out of other people's spreadsheets.
    """
    return quoted(one_line(name, NAME_CHARACTERS_MAX))


def one_line(words: str, most: int) -> str:
    """What somebody wrote on one line of at most so many characters."""
    shown = " ".join(plain(words).split())
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def minutes(count: int) -> str:
    """`12 menit`, `3 jam`, `3 jam 20 menit`."""
    hours, rest = divmod(count, 60)
    parts = [f"{hours} jam"] * bool(hours) + [f"{rest} menit"] * bool(rest or not hours)
    return " ".join(parts)


def waiting(span: timedelta) -> str:
    """How long to wait, rounded up, so that nobody comes back a minute early."""
    return minutes(max(1, -(-span // timedelta(minutes=1))))


def metres(distance: float) -> str:
    """`340 m`, `2,4 km`, `1.542 km`."""
    if distance < 995:
        return f"{max(1, round(distance))} m"
    if distance >= 99_950:
        return f"{grouped(round(distance / 1000))} km"
    return f"{distance / 1000:.1f} km".replace(".", ",")


def grouped(number: int) -> str:
    """`6.800`."""
    return f"{number:,}".replace(",", ".")


def label(number: int, words: str) -> str:
    """`2. Rapat koordinasi` in the twenty characters of a button, no two alike."""
    return one_line(f"{number}. {words}", 20)
