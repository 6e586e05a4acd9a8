"""Which chat account is which employee: activation codes, bindings, attempts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from core.organisation.mismatch import Candidate
from db.base import (
    GIVEN,
    Instant,
    Spelling,
    insert,
    key_of,
    metadata,
    of,
    per_database,
    region_key,
    within_region,
)
from db.people import first_use
from db.people.employee import employee

activation = sa.Table(
    "activation",
    metadata,
    region_key(),
    # Only the hash is kept: whoever reads the table cannot use a code.
    sa.Column("code_hash", sa.String(64), primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("issued_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("used_at", Instant),
    within_region("employee", to="employee"),
)

binding = sa.Table(
    "binding",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("bound_at", Instant, nullable=False),
    # Set when the platform says that the person has blocked the bot or is gone; cleared when they
    # let it in again, or write.
    sa.Column("unreachable_since", Instant),
    within_region("employee", to="employee"),
    sa.UniqueConstraint("employee", "region"),
)

attempt = sa.Table(
    "attempt",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("date", sa.Date, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
)


async def candidate(db: AsyncConnection, region: str, nip: str) -> Candidate | None:
    """Whose NIP this is."""
    found = _candidates().where(employee.c.region == region, employee.c.nip == nip)
    row = (await db.execute(found)).one_or_none()
    return None if row is None else Candidate(*row)


async def invited(
    db: AsyncConnection, region: str, code_hash: str, now: datetime
) -> Candidate | None:
    """Whose unused, unexpired code this is."""
    found = _candidates().join(activation, sa.and_(*_same(activation)))
    row = (await db.execute(found.where(*usable(region, code_hash, now)))).one_or_none()
    return None if row is None else Candidate(*row)


def _candidates() -> sa.Select[Any]:
    bound = sa.exists().where(*_same(binding)).label("bound")
    columns = (employee.c.employee, employee.c.name, employee.c.kind, employee.c.phone, bound)
    return sa.select(*columns).select_from(employee)


@dataclass(frozen=True, slots=True)
class Chat:
    """The chat of an employee; `away_since` is when it could no longer be reached."""

    address: Address
    away_since: datetime | None


async def address_of(db: AsyncConnection, region: str, person: UUID) -> Address | None:
    """The chat of an employee; None while they are bound to none."""
    return (await addresses_of(db, region, [person])).get(person)


def _addresses(spelling: Spelling) -> sa.Select[Any]:
    given = spelling.given("people", employee=sa.Uuid())
    region = binding.c.region == sa.bindparam("region", type_=sa.Text)
    theirs = sa.and_(region, binding.c.employee == given.c.employee)
    columns = ("employee", "unreachable_since", "region", "channel", "address")
    chats = sa.select(*(binding.c[name] for name in columns))
    return chats.select_from(given.join(binding, theirs))


_ADDRESSES = per_database(_addresses)


async def addresses_of(
    db: AsyncConnection, region: str, people: Iterable[UUID]
) -> dict[UUID, Address]:
    """The chats of those of these employees who are bound to one."""
    return {each: chat.address for each, chat in (await chats_of(db, region, people)).items()}


async def chats_of(db: AsyncConnection, region: str, people: Iterable[UUID]) -> dict[UUID, Chat]:
    """The same, and whether each can be reached."""
    given = [{"employee": each.hex} for each in people]
    rows = await db.execute(_ADDRESSES(db), {GIVEN: given, "region": region})
    return {person: Chat(Address(*chat), away) for person, away, *chat in rows}


async def issue(
    db: AsyncConnection,
    region: str,
    person: UUID,
    code_hash: str,
    *,
    now: datetime,
    expires_at: datetime,
) -> None:
    """A new code; older unused ones stop working, and days count from the first (AMB-52)."""
    older = (activation.c.region == region, activation.c.employee == person)
    unused = activation.c.used_at.is_(None)
    await db.execute(sa.delete(activation).where(*older, unused))
    values = {"region": region, "code_hash": code_hash, "employee": person}
    await db.execute(sa.insert(activation), values | {"issued_at": now, "expires_at": expires_at})
    await first_use.offer(db, region, person, now)


async def failures(db: AsyncConnection, address: Address, day: date) -> int:
    """Failed activations of a chat account on a date."""
    query = sa.select(attempt.c.failures).where(*of(attempt, address), attempt.c.date == day)
    return (await db.execute(query)).scalar_one_or_none() or 0


async def count_failure(db: AsyncConnection, address: Address, day: date) -> None:
    """Count one more failed activation of a chat account on a date."""
    key = key_of(address) | {"date": day}
    upsert = insert(db, attempt).values(**key, failures=1)
    once_more = {"failures": attempt.c.failures + 1}
    await db.execute(upsert.on_conflict_do_update(index_elements=list(key), set_=once_more))


async def forget_attempts(db: AsyncConnection, before: date) -> int:
    """Drop the counts of the days before a date: each closes its own day only."""
    return (await db.execute(sa.delete(attempt).where(attempt.c.date < before))).rowcount


async def set_reachable(
    db: AsyncConnection, address: Address, *, reachable: bool, now: datetime
) -> None:
    """Note that a person blocked the bot, or let it in again."""
    since = None if reachable else now
    await db.execute(
        sa.update(binding).where(*of(binding, address)).values(unreachable_since=since)
    )


def usable(region: str, code_hash: str, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """The condition that picks an activation code which is neither used nor expired."""
    return (
        activation.c.region == region,
        activation.c.code_hash == code_hash,
        activation.c.used_at.is_(None),
        activation.c.expires_at > now,
    )


def _same(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
    return (table.c.region == employee.c.region, table.c.employee == employee.c.employee)
