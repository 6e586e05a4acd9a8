"""The working dates of people whom somebody else's event or the clock is about."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.working_date import working_date_of
from core.organisation.calendar import DAY
from core.organisation.office import Organisation
from core.organisation.region import Region
from db.people import office
from db.records import reader


async def of_people(
    db: AsyncConnection,
    region: Region,
    people: Collection[UUID],
    now: datetime,
    organisation: Organisation | None = None,
) -> dict[UUID, date]:
    """What "hari ini" is for each of them: after midnight their shifts differ (AMB-56)."""
    if not people:
        return {}
    today, law = now.astimezone(region.zone).date(), region.regulation
    organisation = organisation or await office.load(db, region.code, region.zone)
    known = await reader.read(db, region.code, people, today - DAY, today)
    return {
        who: working_date_of(law, organisation, one, now, region.zone) for who, one in known.items()
    }
