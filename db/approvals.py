"""Decisions on whatever waits: the same columns and the same statements for every kind of case.

Each is one UPDATE that says in which state it expects the case (`core.approvals.transitions`); of
two taps, or a tap and the clock, exactly one wins.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import UNDECIDED
from core.approvals.transitions import Act, Outcome, sources, target
from db.base import Due, Instant, later_than, within_region


def case_columns() -> tuple[sa.schema.SchemaItem, ...]:
    """What a table of cases has for its deadline and its decision."""
    return (
        sa.Column("due_at", Instant, nullable=False),
        # Null until somebody was told that it has gone up.
        sa.Column("escalated_at", Instant),
        # Null until somebody, or the law after `due_at`, has decided.
        sa.Column("state", sa.Text),
        sa.Column("decided_at", Instant),
        sa.Column("decided_by", sa.Uuid),
        # Why: the article where the law decided, the words of a person who did.
        sa.Column("article", sa.Text),
        sa.Column("remark", sa.Text),
        within_region("decided_by", to="employee", names=("employee",)),
        sa.CheckConstraint("decided_by <> employee", name="nobody_decides_for_themselves"),
    )


def undecided(table: sa.Table) -> sa.ColumnElement[bool]:
    """The condition that picks what nobody has decided yet."""
    return table.c.state.is_(None)


def index_due(table: sa.Table) -> None:
    """The order in which cases fall due: of those that wait only."""
    _open_index(f"ix_{table.name}_due", table, table.c.due_at, table.c.region)


def index_waiting(table: sa.Table) -> None:
    """What waits of somebody's cases, the most urgent first."""
    c = table.c
    _open_index(f"ix_{table.name}_waiting", table, c.employee, c.due_at, c.region)


def _open_index(name: str, table: sa.Table, *columns: sa.Column[Any]) -> None:
    open_ = undecided(table)
    sa.Index(name, *columns, postgresql_where=open_, sqlite_where=open_)


@dataclass(frozen=True, slots=True)
class Cases:
    """One kind of case. `card` is the column of what is decided together, `day` its (last) date."""

    table: sa.Table
    card: sa.Column[UUID]
    day: sa.Column[date]


@dataclass(frozen=True, slots=True)
class DueCase(Due):
    """A case in the order in which its kind falls due, and the card that it stands on."""

    card: UUID


@dataclass(frozen=True, slots=True)
class Done:
    """What a person does to a case, and when: `by` whoever decides it, with the reason.

    `own`: only where it is this person's. `in_time`: not from `due_at` on, for silence has decided
    then, whether or not a sweep came by.
    """

    act: Act
    at: datetime
    by: UUID | None = None
    remark: str | None = None
    own: UUID | None = None
    in_time: bool = False


async def transition(db: AsyncConnection, cases: Cases, region: str, id_: UUID, done: Done) -> bool:
    """Decide a case, or take it back; False: the act is not open to it any more."""
    c = cases.table.c
    which = [c.region == region, c.id == id_, in_state_for(cases.table, done.act)]
    which += [c.employee == done.own] if done.own else []
    which += [c.due_at > done.at] if done.in_time else []
    values: dict[str, object] = {"state": target(done.act).value, "decided_at": done.at}
    values |= {"decided_by": done.by, "remark": done.remark} if done.by else {}
    changed = await db.execute(sa.update(cases.table).where(*which).values(values))
    return changed.rowcount == 1


def in_state_for(table: sa.Table, act: Act) -> sa.ColumnElement[bool]:
    """The condition that picks the cases to which an act is open; undecided ones are null."""
    open_in = sources(act)
    decided = sorted(each.value for each in open_in - UNDECIDED)
    conditions = [undecided(table)] if open_in & UNDECIDED else []
    conditions += [table.c.state.in_(decided)] if decided else []
    return sa.or_(*conditions)


async def open_cards(
    db: AsyncConnection,
    cases: Cases,
    region: str,
    *,
    due_after: datetime | None = None,
    due_by: datetime | None = None,
    since: date | None = None,
) -> list[UUID]:
    """The cards on which something waits, the most urgent first; of dates from `since` on.

    Nothing is read of a row that may be wrong.
    """
    c = cases.table.c
    waits = [c.region == region, undecided(cases.table)]
    waits += [c.due_at > due_after] if due_after else []
    waits += [c.due_at <= due_by] if due_by else []
    waits += [cases.day >= since] if since else []
    found = sa.select(cases.card).where(*waits).group_by(cases.card)
    return list((await db.scalars(found.order_by(sa.func.min(c.due_at), cases.card))).all())


async def overdue(
    db: AsyncConnection,
    cases: Cases,
    region: str,
    now: datetime,
    limit: int,
    after: Due | None = None,
    since: date | None = None,
) -> list[DueCase]:
    """What fell due and was not yet written down as such, the oldest first; of dates from `since`.

    `after` is the last row of the page before. Nothing is read of a row that may be wrong.
    """
    c = cases.table.c
    due = [c.region == region, undecided(cases.table), c.due_at <= now, c.escalated_at.is_(None)]
    due += [cases.day >= since] if since else []
    return await _page(db, cases, due, limit, after)


async def left_over(
    db: AsyncConnection,
    cases: Cases,
    region: str,
    before: date,
    limit: int,
    after: Due | None = None,
) -> list[DueCase]:
    """What nobody decided and ends before a date, the first due first; likewise."""
    c = cases.table.c
    left = [c.region == region, undecided(cases.table), cases.day < before]
    return await _page(db, cases, left, limit, after)


async def _page(
    db: AsyncConnection,
    cases: Cases,
    where: Sequence[sa.ColumnElement[bool]],
    limit: int,
    after: Due | None,
) -> list[DueCase]:
    c = cases.table.c
    which = (*where, *later_than(cases.table, after))
    found = sa.select(c.due_at, c.id, cases.card).where(*which)
    rows = await db.execute(found.order_by(c.due_at, c.id).limit(limit))
    return [DueCase(*row) for row in rows]


async def conclude(
    db: AsyncConnection,
    cases: Cases,
    region: str,
    which: Collection[UUID],
    outcome: Outcome,
    now: datetime,
    *,
    skip_locked: bool = False,
) -> set[UUID]:
    """Write down what the law has made of these by now, and give those that were open to it still.

    Of two processes each case goes to one: whoever comes second waits to learn of it, or with
    `skip_locked` passes over what another is deciding at this moment.
    """
    c = cases.table.c
    still = [c.region == region, c.id.in_(which), in_state_for(cases.table, outcome.act)]
    still += [c.due_at <= now] if outcome.at is None else []  # it may have moved meanwhile
    still += [c.escalated_at.is_(None)] if outcome.act is Act.ESCALATE else []
    open_ = (
        sa.select(c.id).where(*still).order_by(c.due_at).with_for_update(skip_locked=skip_locked)
    )
    # A CTE runs once; a bare subquery may run again for each row.
    chosen = sa.select(open_.cte("due").c.id)
    written = (
        sa.update(cases.table)
        .where(c.region == region, c.id.in_(chosen))
        .values(_concluded(cases, outcome))
        .returning(c.id)
    )
    return set((await db.execute(written)).scalars())


def _concluded(cases: Cases, outcome: Outcome) -> dict[str, object]:
    fell_due = cases.table.c.due_at
    if outcome.act is Act.ESCALATE:
        return {"escalated_at": fell_due}
    state, at = target(outcome.act).value, outcome.at or fell_due
    return {"state": state, "decided_at": at, "article": outcome.article}
