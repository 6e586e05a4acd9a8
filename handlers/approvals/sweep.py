"""The sweep: cases that fall due, page by page; called by the scheduler, idempotent.

Page by page, the oldest first; nothing is read of a row that may be wrong.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.closing import open_since
from core.organisation.region import Region
from db import approvals
from db.approvals import DueCase
from db.base import Due
from handlers.approvals.kind import Kind
from handlers.usecases.daytime import awake

PAGE_CASES = 200  # in one transaction: a tap on one of them may have to wait for it

Page = Callable[
    [AsyncConnection, Region, Kind[Any], datetime, Due | None], Awaitable[list[DueCase]]
]


async def overdue(
    db: AsyncConnection, region: Region, kind: Kind[Any], now: datetime, after: Due | None
) -> list[DueCase]:
    """A page of the cases to which silence has done something that nobody has written down."""
    if kind.by_day and not awake(region, now):
        return []
    # Nothing goes up in a month that is closed; what silence has decided, it decided before.
    since = open_since(region.regulation, now, region.zone) if kind.goes_up else None
    return await approvals.overdue(db, kind.cases, region.code, now, PAGE_CASES, after, since)


async def left_over(
    db: AsyncConnection, region: Region, kind: Kind[Any], now: datetime, after: Due | None
) -> list[DueCase]:
    """A page of the cases that their month has closed over."""
    since = open_since(region.regulation, now, region.zone)
    if not kind.closes or since is None or not awake(region, now):
        return []
    return await approvals.left_over(db, kind.cases, region.code, since, PAGE_CASES, after)


# What its month has closed over comes first: it does not go up any more.
PAGES: tuple[Page, ...] = (left_over, overdue)
