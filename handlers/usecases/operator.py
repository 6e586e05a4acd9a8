"""The operators of an employee: those of the nearest office that has any."""

from uuid import UUID

from core.law.regulation import Role
from core.organisation.office import wholes
from db.people import authority, status
from db.people.authority import Holder
from handlers.chat.context import Context


async def of(ctx: Context, person: UUID) -> list[Holder]:
    """By name; nobody where neither their office nor one that it is a part of has any."""
    code, today = ctx.region.code, ctx.calendar_date
    found = await status.members(ctx.db, code, today, people=[person])
    office = found[0].office if found else None
    above = wholes(office, await status.fetch_parents(ctx.db, code))
    held = await authority.holders(ctx.db, code, Role.OPERATOR, above, today)
    nearest = next((each for each in above if each in {one.office for one in held}), None)
    return [each for each in held if each.office == nearest]
