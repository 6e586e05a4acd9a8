"""Where a journey through time has to stop: at deadlines, and when people may be told something."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime import scheduler
from core.month import month_end
from core.month.cancellation import offered
from core.organisation.calendar import DAY
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import office, reminder
from db.records import soonest_due
from handlers.approvals.reminders import AHEAD
from handlers.ceremonies import calls
from handlers.month import evaluation_notice
from handlers.month.cancellation import reminders as cancellation_reminders
from handlers.office import monitoring
from handlers.usecases import ceremony_lists
from handlers.usecases.daytime import AWAKE

NIGHT = time(scheduler.NIGHT)
# So many days of a month somebody is told of the one before at hours of their own.
LAST_MONTH_DAYS = 10


def next_at(now: datetime, at: time, zone: tzinfo) -> datetime:
    """The next time, after now, that the clocks of a zone show an hour."""
    today = datetime.combine(now.astimezone(zone), at, zone)
    return today if today > now else today + DAY


async def following(db: AsyncConnection, regions: Iterable[Region], now: datetime) -> datetime:
    """The first instant after now at which something falls due, or somebody may be told."""
    found = [next_at(now, NIGHT, UTC)]
    if falls_due := await soonest_due.find(db, now):
        found.append(falls_due)
    if reminded := await soonest_due.find(db, now + AHEAD):
        found.append(reminded - AHEAD)
    for region in regions:
        found += [next_at(now, each, region.zone) for each in _hours(region, now)]
        if looked_at := await reminder.soonest(db, region.code, now):
            found.append(looked_at)
        organisation = await office.load(db, region.code, region.zone)
        found += _of_offices(region, organisation, now)
    return min(each for each in found if each > now)


def _hours(region: Region, now: datetime) -> Iterator[time]:
    """The hours of the day at which people are told what has no deadline of its own."""
    yield from (AWAKE[0], month_end.MORNING)
    tomorrow = now.astimezone(region.zone).date() + DAY
    if offered(region.regulation, tomorrow):
        yield cancellation_reminders.AT
    if tomorrow.day <= LAST_MONTH_DAYS:
        yield from (time(evaluation_notice.HOUR), month_end.NOON)


def _of_offices(region: Region, organisation: Organisation, now: datetime) -> Iterator[datetime]:
    """When their mornings are counted, their apels called and the lists of those waited for."""
    today = now.astimezone(region.zone).date()
    for day in (today, today + DAY):
        counted = (monitoring.told_from(region, organisation, e, day) for e in organisation.offices)
        yield from filter(None, counted)
        if organisation.ceremonies(day):
            yield from _of_apel(region, day)


def _of_apel(region: Region, day: date) -> Iterator[datetime]:
    yield datetime.combine(day - DAY, calls.AHEAD_FROM, region.zone)
    if limit := ceremony_lists.limit(region, day):
        yield limit - calls.LIST_FROM
        yield limit - calls.LIST_SOON_FROM
