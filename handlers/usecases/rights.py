"""The rights of somebody today, who may have none."""

from datetime import date
from itertools import chain
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.authority import Authority, Right
from core.organisation.region import Region
from db.people import authority as records
from db.people import status
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
    if not await records.roles(db, region.code, person, day):
        return None
    found = await status.members(db, region.code, day, people=[person])
    return await authority.acting(db, region, day, found[0].nip) if found else None
