"""All that is known of one person over some dates, and the days that it makes."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from uuid import UUID

from core.absence import Asked, absences
from core.calendar import DayOff, Duty, Hours, latest
from core.day import Day, Facts, derive
from core.nip import EmployeeKind
from core.office import Organisation
from core.posting import Posting
from core.regulation import ExemptStatus, Regulation
from core.stamp import Leg, Stamp, early_minutes, late_minutes

Went = tuple[tuple[Leg, int, bool, bool], ...]
Shared = tuple[Hours | DayOff, dict[Went, Day]]  # a date of an office, and how it went for people

# All that the law asks of a stamp within the hours.
_MINUTES = {Leg.MASUK: late_minutes, Leg.PULANG: early_minutes}


@dataclass(frozen=True, slots=True)
class Exemption:
    since: date
    kind: ExemptStatus
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Block:
    """From an instant on, to just before `until` where it has ended (Pasal 6 ayat (2) huruf g)."""

    since: datetime
    until: datetime | None = None

    def meets(self, hours: Hours) -> bool:
        """Whether it kept somebody from stamping, for however short a while (AMB-38)."""
        return self.since <= hours.closes and (self.until is None or self.until > hours.opens)


@dataclass(frozen=True, slots=True)
class Record:
    """One person; `requests` whatever became of them, `stamps` and they in any order.

    `worked` are the dates with activities of their own that are neither rejected nor withdrawn.
    """

    employee: UUID
    name: str
    kind: EmployeeKind
    postings: tuple[Posting, ...] = ()
    duties: tuple[Duty, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    blocks: tuple[Block, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    requests: tuple[Asked, ...] = ()
    worked: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Deriving:
    """The days of many people on the same dates, which stand in rising order.

    An office shares its hours, and the days that went alike; `known` fills on the way.
    """

    regulation: Regulation
    organisation: Organisation
    dates: Sequence[date]
    now: datetime
    zone: tzinfo
    known: dict[tuple[Posting, ...], list[Shared]] = field(default_factory=dict, repr=False)

    def days(self, record: Record) -> list[Day]:
        """None for a date before the regulation; the record reaches from first to last date.

        Raises LookupError where something was asked for that the law of its first date does
        not offer.
        """
        if record.requests or record.exemptions or record.blocks:
            facts = _facts(self.regulation, record, self.now)
            return [self._day(hours, facts(hours)) for hours, _ in self._shared(record)]
        stamps = _by_date(record.stamps)
        return [
            self._alike(hours, alike, stamps.get(hours.date, ()))
            for hours, alike in self._shared(record)
        ]

    def _alike(self, hours: Hours | DayOff, alike: dict[Went, Day], stamps: Sequence[Stamp]) -> Day:
        went = _went(hours, stamps)
        if (day := alike.get(went)) is None:
            alike[went] = day = self._day(hours, Facts(stamps))
        return day

    def _day(self, hours: Hours | DayOff, facts: Facts) -> Day:
        law = self.regulation
        revision = law.laporan.revisi_sampai
        return derive(law, hours, facts, revision=revision, now=self.now, zone=self.zone)

    def _shared(self, record: Record) -> list[Shared]:
        if record.duties or not self.dates:
            return self._timetable(record.postings, record.duties)
        postings = _between(record.postings, self.dates[0], self.dates[-1])
        if postings not in self.known:
            self.known[postings] = self._timetable(postings, ())
        return self.known[postings]

    def _timetable(self, postings: Sequence[Posting], duties: Sequence[Duty]) -> list[Shared]:
        law, since = self.regulation, self.regulation.peraturan.berlaku_sejak
        held = (day for day in self.dates if day >= since)
        return [(self.organisation.hours(law, postings, duties, day), {}) for day in held]


def days(
    regulation: Regulation,
    organisation: Organisation,
    record: Record,
    dates: Sequence[date],
    *,
    now: datetime,
    zone: tzinfo,
) -> list[Day]:
    """What somebody's dates are; see `Deriving`, which is faster for many people."""
    return Deriving(regulation, organisation, dates, now, zone).days(record)


def _went(hours: Hours | DayOff, stamps: Sequence[Stamp]) -> Went:
    """How a day went on which nothing was asked for: whoever is on time is like all that are."""
    if isinstance(hours, DayOff):
        return ()
    return tuple(
        (each.leg, _MINUTES[each.leg](hours, each.at), each.review, each.place is None)
        for each in stamps
    )


def _between(postings: Sequence[Posting], first: date, last: date) -> tuple[Posting, ...]:
    """What postings mean on some dates, the same for whoever came to the office earlier."""
    begun = max((each for each in postings if each.since <= first), key=_since, default=None)
    later = tuple(each for each in postings if first < each.since <= last)
    return (Posting(first, begun.office), *later) if begun else later


def _since(posting: Posting) -> date:
    return posting.since


def _by_date(stamps: Sequence[Stamp]) -> Mapping[date, Sequence[Stamp]]:
    found: defaultdict[date, list[Stamp]] = defaultdict(list)
    for stamp in stamps:
        found[stamp.date].append(stamp)
    return found


def _facts(
    regulation: Regulation, record: Record, now: datetime
) -> Callable[[Hours | DayOff], Facts]:
    """What is known of each date; a request stands the same on all of its own."""
    filed = sorted(record.requests, key=lambda each: (each.filed_at, each.code))
    asked = [(each, absences(regulation, (each,), each.first, now)) for each in filed]
    stamps = _by_date(record.stamps)

    def facts(hours: Hours | DayOff) -> Facts:
        day = hours.date
        exemption = latest(record.exemptions, day)
        return Facts(
            stamps=stamps.get(day, ()),
            absences=tuple(one for each, found in asked if each.covers(day) for one in found),
            own_work=day in record.worked,
            exempt=exemption.kind if exemption else None,
            blocked=isinstance(hours, Hours) and any(each.meets(hours) for each in record.blocks),
        )

    return facts
