"""Reminding whoever asked for it of a stamp that is missing; the clock looks at them one by one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.claim import Unstamped
from core.month.record import Record
from core.month.stamp_reminder import Missing, Wishes, around, due, missing, next_look
from core.organisation.address import Address
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import office, reminder
from db.people.reminder import Watched
from db.records import reader
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.stamp_reminder import StampMissing

PAGE_PEOPLE = 200  # in one transaction


async def page(
    db: AsyncConnection, region: Region, now: datetime, after: Watched | None
) -> list[Watched]:
    """Some of those who have to be looked at by now, in one statement."""
    return await reminder.due(db, region.code, now, PAGE_PEOPLE, after)


async def tell(
    db: AsyncConnection, region: Region, watched: Sequence[Watched], now: datetime
) -> list[Outgoing]:
    """What these are reminded of, and when each of them is looked at again.

    Whoever has stamped before it is sent reads nothing, whoever was told is told once.
    """
    organisation = await office.load(db, region.code, region.zone)
    dates = around(now, region.zone)
    people = [each.employee for each in watched]
    known = await reader.read(db, region.code, people, dates[0], dates[-1])
    told: list[Outgoing] = []
    later: dict[UUID, datetime] = {}
    for each in watched:
        found = _missing(region, organisation, known[each.employee], each, now)
        later[each.employee] = next_look(found, now, region.zone)
        if (what := due(found, now)) and each.chat is not None:
            told.append(_reminder(each.employee, each.chat, what))
    await reminder.look_again(db, region.code, later)
    return told


def _missing(
    region: Region, organisation: Organisation, record: Record, each: Watched, now: datetime
) -> list[Missing]:
    return missing(
        region.regulation,
        organisation,
        record,
        Wishes(each.masuk, each.pulang),
        around(now, region.zone),
        now=now,
        zone=region.zone,
    )


def _reminder(person: UUID, to: Address, what: Missing) -> Outgoing:
    key = f"presensi:{person.hex}:{what.date}:{what.duty}:{what.leg}"
    unless = Unstamped(person, what.date, what.duty, what.leg)
    says = StampMissing(what.leg, what.limit)
    return Outgoing(to, says, Priority.REMINDER, key, unless=unless)
