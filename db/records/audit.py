"""What administrators did and what they should look at: appended, never changed (Pasal 12).

The tables themselves refuse to be rewritten (a trigger on either database). No text says how long
the audit is kept (KAM-18): whoever has to erase from it must take the trigger off, as the owner of
the database and on purpose; nothing in Hadir does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, Json, metadata, region_key, within_region
from db.people.employee import employee

audit = sa.Table(
    "audit",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("employee", sa.Uuid),
    sa.Column("detail", Json, nullable=False),
)

# What a line changed, one row each thing: old and new values whole, as the tables have them.
audit_change = sa.Table(
    "audit_change",
    metadata,
    region_key(),
    sa.Column("audit", sa.Uuid, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("employee", sa.Uuid),
    sa.Column("before", Json),
    sa.Column("after", Json),
    within_region("audit", to="audit", names=("id",)),
)

CHANGES_PER_STATEMENT = 1_000

ALARM = "ALARM: "  # how the action of a line begins that somebody should look at


Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed: `what` it is ("tempat"), `about` which, by its code or NIP.

    `before` is None where it is new, `after` where it ended; both hold JSON, under Indonesian
    names, and only what differs where it was there before.
    """

    what: str
    about: str
    before: Values | None
    after: Values | None
    employee: UUID | None = None


async def note(  # noqa: PLR0913 - one line of the audit, column by column
    db: AsyncConnection,
    *,
    region: str,
    at: datetime,
    actor: str,
    action: str,
    employee: UUID | None = None,
    detail: dict[str, Any] | None = None,
    changes: Sequence[Change] = (),
) -> None:
    """Append one line: who did what to whom, and what was before."""
    line = uuid.uuid7()
    values = {"region": region, "id": line, "at": at, "actor": actor, "action": action}
    await db.execute(sa.insert(audit), values | {"employee": employee, "detail": detail or {}})
    key = {"region": region, "audit": line}
    for start in range(0, len(changes), CHANGES_PER_STATEMENT):
        some = enumerate(changes[start:][:CHANGES_PER_STATEMENT], start)
        rows = [key | {"number": number} | asdict(each) for number, each in some]
        await db.execute(sa.insert(audit_change), rows)


async def count_since(
    db: AsyncConnection, region: str, employee: UUID, action: str, since: datetime
) -> int:
    """How often something was done to somebody since an instant."""
    mine = (audit.c.region == region, audit.c.employee == employee, audit.c.action == action)
    query = sa.select(sa.func.count()).select_from(audit).where(*mine, audit.c.at >= since)
    return (await db.execute(query)).scalar_one()


async def counts(
    db: AsyncConnection,
    region: str,
    people: Collection[UUID],
    action: str,
    since: datetime,
    before: datetime,
) -> dict[UUID, int]:
    """How often something was done to each of these in a time; whoever it was not is left out."""
    c = audit.c
    these = (c.region == region, c.action == action, c.employee.in_(people))
    when = (c.at >= since, c.at < before)
    query = sa.select(c.employee, sa.func.count()).where(*these, *when).group_by(c.employee)
    return {row[0]: row[1] for row in await db.execute(query)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as an administrator reads it; name and NIP of whom it is about, if anybody."""

    id: UUID
    at: datetime
    actor: str
    action: str
    detail: Values
    nip: str | None
    name: str | None


async def newest(
    db: AsyncConnection, region: str, limit: int, *, only_alarms: bool = False
) -> list[Line]:
    """The newest lines first."""
    about = sa.and_(employee.c.region == audit.c.region, employee.c.employee == audit.c.employee)
    own = (audit.c[name] for name in ("id", "at", "actor", "action", "detail"))
    columns = (*own, employee.c.nip, employee.c.name)
    query = sa.select(*columns).select_from(audit.outerjoin(employee, about))
    query = query.where(audit.c.region == region)
    if only_alarms:
        query = query.where(audit.c.action.startswith(ALARM, autoescape=True))
    ordered = query.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
    return [Line(*row) for row in await db.execute(ordered)]


async def changes(
    db: AsyncConnection, region: str, lines: Sequence[UUID], most: int
) -> dict[UUID, list[Change]]:
    """What some lines changed, for each at most so many, in the order in which it was written."""
    found: dict[UUID, list[Change]] = {line: [] for line in lines}
    c = audit_change.c
    columns = (c.what, c.about, c.before, c.after, c.employee)
    query = sa.select(c.audit, *columns).where(c.region == region, c.audit.in_(lines))
    query = query.where(c.number < most).order_by(c.audit, c.number)
    for line, *values in await db.execute(query):
        found[line].append(Change(*values))
    return found
