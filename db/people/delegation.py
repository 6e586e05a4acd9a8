"""Who stands in for whom, from when to when: written once, closed when it ends early."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.verifier import StandIn, StandInReason
from db.base import GIVEN, Instant, Spelling, metadata, per_database, region_key, within_region
from db.people.departure import left
from db.people.employee import employee as employees

delegation = sa.Table(
    "delegation",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("of", sa.Uuid, nullable=False),
    sa.Column("by", sa.Uuid, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("decree", sa.Text),
    sa.Column("revoked_at", Instant),
    within_region("of", to="employee", names=("employee",)),
    within_region("by", to="employee", names=("employee",)),
    sa.CheckConstraint('"of" <> "by"', name="nobody_stands_in_for_themselves"),
    sa.CheckConstraint("until >= since", name="ends_after_it_begins"),
    sa.Index(None, "of", "region"),
    sa.Index(None, "until", "region"),
)

_WORDS = {StandInReason.ACTING: "plt_plh", StandInReason.SUBSTITUTE: "pengganti"}
_STANDINGS = {word: standing for standing, word in _WORDS.items()}

_STAND_IN = tuple(delegation.c[name] for name in StandIn.__dataclass_fields__)
_BY = sa.and_(employees.c.region == delegation.c.region, employees.c.employee == delegation.c.by)
_NAMED = sa.select(delegation, employees.c.nip, employees.c.name).join(employees, _BY)
_REGION, _DAY = sa.bindparam("region", type_=sa.Text), sa.bindparam("day", type_=sa.Date)
_COVERS = (
    delegation.c.region == _REGION,
    delegation.c.since <= _DAY,
    delegation.c.until >= _DAY,
    delegation.c.revoked_at.is_(None),
    ~left(_REGION, delegation.c.by, _DAY),
)


@dataclass(frozen=True, slots=True)
class Delegation:
    """One line of the register, with NIP and name of who stands in.

    A revoked one counts for no date any more.
    """

    id: UUID
    stand_in: StandIn
    nip: str
    name: str
    decree: str | None
    revoked_at: datetime | None


async def add(
    db: AsyncConnection, region: str, stand_in: StandIn, decree: str | None = None
) -> UUID:
    """Write who stands in. Raises IntegrityError where that is the same person."""
    id_ = uuid.uuid7()
    values = {name: getattr(stand_in, name) for name in StandIn.__dataclass_fields__}
    values |= {"region": region, "id": id_, "why": _WORDS[stand_in.why], "decree": decree}
    await db.execute(sa.insert(delegation), values)
    return id_


async def revoke(db: AsyncConnection, region: str, of: UUID, id_: UUID, now: datetime) -> bool:
    """Close one of somebody's before its last date; False: there is none, or it was closed."""
    this = (delegation.c.region == region, delegation.c.id == id_, delegation.c.of == of)
    closed = sa.update(delegation).where(*this, delegation.c.revoked_at.is_(None))
    return (await db.execute(closed.values(revoked_at=now))).rowcount == 1


async def end_early(
    db: AsyncConnection, region: str, stand_in: StandIn, until: date, now: datetime
) -> bool:
    """Let one end on an earlier date, or revoke it where that lies before its first; False: none.

    `stand_in` is the entry as it was written.
    """
    c = delegation.c
    this = [c.region == region, c.revoked_at.is_(None), c.why == _WORDS[stand_in.why]]
    this += [c[name] == getattr(stand_in, name) for name in ("of", "by", "since", "until")]
    values = {"until": until} if until >= stand_in.since else {"revoked_at": now}
    return (await db.execute(sa.update(delegation).where(*this).values(values))).rowcount > 0


async def of_employee(db: AsyncConnection, region: str, employee: UUID) -> list[Delegation]:
    """All who ever stood in for somebody, the newest entry first."""
    theirs = (delegation.c.region == region, delegation.c.of == employee)
    found = _NAMED.where(*theirs).order_by(delegation.c.id.desc())
    return [_delegation(row) for row in await db.execute(found)]


_ALL = sa.select(*_STAND_IN).where(*_COVERS).order_by(delegation.c.id)


async def on(db: AsyncConnection, region: str, day: date) -> list[StandIn]:
    """Everybody who stands in for somebody on a date; of one date the later entry comes last."""
    return [_stand_in(row) for row in await db.execute(_ALL, {"region": region, "day": day})]


def _following(spelling: Spelling) -> sa.Select[Any]:
    """Those who stand in for the given, those who stand in for them, and so on."""
    columns = (*_STAND_IN, delegation.c.id)
    whom = spelling.given("whom", employee=sa.Uuid())
    first = sa.and_(delegation.c.of == whom.c.employee, *_COVERS)
    found = sa.select(*columns).select_from(whom.join(delegation, first))
    chain = found.cte("chain", recursive=True)
    following = sa.and_(delegation.c.of == chain.c.by, *_COVERS)
    # A union keeps each row once, which is what ends a ring.
    whole = chain.union(sa.select(*columns).select_from(chain.join(delegation, following)))
    return sa.select(*(whole.c[column.name] for column in _STAND_IN)).order_by(whole.c.id)


_FOLLOWING = per_database(_following)


async def stand_ins_for(
    db: AsyncConnection, region: str, whom: Collection[UUID], day: date
) -> list[StandIn]:
    """Who stands in for these people on a date, and in turn for them; in the order of `on`."""
    given = [{"employee": each.hex} for each in whom]
    rows = await db.execute(_FOLLOWING(db), {GIVEN: given, "region": region, "day": day})
    return [_stand_in(row) for row in rows]


def _stand_in(row: sa.Row[Any]) -> StandIn:
    return StandIn(row.of, row.by, _STANDINGS[row.why], row.since, row.until)


def _delegation(row: sa.Row[Any]) -> Delegation:
    named = (row.nip, row.name)
    return Delegation(row.id, _stand_in(row), *named, row.decree, row.revoked_at)
