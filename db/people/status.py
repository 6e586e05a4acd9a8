"""Employees on a date: office, blocks, exemptions; and the writes that change them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.kinds import EmployeeKind
from core.law.regulation import ExemptStatus
from db.base import insert
from db.people.binding import binding
from db.people.departure import left
from db.people.employee import block, employee, exemption, posting
from db.people.office import office


@dataclass(frozen=True, slots=True)
class Member:
    """An employee as an administrator sees one; `office` is None before the first posting."""

    employee: UUID
    nip: str
    name: str
    office: str | None
    bound: bool
    kind: EmployeeKind


async def members(  # noqa: PLR0913 - whatever narrows the list
    db: AsyncConnection,
    region: str,
    day: date,
    *,
    nips: Collection[str] | None = None,
    offices: Collection[str] | None = None,
    people: Collection[UUID] | None = None,
    limit: int | None = None,
    gone: bool = False,
) -> list[Member]:
    """Employees of a region on a day by name: all, or those that fit what is given.

    Those who have left are listed only with `gone`.
    """
    here = _office_on(day)
    query = _listed(region, here).limit(limit)
    if not gone:
        query = query.where(~left(employee.c.region, employee.c.employee, day))
    if nips is not None:
        query = query.where(employee.c.nip.in_(nips))
    if offices is not None:
        query = query.where(here.in_(offices))
    if people is not None:
        query = query.where(employee.c.employee.in_(people))
    return [_member(row) for row in await db.execute(query)]


async def search_members(
    db: AsyncConnection,
    region: str,
    day: date,
    words: str,
    limit: int,
    *,
    since: date | None = None,
) -> list[Member]:
    """Employees in an office whose name holds each of the words, or whose NIP they are.

    With `since` also those who have left by `day`, if they had not on that date.
    """
    here = _office_on(day)
    named = (employee.c.name.icontains(word, autoescape=True) for word in words.split())
    this = sa.or_(sa.and_(sa.true(), *named), employee.c.nip == "".join(words.split()))
    there = ~left(employee.c.region, employee.c.employee, day)
    if since is not None:
        there |= ~left(employee.c.region, employee.c.employee, since)
    query = _listed(region, here).where(here.is_not(None), this, there).limit(limit)
    return [_member(row) for row in await db.execute(query)]


async def count_never_offered(db: AsyncConnection, code: str, day: date) -> int:
    """How many of those employed on a date could never connect: none of their days counts."""
    never = (employee.c.region == code, employee.c.offered_at.is_(None))
    gone = left(employee.c.region, employee.c.employee, day)
    query = sa.select(sa.func.count()).select_from(employee).where(*never, ~gone)
    return (await db.execute(query)).scalar_one()


def _listed(region: str, here: sa.ScalarSelect[str]) -> sa.Select[Any]:
    who = (employee.c.employee, employee.c.nip, employee.c.name)
    columns = (*who, here, _bound(), employee.c.kind)
    listed = sa.select(*columns).where(employee.c.region == region)
    return listed.order_by(employee.c.name, employee.c.nip)


def _member(row: sa.Row[Any]) -> Member:
    facts: list[Any] = list(row)
    facts[-1] = EmployeeKind(facts[-1])
    return Member(*facts)


async def fetch_parents(db: AsyncConnection, region: str) -> dict[str, str | None]:
    """Every office with the one that it is a part of."""
    query = sa.select(office.c.office, office.c.parent).where(office.c.region == region)
    return {row.office: row.parent for row in await db.execute(query)}


async def start_block(
    db: AsyncConnection, region: str, person: UUID, reason: str, now: datetime
) -> bool:
    """Block somebody (BLG-6-2g); False: they are blocked already."""
    if (await db.execute(sa.select(block.c.since).where(*_open(region, person)))).first():
        return False
    values = {"region": region, "employee": person, "since": now, "reason": reason}
    await db.execute(sa.insert(block), values)
    return True


async def exempt(
    db: AsyncConnection,
    region: str,
    person: UUID,
    kind: ExemptStatus,
    *,
    since: date,
    until: date | None,
    decree: str,
) -> dict[str, Any] | None:
    """Exempt somebody from a day on (BLG-8-5); the same day again corrects what stood there.

    That is given back.
    """
    key = {"region": region, "employee": person, "since": since}
    c = exemption.c
    stands = sa.select(c.kind, c.until, c.decree)
    stands = stands.where(c.region == region, c.employee == person, c.since == since)
    before = (await db.execute(stands)).mappings().one_or_none()
    values = {"until": until, "kind": kind.value, "decree": decree}
    upsert = insert(db, exemption).values(**key, **values)
    await db.execute(upsert.on_conflict_do_update(index_elements=list(key), set_=values))
    return None if before is None else {str(key): value for key, value in before.items()}


def _office_on(day: date) -> sa.ScalarSelect[str]:
    return (
        sa.select(posting.c.office)
        .where(*_theirs(posting), posting.c.since <= day)
        .order_by(posting.c.since.desc())
        .limit(1)
        .scalar_subquery()
    )


def _bound() -> sa.ColumnElement[bool]:
    return sa.exists().where(*_theirs(binding))


def _theirs(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return (table.c.region == employee.c.region, table.c.employee == employee.c.employee)


def _open(region: str, person: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return (block.c.region == region, block.c.employee == person, block.c.until.is_(None))


_NAMES = sa.select(employee.c.employee, employee.c.name).where(
    employee.c.region == sa.bindparam("region", type_=sa.Text),
    employee.c.employee.in_(sa.bindparam("people", type_=sa.Uuid, expanding=True)),
)


async def fetch_names(
    db: AsyncConnection, region: str, people: Collection[UUID]
) -> dict[UUID, str]:
    """What some employees are called."""
    rows = await db.execute(_NAMES, {"region": region, "people": list(people)})
    return {row.employee: row.name for row in rows}
