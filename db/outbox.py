"""Messages to send, written in the transaction that caused them and sent after its commit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.address import Address
from db.base import GIVEN, Instant, Json, Spelling, key_of, metadata, per_database, region_key
from db.rate import available, spend

outbox = sa.Table(
    "outbox",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("priority", sa.SmallInteger, nullable=False),
    sa.Column("dedupe", sa.Text),
    # The key of an earlier message of the same chat that this one changes in place.
    sa.Column("joins", sa.Text),
    # What the message shows while it stands on a screen, and as of what (db.screen).
    sa.Column("card", sa.Uuid),
    sa.Column("as_of", sa.Text),
    sa.Column("body", Json, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("not_before", Instant, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("owner", sa.Uuid),
    sa.Column("leased_until", Instant),
    sa.Column("sent_at", Instant),
    sa.Column("message", sa.Text),
    sa.Column("error", sa.Text),
    # It failed because the person was away, and may be sent once they are back.
    sa.Column("unreached", sa.Boolean, nullable=False, server_default=sa.false()),
)

# Partial: answers have no such key.
_KEYED = outbox.c.dedupe.is_not(None)
sa.Index(
    "uq_outbox_dedupe",
    *(outbox.c.dedupe, outbox.c.region),
    unique=True,
    postgresql_where=_KEYED,
    sqlite_where=_KEYED,
)

# As literals, for a partial index serves only a condition that is spelled like its own.
_PENDING: sa.ColumnClause[str] = sa.literal_column("'pending'")
_SENDING: sa.ColumnClause[str] = sa.literal_column("'sending'")


def _is_open(table: sa.FromClause) -> sa.ColumnElement[bool]:
    return table.c.state.in_((_PENDING, _SENDING))


# The head of each chat's queue: a paused or unsent message holds back only its own chat.
_OPEN = _is_open(outbox)
sa.Index(
    "ix_outbox_open",
    *(outbox.c.region, outbox.c.channel, outbox.c.address, outbox.c.id),
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)
_DUE = outbox.c.state == _PENDING
sa.Index(
    "ix_outbox_due",
    *(outbox.c.region, outbox.c.channel, outbox.c.priority, outbox.c.id),
    postgresql_where=_DUE,
    sqlite_where=_DUE,
)


UNREACHED: sa.ColumnClause[bool] = sa.literal_column("unreached", sa.Boolean())
sa.Index(
    "ix_outbox_unreached",
    *(outbox.c.address, outbox.c.region),
    postgresql_where=UNREACHED,
    sqlite_where=UNREACHED,
)
_ON_SCREEN = outbox.c.card.is_not(None)
for _index, _columns in {
    "ix_outbox_card": (outbox.c.card, outbox.c.region),
    "ix_outbox_screen": (outbox.c.address, outbox.c.message, outbox.c.region),
}.items():
    sa.Index(_index, *_columns, postgresql_where=_ON_SCREEN, sqlite_where=_ON_SCREEN)


class State(StrEnum):
    PENDING = "pending"
    SENDING = "sending"  # marked before the call, so that a crash shows
    SENT = "sent"
    UNKNOWN = "unknown"  # the call may have arrived; not repeated
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is to be sent; `joins` is the dedupe key of the message that it changes in place.

    `card` and `as_of`: see `db.screen`.
    """

    to: Address
    priority: int
    body: dict[str, Any]
    dedupe: str | None = None
    joins: str | None = None
    card: UUID | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One claimed row: `attempts` counts this try, too; `joined` is the message it changes."""

    id: UUID
    to: Address
    priority: int
    body: dict[str, Any]
    created_at: datetime
    attempts: int
    joined: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try; a pending row is tried again at `not_before`.

    `unreached`: it failed for now and not for good, as with somebody who has blocked the bot.
    """

    region: str
    id: UUID
    state: State
    message: str | None = None
    error: str | None = None
    not_before: datetime | None = None
    unreached: bool = False


def _put(spelling: Spelling) -> sa.Insert:
    """All rows as one parameter: a hundred of them one by one cost four times as much."""
    new = spelling.given("new", **{name: outbox.c[name].type for name in _NEW})
    now = sa.bindparam("now", type_=Instant)
    rows = sa.select(new, now, now, _PENDING).where(sa.true())  # else SQLite takes ON for a join
    names = (*_NEW, "created_at", "not_before", "state")
    return spelling.insert(outbox).from_select(names, rows).on_conflict_do_nothing()


_NEW = (
    *("region", "id", "channel", "address", "priority"),
    *("dedupe", "joins", "card", "as_of", "body"),
)
_PUT = per_database(_put)


