"""Derives the days of many people on the same dates, and shares what is the same for them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, tzinfo

from core.attendance.stamp import Leg, Source, Stamp, early_minutes, late_minutes
from core.law.regulation import Regulation
from core.month.day import derive
from core.month.day_state import Day
from core.month.facts import Facts, Stamps, facts_of
from core.month.record import Record
from core.organisation.calendar import DayOff, Duty, Hours
from core.organisation.ceremony import Ceremony
from core.organisation.employment import employed
from core.organisation.first_use import begun, could_stamp
from core.organisation.office import Organisation
from core.organisation.posting import Posting, between

DaySignature = tuple[tuple[Leg, int, bool, bool], ...]

BEFORE_USE = Facts(used=False)

# All that the law asks of a stamp within the hours.
_MINUTES = {Leg.MASUK: late_minutes, Leg.PULANG: early_minutes}


@dataclass(frozen=True, slots=True)
class Shared:
    """A date of all who have the same hours on it, with one day for each signature of its stamps.

    `clock` is the hours in UTC, as stamps are read: minutes across zones take five times as long.
    A date that is not `used` is the same day for all of them.
    """

    hours: Hours | DayOff
    clock: Hours | None
    used: bool
    days: dict[DaySignature, Day] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class DayDeriver:
    """Derives the days of many people on the same dates, which stand in rising order.

    One office shares one timetable; people with the same hours share a day per signature.
    """

    regulation: Regulation
    organisation: Organisation
    dates: Sequence[date]
    now: datetime
    zone: tzinfo
    timetables: dict[tuple[Posting, ...], list[Shared]] = field(default_factory=dict, repr=False)
    shared: dict[tuple[Hours | DayOff, bool], Shared] = field(default_factory=dict, repr=False)
    all_used: datetime = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # No duty starts before its date.
        first = self.dates[0] if self.dates else date.max
        at = datetime.combine(first, time.min, self.zone).astimezone(UTC)
        object.__setattr__(self, "all_used", at)

    def days(self, record: Record) -> list[Day]:
        """The days of one person; none for a date before the regulation, or of no employment.

        The record reaches from first to last date.
        """
        stamps = _by_date(record.stamps)
        timetable = self._offered(record, stamps)
        if record.departures:
            timetable = [e for e in timetable if employed(record.departures, e.hours.date)]
        if record.plain:
            return [self._alike(e, *self._of(record, stamps, e.hours.date)) for e in timetable]
        facts = facts_of(self.regulation, record, stamps, self.now)
        called = (self._of(record, stamps, each.hours.date)[1] for each in timetable)
        return [self._day(e, facts(e.hours), c) for e, c in zip(timetable, called, strict=True)]

    def _of(
        self, record: Record, stamps: Stamps, day: date
    ) -> tuple[Sequence[Stamp], tuple[Ceremony, ...]]:
        """The stamps of a date, and the apel at which one was made: no other changes a day."""
        found = stamps.get(day, ())
        if not (found and self.organisation.announcements):
            return found, ()
        places = {each.place for each in found if each.leg is Leg.MASUK}
        called = self.organisation.ceremonies_of(record.employee, record.postings, day)
        return found, tuple(each for each in called if each.venue.code in places)

    def _day(self, shared: Shared, facts: Facts, called: tuple[Ceremony, ...]) -> Day:
        if facts.plain or not shared.used:
            return self._alike(shared, facts.stamps, called)
        return self._derived(shared.hours, replace(facts, ceremonies=called))

    def _alike(
        self, shared: Shared, stamps: Sequence[Stamp], called: tuple[Ceremony, ...] = ()
    ) -> Day:
        odd = called or (shared.clock is not None and (shared.clock.also or any(map(_odd, stamps))))
        if odd and shared.used:
            return self._derived(shared.hours, Facts(stamps, ceremonies=called))
        signature = _day_signature(shared.clock, stamps)
        if (day := shared.days.get(signature)) is None:
            facts = Facts(stamps) if shared.used else BEFORE_USE
            shared.days[signature] = day = self._derived(shared.hours, facts)
        return day

    def _derived(self, hours: Hours | DayOff, facts: Facts) -> Day:
        law, calendar = self.regulation, self.organisation.calendar
        return derive(
            law,
            hours,
            facts,
            revision=law.laporan.revisi_sampai,
            now=self.now,
            zone=self.zone,
            announced=isinstance(hours, DayOff) or calendar.known_in_time(hours),
        )

    def _offered(self, record: Record, stamps: Stamps) -> list[Shared]:
        """The timetable as it holds for one person: mostly they could stamp all the time."""
        timetable, at = self._timetable(record), record.offered_at
        if at is not None and at <= self.all_used:
            return timetable

        def used(each: Shared) -> bool:
            stamped = each.hours.date in stamps
            return each.used and could_stamp(each.hours, at, self.zone, stamped=stamped)

        return [self._shared(each.hours, used=used(each)) for each in timetable]

    def _timetable(self, record: Record) -> list[Shared]:
        if record.duties or not self.dates:
            return self._new_timetable(record.postings, record.duties)
        postings = between(record.postings, self.dates[0], self.dates[-1])
        if postings not in self.timetables:
            self.timetables[postings] = self._new_timetable(postings, ())
        return self.timetables[postings]

    def _new_timetable(self, postings: Sequence[Posting], duties: Sequence[Duty]) -> list[Shared]:
        law, since = self.regulation, self.regulation.peraturan.berlaku_sejak
        held = [
            self.organisation.hours(law, postings, duties, day)
            for day in self.dates
            if day >= since
        ]
        first = self.organisation.first_use
        return [self._shared(e, used=begun(e.date, first(postings, e.date))) for e in held]

    def _shared(self, hours: Hours | DayOff, *, used: bool) -> Shared:
        if (hours, used) not in self.shared:
            self.shared[hours, used] = Shared(hours, _in_utc(hours) if used else None, used)
        return self.shared[hours, used]


def days(
    regulation: Regulation,
    organisation: Organisation,
    record: Record,
    dates: Sequence[date],
    *,
    now: datetime,
    zone: tzinfo,
) -> list[Day]:
    """What somebody's dates are; see `DayDeriver`, which is faster for many people."""
    return DayDeriver(regulation, organisation, dates, now, zone).days(record)


def _in_utc(hours: Hours | DayOff) -> Hours | None:
    if isinstance(hours, DayOff):
        return None
    return replace(hours, start=hours.start.astimezone(UTC), end=hours.end.astimezone(UTC))


def _day_signature(clock: Hours | None, stamps: Sequence[Stamp]) -> DaySignature:
    """All that tells apart the days of people with the same hours and no request.

    Everybody who is on time has the same.
    """
    if clock is None:
        return ()
    return tuple(
        (each.leg, _MINUTES[each.leg](clock, each.at), each.review, each.place is None)
        for each in stamps
    )


def _odd(stamp: Stamp) -> bool:
    """Whether more than its minutes matters: a second duty, a further or refused fact, paper."""
    online = stamp.source is Source.ONLINE
    return not online or stamp.refused or stamp.nth > 0 or stamp.duty > 1


def _by_date(stamps: Sequence[Stamp]) -> Stamps:
    found: defaultdict[date, list[Stamp]] = defaultdict(list)
    for stamp in stamps:
        found[stamp.date].append(stamp)
    return found
