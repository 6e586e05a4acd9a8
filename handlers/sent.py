"""A card as a message: sent once to whoever decides, known by its key, changed in place."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from core.region import Region
from db import binding, outbox, standing
from db.activity import Activity
from handlers import card as cards
from handlers.context import Context
from handlers.reply import Outgoing, Priority, Reply


def key_of(card: UUID, by: UUID) -> str:
    """The name under which a card's message is known, one for each who got it."""
    return f"kartu:{card.hex}:{by.hex}"


async def send(ctx: Context, reply: Reply, card: UUID, by: UUID) -> bool:
    """As a new message or in the place of the one that was sent; False: they have no chat."""
    to = await binding.address_of(ctx.db, ctx.region.code, by)
    if to is None:
        return False
    key = key_of(card, by)
    sent = await outbox.known(ctx.db, ctx.region.code, [key])
    dedupe, joins = (None, key) if sent else (key, None)
    ctx.others.append(Outgoing(to, reply, Priority.CARD, dedupe, joins))
    return True


async def drawn(
    db: AsyncConnection,
    region: Region,
    items: Sequence[Activity],
    now: datetime,
    note: str = "",
) -> Reply:
    """A card of daily work as it stands now."""
    return cards.card(region, items, await named(db, region, items), now, note)


async def named(
    db: AsyncConnection, region: Region, items: Iterable[Activity], *others: UUID
) -> cards.Names:
    """What those who filed or decided these are called, and some others."""
    people = {who for each in items for who in (each.employee, each.decided_by) if who}
    return await standing.names(db, region.code, people.union(others))
