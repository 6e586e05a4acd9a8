"""Who holds a right over an office today, the nearest first: an act may wait for one of them."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.authority import LOCAL, Authority, Right
from core.organisation.office import wholes
from core.organisation.region import Region
from db.people import authority as records
from db.people import status
from handlers.usecases import authority


async def holders(
    db: AsyncConnection, region: Region, day: date, right: Right, office: str | None
) -> list[UUID]:
    """In the order in which the regulation names their roles, of each role the nearest office.

    Somebody whose role does not hold today (without its decree, or away from their agency) is
    none of them.
    """
    parents = await status.fetch_parents(db, region.code)
    near = wholes(office, parents)
    found: dict[UUID, None] = {}
    for role in right.on(day).value or ():
        offices = near if role in LOCAL else None
        held = await records.holders(db, region.code, role, offices, day)
        here = [each for each in held if each.office in {None, *near}]
        whole = len(near)
        here.sort(key=lambda each: near.index(each.office) if each.office else whole)
        found |= {each.employee: None for each in here}
    nips = await _nips(db, region, day, list(found))
    return [
        each
        for each in found
        if each in nips and await _holds(db, region, day, nips[each], right, office)
    ]


async def _nips(
    db: AsyncConnection, region: Region, day: date, people: list[UUID]
) -> dict[UUID, str]:
    members = await status.members(db, region.code, day, people=people) if people else []
    return {each.employee: each.nip for each in members}


async def _holds(
    db: AsyncConnection, region: Region, day: date, nip: str, right: Right, office: str | None
) -> bool:
    by = await authority.acting(db, region, day, nip)
    return by.denied(right, office) is None


async def of_person(
    db: AsyncConnection, region: Region, day: date, person: UUID
) -> Authority | None:
    """What somebody may do today; None for whoever has no role at all, or has left."""
    if not await records.roles(db, region.code, person, day):
        return None
    nips = await _nips(db, region, day, [person])
    return await authority.acting(db, region, day, nips[person]) if nips else None
