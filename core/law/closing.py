"""Month closing: from its instant on the facts of a month are read-only."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import assert_never

from core.law.answer import Ground, ground
from core.law.questions.laporan import MonthEnd
from core.law.regulation import Regulation

MONTHS_LOOKED_BACK = 12


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that nobody writes a fact of any more: its first date, since when, by what."""

    month: date
    since: datetime
    ground: Ground


def closed(regulation: Regulation, day: date, now: datetime, zone: tzinfo) -> Closed | None:
    """What every writer of a fact asks, with the fact's own date: None while its month is open.

    A date before the regulation has no month that could close.
    """
    if day < regulation.peraturan.berlaku_sejak:
        return None
    since = closes_at(regulation, day, zone)
    if since is None or now < since:
        return None
    return Closed(day.replace(day=1), since, ground(regulation.laporan.revisi_sampai.on(day)))


def closes_at(regulation: Regulation, day: date, zone: tzinfo) -> datetime | None:
    """The first instant at which the month of a date is closed, in the region's zone.

    Pasal 13 ayat (4) and AMB-28: 00.00.00 after the last day of revision in the next month, not
    moved by holidays; KAM-23: with the end of the next month. None where nobody answers: that
    month never closes. Raises NotInForceError for a date before the regulation.
    """
    return closing(regulation.laporan.revisi_sampai.on(day).value, day, zone)


def closing(until: MonthEnd | None, day: date, zone: tzinfo) -> datetime | None:
    """The same by an answer that was looked up already."""
    match until:
        case None:
            return None
        case int():
            return datetime.combine(_next_month(day) + timedelta(days=until), time.min, zone)
        case "akhir_bulan":
            return datetime.combine(_next_month(_next_month(day)), time.min, zone)
        case _:
            assert_never(until)


def open_since(regulation: Regulation, now: datetime, zone: tzinfo) -> date | None:
    """The first date of the oldest month that is not closed; None where no month closes.

    Looks no further back than a year: by then everything closed is written down.
    """
    month = now.astimezone(zone).date().replace(day=1)
    for _ in range(MONTHS_LOOKED_BACK):
        before = (month - timedelta(days=1)).replace(day=1)
        if before < regulation.peraturan.berlaku_sejak:
            return None
        closes = closes_at(regulation, before, zone)
        if closes is not None and closes <= now:
            return month
        month = before
    return None


def _next_month(day: date) -> date:
    """The first of the month after that of a date."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