async def put(db: AsyncConnection, messages: Sequence[NewMessage], now: datetime) -> None:
    """Write messages in this order; one whose own key was used before is dropped."""
    if messages:
        await db.execute(_PUT(db), {GIVEN: [_given(new) for new in messages], "now": now})


def _given(new: NewMessage) -> dict[str, object]:
    id_ = uuid.uuid7().hex
    # Whatever shows a card has a key, so that it can be changed, too.
    key = new.dedupe or (f"layar:{id_}" if new.card else None)
    card = new.card.hex if new.card else None
    row = {"id": id_, "priority": new.priority, "body": new.body, "dedupe": key}
    return {**key_of(new.to), **row, "joins": new.joins, "card": card, "as_of": new.as_of}


async def channels_due(db: AsyncConnection, now: datetime) -> list[tuple[str, str]]:
    """The (region, channel) pairs that have something to send."""
    due = sa.select(outbox.c.region, outbox.c.channel).where(_DUE, outbox.c.not_before <= now)
    return [(region, channel) for region, channel in await db.execute(due.distinct())]


async def claim(
    db: AsyncConnection,
    channel: tuple[str, str],
    owner: UUID,
    *,
    now: datetime,
    lease: timedelta,
    limit: int,
    rate: float | None,
) -> list[Message]:
    """Mark due messages as being sent and return them: at most one per chat, answers first.

    `channel` is (region, channel), `rate` the messages per second that all processes of this
    bot may send together.
    """
    if rate is None:
        return await _take(db, channel, owner, now, now + lease, limit)
    tokens, at = await available(db, channel, now, rate)
    most = min(limit, int(tokens))
    taken = await _take(db, channel, owner, now, now + lease, most) if tokens >= 1 else []
    if taken:
        await spend(db, channel, tokens - len(taken), at)
    return taken


def _same_chat(table: sa.FromClause) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == outbox.c[name] for name in ("region", "channel", "address")]


def _next() -> sa.Select[Any]:
    earlier, first = outbox.alias("earlier"), outbox.alias("first")
    before = (*_same_chat(earlier), _is_open(earlier), earlier.c.id < outbox.c.id)
    # OFFSET 0 keeps it a look into the index for each row: as a join it is quadratic, and
    # twenty thousand waiting messages would take seconds to claim from.
    behind = sa.exists(sa.select(sa.literal(1)).where(*before).offset(0).correlate(outbox))
    this = [outbox.c[name] == sa.bindparam(f"of_{name}") for name in ("region", "channel")]
    # Of the same chat: elsewhere the number of a message is that of another one.
    key = (*_same_chat(first), first.c.dedupe == outbox.c.joins)
    joined = sa.select(first.c.message).where(*key).correlate(outbox).scalar_subquery()
    return (
        sa.select(*(outbox.c[name] for name in _CLAIMED), joined.label("joined"))
        .where(*this, _DUE, outbox.c.not_before <= sa.bindparam("now"), ~behind)
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
        .with_for_update(skip_locked=True, of=outbox)
    )


_CLAIMED = ("region", "id", "channel", "address", "priority", "body", "created_at", "attempts")
_NEXT = _next()
MANY = 32_000  # tries; beyond these they are not counted
# By key and one by one: a set of rows found in one statement is looked for in the whole region
# by a planner that has no statistics yet.
_TAKE = (
    sa.update(outbox)
    .where(outbox.c.region == sa.bindparam("key_region"), outbox.c.id == sa.bindparam("key_id"))
    .values({name: sa.bindparam(f"new_{name}") for name in ("state", "owner", "leased_until")})
    # A SMALLINT: what is kept while a bot is shut out for weeks is tried more often than that.
    .values(attempts=sa.case((outbox.c.attempts < MANY, outbox.c.attempts + 1), else_=MANY))
)


async def _take(
    db: AsyncConnection,
    channel: tuple[str, str],
    owner: UUID,
    now: datetime,
    until: datetime,
    most: int,
) -> list[Message]:
    these = {"of_region": channel[0], "of_channel": channel[1], "now": now, "most": most}
    messages = [_message(row) for row in await db.execute(_NEXT, these)]
    mine = {"new_state": State.SENDING.value, "new_owner": owner, "new_leased_until": until}
    if messages:
        keys = [{"key_region": message.to.region, "key_id": message.id} for message in messages]
        await db.execute(_TAKE, [key | mine for key in keys])
    return messages


def _message(row: sa.Row[Any]) -> Message:
    to = Address(row.region, row.channel, row.address)
    tries = row.attempts + 1
    return Message(row.id, to, row.priority, row.body, row.created_at, tries, row.joined)


