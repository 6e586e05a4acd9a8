"""The next instant at which something falls due: a case, or what somebody tries to stamp."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.approvals import undecided
from db.records.activity import activity
from db.records.cancellation import cancellation
from db.records.capture import capture
from db.records.claim import share
from db.records.correction import correction
from db.records.report import report
from db.records.report_receipt import receipt
from db.records.request import request
from db.records.review import review

CASES = (activity, request, review, capture, correction, cancellation, report, receipt)


async def find(db: AsyncConnection, since: datetime) -> datetime | None:
    """The first instant after `since` at which something that waits is due, of all regions."""
    waiting = (
        sa.select(sa.func.min(table.c.due_at).label("at")).where(
            undecided(table), table.c.escalated_at.is_(None), table.c.due_at > since
        )
        for table in CASES
    )
    ends = (
        sa.select(sa.func.min(at)).where(at > since)
        for at in (share.c.listens_until, share.c.ends_at)
    )
    found = sa.union_all(*waiting, *ends).subquery()
    soonest: datetime | None = await db.scalar(sa.select(sa.func.min(found.c.at)))
    return soonest
