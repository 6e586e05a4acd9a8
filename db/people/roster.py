"""What an import compares with and writes: the region's keys, and rows that are new or differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.employment import Departure, employed
from db.base import insert, metadata
from db.people import departure, nip
from db.people.employee import employee, posting, supervision
from db.people.office import office, region, schedule

T = TypeVar("T")
Values = Mapping[str, Any]

ROWS_PER_STATEMENT = 1_000  # twice that many parameters is far below either limit


class Register(StrEnum):
    """What rows are merged into, by the name of its table."""

    SCHEDULE = "schedule"
    EDITION = "edition"
    OFFICE = "office"
    OFFICE_DUTY = "office_duty"
    LETTERHEAD = "letterhead"
    PLACE = "place"
    EMPLOYEE = "employee"
    POSTING = "posting"
    SUPERVISION = "supervision"
    EMPLOYEE_DUTY = "employee_duty"
    HOLIDAY = "holiday"
    ROLE = "role"


class Outcome(StrEnum):
    """What an import does with a row."""

    NEW = "baru"
    CHANGED = "berubah"
    SAME = "sama"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a row: of a changed one only the columns that differ, of a new one all.

    `before` is None for a new row, `after` for one that was so already.
    """

    outcome: Outcome
    before: Values | None
    after: Values | None


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
    """The keys of a region: offices with parents, schedules (is it a shift?), people by NIP.

    `former` are NIPs that somebody had before, with the one that they have now.
    """

    offices: dict[str, str | None]
    schedules: dict[str, bool]
    people: dict[str, Person]
    superiors: dict[str, Superior]
    departures: dict[str, list[Departure]]
    former: dict[str, str]

    def employed(self, digits: str, day: date) -> bool:
        """Whether the person of a NIP is employed on a date."""
        return employed(self.departures.get(digits, ()), day)


def batches(items: Sequence[T], size: int = ROWS_PER_STATEMENT) -> Iterator[Sequence[T]]:
    """The items in runs that fit into one statement."""
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
        people={digits: Person(key, phone) for digits, key, phone in await db.execute(people)},
        superiors=await _superiors(db, code),
        departures=await departure.of_all(db, code),
        former=await nip.former(db, code),
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
    return {who: Superior(sup, since) for who, sup, since in await db.execute(query)}


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


async def merge(db: AsyncConnection, into: Register, rows: Sequence[Values]) -> list[Written]:
    """Write the rows that are new or differ and say for each what it changed.

    All rows have the same columns and different keys; columns they lack stay as they are.
    """
    written: list[Written] = []
    for some in batches(rows):
        written += await _merge(db, metadata.tables[into], some)
    return written


async def _merge(db: AsyncConnection, table: sa.Table, rows: Sequence[Values]) -> list[Written]:
    key = [column.name for column in table.primary_key]
    stored = await _stored(db, table, key, rows)
    written = [_written(stored.get(_of(row, key)), row) for row in rows]
    differing = [r for r, w in zip(rows, written, strict=True) if w.after is not None]
    if differing:
        upsert = insert(db, table)
        others = {name: upsert.excluded[name] for name in rows[0] if name not in key}
        await db.execute(upsert.on_conflict_do_update(index_elements=key, set_=others), differing)
    return written


async def _stored(
    db: AsyncConnection, table: sa.Table, key: Sequence[str], rows: Sequence[Values]
) -> dict[tuple[object, ...], Values]:
    query = sa.select(*(table.c[name] for name in rows[0]))
    query = query.where(table.c.region == rows[0]["region"])
    for name in key[1:3]:  # a few rows too many for longer keys; the dict tells them apart
        query = query.where(table.c[name].in_({row[name] for row in rows}))
    found = (await db.execute(query)).mappings()
    return {_of(dict(row), key): dict(row) for row in found}


def _of(row: Values, key: Sequence[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in key)


def _written(stored: Values | None, row: Values) -> Written:
    if stored is None:
        return Written(Outcome.NEW, None, row)
    names = [name for name in row if stored[name] != row[name]]
    if not names:
        return Written(Outcome.SAME, None, None)
    before, after = ({name: each[name] for name in names} for each in (stored, row))
    return Written(Outcome.CHANGED, before, after)
