"""In the year's last quarter: what the data of the next year lack, told to the administrators."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.authority import misplaced
from core.organisation.office import wholes
from core.organisation.region import Region
from db.messages import outbox
from db.people import authority, binding, status
from handlers.admin import gaps
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts.gaps import YearIncomplete

HOUR = 13  # everybody's data are read for this, so not in the rush of the morning or the evening


async def messages(db: AsyncConnection, region: Region, now: datetime) -> list[Outgoing]:
    """Once in each of its months, as long as something is missing."""
    local = now.astimezone(region.zone)
    today = local.date()
    if today.month < gaps.LAST_QUARTER or local.hour != HOUR:
        return []
    keys = {f"lengkapi:{today:%Y-%m}:{each.hex}": each for each in await _who(db, region, today)}
    known = await outbox.fetch_used_keys(db, region.code, keys) if keys else set()
    chats = await binding.addresses_of(db, region.code, [keys[k] for k in keys.keys() - known])
    if not chats:
        return []
    missing = [*await gaps.of_deciders(db, region, today), *await gaps.of_data(db, region, today)]
    if not missing:
        return []
    told = YearIncomplete(today.year + 1, tuple(gaps.lines(missing)))
    return [
        Outgoing(chats[person], told, Priority.REMINDER, key)
        for key, person in keys.items()
        if person in chats
    ]


async def _who(db: AsyncConnection, region: Region, day: date) -> list[UUID]:
    """The administrators who work where the regulation wants them."""
    held = await authority.holders(db, region.code, Role.ADMINISTRATOR, None, day)
    people = list(dict.fromkeys(each.employee for each in held))
    parents = await status.fetch_parents(db, region.code)
    return [
        each.employee
        for each in await status.members(db, region.code, day, people=people)
        if not misplaced(region, Role.ADMINISTRATOR, day, wholes(each.office, parents))
    ]
