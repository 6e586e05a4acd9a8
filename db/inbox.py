"""Marks of updates already seen, and the updates that raised a bug, kept whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.address import Address
from db.base import Insert, Instant, Json, insert, key_of, metadata, per_database, region_key
from db.conversation import CHAT, conversation, open_chat
from db.engine import NUL, REPLACEMENT

inbox = sa.Table(
    "inbox",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("update", sa.Text, primary_key=True),
    sa.Column("received_at", Instant, nullable=False, index=True),
)

dead_letter = sa.Table(
    "dead_letter",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("update", sa.Text, primary_key=True),
    sa.Column("received_at", Instant, nullable=False),
    sa.Column("body", Json, nullable=False),
    sa.Column("traceback", sa.Text, nullable=False),
    sa.Column("settled_at", Instant),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """An update that raised a bug: its body as it came, and the traceback."""

    region: str
    channel: str
    update: str
    received_at: datetime
    body: dict[str, Any]
    traceback: str


def _locked() -> sa.Select[tuple[dict[str, Any]]]:
    """The chat's state, read after the lock on its row is won.

    So it holds what an earlier message of the same chat has just written.
    """
    this = (conversation.c[name] == sa.bindparam(f"chat_{name}") for name in CHAT)
    return sa.select(conversation.c.state).where(*this).with_for_update()


def _mark(insert: Insert) -> sa.Executable:
    seen = insert(inbox).on_conflict_do_nothing()
    return seen.returning(inbox.c.update, _locked().scalar_subquery().label("state"))


def _reopen() -> sa.Executable:
    this = (dead_letter.c[name] == sa.bindparam(f"letter_{name}") for name in MARK)
    settled = sa.update(dead_letter).where(*this, dead_letter.c.settled_at.is_(None))
    return settled.values(settled_at=sa.bindparam("now")).returning(
        dead_letter.c.update, _locked().scalar_subquery().label("state")
    )


MARK = ("region", "channel", "update")
_MARKED = per_database(_mark)
_REOPENED = _reopen()
_LOCKED = _locked()


async def mark(
    db: AsyncConnection, address: Address, update: str, now: datetime
) -> dict[str, Any] | None:
    """Mark an update as seen and lock its conversation; None: it was seen before."""
    values = {"region": address.region, "channel": address.channel, "update": update}
    return await _enter(db, _MARKED(db), address, {**values, "received_at": now}, now)


async def reopen(
    db: AsyncConnection, address: Address, update: str, now: datetime
) -> dict[str, Any] | None:
    """Settle a dead letter in the transaction that handles it again; else like `mark`."""
    values = {"letter_region": address.region, "letter_channel": address.channel}
    return await _enter(
        db, _REOPENED, address, {**values, "letter_update": update, "now": now}, now
    )


async def _enter(
    db: AsyncConnection,
    statement: sa.Executable,
    address: Address,
    values: Mapping[str, object],
    now: datetime,
) -> dict[str, Any] | None:
    chat = {f"chat_{name}": value for name, value in key_of(address).items()}
    row = (await db.execute(statement, {**values, **chat})).one_or_none()
    if row is None or row.state is not None:
        return None if row is None else dict(row.state)
    # The first word of a chat finds no row to lock: make one, or wait for whoever just does.
    await open_chat(db, address, now)
    return dict((await db.execute(_LOCKED, chat)).scalar_one())


async def forget_marks(db: AsyncConnection, before: datetime) -> int:
    """Drop marks so old that no platform delivers their updates again."""
    return (await db.execute(sa.delete(inbox).where(inbox.c.received_at < before))).rowcount


async def bury(db: AsyncConnection, letter: Letter) -> None:
    """Keep a dead letter; a second failure of the same update keeps the newest traceback."""
    key = {"region": letter.region, "channel": letter.channel, "update": letter.update}
    values = {"received_at": letter.received_at, "body": letter.body}
    values |= {"traceback": letter.traceback.replace(NUL, REPLACEMENT), "settled_at": None}
    upsert = insert(db, dead_letter).values(**key, **values)
    await db.execute(upsert.on_conflict_do_update(index_elements=list(key), set_=values))


async def dead_letters(db: AsyncConnection) -> list[Letter]:
    """The letters nobody has settled yet, oldest first."""
    columns = [dead_letter.c[name] for name in Letter.__dataclass_fields__]
    open_ = dead_letter.c.settled_at.is_(None)
    rows = await db.execute(sa.select(*columns).where(open_).order_by(dead_letter.c.received_at))
    return [Letter(*row) for row in rows]
