"""Incidents that keep somebody from attending online, and what was granted beyond the law's days.

Each is written once; a witness, the end and a decision are set once, by whoever was first.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.questions.manual import Condition
from core.month.incident import Incident
from db.base import Instant, insert, metadata, region_key, within_region

incident = sa.Table(
    "incident",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("condition", sa.Text, nullable=False),
    sa.Column("first", sa.Date, nullable=False),
    # Why neither online nor offline worked, where that must be said (AMB-23).
    sa.Column("reason", sa.Text),
    sa.Column("opened_by", sa.Uuid, nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    # Where somebody else opened it: whether the head knows of it, null until they have said so.
    sa.Column("vouched", sa.Boolean),
    sa.Column("vouched_by", sa.Uuid),
    sa.Column("vouched_at", Instant),
    sa.Column("closed", sa.Date),
    # Null where a new binding closed it.
    sa.Column("closed_by", sa.Uuid),
    sa.Column("closed_at", Instant),
    within_region("employee", to="employee"),
    within_region("opened_by", to="employee", names=("employee",)),
    within_region("vouched_by", to="employee", names=("employee",)),
    within_region("closed_by", to="employee", names=("employee",)),
    sa.Index(None, "employee", "region"),
)

_OPEN = incident.c.closed_at.is_(None)
# One at a time: of two who open one at once, one wins.
sa.Index(
    "ix_incident_open",
    *(incident.c.employee, incident.c.region),
    unique=True,
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)

extension = sa.Table(
    "incident_extension",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("incident", sa.Uuid, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("asked_by", sa.Uuid, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    # Null until whoever may grant it has decided.
    sa.Column("granted", sa.Boolean),
    sa.Column("decided_by", sa.Uuid),
    sa.Column("decided_at", Instant),
    within_region("incident", to="incident", names=("id",)),
    within_region("asked_by", to="employee", names=("employee",)),
    within_region("decided_by", to="employee", names=("employee",)),
    sa.CheckConstraint("decided_by <> asked_by", name="nobody_grants_themselves"),
    sa.Index(None, "incident", "region"),
)

_WAITS = extension.c.granted.is_(None)
sa.Index(
    "ix_incident_extension_waits",
    *(extension.c.incident, extension.c.region),
    unique=True,
    postgresql_where=_WAITS,
    sqlite_where=_WAITS,
)


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What somebody opens for themselves, or as `opened_by` for another."""

    id: UUID
    employee: UUID
    condition: Condition
    first: date
    reason: str | None
    opened_by: UUID
    opened_at: datetime

    @property
    def by_another(self) -> bool:
        """Whether the head has to vouch for it."""
        return self.opened_by != self.employee

    @property
    def concerned(self) -> frozenset[UUID]:
        """Whom it is about and who reported it: neither of them vouches for it (AMB-39)."""
        return frozenset({self.employee, self.opened_by})


@dataclass(frozen=True, slots=True)
class Opened(NewIncident):
    """One incident as it stands; `extended_until` is the last date that was granted."""

    vouched: bool | None
    closed: date | None
    closed_at: datetime | None
    extended_until: date | None

    @property
    def stands(self) -> bool:
        """Whether anything may be recorded by it: not before the head has vouched for it."""
        return not self.by_another or self.vouched is True

    @property
    def as_law(self) -> Incident:
        """As the law judges it."""
        return Incident(self.condition, self.first, self.extended_until, self.closed)


@dataclass(frozen=True, slots=True)
class Extension:
    """A longer time that somebody asked for; `granted` None: nobody has decided yet."""

    id: UUID
    incident: UUID
    until: date
    reason: str
    asked_by: UUID
    asked_at: datetime
    granted: bool | None
    decided_by: UUID | None


_EXTENDED = (
    sa.select(sa.func.max(extension.c.until))
    .where(extension.c.region == incident.c.region, extension.c.incident == incident.c.id)
    .where(extension.c.granted.is_(sa.true()))
    .scalar_subquery()
)
_NEW = tuple(incident.c[name] for name in NewIncident.__dataclass_fields__)
_COLUMNS = (*_NEW, incident.c.vouched, incident.c.closed, incident.c.closed_at, _EXTENDED)
_EXTENSION = tuple(extension.c[name] for name in Extension.__dataclass_fields__)


async def open_new(db: AsyncConnection, region: str, new: NewIncident) -> bool:
    """Write one; False: the person has an open one."""
    values = {name: getattr(new, name) for name in NewIncident.__dataclass_fields__}
    values |= {"region": region, "condition": new.condition.value}
    return (await db.execute(insert(db, incident).on_conflict_do_nothing(), values)).rowcount == 1


