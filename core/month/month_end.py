"""Month-end reminders: which of them there are for an office's month, and when each is sent.

What is bound to the closing of the month stands on its own date, be it a holiday, for the month
closes all the same (AMB-28). Everything else waits for a working day of the office.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from itertools import islice
from typing import assert_never

from core.law.answer import Answer
from core.law.closing import closes_at
from core.law.regulation import Regulation
from core.month.dates import month_of
from core.month.report import Due
from core.organisation.calendar import DAY
from core.organisation.deadline import on_time_until

Works = Callable[[date], bool]

MORNING, NOON = time(8), time(12)
OVERDUE_DAYS_MAX = 62  # so long after its month a report is asked for; then people talk


class Reminder(StrEnum):
    """What a reminder is about; in the outbox it is known by this."""

    AHEAD = "menjelang"
    LAST_DAY = "hari-terakhir"
    DRAFT = "draf"
    REVISION = "perbaikan"
    CLOSING = "ditutup"
    REPORT = "laporan"
    OVERDUE = "lewat"


class Hearer(StrEnum):
    """Who is reminded."""

    OPERATOR = "operator"
    HEAD = "kepala"
    MONITOR = "pemantau"  # whoever monitors the whole region


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder about a month and when it is sent; `number` tells repetitions apart."""

    reminder: Reminder
    at: datetime
    hearers: tuple[Hearer, ...] = (Hearer.OPERATOR,)
    number: int = 0

    def is_due(self, now: datetime) -> bool:
        """Whether it is sent now: what was missed is caught up on its own day, and no later."""
        return self.at <= now and now.astimezone(self.at.tzinfo).date() == self.at.date()


@dataclass(frozen=True, slots=True)
class Letters:
    """Until when the letters about manual attendance arrive, as the law writes it (KAM-05)."""

    date: date
    until: datetime


def letters(regulation: Regulation, month: date, works: Works, zone: tzinfo) -> Letters | None:
    """None where the law gives no date (AMB-24); `works` is BKPSDM's (Pasal 9 ayat (3))."""
    last = month_of(month)[-1]
    day = regulation.manual.surat_paling_lambat.on(last).value
    if day is None:
        return None
    literal = (last + DAY).replace(day=day)
    rule = regulation.manual.jika_libur.on(last).value
    return Letters(literal, on_time_until(literal, rule, works, zone))


def plan(
    regulation: Regulation, month: date, works: Works, due: Due | None, zone: tzinfo
) -> tuple[Planned, ...]:
    """The reminders about a month, in the order in which they are sent.

    `works` says which dates are working days of the office, `due` until when its report is handed
    in, None: the law gives no date (KAM-13). The overdue ones are for a report that was not.
    """
    days = month_of(month)
    return tuple(
        sorted(
            (
                *_before_the_end(regulation, days, works, zone),
                Planned(Reminder.DRAFT, _at(days[-1] + DAY, MORNING, zone)),
                *_before_it_closes(regulation, days[-1], zone),
                *(_of_report(regulation, days[-1], works, due, zone) if due else ()),
            ),
            key=lambda each: each.at,
        )
    )


def own_days(
    regulation: Regulation, month: date, works: Works, zone: tzinfo
) -> tuple[Planned, ...]:
    """When everybody is told what is open of their own month, as long as it can be mended.

    On its last working day, and on the second of the next month (AMB-85, KAM-39).
    """
    days = month_of(month)
    closes = closes_at(regulation, days[-1], zone)
    last = next((day for day in reversed(days) if works(day)), None)
    second = _at(days[-1] + 2 * DAY, MORNING, zone)
    found = [Planned(Reminder.LAST_DAY, _at(last, MORNING, zone))] if last else []
    found += [Planned(Reminder.DRAFT, second)] if closes is None or second < closes else []
    return tuple(found)


def basis(regulation: Regulation, month: date, of: Reminder) -> tuple[Answer[object], ...]:
    """What the law says of the thing that a reminder is about; the first one comes first.

    A recap is drafted because it has to be made; where days of revision begin with it, by those.
    """
    last, laporan = month_of(month)[-1], regulation.laporan
    match of:
        case Reminder.AHEAD | Reminder.LAST_DAY:
            return (regulation.peran.rekap.on(last),)
        case Reminder.DRAFT:
            until, letter = laporan.revisi_sampai.on(last), regulation.manual.surat_paling_lambat
            revised = isinstance(until.value, int)
            found = until if revised else regulation.peran.rekap.on(last)
            return (found, *([letter.on(last)] if letter.on(last).regulated else []))
        case Reminder.REVISION | Reminder.CLOSING:
            return (laporan.revisi_sampai.on(last),)
        case Reminder.REPORT | Reminder.OVERDUE:
            return (laporan.paling_lambat.on(last),)
        case _:
            assert_never(of)


def _before_the_end(
    regulation: Regulation, days: list[date], works: Works, zone: tzinfo
) -> Iterator[Planned]:
    """So many working days before the last one, and on that; a month has no more than it has."""
    working = [day for day in days if works(day)]
    ahead = regulation.pengingat.akhir_bulan.on(days[-1]).value
    if ahead and len(working) > ahead.hari_kerja:
        early = working[-1 - ahead.hari_kerja]
        yield Planned(Reminder.AHEAD, _at(early, MORNING, zone))
    if working:
        yield Planned(Reminder.LAST_DAY, _at(working[-1], MORNING, zone))


def _before_it_closes(regulation: Regulation, last: date, zone: tzinfo) -> Iterator[Planned]:
    """On the last two days of revision, where the law gives some (Pasal 13 ayat (4))."""
    until = regulation.laporan.revisi_sampai.on(last).value
    closes = closes_at(regulation, last, zone)
    if closes is None or not isinstance(until, int):
        return
    day = closes.astimezone(zone).date() - DAY
    if day - DAY > last + DAY:  # else the draft of the first day says the same
        yield Planned(Reminder.REVISION, _at(day - DAY, MORNING, zone))
    yield Planned(Reminder.CLOSING, _at(day, NOON, zone))


def _of_report(
    regulation: Regulation, last: date, works: Works, due: Due, zone: tzinfo
) -> Iterator[Planned]:
    """On the day as the law writes it, or the next working day; then as long as it is missing."""
    coming = (day for day in _from(due.date) if works(day))
    first = next(coming, due.date)
    yield Planned(Reminder.REPORT, _at(first, MORNING, zone))
    between = regulation.pengingat.lewat_tenggat.on(last).value
    if between is None:
        return
    over = due.until.astimezone(zone).date() + DAY
    late = [day for day in islice(_from(over), OVERDUE_DAYS_MAX) if works(day)]
    heard_by_head = False
    for number, day in enumerate(late[:: between.hari_kerja]):
        hearers = [Hearer.OPERATOR]
        if _head_hears(regulation, last, day):
            hearers += [Hearer.HEAD] + [Hearer.MONITOR] * heard_by_head
            heard_by_head = True
        yield Planned(Reminder.OVERDUE, _at(day, MORNING, zone), tuple(hearers), number)


def _head_hears(regulation: Regulation, last: date, day: date) -> bool:
    """Whether the head hears of what is overdue on a date (Pasal 15); next time monitors do."""
    since = regulation.pengingat.kepala.on(last).value
    return since is not None and day >= (last + DAY).replace(day=since)


def _from(day: date) -> Iterator[date]:
    return (day + DAY * number for number in range(366))


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, zone)
