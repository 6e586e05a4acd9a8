"""Claims due messages of the outbox for one process, and writes the outcome of each try."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.messages.outbox import DUE, OPEN, SENDING, State, is_open, outbox
from db.messages.rate import available, spend
from db.records.stamp import stamp

PRIORITY_MAX = 32_767  # a SMALLINT: whatever waits


@dataclass(frozen=True, slots=True)
class Message:
    """One claimed row: `attempts` counts this try, too; `edits` is the message it changes."""

    id: UUID
    to: Address
    priority: int
    kind: str
    body: dict[str, Any]
    created_at: datetime
    attempts: int
    edits: str | None = None


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


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one look took; with `more` it took as many as it might, so others may be due."""

    messages: list[Message]
    more: bool


async def channels_due(db: AsyncConnection, now: datetime) -> list[tuple[str, str]]:
    """The (region, channel) pairs that have something to send."""
    due = sa.select(outbox.c.region, outbox.c.channel).where(DUE, outbox.c.not_before <= now)
    return [(region, channel) for region, channel in await db.execute(due.distinct())]


async def claim(  # noqa: PLR0913 - whatever narrows the claim
    db: AsyncConnection,
    channel: tuple[str, str],
    owner: UUID,
    *,
    now: datetime,
    lease: timedelta,
    limit: int,
    rate: float | None,
    lowest: int = PRIORITY_MAX,
) -> Claimed:
    """Mark due messages as being sent and return them: at most one per chat, answers first.

    `channel` is (region, channel), `rate` the messages per second that all processes of this
    bot may send together. What comes after `lowest` in priority is left alone.
    """
    if rate is None:
        taken = await _take(db, channel, owner, now, now + lease, limit, lowest)
        return Claimed(taken, len(taken) >= limit)
    tokens, at = await available(db, channel, now, rate)
    most = min(limit, int(tokens))
    taken = await _take(db, channel, owner, now, now + lease, most, lowest) if most else []
    if taken:
        await spend(db, channel, tokens - len(taken), at)
    return Claimed(taken, len(taken) >= most)


def _same_chat(table: sa.FromClause) -> list[sa.ColumnElement[bool]]:
    return [table.c[name] == outbox.c[name] for name in ("region", "channel", "address")]


def _next() -> sa.Select[Any]:
    earlier, first = outbox.alias("earlier"), outbox.alias("first")
    before = (*_same_chat(earlier), is_open(earlier), earlier.c.id < outbox.c.id)
    # OFFSET 0 keeps it a look into the index for each row: as a join it is quadratic, and
    # twenty thousand waiting messages would take seconds to claim from.
    behind = sa.exists(sa.select(sa.literal(1)).where(*before).offset(0).correlate(outbox))
    this = [outbox.c[name] == sa.bindparam(f"of_{name}") for name in ("region", "channel")]
    # Of the same chat: elsewhere the number of a message is that of another one.
    key = (*_same_chat(first), first.c.dedupe == outbox.c.edits_key)
    edits = sa.select(first.c.message).where(*key).correlate(outbox).scalar_subquery()
    return (
        sa.select(*(outbox.c[name] for name in _CLAIMED), edits.label("edits"))
        .where(*this, DUE, outbox.c.not_before <= sa.bindparam("now"), ~behind)
        .where(outbox.c.priority <= sa.bindparam("lowest", type_=sa.SmallInteger))
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
        .with_for_update(skip_locked=True, of=outbox)
    )


_CLAIMED = (
    *("region", "id", "channel", "address", "priority"),
    *("kind", "body", "unless", "created_at", "attempts"),
)
_NEXT = _next()
ATTEMPTS_MAX = 32_000  # beyond these they are not counted
# By key and one by one: a set of rows found in one statement is looked for in the whole region
# by a planner that has no statistics yet.
_TAKE = (
    sa.update(outbox)
    .where(outbox.c.region == sa.bindparam("key_region"), outbox.c.id == sa.bindparam("key_id"))
    .values({name: sa.bindparam(f"new_{name}") for name in ("state", "owner", "leased_until")})
    # A SMALLINT: what is kept while a bot is shut out for weeks is tried more often than that.
    .values(
        attempts=sa.case(
            (outbox.c.attempts < ATTEMPTS_MAX, outbox.c.attempts + 1),
            else_=ATTEMPTS_MAX,
        )
    )
)


async def _take(
    db: AsyncConnection,
    channel: tuple[str, str],
    owner: UUID,
    now: datetime,
    until: datetime,
    most: int,
    lowest: int,
) -> list[Message]:
    these = {"of_region": channel[0], "of_channel": channel[1], "now": now}
    these |= {"most": most, "lowest": lowest}
    mine = {"new_state": State.SENDING.value, "new_owner": owner, "new_leased_until": until}
    gone = {"new_state": State.OVERTAKEN.value, "new_owner": None, "new_leased_until": None}
    # What is overtaken holds back its chat no more, so the next of it is claimed at once.
    while rows := (await db.execute(_NEXT, these)).all():
        void = [row for row in rows if row.unless and await _stamped_since(db, row)]
        held = [row for row in rows if row not in void]
        marks = [_key(row) | gone for row in void] + [_key(row) | mine for row in held]
        await db.execute(_TAKE, marks)
        if held:
            return [_message(row) for row in held]
    return []


def _key(row: sa.Row[Any]) -> dict[str, object]:
    return {"key_region": row.region, "key_id": row.id}


async def _stamped_since(db: AsyncConnection, row: sa.Row[Any]) -> bool:
    """Whether the leg that a message calls not recorded was stamped after it was written."""
    employee, day, duty, leg = row.unless
    c = stamp.c
    theirs = (c.region == row.region, c.employee == UUID(hex=employee))
    this = (c.date == date.fromisoformat(day), c.duty == duty, c.leg == leg)
    later = sa.select(c.at).where(*theirs, *this, c.received_at >= row.created_at).limit(1)
    return (await db.execute(later)).first() is not None


def _message(row: sa.Row[Any]) -> Message:
    to = Address(row.region, row.channel, row.address)
    tries = row.attempts + 1
    return Message(row.id, to, row.priority, row.kind, row.body, row.created_at, tries, row.edits)


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
    mine = (OPEN, outbox.c.state == SENDING, outbox.c.owner == owner, outbox.c.id.in_(ids))
    # What `finish` has locked needs no more time; two that wait for each other's rows would end
    # in a deadlock.
    free = sa.select(outbox.c.region, outbox.c.id).where(*mine).with_for_update(skip_locked=True)
    rows = (await db.execute(free)).all()
    if rows:
        keys = [{"key_region": row.region, "key_id": row.id} for row in rows]
        await db.execute(_RENEW, [key | {"new_leased_until": until} for key in keys])


async def recover(db: AsyncConnection, now: datetime, repeat: Sequence[int]) -> int:
    """Take back what a dead process was sending: repeat these priorities, show the rest."""
    lost = (OPEN, outbox.c.state == SENDING, outbox.c.leased_until < now)
    again = sa.case((outbox.c.priority.in_(repeat), State.PENDING.value), else_=State.UNKNOWN.value)
    back = sa.update(outbox).where(*lost).values(state=again, owner=None, leased_until=None)
    return (await db.execute(back)).rowcount
