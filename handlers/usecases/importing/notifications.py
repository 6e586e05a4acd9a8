"""Notifying employees and superiors whose assignment an import changes."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from db.people import assignment, binding, status
from db.people.assignment import Assignment
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority
from handlers.texts import assignment as texts
from handlers.usecases.act import Act
from handlers.usecases.daytime import wakes_at


@dataclass(frozen=True, slots=True)
class Before:
    """How the people of an import were assigned before it was written."""

    people: dict[UUID, Assignment]


async def assignments_before(
    db: AsyncConnection, region: Region, people: Collection[UUID]
) -> Before:
    """Of those who were known already; whoever is new has nothing that could change."""
    return Before(await assignment.of_people(db, region.code, people))


async def notify_changed(act: Act, was: Before) -> None:
    """Each of them, while people are awake."""
    db, region = act.db, act.region
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
    awake = wakes_at(region, act.now)
    act.told.extend(
        Outgoing(to[who], told, Priority.REMINDER, not_before=awake)
        for who, told in texts.changes(changed, after, names)
        if who in to
    )
