"""When a span of time is over: running hours or working days, longer by every outage."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import assert_never

from core.law.questions.laporan import OnHoliday
from core.organisation.calendar import DAY


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which nobody could reach the system, as the register has it: [since, until)."""

    since: datetime
    until: datetime


def after(since: datetime, span: timedelta, outages: Iterable[Outage] = ()) -> datetime:
    """The instant at which `span` has run since `since`; outages stop the clock (AMB-17).

    Outages may overlap, touch, or lie outside; each instant counts once.
    """
    due = since + span
    for outage in sorted(outages, key=lambda each: each.since):
        if outage.since >= due:
            break
        lost = outage.until - max(outage.since, since)
        if lost > timedelta(0):
            due += lost
            since = max(since, outage.until)
    return due


def after_working_days(
    event: datetime,
    count: int,
    works: Callable[[date], bool],
    outages: Iterable[Outage] = (),
) -> datetime:
    """The last instant of the working day that is `count` after that of an event (KAM-02).

    `event` is in the zone whose days count, its own day is day 0; `works` says which dates are
    working days of the office. Raises ValueError where a year has not so many.
    """
    days = (event.date() + DAY * number for number in range(1, 367))
    working = (day for day in days if works(day))
    last = next((day for number, day in enumerate(working, 1) if number == count), None)
    if last is None:
        raise ValueError(f"no {count} working days in the year after {event.date()}")
    return after(event, datetime.combine(last, time.max, event.tzinfo) - event, outages)


def on_time_until(
    literal: date, rule: OnHoliday | None, works: Callable[[date], bool], zone: tzinfo
) -> datetime:
    """The last instant that is on time for a date as the law writes it (AMB-27, KAM-05).

    `rule` says what a holiday does to it, None: nothing; `works` which dates are working days of
    whoever receives. Raises ValueError where a year has none.
    """
    match rule:
        case "tanggal_tetap" | None:
            return datetime.combine(literal, time.max, zone)
        case "hari_kerja_berikutnya":
            eve = datetime.combine(literal - DAY, time.max, zone)
            return after_working_days(eve, 1, works)
        case _:
            assert_never(rule)
