"""A stamp that somebody has tried and not got yet."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from core.attendance.claim import Claim
from core.attendance.stamp import Leg
from core.organisation.address import Address
from db.records import claim as claims
from tests.builders.chats import MONDAY
from tests.office import Actor


async def tries(
    engine: AsyncEngine,
    address: Address,
    actor: Actor,
    message: str | None = "11",
    *,
    until: datetime,
    **more: Any,
) -> Claim:
    """Somebody tries to stamp Monday's masuk by a live location that runs `until` then."""
    claim = Claim(MONDAY.date(), 1, Leg.MASUK, message, **more)
    ends_at = max(until, MONDAY + timedelta(days=1))
    async with engine.begin() as db:
        await claims.keep(db, [claims.Kept(actor.id, address, claim, ends_at, until)])
    return claim
