"""Marks of updates already seen, and the updates that raised a bug, kept whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.base import (
    CHAT_KEY,
    GIVEN,
    Instant,
    Json,
    Spelling,
    insert,
    key_of,
    metadata,
    per_database,
    region_key,
)
from db.engine import NUL, REPLACEMENT
from db.messages.conversation import conversation, open_chats

inbox = sa.Table(
    "inbox",
    metadata,
    region_key(),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("update", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, nullable=False),
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

    @property
    def state(self) -> dict[str, Any] | None:
        """The conversation as the update found it; None in a letter of an older release."""
        return self.body.get("state")

    @property
    def cause(self) -> str:
        """One line: what went wrong, and where."""
        if "cause" in self.body:
            return str(self.body["cause"])
        lines = (line for line in reversed(self.traceback.strip().splitlines()))
        return next((line for line in lines if not line.startswith("(Background on")), "")


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update's number, unique per region and channel, and the chat that it came from."""

    address: Address
    update: str


State = dict[str, Any]


def _mark(spelling: Spelling) -> sa.Executable:
    kinds = {name: inbox.c[name].type for name in ARRIVAL_COLUMNS}
    arrived = spelling.given("arrived", **kinds)
    now = sa.bindparam("now", type_=Instant)
    # SQLite takes ON CONFLICT for a part of the SELECT that has no WHERE.
    rows = sa.select(*arrived.c, now).where(sa.true())
    seen = spelling.insert(inbox).from_select([*ARRIVAL_COLUMNS, "received_at"], rows)
    # Literally the new row's columns: the inbox itself has no place in this lookup's FROM.
    chat = (conversation.c[name] == sa.literal_column(f"inbox.{name}") for name in CHAT_KEY)
    # Read after the lock is won: it holds what an earlier message of the chat has just written.
    state = sa.select(conversation.c.state).where(*chat).with_for_update().scalar_subquery()
    marks = (inbox.c[name] for name in ARRIVAL_COLUMNS)
    return seen.on_conflict_do_nothing().returning(*marks, state.label("state"))


def _lock(spelling: Spelling) -> sa.Select[Any]:
    wanted = spelling.given("wanted", **{name: conversation.c[name].type for name in CHAT_KEY})
    these = sa.and_(*(conversation.c[name] == wanted.c[name] for name in CHAT_KEY))
    states = sa.select(*wanted.c, conversation.c.state).select_from(wanted)
    return states.join(conversation, these).with_for_update(of=conversation)


def _reopen() -> sa.Executable:
    this = (dead_letter.c[name] == sa.bindparam(f"letter_{name}") for name in UPDATE_KEY)
    settled = sa.update(dead_letter).where(*this, dead_letter.c.settled_at.is_(None))
    return settled.values(settled_at=sa.bindparam("now")).returning(dead_letter.c.update)


UPDATE_KEY = ("region", "channel", "update")
ARRIVAL_COLUMNS = (*UPDATE_KEY, "address")
_MARKED = per_database(_mark)
_REOPENED = _reopen()
_LOCKED = per_database(_lock)


async def mark(
    db: AsyncConnection, arrivals: Sequence[Arrival], now: datetime
) -> list[State | None]:
    """Mark updates of different chats as seen and lock their conversations.

    Gives the state of each conversation, None where the update was seen before. Locks are won
    in the order of the chats, so that two who want the same ones never wait for each other.
    """
    ordered = sorted(arrivals, key=lambda each: (each.address, each.update))
    rows = [key_of(each.address) | {"update": each.update} for each in ordered]
    marked = await db.execute(_MARKED(db), {GIVEN: rows, "now": now})
    states = {
        Arrival(Address(region, channel, chat), update): state
        for region, channel, update, chat, state in marked
    }
    new = [arrival for arrival in ordered if arrival in states and states[arrival] is None]
    opened = await _open(db, [arrival.address for arrival in new], now)
    states.update((arrival, opened[arrival.address]) for arrival in new)
    return [states.get(each) for each in arrivals]


async def reopen(
    db: AsyncConnection, arrivals: Sequence[Arrival], now: datetime
) -> list[State | None]:
    """Settle dead letters in the transaction that handles them again; else like `mark`."""
    return [await _reopened(db, arrival, now) for arrival in arrivals]


async def _reopened(db: AsyncConnection, arrival: Arrival, now: datetime) -> State | None:
    region, channel = arrival.address.region, arrival.address.channel
    letter = {"letter_region": region, "letter_channel": channel, "letter_update": arrival.update}
    settled = (await db.execute(_REOPENED, letter | {"now": now})).one_or_none()
    if settled is None:
        return None
    return (await _open(db, [arrival.address], now))[arrival.address]


async def settle(db: AsyncConnection, letter: Letter, now: datetime) -> bool:
    """Settle a letter that asks for nothing; False: it was settled before."""
    key = {f"letter_{name}": getattr(letter, name) for name in UPDATE_KEY}
    return (await db.execute(_REOPENED, key | {"now": now})).one_or_none() is not None


async def heard_since(db: AsyncConnection, chat: Address, since: datetime) -> bool:
    """Whether anything came from a chat after a moment; marks are kept for some days."""
    mine = (inbox.c[name] == value for name, value in key_of(chat).items())
    later = sa.exists().where(*mine, inbox.c.received_at > since)
    return bool((await db.execute(sa.select(later))).scalar_one())


async def _open(
    db: AsyncConnection, chats: Sequence[Address], now: datetime
) -> dict[Address, State]:
    """Lock conversations that may not be there yet: the first word of a chat makes its row."""
    if not chats:
        return {}
    await open_chats(db, chats, now)
    locked = await db.execute(_LOCKED(db), {GIVEN: [key_of(chat) for chat in chats]})
    return {Address(region, channel, chat): state for region, channel, chat, state in locked}


async def forget_marks(db: AsyncConnection, before: datetime) -> int:
    """Drop marks so old that no platform delivers their updates again."""
    return (await db.execute(sa.delete(inbox).where(inbox.c.received_at < before))).rowcount


async def forget_letters(db: AsyncConnection, settled: datetime, came: datetime) -> int:
    """Drop letters settled before an instant, and those that nobody settled since another one.

    They hold whatever was written: places, telephone numbers, papers.
    """
    done = dead_letter.c.settled_at < settled
    old = sa.or_(done, dead_letter.c.received_at < came)
    return (await db.execute(sa.delete(dead_letter).where(old))).rowcount


async def keep_letter(db: AsyncConnection, letter: Letter) -> None:
    """Keep a dead letter, or the same one once more with what went wrong this time."""
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
