"""Messages to send, written in the transaction that caused them and sent after its commit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.attendance.claim import Unstamped
from core.organisation.address import Address
from db.base import GIVEN, Instant, Json, Spelling, key_of, metadata, per_database, region_key

REPLY = "reply"

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
    sa.Column("edits_key", sa.Text),
    # What the message shows while it stands on a screen, and as of what (db.messages.screen).
    sa.Column("card", sa.Uuid),
    sa.Column("as_of", sa.Text),
    # What it says: a reply in words, or the kind and the fields of a notification.
    sa.Column("kind", sa.Text, nullable=False, server_default=REPLY),
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
    # The leg that it calls not recorded: not sent once a stamp of it came after it.
    sa.Column("unless", Json),
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
SENDING: sa.ColumnClause[str] = sa.literal_column("'sending'")


def is_open(table: sa.FromClause) -> sa.ColumnElement[bool]:
    """The condition that picks what is not sent yet, as the partial index spells it."""
    return table.c.state.in_((_PENDING, SENDING))


# The head of each chat's queue: a paused or unsent message holds back only its own chat.
OPEN = is_open(outbox)
sa.Index(
    "ix_outbox_open",
    *(outbox.c.region, outbox.c.channel, outbox.c.address, outbox.c.id),
    postgresql_where=OPEN,
    sqlite_where=OPEN,
)
DUE = outbox.c.state == _PENDING
sa.Index(
    "ix_outbox_due",
    *(outbox.c.region, outbox.c.channel, outbox.c.priority, outbox.c.id),
    postgresql_where=DUE,
    sqlite_where=DUE,
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
    """How far a message is; all but the first two are final."""

    PENDING = "pending"
    SENDING = "sending"  # marked before the call, so that a crash shows
    SENT = "sent"
    UNKNOWN = "unknown"  # the call may have arrived; not repeated
    FAILED = "failed"
    OVERTAKEN = "overtaken"  # what it says was true no more when its turn came


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is to be sent; `edits_key` is the dedupe key of the message that it changes in place.

    `card` and `as_of`: see `db.messages.screen`. `unless`: the leg that it calls not recorded.
    `kind`: what the body holds, a `REPLY` or the fields of a notification of that kind.
    """

    to: Address
    priority: int
    body: dict[str, Any]
    dedupe: str | None = None
    edits_key: str | None = None
    card: UUID | None = None
    as_of: str | None = None
    unless: Unstamped | None = None
    kind: str = REPLY


def _put(spelling: Spelling) -> sa.Insert:
    """All rows as one parameter: a hundred of them one by one cost four times as much."""
    new = spelling.given("new", **{name: outbox.c[name].type for name in _NEW})
    now = sa.bindparam("now", type_=Instant)
    rows = sa.select(new, now, now, _PENDING).where(sa.true())  # else SQLite takes ON for a join
    names = (*_NEW, "created_at", "not_before", "state")
    return spelling.insert(outbox).from_select(names, rows).on_conflict_do_nothing()


_NEW = (
    *("region", "id", "channel", "address", "priority"),
    *("dedupe", "edits_key", "card", "as_of", "unless", "kind", "body"),
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
    row = {"id": id_, "priority": new.priority, "kind": new.kind, "body": new.body, "dedupe": key}
    shown = {"edits_key": new.edits_key, "card": card, "as_of": new.as_of}
    return {**key_of(new.to), **row, **shown, "unless": _as_key(new.unless)}


def _as_key(leg: Unstamped | None) -> list[str | int] | None:
    return None if leg is None else [leg.employee.hex, f"{leg.date}", leg.duty, leg.leg.value]


async def fetch_used_keys(db: AsyncConnection, region: str, keys: Collection[str]) -> set[str]:
    """Which of these dedupe keys were used before; what could not arrive gave its key back."""
    these = (outbox.c.region == region, outbox.c.dedupe.in_(keys))
    return set((await db.execute(sa.select(outbox.c.dedupe).where(*these))).scalars())


async def fetch_written_times(
    db: AsyncConnection, region: str, keys: Collection[str]
) -> dict[str, datetime]:
    """When the messages with these dedupe keys were written; likewise."""
    these = (outbox.c.region == region, outbox.c.dedupe.in_(keys))
    rows = await db.execute(sa.select(outbox.c.dedupe, outbox.c.created_at).where(*these))
    return {row.dedupe: row.created_at for row in rows}


_ENDS = (State.SENT, State.UNKNOWN, State.FAILED, State.OVERTAKEN)
_DONE = outbox.c.state.in_([each.value for each in _ENDS])


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
