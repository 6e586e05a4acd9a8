"""Daily work: each activity is written once; what was decided of it is set once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.regulation import ActivityKind
from core.work.activity import State
from db.base import Due, Instant, Json, later_than, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of

activity = sa.Table(
    "activity",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("output", sa.Text),
    sa.Column("quantity", sa.Integer),
    # The pages of the proof (db.records.attachment), and who had handed any of them in before.
    sa.Column("photo", Json),
    sa.Column("photo_before", sa.Text),
    sa.Column("filed_at", Instant, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    # Minutes beyond the net hours of that date, for the verifier to see (AMB-20).
    sa.Column("beyond", sa.Integer, nullable=False),
    # What the verifier is shown together: what was filed for one date while something waited.
    sa.Column("card", sa.Uuid, nullable=False),
    # The rejected one that it stands in for: each may be replaced once.
    sa.Column("replaces", sa.Uuid),
    # Null until somebody, or the law after `due_at`, has decided.
    sa.Column("state", sa.Text),
    sa.Column("decided_at", Instant),
    sa.Column("decided_by", sa.Uuid),
    sa.Column("actor", sa.Text),
    sa.Column("reason", sa.Text),
    within_region("employee", to="employee"),
    within_region("replaces", to="activity", names=("id",)),
    within_region("decided_by", to="employee", names=("employee",)),
    sa.UniqueConstraint("replaces", "region"),
    sa.CheckConstraint("minutes > 0", name="takes_time"),
    sa.CheckConstraint("decided_by <> employee", name="nobody_decides_for_themselves"),
    sa.Index(None, "employee", "date", "region"),
    sa.Index(None, "card", "region"),
)

_OPEN = activity.c.state.is_(None)
sa.Index(
    "ix_activity_due",
    *(activity.c.due_at, activity.c.region),
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)
sa.Index(
    "ix_activity_waiting",
    *(activity.c.employee, activity.c.due_at, activity.c.region),
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)


@dataclass(frozen=True, slots=True)
class NewActivity:
    """What an employee files; `replaces` is the rejected one that it stands in for."""

    id: UUID
    employee: UUID
    date: date
    kind: ActivityKind
    minutes: int
    description: str
    output: str | None
    quantity: int | None
    filed_at: datetime
    due_at: datetime
    beyond: int
    card: UUID
    replaces: UUID | None = None
    photo: tuple[Page, ...] = ()
    photo_before: str | None = None


@dataclass(frozen=True, slots=True)
class Activity(NewActivity):
    """One activity and what was decided; `actor` is the article where nobody decided in time."""

    state: State | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    actor: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class DueWork(Due):
    """An activity in the order in which they fall due, and the card that it stands on."""

    card: UUID


_COLUMNS = tuple(activity.c[name] for name in Activity.__dataclass_fields__)


_REGION = sa.bindparam("of_region", type_=sa.Text)
_SINCE, _UNTIL = (sa.bindparam(name, type_=sa.Date) for name in ("since", "until"))
_NOW = sa.bindparam("now", type_=Instant)
_THESE: sa.BindParameter[Any] = sa.bindparam("these", type_=sa.Uuid, expanding=True)
_ALL = sa.select(*_COLUMNS).where(activity.c.region == _REGION)
# Built once: everybody who files or decides asks these.
_FIND = _ALL.where(activity.c.id.in_(_THESE))
_OF_PERSON = _ALL.where(
    activity.c.employee.in_(_THESE), activity.c.date.between(_SINCE, _UNTIL)
).order_by(activity.c.date, activity.c.filed_at, activity.c.id)
_OF_CARDS = _ALL.where(activity.c.card.in_(_THESE)).order_by(activity.c.filed_at, activity.c.id)
_WAITING = _ALL.where(activity.c.employee.in_(_THESE), _OPEN, activity.c.due_at > _NOW).order_by(
    activity.c.due_at, activity.c.id
)
_FILE = sa.insert(activity)


async def file(db: AsyncConnection, region: str, new: NewActivity) -> None:
    """Write an activity. Raises IntegrityError where its forerunner was replaced before."""
    values = {name: getattr(new, name) for name in NewActivity.__dataclass_fields__}
    values |= {"region": region, "kind": new.kind.value, "photo": listed(new.photo)}
    await db.execute(_FILE, values)


async def find(db: AsyncConnection, region: str, id_: UUID) -> Activity | None:
    row = (await db.execute(_FIND, _of(region, [id_]))).one_or_none()
    return None if row is None else _activity(row)


def _of(region: str, these: Collection[UUID], **more: object) -> dict[str, object]:
    return {"of_region": region, "these": list(these), **more}


async def of_person(
    db: AsyncConnection, region: str, employee: UUID, since: date, until: date
) -> list[Activity]:
    """Somebody's activities of some dates, both included, in the order in which they were filed."""
    values = _of(region, [employee], since=since, until=until)
    return [_activity(row) for row in await db.execute(_OF_PERSON, values)]


async def newest_decided(db: AsyncConnection, region: str, employee: UUID) -> Activity | None:
    """Somebody's activity that was decided last."""
    mine = (activity.c.region == region, activity.c.employee == employee)
    decided = sa.select(*_COLUMNS).where(*mine, activity.c.decided_at.is_not(None))
    newest = decided.order_by(activity.c.decided_at.desc(), activity.c.id.desc()).limit(1)
    row = (await db.execute(newest)).one_or_none()
    return None if row is None else _activity(row)


async def of_card(db: AsyncConnection, region: str, card: UUID) -> list[Activity]:
    """What a verifier is shown together, in the order in which it was filed."""
    return (await of_cards(db, region, [card])).get(card, [])


