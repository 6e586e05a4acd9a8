"""Working days and the hours of one employee on one date: weeks, shifts, Ramadan, holidays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol, TypeVar

DAY = timedelta(days=1)


class Dated(Protocol):
    """Something that holds from a date on, perhaps only for a while."""

    @property
    def since(self) -> date: ...
    def covers(self, day: date) -> bool: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Span:
    """Hours of one day; an end at or before the start lies on the next day. `rest` in minutes."""

    start: time
    end: time
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A schedule's week from a date on, or, with `until`, for a while only (Ramadan).

    `week` runs from Monday to Sunday. `opens` and `closes` are the windows of a shift.
    """

    since: date
    week: tuple[Span | None, ...]
    until: date | None = None
    opens: time | None = None
    closes: time | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A named pattern of hours; a shift has windows of its own and knows no holidays."""

    code: str
    name: str
    shift: bool
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Which schedule holds from a date on, or on some dates only; no schedule means off."""

    since: date
    schedule: str | None
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class HolidayKind(StrEnum):
    NATIONAL = "libur nasional"
    COLLECTIVE = "cuti bersama"
    LOCAL = "libur daerah"


@dataclass(frozen=True, slots=True)
class Holiday:
    date: date
    name: str
    kind: HolidayKind


@dataclass(frozen=True, slots=True)
class Hours:
    """One working day: aware instants; stamps are taken from `opens` to `closes`, both included."""

    date: date
    start: datetime
    end: datetime
    opens: datetime
    closes: datetime
    rest: int
    shift: bool
    schedule: str

    @property
    def net_minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60 - self.rest

    def takes(self, at: datetime) -> bool:
        return self.opens <= at <= self.closes


@dataclass(frozen=True, slots=True)
class DayOff:
    """A date without duty, and why in a few Indonesian words."""

    date: date
    why: str


@dataclass(frozen=True, slots=True)
class Windows:
    """The regulation's earliest and latest minute for ordinary schedules; None: not regulated."""

    opens: time | None
    closes: time | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """What one region decides about days: schedules by code, holidays by date, the time zone."""

    zone: tzinfo
    schedules: Mapping[str, Schedule]
    holidays: Mapping[date, Holiday]

    def hours(
        self, day: date, own: Sequence[Duty], office: Sequence[Duty], law: Windows
    ) -> Hours | DayOff:
        """The hours of one person on one date.

        A person's own duty goes before the office's; of several that cover the date the one
        that began last holds. Ordinary schedules take their windows from the regulation,
        shifts bring their own (AMB-07).
        """
        duty = latest(own, day) or latest(office, day)
        if duty is None:
            return DayOff(day, "belum ada jadwal kerja")
        if duty.schedule is None:
            return DayOff(day, "libur sesuai jadwal")
        schedule = self.schedules[duty.schedule]
        if not schedule.shift and day in self.holidays:
            holiday = self.holidays[day]
            return DayOff(day, f"{holiday.kind}: {holiday.name}")
        edition = latest(schedule.editions, day)
        span = edition.week[day.weekday()] if edition else None
        if edition is None or span is None:
            return DayOff(day, "bukan hari kerja")
        return self._hours(day, span, edition, schedule, law)

    def _hours(
        self, day: date, span: Span, edition: Edition, schedule: Schedule, law: Windows
    ) -> Hours:
        window = Windows(edition.opens, edition.closes) if schedule.shift else law
        opens, closes = window.opens or time.min, window.closes or time(23, 59, 59)
        last_day = day if span.end > span.start else day + DAY
        # A shift at 00.30 opens at 23.30 of the evening before, one that ends at 23.00 closes at
        # 01.00 of the next morning. The regulation's own minutes never leave the day.
        evening_before = schedule.shift and opens > span.start
        morning_after = schedule.shift and closes < span.end
        return Hours(
            date=day,
            start=self._at(day, span.start),
            end=self._at(last_day, span.end),
            opens=self._at(day - DAY if evening_before else day, opens),
            closes=self._at(last_day + DAY if morning_after else last_day, closes),
            rest=span.rest,
            shift=schedule.shift,
            schedule=schedule.code,
        )

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone)


def latest(entries: Iterable[D], day: date) -> D | None:
    """Of the dated entries that cover a day, the one that began last."""
    return max((e for e in entries if e.covers(day)), key=lambda e: e.since, default=None)
