"""Who acts on the command line, and whom they act upon; a Problem where the law says no."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.desk import Problem
from core.organisation.authority import Authority, Right
from core.organisation.region import Region
from db.people import status
from db.people.status import Member
from handlers.usecases import authority


async def acting(db: AsyncConnection, region: Region, day: date, nip: str | None) -> Authority:
    """Whoever `--oleh` names, or the console; Problem if nobody employed is so called."""
    found = await authority.acting(db, region, day, nip)
    if found is not None:
        return found
    await one(db, region, day, str(nip), gone=False)
    raise LookupError(f"{nip} is employed on {day}, but has no standing")


def require(by: Authority, right: Right, *offices: str | None, act: str) -> str:
    """The article that gives the right over these offices; Problem with the article otherwise."""
    if denied := by.denied(right, *offices):
        raise Problem(authority.words(by, denied, act))
    return right.on(by.day).citation


async def one(
    db: AsyncConnection, region: Region, day: date, nip: str, *, gone: bool = True
) -> Member:
    """An employee, also one who is gone by then, whose months before stay to be looked after.

    Problem if there is none; and where somebody has to be employed, if they are not.
    """
    found = await status.members(db, region.code, day, nips=[nip], gone=True)
    if not found:
        raise Problem(f"NIP {nip} tidak ada dalam data pegawai {region.name}.")
    if not gone and not await status.members(db, region.code, day, nips=[nip]):
        raise Problem(f"{found[0].name} ({nip}) sudah berhenti pada {day}.")
    return found[0]
