"""Who acts on the command line, and whom they act upon; a refusal where the law says no."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.region import Region
from db.people.status import Member
from handlers.usecases import people
from handlers.usecases.authority import acting, require

__all__ = ["acting", "one", "require"]


async def one(
    db: AsyncConnection, region: Region, day: date, nip: str, *, gone: bool = True
) -> Member:
    return await (people.one if gone else people.employed)(db, region, day, nip)
