"""What an import compares with and writes: the region's keys, and rows that are new or differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import insert
from db.employee import employee, employee_duty, posting, supervision
from db.office import office, region, schedule

T = TypeVar("T")
Values = Mapping[str, Any]

BATCH = 1_000  # rows per statement; twice that many parameters is far below either limit


class Outcome(StrEnum):
    NEW = "baru"
    CHANGED = "berubah"
    SAME = "sama"


@dataclass(frozen=True, slots=True)
class Person:
    """An employee as an import refers to one: by NIP, told apart by phone."""

    employee: UUID
    phone: str


@dataclass(frozen=True, slots=True)
class Superior:
    """The newest supervisor of somebody, by NIP, and since when."""

    nip: str
    since: date


@dataclass(frozen=True, slots=True)
class Roster:
    """The keys of a region: offices with parents, schedules (is it a shift?), people by NIP."""

    offices: dict[str, str | None]
    schedules: dict[str, bool]
    people: dict[str, Person]
    superiors: dict[str, Superior]


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


async def claim(db: AsyncConnection, code: str) -> None:
    """Make sure the region has its row, and hold it: imports of one region go one by one."""
    await db.execute(insert(db, region).on_conflict_do_nothing(), {"region": code})
    mine = sa.select(region.c.version).where(region.c.region == code)
    await db.execute(mine.with_for_update())


async def outdate(db: AsyncConnection, code: str) -> None:
    """Tell every process that what it remembers of the region is stale."""
    mine = sa.update(region).where(region.c.region == code)
    await db.execute(mine.values(version=region.c.version + 1))


async def read(db: AsyncConnection, code: str) -> Roster:
    """A hundred thousand people take about a second and some 60 MB."""
    offices = sa.select(office.c.office, office.c.parent).where(office.c.region == code)
    schedules = sa.select(schedule.c.schedule, schedule.c.shift).where(schedule.c.region == code)
    columns = (employee.c.nip, employee.c.employee, employee.c.phone)
    people = sa.select(*columns).where(employee.c.region == code)
    return Roster(
        offices={row.office: row.parent for row in await db.execute(offices)},
        schedules={row.schedule: row.shift for row in await db.execute(schedules)},
        people={nip: Person(key, phone) for nip, key, phone in await db.execute(people)},
        superiors=await _superiors(db, code),
    )


async def _superiors(db: AsyncConnection, code: str) -> dict[str, Superior]:
    who, above = employee.alias("who"), employee.alias("above")
    mine = (supervision.c.region == who.c.region, supervision.c.employee == who.c.employee)
    theirs = (
        supervision.c.region == above.c.region,
        supervision.c.supervisor == above.c.employee,
    )
    query = (
        sa.select(who.c.nip, above.c.nip, supervision.c.since)
        .select_from(supervision)
        .join(who, sa.and_(*mine))
        .join(above, sa.and_(*theirs))
        .where(supervision.c.region == code)
        .order_by(supervision.c.since)
    )
    return {nip: Superior(sup, since) for nip, sup, since in await db.execute(query)}


async def postings(
    db: AsyncConnection, code: str, people: Sequence[UUID]
) -> dict[UUID, dict[date, str]]:
    """The offices of some people by the date from which each holds."""
    found: dict[UUID, dict[date, str]] = {person: {} for person in people}
    columns = (posting.c.employee, posting.c.since, posting.c.office)
    query = sa.select(*columns).where(posting.c.region == code, posting.c.employee.in_(people))
    for person, since, where in await db.execute(query):
        found[person][since] = where
    return found


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


async def drop_further_duties(
    db: AsyncConnection, code: str, left: Mapping[tuple[UUID, date], int]
) -> None:
    """Keep so many of the duties that begin on these dates: a roster is written as a whole."""
    c = employee_duty.c
    gone = sa.delete(employee_duty).where(
        c.region == code,
        c.employee == sa.bindparam("who", type_=sa.Uuid),
        c.since == sa.bindparam("begins", type_=sa.Date),
        c.number > sa.bindparam("most", type_=sa.SmallInteger),
    )
    rows = [{"who": who, "begins": begins, "most": most} for (who, begins), most in left.items()]
    for some in batches(rows):
        await db.execute(gone, some)


async def merge(db: AsyncConnection, table: sa.Table, rows: Sequence[Values]) -> list[Outcome]:
    """Write the rows that are new or differ and say for each which it was.

    All rows have the same columns and different keys; columns they lack stay as they are.
    """
    outcomes: list[Outcome] = []
    for some in batches(rows):
        outcomes += await _merge(db, table, some)
    return outcomes


async def _merge(db: AsyncConnection, table: sa.Table, rows: Sequence[Values]) -> list[Outcome]:
    key = [column.name for column in table.primary_key]
    stored = await _stored(db, table, key, rows)
    outcomes = [_outcome(stored.get(_of(row, key)), row) for row in rows]
    differing = [r for r, o in zip(rows, outcomes, strict=True) if o is not Outcome.SAME]
    if differing:
        upsert = insert(db, table)
        others = {name: upsert.excluded[name] for name in rows[0] if name not in key}
        await db.execute(upsert.on_conflict_do_update(index_elements=key, set_=others), differing)
    return outcomes


async def _stored(
    db: AsyncConnection, table: sa.Table, key: Sequence[str], rows: Sequence[Values]
) -> dict[tuple[object, ...], dict[str, Any]]:
    query = sa.select(*(table.c[name] for name in rows[0]))
    query = query.where(table.c.region == rows[0]["region"])
    for name in key[1:3]:  # a few rows too many for longer keys; the dict tells them apart
        query = query.where(table.c[name].in_({row[name] for row in rows}))
    found = (await db.execute(query)).mappings()
    return {_of(dict(row), key): dict(row) for row in found}


def _of(row: Values, key: Sequence[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in key)


def _outcome(stored: dict[str, Any] | None, row: Values) -> Outcome:
    if stored is None:
        return Outcome.NEW
    return Outcome.SAME if stored == row else Outcome.CHANGED
