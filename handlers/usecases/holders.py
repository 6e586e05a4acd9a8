"""Who holds a right over an office today: whom a card goes to; each is asked again when they act."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.authority import LOCAL, Right
from core.organisation.office import wholes
from db.people import authority, status
from db.people.authority import Holder


async def of_right(
    db: AsyncConnection, region: str, right: Right, office: str | None, day: date
) -> list[Holder]:
    """By name. Of a role that ends where its office does only those of the nearest one."""
    above = wholes(office, await status.fetch_parents(db, region))
    found: dict[UUID, Holder] = {}
    for role in right.on(day).value or ():
        for each in await _of_role(db, region, role, above, day):
            found.setdefault(each.employee, each)
    return sorted(found.values(), key=lambda each: each.name.casefold())


async def _of_role(
    db: AsyncConnection, region: str, role: Role, above: tuple[str, ...], day: date
) -> list[Holder]:
    held = await authority.holders(db, region, role, None, day)
    if role not in LOCAL:
        return [each for each in held if each.office is None or each.office in above]
    offices = {each.office for each in held}
    nearest = next((each for each in above if each in offices), None)
    return [each for each in held if each.office == nearest] if nearest else []
