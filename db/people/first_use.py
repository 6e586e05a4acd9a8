"""From when on days count: written for a person, a region, an office (AMB-52)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.people.employee import employee
from db.people.office import office, region


async def offer(db: AsyncConnection, code: str, person: UUID, now: datetime) -> None:
    """Note that somebody can connect from now on; once noted it stays."""
    never = (employee.c.region == code, employee.c.employee == person)
    first = sa.update(employee).where(*never, employee.c.offered_at.is_(None))
    await db.execute(first.values(offered_at=now))


async def first_offer(db: AsyncConnection, code: str) -> datetime | None:
    """When anybody of a region could connect first: no day before it counts for anybody."""
    first = sa.select(sa.func.min(employee.c.offered_at)).where(employee.c.region == code)
    found: datetime | None = (await db.execute(first)).scalar_one()
    return found


@dataclass(frozen=True, slots=True)
class Start:
    """The date of an office, or of the whole region where `office` is None."""

    office: str | None
    name: str
    since: date | None


async def starts(db: AsyncConnection, code: str) -> list[Start]:
    """The region's date, then those of its offices by name; what an office inherits left out."""
    whole = sa.select(region.c.used_since).where(region.c.region == code)
    since = (await db.execute(whole)).scalar_one_or_none()
    columns = (office.c.office, office.c.name, office.c.used_since)
    query = sa.select(*columns).where(office.c.region == code)
    rows = await db.execute(query.order_by(office.c.name, office.c.office))
    return [Start(None, code, since), *(Start(*row) for row in rows)]


async def start(db: AsyncConnection, code: str, of: str | None, since: date) -> None:
    """Set the date of an office, or of the whole region."""
    if of is None:
        whole = sa.update(region).where(region.c.region == code)
        await db.execute(whole.values(used_since=since))
        return
    one = sa.update(office).where(office.c.region == code, office.c.office == of)
    await db.execute(one.values(used_since=since))
