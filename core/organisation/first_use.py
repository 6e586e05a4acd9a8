"""From when on days count: the first use of a region and its offices, the first offer to a person.

Nobody is absent on a day on which they could not have stamped (AMB-52).
"""

from datetime import date, datetime, tzinfo

from core.organisation.calendar import DayOff, Hours


def begun(day: date, since: date | None) -> bool:
    """Whether an office uses Hadir on a date; `since` None: as long as its people can stamp."""
    return since is None or since <= day


def could_stamp(
    hours: Hours | DayOff, offered_at: datetime | None, zone: tzinfo, *, stamped: bool
) -> bool:
    """Whether a date may be held against somebody: they have stamped, or could have in time.

    `offered_at` is when a way to connect was first offered to them, None: never. Whoever got their
    code at noon and stamped nothing is not absent since half past seven; without hours the whole
    date counts.
    """
    if stamped or offered_at is None:
        return stamped
    if isinstance(hours, DayOff):
        return offered_at.astimezone(zone).date() <= hours.date
    return offered_at <= hours.start
