"""Whom an apel calls, in the one order in which all its lists stand, and who is told of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.ceremony import is_expected
from core.organisation.address import Address
from core.organisation.ceremony import Announcement, Ceremony
from core.organisation.office import Organisation, wholes
from core.organisation.region import Region
from db.people import binding, status
from db.people.status import Member
from db.records import reader


async def called(db: AsyncConnection, region: Region, ceremony: Ceremony) -> Sequence[Member]:
    """All who are called, by name and NIP."""
    code, day = region.code, ceremony.date
    found = await status.members(db, code, day, offices=ceremony.offices)
    if ceremony.people:
        found += await status.members(db, code, day, people=ceremony.people)
    once = {each.employee: each for each in found}
    return sorted(once.values(), key=lambda each: (each.name, each.nip))


async def of_list(
    db: AsyncConnection, region: Region, announcement: Announcement, ceremony: Ceremony, office: str
) -> Sequence[Member]:
    """Those on the list of one office: its own people with its parts, or all called by name.

    Whoever is called by name stands on the list of the office that announced it.
    """
    everybody = await called(db, region, ceremony)
    parents = await status.fetch_parents(db, region.code)
    lists = announcement.called

    def whose(each: Member) -> str:
        near = next((one for one in wholes(each.office, parents) if one in lists), None)
        return near or announcement.office

    return [each for each in everybody if whose(each) == office]


async def chats(
    db: AsyncConnection,
    region: Region,
    organisation: Organisation,
    ceremony: Ceremony,
    now: datetime,
) -> dict[UUID, Address]:
    """The chats of those who are told of it: bound, and neither freed nor off duty then."""
    people = [each.employee for each in await called(db, region, ceremony) if each.bound]
    expected: list[UUID] = []
    for start in range(0, len(people), reader.PAGE_PEOPLE):
        some, day = people[start : start + reader.PAGE_PEOPLE], ceremony.date
        found = await reader.read(db, region.code, some, day, day)
        law = region.regulation
        expected += [e for e in some if is_expected(law, organisation, found[e], ceremony, now)]
    return await binding.addresses_of(db, region.code, expected) if expected else {}
