"""Cancellations of presence (Pasal 9C): each is written once; what follows is set once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from db.approvals import Cases, case_columns, index_due, index_waiting, undecided
from db.base import Instant, Json, insert, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of
from db.records.case_rows import CaseRows

Day: TypeAlias = date  # where a field named `date` hides the type

cancellation = sa.Table(
    "cancellation",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    # Who cancels, what they know, and until when the person may explain.
    sa.Column("superior", sa.Uuid, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("filed_at", Instant, nullable=False),
    sa.Column("answer_until", Instant, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("paper", Json),
    sa.Column("answered_at", Instant),
    # The signed letter (Lampiran E), and who took it in for the head of BKPSDM: no foreign key,
    # for whoever received it bears on nothing.
    sa.Column("letter", Json),
    sa.Column("letter_at", Instant),
    sa.Column("received_by", sa.Uuid),
    sa.Column("received_at", Instant),
    *case_columns(),  # the head takes note; it lapses when its month closes
    within_region("employee", to="employee"),
    within_region("superior", to="employee", names=("employee",)),
    sa.CheckConstraint("superior <> employee", name="nobody_cancels_their_own"),
    sa.CheckConstraint("decided_by <> superior", name="nobody_acknowledges_their_own"),
    sa.Index(None, "employee", "date", "region"),
)

index_due(cancellation)
index_waiting(cancellation)
# As a literal, for a partial index serves only a condition that is spelled like its own.
_NOTED = cancellation.c.state == sa.literal_column(f"'{State.APPROVED.value}'")
_ALIVE = sa.or_(undecided(cancellation), _NOTED)
# Of two who cancel the same day at once, one does.
sa.Index(
    "uq_cancellation_alive",
    cancellation.c.employee,
    cancellation.c.date,
    cancellation.c.region,
    unique=True,
    postgresql_where=_ALIVE,
    sqlite_where=_ALIVE,
)
CASES = Cases(cancellation, cancellation.c.id, cancellation.c.date)


@dataclass(frozen=True, slots=True)
class NewCancellation:
    """What a superior files; it lapses at `due_at`, with the closing of its month."""

    id: UUID
    employee: UUID
    date: date
    superior: UUID
    reason: str
    filed_at: datetime
    answer_until: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Cancellation(NewCancellation):
    """One of them and what became of it (`core.approvals.case.Case`)."""

    answer: str | None = None
    paper: tuple[Page, ...] = ()
    answered_at: datetime | None = None
    letter: tuple[Page, ...] = ()
    letter_at: datetime | None = None
    received_by: UUID | None = None
    received_at: datetime | None = None
    escalated_at: datetime | None = None
    state: State | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    article: str | None = None
    remark: str | None = None

    @property
    def day(self) -> Day:
        return self.date

    @property
    def card(self) -> UUID:
        return self.id


def _cancellation(values: dict[str, Any]) -> Cancellation:
    values |= {name: pages_of(values[name]) for name in ("paper", "letter")}
    return Cancellation(**values)


_COLUMNS = tuple(cancellation.c[name] for name in Cancellation.__dataclass_fields__)
_ROWS = CaseRows(cancellation, sa.select(*_COLUMNS), _cancellation)
find, read_all, waiting = _ROWS.find, _ROWS.read_all, _ROWS.waiting


async def file(db: AsyncConnection, region: str, new: NewCancellation) -> bool:
    """Write one; False: that day of theirs is being cancelled already, or was."""
    values = {name: getattr(new, name) for name in NewCancellation.__dataclass_fields__}
    once = insert(db, cancellation).values(region=region, **values).on_conflict_do_nothing()
    return (await db.execute(once)).rowcount == 1


async def alive(db: AsyncConnection, region: str, employee: UUID, day: Day) -> Cancellation | None:
    """What cancels, or may still cancel, a day of somebody."""
    c = cancellation.c
    found = await _ROWS.where(db, region, c.employee == employee, c.date == day, _ALIVE)
    return found[0] if found else None


async def hold_without_letter(
    db: AsyncConnection, region: str, due_by: datetime
) -> list[Cancellation]:
    """What fell due with a head's note and without its signed letter, held like `hold`.

    A letter that is just being handed in is waited for, and what it is for is not among these.
    """
    c = cancellation.c
    late = (c.region == region, _NOTED, c.letter_at.is_(None), c.due_at <= due_by)
    held = _ROWS.select.where(*late).order_by(c.due_at, c.id).with_for_update()
    return [_ROWS.value(row) for row in await db.execute(held)]


async def with_letter_due(db: AsyncConnection, region: str) -> list[Cancellation]:
    """What a head has taken note of and no signed letter has come for."""
    return await _ROWS.where(db, region, _NOTED, cancellation.c.letter_at.is_(None))


async def unreceived(db: AsyncConnection, region: str) -> list[Cancellation]:
    """Those whose signed letter nobody has taken in."""
    c = cancellation.c
    return await _ROWS.where(db, region, c.letter_at.is_not(None), c.received_at.is_(None))


async def open_ones(db: AsyncConnection, region: str) -> list[Cancellation]:
    """All that wait for witnesses or their head."""
    return await _ROWS.where(db, region, undecided(cancellation))


async def hold(db: AsyncConnection, region: str, id_: UUID) -> None:
    """Let nobody else change one, or what its witnesses say, until the transaction ends."""
    this = (cancellation.c.region == region, cancellation.c.id == id_)
    await db.execute(sa.select(cancellation.c.id).where(*this).with_for_update())


async def lapsed_since(db: AsyncConnection, region: str, since: datetime) -> list[Cancellation]:
    """What the closing of its month has ended from an instant on."""
    c = cancellation.c
    return await _ROWS.where(db, region, c.state == State.LAPSED.value, c.decided_at >= since)


async def answer(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    employee: UUID,
    at: datetime,
    words: str | None,
    paper: Sequence[Page],
) -> bool:
    """Keep the person's one answer; False: answered before, decided, or not theirs."""
    c = cancellation.c
    still = (c.employee == employee, c.answered_at.is_(None), undecided(cancellation))
    said = {"answer": words, "paper": listed(paper), "answered_at": at}
    return await _set(db, region, id_, still, said)


async def attach_letter(
    db: AsyncConnection, region: str, id_: UUID, pages: Sequence[Page], at: datetime
) -> bool:
    """Add the signed letter, from which on the day is cancelled; False: no head has taken note."""
    c = cancellation.c
    noted = (_NOTED, c.letter_at.is_(None))
    return await _set(db, region, id_, noted, {"letter": listed(pages), "letter_at": at})


async def receive(db: AsyncConnection, region: str, id_: UUID, by: UUID, at: datetime) -> bool:
    """Note who took its letter in; False: it is noted, or there is none."""
    c = cancellation.c
    there = (c.letter_at.is_not(None), c.received_at.is_(None))
    return await _set(db, region, id_, there, {"received_by": by, "received_at": at})


async def _set(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    still: Sequence[sa.ColumnElement[bool]],
    values: dict[str, Any],
) -> bool:
    this = (cancellation.c.region == region, cancellation.c.id == id_)
    done = await db.execute(sa.update(cancellation).where(*this, *still).values(values))
    return done.rowcount == 1
