"""Unsent messages of a chat: counted, and dropped when its binding ends."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.base import CHAT_KEY, GIVEN, Spelling, key_of, of, per_database
from db.messages.outbox import State, outbox

# As literals, for a partial index serves only a condition that is spelled like its own.
_STATES: list[sa.ColumnClause[str]] = [
    sa.literal_column(f"'{state.value}'") for state in (State.PENDING, State.SENDING)
]
_OPEN = outbox.c.state.in_(_STATES)


def _full(spelling: Spelling) -> sa.Select[Any]:
    chats = spelling.given("chats", **{name: sa.Text() for name in CHAT_KEY})
    theirs = sa.and_(*(outbox.c[name] == chats.c[name] for name in CHAT_KEY), _OPEN)
    columns = [chats.c[name] for name in CHAT_KEY]
    waiting = sa.select(*columns).select_from(chats.join(outbox, theirs)).group_by(*columns)
    return waiting.having(sa.func.count() >= sa.bindparam("most", type_=sa.Integer))


_FULL = per_database(_full)


async def full(db: AsyncConnection, chats: Collection[Address], most: int) -> set[Address]:
    """Which of these chats have so many messages that are not sent yet."""
    if not chats:
        return set()
    rows = await db.execute(_FULL(db), {GIVEN: [key_of(chat) for chat in chats], "most": most})
    return {Address(*row) for row in rows}


async def drop(db: AsyncConnection, chat: Address) -> None:
    """Take back what is not sent yet, and the keys of what is: it may be sent elsewhere anew.

    One that is being sent goes, too, for a try that fails would be repeated.
    """
    mine = of(outbox, chat)
    await db.execute(sa.delete(outbox).where(*mine, _OPEN))
    keyed = sa.update(outbox).where(*mine, outbox.c.dedupe.is_not(None))
    await db.execute(keyed.values(dedupe=None))
