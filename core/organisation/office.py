"""The offices of one region as its administrators set them up: places, schedules, holidays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from core.law.regulation import Regulation
from core.organisation.calendar import DAY, Calendar, DayOff, Duty, Hours, Off, latest
from core.organisation.ceremony import Announcement, Ceremony
from core.organisation.fence import Fence, Point
from core.organisation.fence_index import FenceIndex
from core.organisation.first_use import begun, could_stamp
from core.organisation.posting import Posting, Site, workplaces
from core.organisation.regular_windows import regular_windows

SATURDAY = 5  # as `date.weekday` counts
FIRST_USE_SOUGHT_DAYS = 366  # nobody announces a first use earlier


@dataclass(frozen=True, slots=True)
class Office:
    """`used_since`: its date of first use, or that of the whole it is a part of (AMB-52)."""

    code: str
    name: str
    fences: tuple[Fence, ...]
    duties: tuple[Duty, ...]
    used_since: date | None = None


def wholes(office: str | None, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """An office and all that it is a part of."""
    found: dict[str, None] = {}
    while office is not None and office not in found:
        found[office] = None
        office = parents.get(office)
    return tuple(found)


def inherited(
    office: str, parents: Mapping[str, str | None], own: Mapping[str, date | None]
) -> date | None:
    """An office's own date, else that of the nearest whole that has one."""
    return next((own[each] for each in wholes(office, parents) if own.get(each)), None)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One consistent reading of a region's offices; `version` tells when it is stale.

    `used_since` is the whole region's date of first use (AMB-52). `announcements` are all apel and
    upacara, past ones too: months are derived by them.
    """

    version: int
    calendar: Calendar
    offices: Mapping[str, Office]
    used_since: date | None = None
    announcements: Sequence[Announcement] = ()
    index: FenceIndex = field(init=False, repr=False, compare=False)
    _ceremonies: dict[date, tuple[Ceremony, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        fences = tuple(fence for office in self.offices.values() for fence in office.fences)
        object.__setattr__(self, "index", FenceIndex(fences))

    def place_at(self, point: Point) -> Fence | None:
        """The place that a point lies in, of whichever office; None outside all of them."""
        return next(iter(self.index.around(point, 0)), None)

    def ceremonies(self, day: date) -> tuple[Ceremony, ...]:
        """What is announced for a date, cancelled or not; a weekly apel skips holidays (AMB-73)."""
        if day not in self._ceremonies:
            zone, off = self.calendar.zone, day in self.calendar.holidays
            falling = (each for each in self.announcements if each.falls_on(day))
            found = tuple(each.on(day, zone) for each in falling if not (off and each.weekly))
            self._ceremonies[day] = found
        return self._ceremonies[day]

    def ceremonies_of(
        self, employee: UUID, postings: Sequence[Posting], day: date
    ) -> tuple[Ceremony, ...]:
        """Those to which somebody is called: by name, or as one of the office they are in then."""
        if not (self.announcements and self.ceremonies(day)):
            return ()
        current = workplaces(postings, day, None)
        office = current[0].office if current else None
        return tuple(each for each in self.ceremonies(day) if each.calls(employee, office))

    def sites(
        self, regulation: Regulation, postings: Sequence[Posting], day: date
    ) -> tuple[Site, ...]:
        """The fences that count for a person on a date (Pasal 8 ayat (3) and (4))."""
        grace = regulation.mutasi.tenggang.on(day).value
        valid = workplaces(postings, day, grace.hari if grace else None)
        return tuple(
            Site(fence, place.office, place.until)
            for place in valid
            for fence in self.offices[place.office].fences
        )

    def hours(
        self,
        regulation: Regulation,
        postings: Sequence[Posting],
        duties: Sequence[Duty],
        day: date,
    ) -> Hours | DayOff:
        """The hours of a person on a date: their own duty first, then that of their office."""
        if day < regulation.peraturan.berlaku_sejak:
            # The first day of a regulation has a yesterday, too.
            return DayOff(day, "peraturan belum berlaku", Off.BEFORE_LAW)
        office = self._duties(postings, day)
        return self.calendar.hours(day, duties, office, regular_windows(regulation, day))

    def first_use(self, postings: Sequence[Posting], day: date) -> date | None:
        """From when on region and office of somebody use Hadir: the later date (AMB-52).

        The office is that of the asked date. None: as long as they themselves could stamp.
        """
        current = workplaces(postings, day, None)
        office = self.offices[current[0].office].used_since if current else None
        return max((each for each in (self.used_since, office) if each), default=None)

    @property
    def all_begun(self) -> date | None:
        """From when on all offices use Hadir; None: none has a date."""
        dates = (self.used_since, *(each.used_since for each in self.offices.values()))
        return max((each for each in dates if each), default=None)

    def in_use(
        self,
        postings: Sequence[Posting],
        offered_at: datetime | None,
        hours: Hours | DayOff,
        *,
        stamped: bool,
    ) -> bool:
        """Whether a date counts for somebody (AMB-52); see `core.organisation.first_use`."""
        since, zone = self.first_use(postings, hours.date), self.calendar.zone
        return begun(hours.date, since) and could_stamp(hours, offered_at, zone, stamped=stamped)

    def counts_from(
        self,
        regulation: Regulation,
        postings: Sequence[Posting],
        duties: Sequence[Duty],
        offered_at: datetime | None,
        *,
        after: date,
    ) -> date | None:
        """The first working day after a date that counts for somebody; None: none for a year."""
        coming = (after + DAY * number for number in range(1, FIRST_USE_SOUGHT_DAYS + 1))
        hours = (self.hours(regulation, postings, duties, day) for day in coming)
        working = (each for each in hours if isinstance(each, Hours))
        found = (each for each in working if self.in_use(postings, offered_at, each, stamped=False))
        return next((each.date for each in found), None)

    def works(self, regulation: Regulation, postings: Sequence[Posting], day: date) -> bool:
        """Whether a date is a working day of a person's office, whatever their own duties (KAM-02).

        No holiday is one, not even among shifts. An office that has nothing but shifts, or no
        hours at all, has Monday to Friday; so has a person without an office.
        """
        if day in self.calendar.holidays:
            return False
        ordinary = [duty for duty in self._duties(postings, day) if self._ordinary(duty, day)]
        if not ordinary:
            return day.weekday() < SATURDAY
        return isinstance(self.hours(regulation, (), ordinary, day), Hours)

    def days_around(
        self,
        regulation: Regulation,
        postings: Sequence[Posting],
        duties: Sequence[Duty],
        day: date,
    ) -> tuple[Hours | DayOff, ...]:
        """Yesterday, today and tomorrow: a night shift belongs to the day it began."""
        return tuple(
            self.hours(regulation, postings, duties, d) for d in (day - DAY, day, day + DAY)
        )

    def _duties(self, postings: Sequence[Posting], day: date) -> tuple[Duty, ...]:
        """Those of the office where somebody is posted on a date."""
        current = workplaces(postings, day, None)
        return self.offices[current[0].office].duties if current else ()

    def _ordinary(self, duty: Duty, day: date) -> bool:
        """Whether it gives its office an ordinary week on a date."""
        if duty.schedule is None or not duty.covers(day):
            return False
        schedule = self.calendar.schedules[duty.schedule]
        return not schedule.shift and latest(schedule.editions, day) is not None
