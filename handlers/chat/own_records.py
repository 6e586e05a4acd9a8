"""A person's own records for the event at hand, each read once.

Read once for each event, for a conversation is replayed; a handler writes after it has read.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import TypeVar, TypeVarTuple

from core.attendance import correction
from core.attendance.stamp import Stamp
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.organisation.deadline import Outage
from core.organisation.posting import workplaces
from db.people import duty
from db.records import activity as activities
from db.records import outage, reader
from db.records import request as requests
from db.records.activity import Activity
from db.records.request import Request
from handlers.chat.context import Context

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_ALL = "all stamps"


def _once(
    read: Callable[[Context, *Ts], Awaitable[T]],
) -> Callable[[Context, *Ts], Awaitable[T]]:
    async def reading(ctx: Context, *args: *Ts) -> T:
        key = (read, args)
        if key not in ctx.known:
            ctx.known[key] = await read(ctx, *args)
        found: T = ctx.known[key]
        return found

    return reading


@_once
async def work(ctx: Context, since: date, until: date) -> list[Activity]:
    """Their activities of some dates, both included, in the order in which they were filed."""
    return await activities.of_person(ctx.db, ctx.region.code, ctx.someone.employee, since, until)


@_once
async def asked(ctx: Context, since: date, until: date) -> list[Request]:
    """Their requests for some dates, and all that is undecided, in the order of filing."""
    return await requests.of_person(ctx.db, ctx.region.code, ctx.someone.employee, since, until)


@_once
async def _duties(ctx: Context, first: date, last: date) -> tuple[Duty, ...]:
    return await duty.of_person(ctx.db, ctx.region.code, ctx.someone.employee, first, last)


async def hours(ctx: Context, first: date, last: date) -> Callable[[date], Hours | DayOff]:
    """Their hours on any of some dates; `ctx.hours` knows their duties around today only."""
    duties = await _duties(ctx, first, last)
    held = ctx.someone.postings
    return lambda day: ctx.organisation.hours(ctx.regulation, held, duties, day)


@_once
async def facts(ctx: Context, first: date, last: date) -> tuple[Stamp, ...]:
    """Their stamps of some dates, whoever says so: the phone, a picture, a list, a correction."""
    me = ctx.someone.employee
    return (await reader.read(ctx.db, ctx.region.code, [me], first, last))[me].stamps


async def count_all(ctx: Context) -> None:
    """Let `ctx.stamps` be those that count of all their facts around today.

    What an event is judged by is read with its sender, and knows what a phone has sent online.
    """
    around = (ctx.calendar_date - DAY, ctx.calendar_date + DAY)
    ctx.known[_ALL] = await facts(ctx, *around)
    ctx.known["stamps"] = ctx.counting(ctx.known[_ALL])


def before(ctx: Context, corrected: Stamp) -> Stamp | None:
    """What counted before a correction, once `count_all` was asked."""
    same = [each for each in ctx.known[_ALL] if each.date == corrected.date]
    return correction.before(corrected, same, ctx.absences(corrected.date))


@_once
async def outages(ctx: Context, day: date) -> list[Outage]:
    """What stops the clocks of whoever works where they do on a date, from this event on."""
    places = workplaces(ctx.someone.postings, day, None)
    office = places[0].office if places else None
    return await outage.between(ctx.db, ctx.region.code, ctx.event.at, office)
