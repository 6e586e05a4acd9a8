"""Examining a blocked account: what the person says to it, who agrees to lift it, how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.employee_status import Settled
from db.base import Instant, insert, metadata, region_key, within_region
from db.people.employee import block

# Who agrees that a block is lifted, once for each role that must (`peran.buka_blokir`).
block_consent = sa.Table(
    "block_consent",
    metadata,
    region_key(),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("since", Instant, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    # Null: the machine's own administrator.
    sa.Column("by", sa.Uuid),
    sa.Column("at", Instant, nullable=False),
    # Where the consent was given on paper: the number of that letter.
    sa.Column("letter", sa.Text),
    within_region("employee", "since", to="block"),
    within_region("by", to="employee", names=("employee",)),
    sa.CheckConstraint('"by" <> employee', name="nobody_lifts_their_own"),
    # One person has one say.
    sa.UniqueConstraint("employee", "since", "by", "region"),
)


@dataclass(frozen=True, slots=True)
class Consent:
    """Who agreed in which role, and by which letter where it was given on paper."""

    role: Role
    by: UUID | None
    at: datetime
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """The newest block of somebody that is not settled; `raw` are the pages of the proof as JSON.

    `until` where it has ended without a word on its days, as older releases ended them.
    """

    employee: UUID
    since: datetime
    reason: str
    until: datetime | None = None
    answer: str | None = None
    raw: Any = None
    answered_at: datetime | None = None
    consents: tuple[Consent, ...] = ()

    def consent_of(self, role: Role) -> Consent | None:
        return next((each for each in self.consents if each.role is role), None)


async def examination(
    db: AsyncConnection, region: str, person: UUID, *, hold: bool = False
) -> Examination | None:
    """What is being examined of somebody; None: nothing. `hold`: until the transaction ends."""
    c = block.c
    columns = (c.employee, c.since, c.reason, c.until, c.answer, c.paper, c.answered_at)
    query = sa.select(*columns).where(*_unsettled(region, person)).order_by(c.since.desc())
    query = query.with_for_update() if hold else query
    row = (await db.execute(query.limit(1))).first()
    if row is None:
        return None
    return Examination(*row, consents=await _consents(db, region, person, row.since))


async def examined(db: AsyncConnection, region: str) -> list[UUID]:
    """Of whom anything is being examined, answered or not, the longest first."""
    c = block.c
    waits = (c.region == region, c.settled.is_(None))
    rows = await db.execute(sa.select(c.employee).where(*waits).order_by(c.since, c.employee))
    return list(dict.fromkeys(rows.scalars()))


async def answer(
    db: AsyncConnection,
    region: str,
    person: UUID,
    at: datetime,
    words: str | None,
    paper: Sequence[Sequence[Any]] | None,
) -> bool:
    """Keep the one answer to the newest block; False: there is one, or nothing is examined."""
    newest = await examination(db, region, person, hold=True)
    if newest is None or newest.answered_at is not None:
        return False
    this = (*_unsettled(region, person), block.c.since == newest.since)
    said = {"answer": words, "paper": paper, "answered_at": at}
    done = await db.execute(
        sa.update(block).where(*this, block.c.answered_at.is_(None)).values(said)
    )
    return done.rowcount == 1


async def agree(db: AsyncConnection, region: str, of: Examination, consent: Consent) -> bool:
    """Agree in a role that it is lifted, once; False: somebody has, or that person in another."""
    key = {"region": region, "employee": of.employee, "since": of.since}
    values = {"role": consent.role.value, "by": consent.by, "at": consent.at}
    once = insert(db, block_consent).values(key | values | {"letter": consent.letter})
    return (await db.execute(once.on_conflict_do_nothing())).rowcount == 1


async def settle(
    db: AsyncConnection,
    region: str,
    person: UUID,
    now: datetime,
    how: Settled,
    decree: str | None = None,
) -> list[tuple[datetime, datetime]]:
    """End all that is examined of somebody, its days with it; gives the spans, none: nothing is."""
    c = block.c
    until = sa.func.coalesce(c.until, sa.literal(now, Instant))
    values = {"until": until, "settled": how.value, "settled_at": now, "decree": decree}
    ended = sa.update(block).where(*_unsettled(region, person)).values(values)
    rows = await db.execute(ended.returning(c.since, c.until))
    return [(row.since, row.until) for row in rows]


async def _consents(
    db: AsyncConnection, region: str, person: UUID, since: datetime
) -> tuple[Consent, ...]:
    c = block_consent.c
    theirs = (c.region == region, c.employee == person, c.since == since)
    rows = await db.execute(sa.select(c.role, c.by, c.at, c.letter).where(*theirs).order_by(c.at))
    return tuple(Consent(Role(row.role), row.by, row.at, row.letter) for row in rows)


def _unsettled(region: str, person: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return (block.c.region == region, block.c.employee == person, block.c.settled.is_(None))
