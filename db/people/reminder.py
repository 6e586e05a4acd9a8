"""What each person wants to be reminded of, and when somebody has to look at them next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.address import Address
from db.base import Instant, insert, metadata, region_key, within_region
from db.people.binding import binding

reminder = sa.Table(
    "reminder",
    metadata,
    region_key(),
    sa.Column("employee", sa.Uuid, primary_key=True),
    # Minutes before the start and after the end of work; null: not to be reminded.
    sa.Column("masuk", sa.SmallInteger),
    sa.Column("pulang", sa.SmallInteger),
    # When it was asked whether they want to be reminded: once.
    sa.Column("offered_at", Instant),
    # Null for whoever wants nothing: the clock never sees them.
    sa.Column("next_at", Instant),
    # Whether they are told every morning who is not there, where that is their task.
    sa.Column("monitors", sa.Boolean, nullable=False, server_default=sa.true()),
    within_region("employee", to="employee"),
)
_WATCHED = reminder.c.next_at.is_not(None)
sa.Index(
    "ix_reminder_next",
    *(reminder.c.region, reminder.c.next_at, reminder.c.employee),
    postgresql_where=_WATCHED,
    sqlite_where=_WATCHED,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Minutes before the start and after the end; None: off. `monitors`: hears who is missing."""

    masuk: int | None = None
    pulang: int | None = None
    offered: bool = False
    monitors: bool = True


async def read(db: AsyncConnection, region: str, person: UUID) -> Settings:
    """What somebody wants; whoever has never said anything wants nothing."""
    c = reminder.c
    columns = (c.masuk, c.pulang, c.offered_at.is_not(None), c.monitors)
    row = (await db.execute(sa.select(*columns).where(*_of(region, person)))).one_or_none()
    return Settings(*row) if row else Settings()


async def wish(
    db: AsyncConnection,
    region: str,
    person: UUID,
    minutes: Mapping[str, int | None],
    now: datetime,
) -> None:
    """Set the minutes of `masuk`, `pulang` or both; the next sweep plans their day anew."""
    values = {"offered_at": now, **minutes}
    await _set(db, region, person, values)
    wants = sa.or_(reminder.c.masuk.is_not(None), reminder.c.pulang.is_not(None))
    at = sa.case((wants, sa.literal(now, Instant)), else_=None)
    await db.execute(sa.update(reminder).where(*_of(region, person)).values(next_at=at))


async def offer(
    db: AsyncConnection, region: str, people: Collection[UUID], now: datetime
) -> set[UUID]:
    """Note that these are asked whether they want to be reminded; gives who never was before."""
    if not people:
        return set()
    rows = [{"region": region, "employee": each, "offered_at": now} for each in people]
    once = (
        insert(db, reminder)
        .values(rows)
        .on_conflict_do_update(
            index_elements=["region", "employee"],
            set_={"offered_at": now},
            where=reminder.c.offered_at.is_(None),
        )
    )
    return set((await db.execute(once.returning(reminder.c.employee))).scalars())


async def monitor(db: AsyncConnection, region: str, person: UUID, *, on: bool) -> None:
    """Whether somebody hears every morning who is not there."""
    await _set(db, region, person, {"monitors": on})


async def silent_monitors(db: AsyncConnection, region: str) -> set[UUID]:
    """Those who want to hear nothing of who is not there."""
    silent = (reminder.c.region == region, ~reminder.c.monitors)
    return set((await db.execute(sa.select(reminder.c.employee).where(*silent))).scalars())


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody who has to be looked at, what they want, and the chat in which they are told."""

    employee: UUID
    next_at: datetime
    masuk: int | None
    pulang: int | None
    chat: Address | None

    def __str__(self) -> str:
        return str(self.employee)


async def due(
    db: AsyncConnection, region: str, now: datetime, limit: int, after: Watched | None = None
) -> list[Watched]:
    """A page of those who have to be looked at by now, in one statement; `after` is the last seen.

    `chat` None: bound to none, or away.
    """
    c, chat = reminder.c, binding.c
    theirs = sa.and_(
        chat.region == c.region, chat.employee == c.employee, chat.unreachable_since.is_(None)
    )
    query = sa.select(c.employee, c.next_at, c.masuk, c.pulang, chat.channel, chat.address)
    query = query.select_from(reminder.outerjoin(binding, theirs))
    query = query.where(c.region == region, _WATCHED, c.next_at <= now)
    if after is not None:
        order = (c.next_at, c.employee)
        last = sa.tuple_(after.next_at, after.employee, types=[each.type for each in order])
        query = query.where(sa.tuple_(*order) > last)
    rows = await db.execute(query.order_by(c.next_at, c.employee).limit(limit))
    return [_watched(region, *row) for row in rows]


def _watched(
    region: str,
    employee: UUID,
    next_at: datetime,
    masuk: int | None,
    pulang: int | None,
    channel: str | None,
    id_: str | None,
) -> Watched:
    chat = Address(region, channel, id_) if channel and id_ else None
    return Watched(employee, next_at, masuk, pulang, chat)


async def soonest(db: AsyncConnection, region: str, since: datetime) -> datetime | None:
    """The first instant after `since` at which somebody has to be looked at."""
    first = sa.select(sa.func.min(reminder.c.next_at))
    found: datetime | None = await db.scalar(
        first.where(reminder.c.region == region, _WATCHED, reminder.c.next_at > since)
    )
    return found


async def look_again(db: AsyncConnection, region: str, next_at: Mapping[UUID, datetime]) -> None:
    """When to look at each of these next; not at whoever has switched everything off meanwhile."""
    if not next_at:
        return
    this = (
        reminder.c.region == region,
        reminder.c.employee == sa.bindparam("whom", type_=sa.Uuid),
        _WATCHED,
    )
    later = sa.update(reminder).where(*this)
    rows = [{"whom": person, "at": at} for person, at in next_at.items()]
    await db.execute(later.values(next_at=sa.bindparam("at", type_=Instant)), rows)


async def _set(
    db: AsyncConnection, region: str, person: UUID, values: Mapping[str, object]
) -> None:
    new = insert(db, reminder).values(region=region, employee=person, **values)
    keys = ["region", "employee"]
    await db.execute(new.on_conflict_do_update(index_elements=keys, set_=dict(values)))


def _of(region: str, person: UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return (reminder.c.region == region, reminder.c.employee == person)
