"""The duties of people by the dates on which they begin: what an import compares and drops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.calendar import Duty
from db.people.employee import employee_duty
from db.people.roster import batches


async def duty_ends(
    db: AsyncConnection, code: str, keys: Sequence[tuple[UUID, date]]
) -> dict[tuple[UUID, date], date | None]:
    """Until when the duties stand that already begin on these dates; None: open end."""
    duty = employee_duty.c
    query = sa.select(duty.employee, duty.since, duty.until).where(
        duty.region == code,
        duty.employee.in_({person for person, _ in keys}),
        duty.since.in_({since for _, since in keys}),
    )
    return {(person, since): until for person, since, until in await db.execute(query)}


async def of_person(
    db: AsyncConnection, code: str, person: UUID, first: date, last: date
) -> tuple[Duty, ...]:
    """The duties of somebody's own that reach into some dates, both included."""
    c = employee_duty.c
    query = sa.select(c.since, c.schedule, c.until, c.number).where(
        c.region == code,
        c.employee == person,
        c.since <= last,
        sa.or_(c.until.is_(None), c.until >= first),
    )
    return tuple(Duty(*row) for row in await db.execute(query.order_by(c.since, c.number)))


@dataclass(frozen=True, slots=True)
class FurtherDuty:
    """A duty beside another one of the same date that a new roster does not have any more."""

    employee: UUID
    since: date
    number: int
    until: date | None
    schedule: str | None


async def drop_further_duties(
    db: AsyncConnection, code: str, left: Mapping[tuple[UUID, date], int]
) -> list[FurtherDuty]:
    """Keep so many of the duties that begin on these dates, for a roster is written as a whole.

    What was dropped is given back.
    """
    found: list[FurtherDuty] = []
    for some in batches(list(left)):
        found += await _beyond_the_first(db, code, some)
    keys = ((each, (each.employee, each.since)) for each in found)
    gone = [each for each, key in keys if key in left and each.number > left[key]]
    c = employee_duty.c
    this = sa.delete(employee_duty).where(
        c.region == code,
        c.employee == sa.bindparam("who", type_=sa.Uuid),
        c.since == sa.bindparam("begins", type_=sa.Date),
        c.number == sa.bindparam("which", type_=sa.SmallInteger),
    )
    rows = [{"who": e.employee, "begins": e.since, "which": e.number} for e in gone]
    for batch in batches(rows):
        await db.execute(this, batch)
    return gone


async def _beyond_the_first(
    db: AsyncConnection, code: str, keys: Sequence[tuple[UUID, date]]
) -> list[FurtherDuty]:
    """A few more than asked for: of these people on all of these dates."""
    c = employee_duty.c
    query = sa.select(c.employee, c.since, c.number, c.until, c.schedule).where(
        c.region == code,
        c.employee.in_({person for person, _ in keys}),
        c.since.in_({since for _, since in keys}),
        c.number > 1,
    )
    return [FurtherDuty(*row) for row in await db.execute(query)]
