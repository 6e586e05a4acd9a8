"""The next instant at which something falls due: a case, or what somebody tries to stamp."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.records.activity import activity
from db.records.claim import share
from db.records.request import request


async def find(db: AsyncConnection, since: datetime) -> datetime | None:
    """The first instant after `since` at which something that waits is due, of all regions."""
    waiting = (
        sa.select(sa.func.min(table.c.due_at).label("at")).where(*open_, table.c.due_at > since)
        for table, open_ in (
            (activity, (activity.c.state.is_(None),)),
            (request, (request.c.state.is_(None), request.c.escalated_at.is_(None))),
        )
    )
    ends = (
        sa.select(sa.func.min(at)).where(at > since)
        for at in (share.c.listens_until, share.c.ends_at)
    )
    found = sa.union_all(*waiting, *ends).subquery()
    soonest: datetime | None = await db.scalar(sa.select(sa.func.min(found.c.at)))
    return soonest
