"""Waking hours: what can wait is not sent at night."""

from datetime import datetime, time

from core.organisation.calendar import DAY
from core.organisation.region import Region

AWAKE = (time(7), time(20))


def awake(region: Region, now: datetime) -> bool:
    return AWAKE[0] <= now.astimezone(region.zone).time() < AWAKE[1]


def wakes_at(region: Region, now: datetime) -> datetime:
    """Now while people are awake, else the next morning: what can wait waits until then."""
    if awake(region, now):
        return now
    local = now.astimezone(region.zone)
    day = local.date() if local.time() < AWAKE[0] else local.date() + DAY
    return datetime.combine(day, AWAKE[0], region.zone)
