"""Problems that people report, on whose desk each lies, and what became of it.

Each step is one UPDATE that says on which desk it expects the ticket: of two at once one wins.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import Role
from core.organisation.helpdesk import TicketState
from db.base import Instant, Json, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of

ticket = sa.Table(
    "ticket",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    # Theirs when they wrote; null where they had none.
    sa.Column("office", sa.Text),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("photo", Json),
    sa.Column("filed_at", Instant, nullable=False),
    # The role whose holders have it now.
    sa.Column("desk", sa.Text, nullable=False),
    sa.Column("passed_by", sa.Uuid),
    sa.Column("passed_at", Instant),
    # Null while it is open.
    sa.Column("state", sa.Text),
    sa.Column("answer", sa.Text),
    sa.Column("closed_by", sa.Uuid),
    sa.Column("closed_at", Instant),
    within_region("employee", to="employee"),
    within_region("office", to="office"),
    within_region("passed_by", to="employee", names=("employee",)),
    within_region("closed_by", to="employee", names=("employee",)),
)
_OPEN = ticket.c.state.is_(None)
# What lies on the desks, the oldest first.
sa.Index(
    "ix_ticket_desk",
    *(ticket.c.desk, ticket.c.filed_at, ticket.c.region),
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)
sa.Index("ix_ticket_filed", ticket.c.filed_at, ticket.c.region)


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A problem as somebody reports it, and the desk on which it lies first."""

    id: UUID
    employee: UUID
    office: str | None
    words: str
    photo: tuple[Page, ...]
    filed_at: datetime
    desk: Role


@dataclass(frozen=True, slots=True)
class Ticket(NewTicket):
    """A problem, and what became of it."""

    passed_by: UUID | None = None
    passed_at: datetime | None = None
    state: TicketState = TicketState.OPEN
    answer: str | None = None
    closed_by: UUID | None = None
    closed_at: datetime | None = None


_ALL = sa.select(*(ticket.c[name] for name in Ticket.__dataclass_fields__))


async def file(db: AsyncConnection, region: str, new: NewTicket) -> None:
    """Keep a problem that somebody reported."""
    values = {name: getattr(new, name) for name in NewTicket.__dataclass_fields__}
    values |= {"region": region, "desk": new.desk.value, "photo": listed(new.photo)}
    await db.execute(sa.insert(ticket), values)


async def find(db: AsyncConnection, region: str, id_: UUID) -> Ticket | None:
    """One problem, whoever has it and whatever became of it."""
    row = (
        await db.execute(_ALL.where(ticket.c.region == region, ticket.c.id == id_))
    ).one_or_none()
    return None if row is None else _ticket(row)


async def on_desks(db: AsyncConnection, region: str, desks: Collection[Role]) -> list[Ticket]:
    """The open ones of some desks, whatever their office, the oldest first."""
    mine = (ticket.c.region == region, ticket.c.desk.in_([each.value for each in desks]))
    rows = await db.execute(_ALL.where(*mine, _OPEN).order_by(ticket.c.filed_at, ticket.c.id))
    return [_ticket(row) for row in rows]


async def filed_between(
    db: AsyncConnection,
    region: str,
    since: datetime,
    until: datetime,
    offices: Collection[str] | None = None,
) -> list[Ticket]:
    """The inventory: what was reported from `since` until before `until`, in that order.

    Of some offices, or with None of all of them.
    """
    c = ticket.c
    these = [c.region == region, c.filed_at >= since, c.filed_at < until]
    these += [] if offices is None else [c.office.in_(offices)]
    rows = await db.execute(_ALL.where(*these).order_by(c.filed_at, c.id))
    return [_ticket(row) for row in rows]


async def pass_on(
    db: AsyncConnection, region: str, before: Ticket, to: Role, by: UUID, at: datetime
) -> bool:
    """Lay it on another desk; False: it lies on this one no more."""
    values = {"desk": to.value, "passed_by": by, "passed_at": at}
    return await _step(db, region, before, values)


async def close(
    db: AsyncConnection, region: str, before: Ticket, by: UUID, at: datetime, answer: str | None
) -> bool:
    """Answer it, or close it without a word; False: it lies on this desk no more."""
    state = TicketState.CLOSED if answer is None else TicketState.ANSWERED
    values = {"state": state.value, "answer": answer, "closed_by": by, "closed_at": at}
    return await _step(db, region, before, values)


async def _step(
    db: AsyncConnection, region: str, before: Ticket, values: Mapping[str, object]
) -> bool:
    c = ticket.c
    this = (c.region == region, c.id == before.id, c.desk == before.desk.value, _OPEN)
    return (await db.execute(sa.update(ticket).where(*this).values(values))).rowcount == 1


def _ticket(row: sa.Row[Any]) -> Ticket:
    values: dict[str, Any] = row._asdict()
    state: str | None = values["state"]
    read: dict[str, object] = {
        "photo": pages_of(values["photo"]),
        "desk": Role(values["desk"]),
        "state": TicketState(state) if state else TicketState.OPEN,
    }
    return Ticket(**values | read)


def count_states(found: Sequence[Ticket]) -> dict[TicketState, int]:
    """How many of these are open, answered, closed; every state is there."""
    return {state: sum(each.state is state for each in found) for state in TicketState}
