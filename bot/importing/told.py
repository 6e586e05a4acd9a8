"""Whoever an import moves, or gives another superior or schedule, is told of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.runtime.reply_codec import pack
from core.organisation.region import Region
from db.messages import outbox
from db.people import assignment, binding, status
from db.people.assignment import Assignment
from handlers.texts import assignment as words
from handlers.usecases.reminders import wakes_at


@dataclass(frozen=True, slots=True)
class Before:
    """How the people of an import were assigned before it was written."""

    people: dict[UUID, Assignment]


async def before(db: AsyncConnection, region: Region, people: Collection[UUID]) -> Before:
    """Of those who were known already; whoever is new has nothing that could change."""
    return Before(await assignment.of_people(db, region.code, people))


async def tell(db: AsyncConnection, region: Region, was: Before, now: datetime) -> int:
    """Write the messages, to be sent while people are awake; how many there are."""
    after = await assignment.of_people(db, region.code, was.people)
    changed = {who: each for who, each in was.people.items() if each != after[who]}
    superiors = {
        each.superior.employee
        for who in changed
        for each in (changed[who], after[who])
        if each.superior
    }
    everybody = set(changed) | superiors
    to = await binding.addresses_of(db, region.code, everybody)
    names = await status.fetch_names(db, region.code, everybody)
    messages = words.told(changed, after, names, to)
    await outbox.put(db, [pack(each) for each in messages], wakes_at(region, now))
    return len(messages)
