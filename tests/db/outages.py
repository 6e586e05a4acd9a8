"""What both tests of outages need: one report, and the acts of whoever keeps the register."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from db import outage
from db.outage import Report
from tests.db.kit import MONDAY
from tests.office import wita

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
DUE = MONDAY + 48 * HOUR
SEVEN, HALF_PAST_NINE = wita("2026-04-06", "07.00"), wita("2026-04-06", "09.30")
REPORT = Report(SEVEN, HALF_PAST_NINE, None, "Listrik padam", "cli", MONDAY)


def lasting(since: datetime, hours: float, where: str | None = None) -> Report:
    return replace(REPORT, since=since, until=since + hours * HOUR, office=where)


async def register(engine: AsyncEngine, report: Report, region: str = "bulungan") -> UUID | None:
    async with engine.begin() as db:
        return await outage.register(db, region, report)


async def revoke(engine: AsyncEngine, id_: UUID | None, region: str = "bulungan") -> bool:
    assert id_ is not None
    async with engine.begin() as db:
        return await outage.revoke(db, region, id_, MONDAY) is not None
