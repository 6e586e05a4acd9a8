"""The rights of somebody today, who may have none."""

from datetime import date
from itertools import chain
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation import verifier
from core.organisation.authority import Authority, Right
from core.organisation.region import Region
from db.people import authority as records
from db.people import delegation, status
from handlers.usecases import authority
from handlers.usecases.entitled import entitled


async def holders(
    db: AsyncConnection, region: Region, day: date, right: Right, office: str | None
) -> list[UUID]:
    """Who holds a right over an office, the nearest first; None: over the whole region."""
    return [*chain.from_iterable(await entitled(db, region, right, office, day))]


async def of_person(
    db: AsyncConnection, region: Region, day: date, person: UUID
) -> Authority | None:
    """What somebody may do today; None for whoever has no role at all, or has left."""
    found = await status.members(db, region.code, day, people=[person])
    by = await authority.acting(db, region, day, found[0].nip) if found else None
    return by if by and by.held else None


async def acting_for(
    db: AsyncConnection, region: Region, day: date, person: UUID
) -> list[Authority]:
    """What somebody may do today: by their own roles, and by those of whom they stand in for.

    Nothing by their own while somebody else stands in for them (AMB-39); as `entitled` has it.
    """
    stand_ins = await delegation.on(db, region.code, day)
    whom = {person, *(each.of for each in stand_ins)}
    mine = [each for each in whom if verifier.deputy_for(each, day, stand_ins) == person]
    parents = await status.fetch_parents(db, region.code)
    found = []
    for each in await status.members(db, region.code, day, people=mine, gone=True):
        held = tuple(await records.roles(db, region.code, each.employee, day))
        found.append(Authority(each.nip, region, day, parents, held, each.office))
    return found
