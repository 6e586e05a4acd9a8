"""What a correction makes of its day, told before somebody agrees and to the person after."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.correction import Agreed, newest
from core.attendance.stamp import Source, Stamp
from core.month.day_deriver import days
from core.month.day_state import Day, State
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.records import correction as corrections
from db.records import reader
from db.records.correction import Correction
from handlers.texts.changes import NO_CHANGES, Changes, Turn
from handlers.texts.past_days import describe_day


async def of(
    db: AsyncConnection,
    region: Region,
    organisation: Organisation,
    item: Correction,
    now: datetime,
) -> Changes:
    """How the day of a corrected stamp counts without it and with it; a day that is over only."""
    stamp = stamp_of(item)
    if stamp is None or item.date >= now.astimezone(region.zone).date():
        return NO_CHANGES
    known = await reader.read(db, region.code, [item.employee], item.date, item.date)
    record = known[item.employee]
    others = [each for each in record.stamps if not _same_leg(each, stamp)]
    earlier = await _earlier(db, region, item)
    was, then = (
        days(
            region.regulation,
            organisation,
            replace(record, stamps=(*others, *stands)),
            [item.date],
            now=now,
            zone=region.zone,
        )
        for stands in (earlier, (stamp,))
    )
    turned = zip(map(_called, was), map(_called, then), strict=True)
    found = tuple(Turn(item.date, *each) for each in turned if each[0] != each[1])
    return Changes(found)


def stamp_of(item: Correction) -> Stamp | None:
    """The stamp that a correction makes; None where it is about an activity."""
    if item.leg is None or item.at is None:
        return None
    leg, duty, source = item.leg, item.duty or 1, Source.CORRECTED
    return Stamp(item.date, leg, item.at, item.place, False, duty, source=source)


def _same_leg(one: Stamp, other: Stamp) -> bool:
    same = (one.leg, one.duty) == (other.leg, other.duty)
    return one.source is Source.CORRECTED and same


async def _earlier(db: AsyncConnection, region: Region, item: Correction) -> Sequence[Stamp]:
    """The correction of the same leg that stood before this one."""
    who, day = [item.employee], item.date
    agreed = await corrections.of_people(db, region.code, who, day, day)
    same = ((each, stamp_of(each)) for each in agreed if each.id != item.id)
    mine = (
        Agreed(stamp, each.decided_at)
        for each, stamp in same
        if stamp and each.decided_at and (stamp.leg, stamp.duty) == (item.leg, item.duty)
    )
    return newest(mine)


def _called(day: Day) -> str:
    """A day by all that counts of it; nobody reads of being absent before that is final."""
    if day.state is State.ALPA and day.provisional:
        return "belum ada presensi"
    return describe_day(day)
