"""Working days and the hours of one employee on one date: weeks, shifts, Ramadan, holidays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum, auto
from typing import Protocol, TypeVar

from core.law.kinds import HolidayKind
from core.organisation.regular_windows import Windows

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
    """Which schedule holds from a date on, or on some dates only; no schedule means off.

    Those that begin on the same date hold side by side, told apart by their `number`: a
    morning's shift and that of the night.
    """

    since: date
    schedule: str | None
    until: date | None = None
    number: int = 1

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A date that nobody but a shift works on, and its name in Indonesian."""

    date: date
    name: str
    kind: HolidayKind


@dataclass(frozen=True, slots=True)
class Hours:
    """One working day: aware instants; stamps are taken from `opens` to `closes`, both included.

    A date with several duties has the first here and the later ones in `also`; `duty` is the
    number by which stamps tell them apart.
    """

    date: date
    start: datetime
    end: datetime
    opens: datetime
    closes: datetime
    rest: int
    shift: bool
    schedule: str
    duty: int = 1
    also: tuple["Hours", ...] = ()

    @property
    def duties(self) -> tuple["Hours", ...]:
        """Every duty of the date, in the order in which they begin."""
        return (self, *self.also)

    @property
    def net_minutes(self) -> int:
        """Minutes of work on the date, without the breaks, of all its duties."""
        return sum(_minutes(each) for each in self.duties)

    def takes(self, at: datetime) -> bool:
        """Whether a stamp is taken at an instant."""
        return self.opens <= at <= self.closes


class Off(Enum):
    """What kind of date without hours it is. Missing data is none of them but UNKNOWN."""

    FREE = auto()  # no working day of the week, or off by the roster
    HOLIDAY = auto()
    UNKNOWN = auto()  # nobody has entered the hours
    BEFORE_LAW = auto()


@dataclass(frozen=True, slots=True)
class DayOff:
    """A date without hours, and why in a few Indonesian words."""

    date: date
    why: str
    off: Off = Off.FREE

    @property
    def unknown(self) -> bool:
        """Whether the hours are only not known: no verdict may be built on that."""
        return self.off is Off.UNKNOWN


@dataclass(frozen=True, slots=True)
class Calendar:
    """What one region decides about days: schedules by code, holidays by date, the time zone.

    `withdrawn` are dates that were a holiday until a later decree took it back: working days, and
    the instant since which anybody could know.
    """

    zone: tzinfo
    schedules: Mapping[str, Schedule]
    holidays: Mapping[date, Holiday]
    withdrawn: Mapping[date, datetime] = field(default_factory=dict)

    def known_in_time(self, hours: Hours) -> bool:
        """Whether it was known before the first stamp of a date that it is a working day."""
        at = self.withdrawn.get(hours.date)
        return at is None or at <= hours.opens

    def hours(
        self, day: date, own: Sequence[Duty], office: Sequence[Duty], law: Windows
    ) -> Hours | DayOff:
        """The hours of one person on one date.

        A person's own duties go before the office's; of those that cover the date the ones
        that began last hold. Ordinary schedules take their windows from the regulation,
        shifts bring their own (AMB-07).
        """
        duties = _newest(own, day) or _newest(office, day)
        if not duties:
            return DayOff(day, "belum ada jadwal kerja", Off.UNKNOWN)
        found = [self._on(duty, day, law) for duty in duties]
        working = sorted((each for each in found if isinstance(each, Hours)), key=_start)
        if not working:
            return found[0]
        return replace(working[0], also=tuple(working[1:])) if len(working) > 1 else working[0]

    def _on(self, duty: Duty, day: date, law: Windows) -> Hours | DayOff:
        if duty.schedule is None:
            return DayOff(day, "libur sesuai jadwal")
        schedule = self.schedules[duty.schedule]
        if not schedule.shift and day in self.holidays:
            holiday = self.holidays[day]
            return DayOff(day, f"{holiday.kind}: {holiday.name}", Off.HOLIDAY)
        edition = latest(schedule.editions, day)
        if edition is None:
            return DayOff(day, "jadwal kerja tidak berlaku", Off.UNKNOWN)
        span = edition.week[day.weekday()]
        if span is None:
            return DayOff(day, "bukan hari kerja")
        hours = self._hours(day, span, edition, schedule, law)
        return hours if duty.number == 1 else replace(hours, duty=duty.number)

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


def _minutes(hours: Hours) -> int:
    return int((hours.end - hours.start).total_seconds()) // 60 - hours.rest


def _start(hours: Hours) -> datetime:
    return hours.start


def _newest(duties: Sequence[Duty], day: date) -> tuple[Duty, ...]:
    """Of those that cover a day the ones that began last; mostly it is one."""
    newest = latest(duties, day)
    if newest is None:
        return ()
    return tuple(each for each in duties if each.since == newest.since and each.covers(day))


def latest(entries: Iterable[D], day: date) -> D | None:
    """Of the dated entries that cover a day, the one that began last."""
    return max((e for e in entries if e.covers(day)), key=lambda e: e.since, default=None)
