"""Papers that were asked for: a queue, written in the transaction of whoever asks.

`not_before` is both when a row is due and, once a process has claimed it, until when that process
is given: whoever dies holds it up no longer than that. `owner` names the claim, so that of two
that believe to have it only the newer one finishes.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.base import Instant, Json, insert, metadata, region_key

document = sa.Table(
    "document",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    # Which paper: its kind and the fields that say which one.
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", Json, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("asked_by", sa.Uuid),
    # The chat that gets it; none where it is only kept.
    sa.Column("channel", sa.Text),
    sa.Column("address", sa.Text),
    sa.Column("dedupe", sa.Text),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("not_before", Instant, nullable=False),
    sa.Column("owner", sa.Uuid),
    sa.Column("ended_at", Instant),
    # [{"name": …, "hash": …, "size": …, "media": …}]
    sa.Column("files", Json),
    sa.Column("error", sa.Text),
)

_KEYED = document.c.dedupe.is_not(None)
sa.Index(
    "uq_document_dedupe",
    *(document.c.dedupe, document.c.region),
    unique=True,
    postgresql_where=_KEYED,
    sqlite_where=_KEYED,
)

# As a literal, for a partial index serves only a condition that is spelled like its own.
WAITS = document.c.state == sa.literal_column("'waiting'")
sa.Index(
    "ix_document_waiting",
    *(document.c.not_before, document.c.id),
    postgresql_where=WAITS,
    sqlite_where=WAITS,
)


class State(StrEnum):
    """How far a paper is; all but the first are final."""

    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"  # given up after several tries


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A paper to be made, for a chat or for nobody; `dedupe` is asked for once only."""

    region: str
    kind: str
    body: dict[str, Any]
    asked_by: UUID | None = None
    to: Address | None = None
    dedupe: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that was made of it: its name, the SHA-256 of its content, bytes, media type."""

    name: str
    hash: str
    size: int
    media: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that one process makes; `attempts` counts this try, too."""

    region: str
    id: UUID
    owner: UUID
    kind: str
    body: dict[str, Any]
    asked_at: datetime
    asked_by: UUID | None
    to: Address | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper and what became of it."""

    id: UUID
    kind: str
    body: dict[str, Any]
    asked_at: datetime
    asked_by: UUID | None
    state: State
    attempts: int
    files: tuple[File, ...]
    error: str | None


async def ask(db: AsyncConnection, new: NewDocument, now: datetime) -> UUID:
    """Write a row; gives its id, or that of the row with the same `dedupe`."""
    id_ = uuid.uuid7()
    row = {"region": new.region, "id": id_, "kind": new.kind, "body": new.body}
    row |= {"asked_at": now, "asked_by": new.asked_by, "dedupe": new.dedupe}
    row |= {"channel": new.to.channel, "address": new.to.id} if new.to else {}
    row |= {"state": State.WAITING.value, "not_before": now}
    written = await db.execute(insert(db, document).values(row).on_conflict_do_nothing())
    if written.rowcount:
        return id_
    same = (document.c.region == new.region, document.c.dedupe == new.dedupe)
    found: UUID = (await db.execute(sa.select(document.c.id).where(*same))).scalar_one()
    return found


async def is_due(db: AsyncConnection, regions: Collection[str], now: datetime) -> bool:
    """Whether there is something to make, as far as anybody can see without claiming it."""
    found = sa.select(sa.literal(1)).where(*_due(regions, now)).limit(1)
    return (await db.execute(found)).first() is not None


async def claim(
    db: AsyncConnection, regions: Collection[str], *, now: datetime, until: datetime
) -> Claimed | None:
    """Take the row that has been due the longest; nobody else takes it before `until`."""
    first = sa.select(document).where(*_due(regions, now))
    first = first.order_by(document.c.not_before, document.c.id).limit(1)
    row = (await db.execute(first.with_for_update(skip_locked=True))).one_or_none()
    if row is None:
        return None
    owner, tries = uuid.uuid7(), row.attempts + 1
    mine = {"owner": owner, "not_before": until, "attempts": tries}
    await db.execute(sa.update(document).where(*_this(row.region, row.id)).values(mine))
    to = Address(row.region, row.channel, row.address) if row.address is not None else None
    asked = (row.kind, row.body, row.asked_at, row.asked_by)
    return Claimed(row.region, row.id, owner, *asked, to, tries)


async def renew(db: AsyncConnection, mine: Claimed, until: datetime) -> bool:
    """Say that this process still makes it; whether it is still its own."""
    return await _write(db, mine, {"not_before": until}, keeps=True)


async def finish(db: AsyncConnection, mine: Claimed, files: Sequence[File], now: datetime) -> bool:
    """Write that it is made; False where another process has it by now."""
    made = {"files": [asdict(each) for each in files], "error": None}
    return await _write(db, mine, made | {"state": State.MADE.value, "ended_at": now})


async def try_later(
    db: AsyncConnection, mine: Claimed, at: datetime, error: str, *, counts: bool
) -> bool:
    """Give it back until an instant; `counts`: as a try of its own, which may be the last."""
    attempts = mine.attempts if counts else mine.attempts - 1
    return await _write(db, mine, {"not_before": at, "error": error, "attempts": attempts})


async def give_up(db: AsyncConnection, mine: Claimed, error: str, now: datetime) -> bool:
    """Write that it could not be made."""
    failed = {"state": State.FAILED.value, "ended_at": now, "error": error}
    return await _write(db, mine, failed)


async def _write(
    db: AsyncConnection, mine: Claimed, values: dict[str, Any], *, keeps: bool = False
) -> bool:
    own = (*_this(mine.region, mine.id), WAITS, document.c.owner == mine.owner)
    values |= {} if keeps else {"owner": None}
    return bool((await db.execute(sa.update(document).where(*own).values(values))).rowcount)


async def failed(db: AsyncConnection, region: str, limit: int) -> list[Asked]:
    """What was given up, the oldest first."""
    these = (document.c.region == region, document.c.state == State.FAILED.value)
    return await _read(db, sa.select(document).where(*these).order_by(document.c.id).limit(limit))


async def find(db: AsyncConnection, region: str, id_: UUID) -> Asked | None:
    """One paper and what became of it; None where there is none, or none any more."""
    found = await _read(db, sa.select(document).where(*_this(region, id_)))
    return found[0] if found else None


async def retry(db: AsyncConnection, region: str, id_: UUID, now: datetime) -> bool:
    """Have a paper made that was given up; False where it was not."""
    given_up = (*_this(region, id_), document.c.state == State.FAILED.value)
    again = {"state": State.WAITING.value, "attempts": 0, "not_before": now, "ended_at": None}
    return bool((await db.execute(sa.update(document).where(*given_up).values(again))).rowcount)


async def forget(db: AsyncConnection, before: datetime) -> int:
    """Drop what was asked for before an instant, made or not."""
    return (await db.execute(sa.delete(document).where(document.c.asked_at < before))).rowcount


async def _read(db: AsyncConnection, query: sa.Select[Any]) -> list[Asked]:
    return [
        Asked(
            *(row.id, row.kind, row.body, row.asked_at, row.asked_by),
            state=State(row.state),
            attempts=row.attempts,
            files=tuple(File(**each) for each in row.files or ()),
            error=row.error,
        )
        for row in await db.execute(query)
    ]


def _due(regions: Collection[str], now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return WAITS, document.c.not_before <= now, document.c.region.in_(regions)


def _this(region: str, id_: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return document.c.region == region, document.c.id == id_