async def find(db: AsyncConnection, region: str, id_: UUID) -> Opened | None:
    """One by its id, whatever became of it."""
    return next(iter(await _read(db, region, incident.c.id == id_)), None)


async def open_of(db: AsyncConnection, region: str, employee: UUID) -> Opened | None:
    """The one that somebody has now."""
    return next(iter(await _read(db, region, incident.c.employee == employee, _OPEN)), None)


async def of_people(
    db: AsyncConnection, region: str, employees: Collection[UUID], first: date, last: date
) -> list[Opened]:
    """Those of some people that touch these dates, both included; the newest first."""
    c = incident.c
    touches = sa.or_(c.closed.is_(None), c.closed >= first)
    return await _read(db, region, c.employee.in_(employees), c.first <= last, touches)


async def unvouched(db: AsyncConnection, region: str) -> list[Opened]:
    """Those that somebody opened for another, of which no head has said whether they are so."""
    c = incident.c
    waits = (c.opened_by != c.employee, c.vouched.is_(None), _OPEN)
    return sorted(await _read(db, region, *waits), key=lambda each: each.opened_at)


async def undecided(db: AsyncConnection, region: str) -> list[tuple[Opened, Extension]]:
    """The longer times that nobody has decided, each with its incident, by when it was asked."""
    asked = sa.select(*_EXTENSION).where(extension.c.region == region, _WAITS)
    rows = [Extension(*row) for row in await db.execute(asked.order_by(extension.c.asked_at))]
    if not rows:
        return []
    ids = {each.incident for each in rows}
    whole = {each.id: each for each in await _read(db, region, incident.c.id.in_(ids))}
    return [(whole[each.incident], each) for each in rows]


async def vouch(
    db: AsyncConnection, region: str, id_: UUID, by: UUID, now: datetime, *, true: bool
) -> bool:
    """What the head says of one; False: somebody has said it before. A denied one is over."""
    c = incident.c
    this = (c.region == region, c.id == id_, c.vouched.is_(None), _OPEN)
    values: dict[str, Any] = {"vouched": true, "vouched_by": by, "vouched_at": now}
    values |= {} if true else {"closed": c.first, "closed_by": by, "closed_at": now}
    return (await db.execute(sa.update(incident).where(*this).values(values))).rowcount == 1


async def give_up(
    db: AsyncConnection, region: str, employee: UUID, by: UUID, now: datetime
) -> bool:
    """End what somebody opened for another and no head has answered; False: there is none."""
    c = incident.c
    this = (c.region == region, c.employee == employee, c.opened_by != c.employee, _OPEN)
    values = {"closed": c.first, "closed_by": by, "closed_at": now}
    given = sa.update(incident).where(*this, c.vouched.is_(None)).values(values)
    return (await db.execute(given)).rowcount == 1


async def close(
    db: AsyncConnection, region: str, id_: UUID, last: date, by: UUID | None, now: datetime
) -> bool:
    """End one with its last date; False: it has ended already."""
    this = (incident.c.region == region, incident.c.id == id_, _OPEN)
    values = {"closed": last, "closed_by": by, "closed_at": now}
    return (await db.execute(sa.update(incident).where(*this).values(values))).rowcount == 1


async def ask_longer(db: AsyncConnection, region: str, new: Extension) -> bool:
    """Write down that somebody asks for a longer time; False: one waits already."""
    values = {name: getattr(new, name) for name in Extension.__dataclass_fields__}
    asked = insert(db, extension).on_conflict_do_nothing()
    return (await db.execute(asked, values | {"region": region})).rowcount == 1


async def find_extension(db: AsyncConnection, region: str, id_: UUID) -> Extension | None:
    """One by its id."""
    this = sa.select(*_EXTENSION).where(extension.c.region == region, extension.c.id == id_)
    row = (await db.execute(this)).one_or_none()
    return None if row is None else Extension(*row)


async def decide_extension(
    db: AsyncConnection, region: str, id_: UUID, by: UUID, now: datetime, *, grant: bool
) -> bool:
    """Grant a longer time or refuse it; False: it is decided already."""
    c = extension.c
    this = (c.region == region, c.id == id_, c.granted.is_(None))
    values = {"granted": grant, "decided_by": by, "decided_at": now}
    return (await db.execute(sa.update(extension).where(*this).values(values))).rowcount == 1


async def _read(db: AsyncConnection, region: str, *which: sa.ColumnElement[bool]) -> list[Opened]:
    rows = sa.select(*_COLUMNS).where(incident.c.region == region, *which)
    ordered = rows.order_by(incident.c.first.desc(), incident.c.id.desc())
    return [_opened(row) for row in await db.execute(ordered)]


def _opened(row: sa.Row[Any]) -> Opened:
    values: list[Any] = list(row)
    values[2] = Condition(values[2])
    return Opened(*values)
