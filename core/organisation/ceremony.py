"""Apel and upacara: who is called to which place at what hour, once or every week."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID

from core.organisation.fence import Fence

WEEK = timedelta(days=7)


def falls_on(day: date, first: date, until: date) -> bool:
    """Whether a date is one of those that come every week from a first one until a last."""
    return first <= day <= until and not (day - first) % WEEK


@dataclass(frozen=True, slots=True)
class Ceremony:
    """One apel or upacara of one date. `start` is aware; `venue` is where masuk counts.

    `offices` are all whose people are called, parts included; `people` those who are called by
    name. A stamp goes by it from `announced_at` until `cancelled_at`: what is announced or
    cancelled later changes no stamp that was made before.
    """

    id: UUID
    date: date
    name: str
    start: datetime
    venue: Fence
    offices: frozenset[str]
    people: frozenset[UUID]
    announced_at: datetime
    cancelled_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it stands at an instant."""
        if self.cancelled_at is not None and at >= self.cancelled_at:
            return False
        return self.announced_at <= at

    @property
    def held(self) -> bool:
        """Whether it took place, or still will: nobody cancelled it."""
        return self.cancelled_at is None

    def calls(self, employee: UUID, office: str | None) -> bool:
        """Whether somebody is called who is posted to `office` on its date."""
        return office in self.offices or employee in self.people


@dataclass(frozen=True, slots=True)
class Announcement:
    """What was announced: one date, or with a later `until` each week from `first` on.

    `called` are the offices as announced, each of which hands in a list; `offices` with all their
    parts. `cancelled` are dates that were cancelled one by one, and when.
    """

    id: UUID
    name: str
    first: date
    until: date
    hour: time
    venue: Fence
    called: tuple[str, ...]
    offices: frozenset[str]
    people: frozenset[UUID]
    announced_at: datetime
    announced_by: UUID
    office: str
    cancelled: Mapping[date, datetime] = field(default_factory=dict)

    @property
    def weekly(self) -> bool:
        """Whether it comes back every week."""
        return self.until > self.first

    def falls_on(self, day: date) -> bool:
        """Whether it is announced for a date, cancelled or not; holidays are not asked."""
        return falls_on(day, self.first, self.until)

    def on(self, day: date, zone: tzinfo) -> Ceremony:
        """What it is on a date that it falls on."""
        return Ceremony(
            id=self.id,
            date=day,
            name=self.name,
            start=datetime.combine(day, self.hour, zone),
            venue=self.venue,
            offices=self.offices,
            people=self.people,
            announced_at=self.announced_at,
            cancelled_at=self.cancelled.get(day),
        )

    def dates(self, since: date, until: date) -> list[date]:
        """Those of its dates that lie between two, both included."""
        passed = max(0, -((self.first - since) // WEEK))
        day, found = self.first + WEEK * passed, []
        while day <= min(until, self.until):
            found.append(day)
            day += WEEK
        return found
