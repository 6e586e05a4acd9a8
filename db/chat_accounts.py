"""A chat account that becomes an employee's, or is given back with all that it holds of them.

A binding is of people, but what stands under it is in every table that names the chat: its open
conversation, what waits to be sent to it, and the live location that is listened to there.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.base import insert, key_of, of
from db.messages import conversation, unsent
from db.people.binding import activation, address_of, binding, usable
from db.records import claim

RELEASED = "released"  # in a chat's row: when the person before was released from it


async def bind(
    db: AsyncConnection, address: Address, person: UUID, code_hash: str, now: datetime
) -> bool:
    """Use the code up and bind both ways; False if code, account or employee was taken."""
    use = sa.update(activation).where(*usable(address.region, code_hash, now))
    used = await db.execute(use.where(activation.c.employee == person).values(used_at=now))
    if used.rowcount != 1:
        return False
    values = key_of(address) | {"employee": person, "bound_at": now}
    bound = await db.execute(insert(db, binding).on_conflict_do_nothing(), values)
    if bound.rowcount != 1:
        mine = (activation.c.region == address.region, activation.c.code_hash == code_hash)
        await db.execute(sa.update(activation).where(*mine).values(used_at=None))
        return False
    await _empty(db, address)  # an earlier release may have left something behind
    return True


async def unbind(db: AsyncConnection, region: str, person: UUID) -> Address | None:
    """End a binding with all that the chat holds of the person; gives the chat they had.

    The next person of the chat finds no live location, no half-filled form, no last verdict and
    no message of the one before, whose cards go to their own next chat.
    """
    chat = await address_of(db, region, person)
    if chat is None:
        return None
    await conversation.clear(db, chat)
    mine = (*of(binding, chat), binding.c.employee == person)
    ended = await db.execute(sa.delete(binding).where(*mine))
    await claim.drop_all(db, region, person)
    await _empty(db, chat)
    return chat if ended.rowcount == 1 else None


async def release(db: AsyncConnection, region: str, person: UUID, now: datetime) -> Address | None:
    """Unbind an employee for whatever reason, with their codes; gives the chat they had.

    The chat remembers when: what was written before is not taken for that of the next.
    """
    chat = await unbind(db, region, person)
    codes = (activation.c.region == region, activation.c.employee == person)
    await db.execute(sa.delete(activation).where(*codes, activation.c.used_at.is_(None)))
    # A use of the code at this moment holds its row: it was bound while we waited.
    chat = chat or await unbind(db, region, person)
    if chat is not None:
        await conversation.save(db, {chat: {RELEASED: now.isoformat()}}, now)
    return chat


def released_at(state: Mapping[str, Any]) -> datetime | None:
    """When the last person before was released from a chat, by what its row holds."""
    return datetime.fromisoformat(state[RELEASED]) if RELEASED in state else None


async def _empty(db: AsyncConnection, chat: Address) -> None:
    await db.execute(sa.delete(claim.share).where(*of(claim.share, chat)))
    await unsent.drop(db, chat)