async def known(db: AsyncConnection, region: str, keys: Collection[str]) -> set[str]:
    """Which of these dedupe keys were used before; what could not arrive gave its key back."""
    these = (outbox.c.region == region, outbox.c.dedupe.in_(keys))
    return set((await db.execute(sa.select(outbox.c.dedupe).where(*these))).scalars())


# What somebody could not be reached with may be sent again under its key once they are back.
_AWAY = sa.bindparam("new_unreached", type_=sa.Boolean())
_FREED = sa.case((_AWAY.is_(True), sa.null()), else_=outbox.c.dedupe)
_FINISHED = ("state", "message", "error", "sent_at", "not_before", "owner", "leased_until")
_FINISH = (
    sa.update(outbox)
    .where(outbox.c.region == sa.bindparam("key_region"), outbox.c.id == sa.bindparam("key_id"))
    .where(outbox.c.owner == sa.bindparam("key_owner"))
    .values({name: sa.bindparam(f"new_{name}") for name in _FINISHED})
    .values(dedupe=_FREED, unreached=_AWAY)
)


async def finish(
    db: AsyncConnection, owner: UUID, outcomes: Sequence[Outcome], now: datetime
) -> None:
    """Write what became of claimed messages, in one round."""
    rows = [_finished(outcome, now) | {"key_owner": owner} for outcome in outcomes]
    await db.execute(_FINISH, rows)


def _finished(outcome: Outcome, now: datetime) -> dict[str, Any]:
    return {
        "key_region": outcome.region,
        "key_id": outcome.id,
        "new_state": outcome.state.value,
        "new_message": outcome.message,
        "new_error": outcome.error,
        "new_sent_at": now if outcome.state is State.SENT else None,
        "new_not_before": outcome.not_before or now,
        "new_unreached": outcome.unreached,
        "new_owner": None,
        "new_leased_until": None,
    }


_RENEW = (
    sa.update(outbox)
    .where(outbox.c.region == sa.bindparam("key_region"), outbox.c.id == sa.bindparam("key_id"))
    .values(leased_until=sa.bindparam("new_leased_until"))
)


async def renew(db: AsyncConnection, owner: UUID, ids: Collection[UUID], until: datetime) -> None:
    """Say that this process still lives and has these messages in hand."""
    mine = (_OPEN, outbox.c.state == _SENDING, outbox.c.owner == owner, outbox.c.id.in_(ids))
    # What `finish` has locked needs no more time; two that wait for each other's rows would end
    # in a deadlock.
    free = sa.select(outbox.c.region, outbox.c.id).where(*mine).with_for_update(skip_locked=True)
    rows = (await db.execute(free)).all()
    if rows:
        keys = [{"key_region": row.region, "key_id": row.id} for row in rows]
        await db.execute(_RENEW, [key | {"new_leased_until": until} for key in keys])


async def recover(db: AsyncConnection, now: datetime, repeat: Sequence[int]) -> int:
    """Take back what a dead process was sending: repeat these priorities, show the rest."""
    lost = (_OPEN, outbox.c.state == _SENDING, outbox.c.leased_until < now)
    again = sa.case((outbox.c.priority.in_(repeat), State.PENDING.value), else_=State.UNKNOWN.value)
    back = sa.update(outbox).where(*lost).values(state=again, owner=None, leased_until=None)
    return (await db.execute(back)).rowcount


_DONE = outbox.c.state.in_([each.value for each in (State.SENT, State.UNKNOWN, State.FAILED)])


async def forget_done(
    db: AsyncConnection, before: datetime, missed_before: datetime, keyed_before: datetime
) -> int:
    """Drop what was sent or given up before an instant, whatever it said.

    What somebody missed waits for them until `missed_before`. Of what has a key or shows a card
    the words go and the rest stays, until `keyed_before`; nothing at all waits longer than that.
    """
    missed = sa.and_(UNREACHED, outbox.c.not_before >= missed_before)
    old = sa.and_(_DONE, outbox.c.not_before < before, ~missed)
    known = sa.or_(_KEYED, _ON_SCREEN)
    wordless = sa.update(outbox).where(old, known, outbox.c.body != _NO_WORDS)
    emptied = (await db.execute(wordless.values(body={}, error=None))).rowcount
    gone = sa.or_(sa.and_(old, ~known), outbox.c.created_at < keyed_before)
    return emptied + (await db.execute(sa.delete(outbox).where(gone))).rowcount


_NO_WORDS = sa.literal({}, Json)
