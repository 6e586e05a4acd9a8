"""Who looks after the records of an employee: the operators of the nearest office that has any."""

from uuid import UUID

from core.office import wholes
from core.regulation import Role
from db import authority, standing
from db.authority import Holder
from handlers.context import Context


async def of(ctx: Context, person: UUID) -> list[Holder]:
    """By name; nobody where neither their office nor one that it is a part of has any."""
    code, today = ctx.region.code, ctx.calendar_date
    found = await standing.members(ctx.db, code, today, people=[person])
    office = found[0].office if found else None
    above = wholes(office, await standing.parents(ctx.db, code))
    held = await authority.holders(ctx.db, code, Role.OPERATOR, above, today)
    nearest = next((each for each in above if each in {one.office for one in held}), None)
    return [each for each in held if each.office == nearest]
