"""The NIP of an employee, which can turn out wrong or change with a contract; the person stays."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import insert
from db.people.employee import employee, former_nip


async def correct(
    db: AsyncConnection, region: str, person: UUID, old: str, new: str, now: datetime
) -> None:
    """Give somebody another NIP and remember the old one. IntegrityError if `new` is another's."""
    mine = (employee.c.region == region, employee.c.employee == person)
    await db.execute(sa.update(employee).where(*mine).values(nip=new))
    again = (former_nip.c.region == region, former_nip.c.nip == new)
    await db.execute(sa.delete(former_nip).where(*again, former_nip.c.employee == person))
    row = insert(db, former_nip).values(region=region, nip=old, employee=person, until=now)
    keep = {"employee": person, "until": now}
    await db.execute(row.on_conflict_do_update(index_elements=["region", "nip"], set_=keep))


async def former(db: AsyncConnection, region: str) -> dict[str, str]:
    """The NIPs that somebody had before, each with the one they have now."""
    theirs = (
        employee.c.region == former_nip.c.region,
        employee.c.employee == former_nip.c.employee,
    )
    columns = (former_nip.c.nip, employee.c.nip.label("now"))
    query = sa.select(*columns).join(employee, sa.and_(*theirs))
    rows = await db.execute(query.where(former_nip.c.region == region))
    return {row.nip: row.now for row in rows}
