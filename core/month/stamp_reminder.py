"""Reminders to stamp: when a person who asked for them is reminded, and of which leg."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from core.attendance.special_duty import hours_elsewhere
from core.attendance.stamp import Leg
from core.law.regulation import Regulation
from core.month.day_deriver import DayDeriver
from core.month.day_state import Day, State
from core.month.pair import pairs_of
from core.month.record import Record
from core.organisation.calendar import DAY, DayOff, Hours
from core.organisation.office import Organisation
from core.requests.absence import Absence, absences, any_undecided, effective_absence

MINUTES_MIN, MINUTES_MAX = 5, 60
PLANNED_ANEW = time(4)  # in the zone of the region: hours may have changed since yesterday
# A day of these may still lack a stamp.
_WAITS = frozenset({State.UNDECIDED, State.INCOMPLETE})


@dataclass(frozen=True, slots=True)
class Wishes:
    """Minutes before the start and after the end of work; None: not to be reminded of that leg."""

    masuk: int | None = None
    pulang: int | None = None

    @property
    def any(self) -> bool:
        """Whether they want to hear of anything."""
        return self.masuk is not None or self.pulang is not None


@dataclass(frozen=True, slots=True)
class Missing:
    """A leg to be reminded of from `at` on, as long as the instant is before `until`.

    `limit` is what the words name: the start of work, or when pulang is closed.
    """

    date: date
    duty: int
    leg: Leg
    at: datetime
    until: datetime
    limit: datetime


def missing(
    regulation: Regulation,
    organisation: Organisation,
    record: Record,
    wishes: Wishes,
    dates: Sequence[date],
    *,
    now: datetime,
    zone: tzinfo,
) -> list[Missing]:
    """The legs of some dates that lack their stamp, in the order of their reminders.

    None of a date on which nothing is asked of the person: off, granted or asked leave, exempt,
    under review, not yet used. `record` reaches over the dates.
    """
    deriver = DayDeriver(regulation, organisation, dates, now, zone)
    found = (
        each
        for day in deriver.days(record)
        if day.state in _WAITS
        for each in _of_day(regulation, organisation, record, wishes, day, now)
    )
    return sorted(found, key=lambda each: each.at)


def due(found: Sequence[Missing], now: datetime) -> Missing | None:
    """What somebody is reminded of at an instant."""
    return next((each for each in found if each.at <= now < each.until), None)


def next_look(found: Sequence[Missing], now: datetime, zone: tzinfo) -> datetime:
    """When to look at somebody again: at the next reminder, or when the next day is planned."""
    local = now.astimezone(zone)
    anew = datetime.combine(local.date(), PLANNED_ANEW, zone)
    anew = anew if anew > now else anew + timedelta(days=1)
    return min([anew, *(each.at for each in found if each.at > now)])


def _of_day(
    regulation: Regulation,
    organisation: Organisation,
    record: Record,
    wishes: Wishes,
    day: Day,
    now: datetime,
) -> Iterator[Missing]:
    hours = organisation.hours(regulation, record.postings, record.duties, day.date)
    asked = absences(regulation, record.requests, day.date, now)
    if isinstance(hours, DayOff) or any_undecided([each for each in asked if each.absent]):
        return
    stands = effective_absence(asked)
    for pair in pairs_of(hours, record.stamps, asked):
        begins = _begins(regulation, pair.hours, stands)
        if wishes.masuk is not None and pair.masuk is None and pair.pulang is None:
            at = begins - timedelta(minutes=wishes.masuk)
            yield Missing(day.date, pair.hours.duty, Leg.MASUK, at, begins, begins)
        if wishes.pulang is not None and pair.pulang is None:
            closes = hours_elsewhere(regulation, pair.hours, stands).closes
            at = pair.hours.end + timedelta(minutes=wishes.pulang)
            yield Missing(day.date, pair.hours.duty, Leg.PULANG, at, closes, closes)


def _begins(regulation: Regulation, hours: Hours, stands: Absence | None) -> datetime:
    return hours_elsewhere(regulation, hours, stands).start


def around(now: datetime, zone: tzinfo) -> tuple[date, date, date]:
    """Yesterday, whose night may go on, today and tomorrow, whose shift may begin at midnight."""
    today = now.astimezone(zone).date()
    return today - DAY, today, today + DAY
