"""Whom an act is about: one employee by NIP, or those of an office."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.office import wholes
from core.organisation.region import Region
from db.people import status
from db.people.status import Member
from handlers.usecases.refusal import Refused


async def one(db: AsyncConnection, region: Region, day: date, nip: str) -> Member:
    """An employee, also one who is gone by then, whose months before stay to be looked after."""
    found = await status.members(db, region.code, day, nips=[nip], gone=True)
    if not found:
        raise Refused(f"NIP {nip} tidak ada dalam data pegawai {region.name}.")
    return found[0]


async def employed(db: AsyncConnection, region: Region, day: date, nip: str) -> Member:
    """An employee who is still there on a date."""
    found = await one(db, region, day, nip)
    if not await status.members(db, region.code, day, nips=[nip]):
        raise Refused(f"{found.name} ({nip}) sudah berhenti pada {day}.")
    return found


async def of_office(db: AsyncConnection, region: Region, day: date, office: str) -> list[Member]:
    """Everybody of an office with its parts on a date, by name."""
    parents = await status.fetch_parents(db, region.code)
    if office not in parents:
        raise Refused(f"Kantor {office} tidak ada.")
    within = [each for each in parents if office in wholes(each, parents)]
    return await status.members(db, region.code, day, offices=within)
