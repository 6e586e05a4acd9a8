"""Apel and upacara as plain values: one in one line, around the office of the other builders."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.organisation.ceremony import Announcement, Ceremony
from core.organisation.fence import Fence
from tests.core.situations import ALWAYS, BLG, MONDAY, at, circle, clock, north, zone_of

WHO = UUID(int=7)
APEL = UUID(int=1)
SQUARE = 1_000.0  # metres north of the office, in whose circle it does not lie
VENUE = circle("alun-alun", north(SQUARE))
LONG_BEFORE = at(ALWAYS, "08.00")


def announced(
    first: date = MONDAY,
    until: date | None = None,
    hour: str = "07.30",
    venue: Fence = VENUE,
    *,
    offices: frozenset[str] = frozenset({"setda"}),
    people: frozenset[UUID] = frozenset(),
    at_: datetime = LONG_BEFORE,
    cancelled: dict[date, datetime] | None = None,
    id_: UUID = APEL,
) -> Announcement:
    return Announcement(
        id=id_,
        name="Apel",
        first=first,
        until=until or first,
        hour=clock(hour),
        venue=venue,
        called=tuple(sorted(offices)),
        offices=offices,
        people=people,
        announced_at=at_,
        announced_by=WHO,
        office="setda",
        cancelled=cancelled or {},
    )


def apel(day: date = MONDAY, hour: str = "07.30", *, name: str = BLG, **more: Any) -> Ceremony:
    """One of a date to which everybody of the secretariat is called, on the square."""
    cancelled_at = more.pop("cancelled_at", None)
    cancelled = {day: cancelled_at} if cancelled_at else {}
    made = announced(day, hour=hour, cancelled=cancelled, **more)
    return made.on(day, zone_of(name))


__all__ = ["APEL", "LONG_BEFORE", "SQUARE", "VENUE", "WHO", "announced", "apel"]
