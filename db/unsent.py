"""What waits in the outbox for one chat: counted, and dropped with its binding."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.address import Address
from db.base import of
from db.outbox import State, outbox

# As literals, for a partial index serves only a condition that is spelled like its own.
_STATES: list[sa.ColumnClause[str]] = [
    sa.literal_column(f"'{state.value}'") for state in (State.PENDING, State.SENDING)
]
_OPEN = outbox.c.state.in_(_STATES)


async def count(db: AsyncConnection, chat: Address) -> int:
    """How many messages to a chat are not sent yet."""
    query = sa.select(sa.func.count()).select_from(outbox).where(*of(outbox, chat), _OPEN)
    return (await db.execute(query)).scalar_one()


async def drop(db: AsyncConnection, chat: Address) -> None:
    """Take back what is not sent yet, and the keys of what is: it may be sent elsewhere anew.

    One that is being sent goes, too, for a try that fails would be repeated.
    """
    mine = of(outbox, chat)
    await db.execute(sa.delete(outbox).where(*mine, _OPEN))
    keyed = sa.update(outbox).where(*mine, outbox.c.dedupe.is_not(None))
    await db.execute(keyed.values(dedupe=None))
