"""What administrators did and what they should look at: appended, never changed (Pasal 12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, Json, metadata, region_key
from db.employee import employee

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

ALARM = "ALARM: "  # how the action of a line begins that somebody should look at


async def note(
    db: AsyncConnection,
    *,
    region: str,
    at: datetime,
    actor: str,
    action: str,
    employee: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Append one line: who did what to whom."""
    values = {"region": region, "id": uuid.uuid7(), "at": at, "actor": actor, "action": action}
    await db.execute(sa.insert(audit), values | {"employee": employee, "detail": detail or {}})


async def count_since(
    db: AsyncConnection, region: str, employee: UUID, action: str, since: datetime
) -> int:
    """How often something was done to somebody since an instant."""
    mine = (audit.c.region == region, audit.c.employee == employee, audit.c.action == action)
    query = sa.select(sa.func.count()).select_from(audit).where(*mine, audit.c.at >= since)
    return (await db.execute(query)).scalar_one()


@dataclass(frozen=True, slots=True)
class Line:
    """One line as an administrator reads it; name and NIP of whom it is about, if anybody."""

    at: datetime
    actor: str
    action: str
    nip: str | None
    name: str | None


async def newest(
    db: AsyncConnection, region: str, limit: int, *, only_alarms: bool = False
) -> list[Line]:
    """The newest lines first."""
    about = sa.and_(employee.c.region == audit.c.region, employee.c.employee == audit.c.employee)
    columns = (audit.c.at, audit.c.actor, audit.c.action, employee.c.nip, employee.c.name)
    query = sa.select(*columns).select_from(audit.outerjoin(employee, about))
    query = query.where(audit.c.region == region)
    if only_alarms:
        query = query.where(audit.c.action.startswith(ALARM, autoescape=True))
    ordered = query.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
    return [Line(*row) for row in await db.execute(ordered)]