async def of_cards(
    db: AsyncConnection, region: str, cards: Collection[UUID]
) -> dict[UUID, list[Activity]]:
    """The same of several cards at once; one that holds nothing is not among them."""
    found: defaultdict[UUID, list[Activity]] = defaultdict(list)
    for row in await db.execute(_OF_CARDS, _of(region, cards)):
        found[row.card].append(_activity(row))
    return found


async def waiting(
    db: AsyncConnection, region: str, employees: Collection[UUID], now: datetime
) -> list[Activity]:
    """What somebody has to decide of these people's work, the most urgent first."""
    rows = await db.execute(_WAITING, _of(region, employees, now=now))
    return [_activity(row) for row in rows]


async def falling_due(
    db: AsyncConnection, region: str, since: datetime, until: datetime | None
) -> list[UUID]:
    """The cards on which something waits that falls due after `since` and by `until`, in order.

    Nothing is read of a row that may be wrong.
    """
    c = activity.c
    waits = [c.region == region, _OPEN, c.due_at > since]
    waits += [c.due_at <= until] if until else []
    cards = sa.select(c.card).where(*waits).group_by(c.card)
    return list((await db.execute(cards.order_by(sa.func.min(c.due_at), c.card))).scalars())


async def usual(
    db: AsyncConnection, region: str, employee: UUID, since: date, most: int
) -> list[Activity]:
    """What somebody enters most often: the newest of each description, the most frequent first."""
    mine = (activity.c.region == region, activity.c.employee == employee)
    ranks = sa.select(
        *_COLUMNS,
        sa.func.count().over(partition_by=activity.c.description).label("times"),
        sa.func.row_number()
        .over(partition_by=activity.c.description, order_by=activity.c.id.desc())
        .label("newest"),
    ).where(*mine, activity.c.date >= since)
    ranked = ranks.subquery()
    columns = [ranked.c[column.name] for column in _COLUMNS]
    found = sa.select(*columns).where(ranked.c.newest == 1)
    ordered = found.order_by(ranked.c.times.desc(), ranked.c.id.desc()).limit(most)
    return [_activity(row) for row in await db.execute(ordered)]


async def decide(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    state: State,
    *,
    by: UUID,
    now: datetime,
    reason: str | None = None,
) -> bool:
    """Approve or reject, once and in time; False: it was decided before, or the law has by now."""
    decided = {"decided_by": by, "reason": reason}
    return await _settle(db, region, id_, state, now, decided)


async def withdraw(
    db: AsyncConnection, region: str, id_: UUID, employee: UUID, now: datetime
) -> bool:
    """Take one's own activity back while nobody has decided; False: too late, or not theirs."""
    return await _settle(db, region, id_, State.WITHDRAWN, now, {}, activity.c.employee == employee)


# Silence has decided at `due_at`, whether or not a sweep came by.
_SETTLE = sa.update(activity).where(
    activity.c.region == _REGION,
    activity.c.id == sa.bindparam("this", type_=sa.Uuid),
    _OPEN,
    activity.c.due_at > _NOW,
)


async def _settle(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    state: State,
    now: datetime,
    more: Mapping[str, object],
    *who: sa.ColumnElement[bool],
) -> bool:
    values = {"state": state.value, "decided_at": now, **more}
    this = {"of_region": region, "this": id_, "now": now}
    return (await db.execute(_SETTLE.where(*who) if who else _SETTLE, values | this)).rowcount == 1


async def overdue(
    db: AsyncConnection, region: str, now: datetime, limit: int, after: Due | None = None
) -> list[DueWork]:
    """What silence has approved by now and nobody has written down yet, the oldest first.

    `after` is the last row of the page before. Nothing is read of a row that may be wrong.
    """
    c = activity.c
    due = (c.region == region, _OPEN, c.due_at <= now, *later_than(activity, after))
    found = sa.select(c.due_at, c.id, c.card).where(*due).order_by(c.due_at, c.id).limit(limit)
    return [DueWork(*row) for row in await db.execute(found)]


async def lapse(
    db: AsyncConnection,
    region: str,
    which: Collection[UUID],
    actor: str,
    now: datetime,
    *,
    skip_locked: bool = False,
) -> set[UUID]:
    """Write down what silence has approved of these by now, and give it; `actor` is the article.

    Decided at the moment it fell due. Of two processes each activity goes to one; whoever comes
    second waits to learn of it, or with `skip_locked` passes over what another is deciding.
    """
    due = (
        sa.select(activity.c.id)
        .where(activity.c.region == region, activity.c.id.in_(which))
        .where(_OPEN, activity.c.due_at <= now)
        .order_by(activity.c.due_at)
        .with_for_update(skip_locked=skip_locked)
    )
    # A CTE runs once; a bare subquery may run again for each row.
    chosen = sa.select(due.cte("due").c.id)
    approved = {"state": State.DEEMED_APPROVED.value, "decided_at": activity.c.due_at}
    lapsed = (
        sa.update(activity)
        .where(activity.c.region == region, activity.c.id.in_(chosen))
        .values(actor=actor, **approved)
        .returning(activity.c.id)
    )
    return set((await db.execute(lapsed)).scalars())


def _activity(row: sa.Row[Any]) -> Activity:
    values = dict(zip(Activity.__dataclass_fields__, row, strict=True))
    values["kind"] = ActivityKind(values["kind"])
    values["photo"] = pages_of(values["photo"])
    values["state"] = State(values["state"]) if values["state"] else None
    return Activity(**values)
