"""Two chats on a Monday, and how a chat comes to be somebody's."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.address import Address
from db.messages import conversation
from db.people.binding import binding
from tests.office import Actor, wita

MONDAY = wita("2026-04-06", "07.24")
BUDIS = Address("bulungan", "telegram", "5001")
CITRAS = Address("bulungan", "telegram", "5002")


async def bind(engine: AsyncEngine, address: Address, actor: Actor) -> None:
    key = {"region": address.region, "channel": address.channel, "address": address.id}
    async with engine.begin() as db:
        row = key | {"employee": actor.id, "bound_at": MONDAY}
        await db.execute(sa.insert(binding), row)
        await conversation.open_chats(db, [address], MONDAY)
