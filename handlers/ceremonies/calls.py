"""Calls to an apel: to whoever is called, on the day before and in the morning; to operators.

Called by the scheduler every minute. Each call is written down with its messages, so that of
several processes exactly one sends it, once.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.ceremony import latest
from core.law.regulation import Role
from core.organisation.address import Address
from core.organisation.calendar import DAY
from core.organisation.ceremony import Announcement, Ceremony
from core.organisation.office import Organisation, wholes
from core.organisation.region import Region
from db.people import authority, binding, ceremony, office, status
from db.records import ceremony_call, ceremony_list
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.ceremony import CeremonyCall, ListAwaited
from handlers.usecases import ceremony_lists, ceremony_people
from handlers.usecases.daytime import awake

AHEAD, MORNING, LIST, LIST_SOON = "besok", "hari ini", "daftar", "daftar segera"
AHEAD_FROM, MORNING_UNTIL = time(15), time(12)
MINUTE = timedelta(minutes=1)
# How long before the limit of a list each of its reminders goes out.
LIST_FROM, LIST_SOON_FROM = 45 * MINUTE, 15 * MINUTE


async def messages(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Everything that is to be called out by now and was not yet."""
    calls = dict(_open(region, now)) if awake(region, now) else {}
    if not calls:
        return []
    days = sorted(set(calls.values()))
    known = await ceremony.announced_for(db, region.code, days)
    sent = await ceremony_call.sent(db, region.code, days[0], days[-1]) if known else set()
    due = [(id_, day, call) for id_, day in known for call in calls if calls[call] == day]
    due = [each for each in due if each not in sent]
    if not due:
        return []
    organisation = await office.load(db, region.code, region.zone)
    told: list[Outgoing] = []
    for id_, day, call in due:
        if await ceremony_call.claim(db, region.code, id_, day, call, now):
            told += await _call(db, region, organisation, id_, day, call, now)
    return told


def _open(region: Region, now: datetime) -> Iterator[tuple[str, date]]:
    """Which calls go out at this time of the day, and for which date."""
    local = now.astimezone(region.zone)
    today, clock = local.date(), local.time()
    if clock >= AHEAD_FROM:
        yield AHEAD, today + DAY
    if clock < MORNING_UNTIL:
        yield MORNING, today
    if today < region.regulation.peraturan.berlaku_sejak:
        return
    limit = ceremony_lists.limit(region, today)
    if limit is None or now >= limit:
        return
    if limit - now <= LIST_SOON_FROM:
        yield LIST_SOON, today
    elif limit - now <= LIST_FROM:
        yield LIST, today


async def _call(
    db: AsyncConnection,
    region: Region,
    organisation: Organisation,
    id_: UUID,
    day: date,
    call: str,
    now: datetime,
) -> list[Outgoing]:
    """What one call says; nothing where the apel is off, or over."""
    made = next(each for each in organisation.announcements if each.id == id_)
    found = (each for each in organisation.ceremonies(day) if each.id == id_)
    held = next((each for each in found if each.held), None)
    if held is None:
        return []
    if call in {LIST, LIST_SOON}:
        return await _ask_for_lists(db, region, organisation, made, held, call, now)
    if now > max(held.start, latest(region.regulation, held)):
        return []
    told = CeremonyCall(
        ceremony=held.id,
        name=held.name,
        date=day,
        start=held.start,
        latest=max(held.start, latest(region.regulation, held)),
        venue=held.venue.name,
        ahead=call == AHEAD,
        off=day in organisation.calendar.holidays,
    )
    to = await ceremony_people.chats(db, region, organisation, held, now)
    key = f"apel:{call}:{held.id.hex}:{day}"
    return [
        Outgoing(chat, told, Priority.REMINDER, f"{key}:{person.hex}")
        for person, chat in to.items()
    ]


async def _ask_for_lists(
    db: AsyncConnection,
    region: Region,
    organisation: Organisation,
    made: Announcement,
    held: Ceremony,
    call: str,
    now: datetime,
) -> list[Outgoing]:
    """To the operators of each office whose list is not there."""
    limit = ceremony_lists.limit(region, held.date)
    if limit is None:
        return []
    given = await ceremony_list.of_ceremonies(db, region.code, [held.id], held.date, held.date)
    there = {each.office for each in given}
    parents = await status.fetch_parents(db, region.code)
    told: list[Outgoing] = []
    for number, one in enumerate(ceremony_lists.offices_of(made)):
        if one in there:
            continue
        left = -(-(limit - now) // MINUTE) if call == LIST_SOON else 0
        name = organisation.offices[one].name
        says = ListAwaited(held.id, held.name, held.date, name, limit, number, left)
        chats = await _operators(db, region, wholes(one, parents), held.date)
        key = f"apel:{call}:{held.id.hex}:{held.date}:{one}"
        told += [
            Outgoing(chat, says, Priority.REMINDER, f"{key}:{person.hex}")
            for person, chat in chats.items()
        ]
    return told


async def _operators(
    db: AsyncConnection, region: Region, near: tuple[str, ...], day: date
) -> dict[UUID, Address]:
    """The chats of those of the office, or of the nearest whole that has any."""
    for one in near:
        held = await authority.holders(db, region.code, Role.OPERATOR, [one], day)
        people = [each.employee for each in held]
        here = await status.members(db, region.code, day, people=people) if people else []
        if here:
            return await binding.addresses_of(db, region.code, [e.employee for e in here])
    return {}
