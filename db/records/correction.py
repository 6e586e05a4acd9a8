"""Corrections of a day: a new value beside the old one, proposed by one person, agreed by another.

Nothing that was recorded is changed. What was agreed is read as a further fact of the day.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.attendance.stamp import Leg
from core.law.questions.koreksi import Matter
from db.approvals import Cases, case_columns, index_due, index_waiting, undecided
from db.base import Instant, Json, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of
from db.records.case_rows import CaseRows

Day: TypeAlias = date  # where a field named `date` hides the type

correction = sa.Table(
    "correction",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("matter", sa.Text, nullable=False),
    # Of a stamp: which leg of which duty, what it shall be, and what it was then.
    sa.Column("leg", sa.Text),
    sa.Column("duty", sa.SmallInteger),
    sa.Column("at", Instant),
    sa.Column("place", sa.Text),
    sa.Column("was_at", Instant),
    sa.Column("was_place", sa.Text),
    # Of an activity: which, the minutes that shall count, and those that did; 0 is rejected.
    sa.Column("activity", sa.Uuid),
    sa.Column("minutes", sa.Integer),
    sa.Column("was_minutes", sa.Integer),
    sa.Column("reason", sa.Text, nullable=False),
    # The pages of the proof (db.records.attachment).
    sa.Column("proof", Json),
    # Written by the person themselves, or by whoever proposes it at once.
    sa.Column("asked_at", Instant, nullable=False),
    # Null while only the person themselves asks for it.
    sa.Column("proposed_by", sa.Uuid),
    sa.Column("proposed_at", Instant),
    # Its month was closed when it was written: by a decision, whose number it is.
    sa.Column("after_lock", sa.Boolean, nullable=False),
    sa.Column("decree", sa.Text),
    *case_columns(),
    within_region("employee", to="employee"),
    within_region("proposed_by", to="employee", names=("employee",)),
    within_region("activity", to="activity", names=("id",)),
    sa.CheckConstraint("proposed_by <> employee", name="nobody_corrects_their_own_day"),
    sa.CheckConstraint("decided_by <> proposed_by", name="nobody_agrees_to_their_own"),
    sa.Index(None, "employee", "date", "region"),
    sa.Index(
        "ix_correction_work",
        *("employee", "activity", "region"),
        postgresql_where=sa.text("activity IS NOT NULL"),
        sqlite_where=sa.text("activity IS NOT NULL"),
    ),
)

index_due(correction)
index_waiting(correction)
CASES = Cases(correction, correction.c.id, correction.c.date)

AGREED = correction.c.state == State.APPROVED.value


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """What somebody writes; `proposed_by` None: the person asks for it themselves.

    Of a stamp `leg`, `duty`, `at` and `place` say what shall stand, of an `activity` its minutes;
    `was_…` is what stood when it was written.
    """

    id: UUID
    employee: UUID
    date: date
    matter: Matter
    reason: str
    asked_at: datetime
    due_at: datetime
    leg: Leg | None = None
    duty: int | None = None
    at: datetime | None = None
    place: str | None = None
    was_at: datetime | None = None
    was_place: str | None = None
    activity: UUID | None = None
    minutes: int | None = None
    was_minutes: int | None = None
    proof: tuple[Page, ...] = ()
    proposed_by: UUID | None = None
    proposed_at: datetime | None = None
    after_lock: bool = False
    decree: str | None = None

    @property
    def subject(self) -> tuple[UUID, Day, Leg | None, int | None, UUID | None]:
        """Whose value it is about: of which leg of which duty of a date, or of which activity."""
        return self.employee, self.date, self.leg, self.duty, self.activity


@dataclass(frozen=True, slots=True)
class Correction(NewCorrection):
    """One correction and what was decided (`core.approvals.case.Case`).

    `was_…` is what stood when it was decided, or stands as long as it is not: another one of the
    same leg or activity may have been agreed to since it was written.
    """

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


_NEW = tuple(each.name for each in fields(NewCorrection))


def _correction(values: dict[str, Any]) -> Correction:
    values["matter"] = Matter(values["matter"])
    values["leg"] = Leg(values["leg"]) if values["leg"] else None
    values["proof"] = pages_of(values["proof"])
    return Correction(**values)


def _stood(name: str, then: str) -> sa.ColumnElement[Any]:
    """`then` of the one that was agreed to last before; else what stood when it was written."""
    c, earlier = correction.c, correction.alias("earlier")
    day = (earlier.c[each] == c[each] for each in ("region", "employee", "date"))
    leg = sa.and_(earlier.c.leg == c.leg, earlier.c.duty == c.duty)
    same = sa.or_(leg, earlier.c.activity == c.activity)
    order = (earlier.c.decided_at, earlier.c.id)
    sooner = sa.or_(
        c.decided_at.is_(None),
        earlier.c.decided_at < c.decided_at,
        sa.and_(earlier.c.decided_at == c.decided_at, earlier.c.id < c.id),
    )
    agreed = earlier.c.state == State.APPROVED.value
    these = (*day, same, agreed, earlier.c.id != c.id, sooner)
    newest = sa.select(earlier.c[then]).where(*these).order_by(*(each.desc() for each in order))
    value = newest.limit(1).correlate(correction).scalar_subquery()
    there = sa.exists().where(*these).correlate(correction)
    return sa.case((there, value), else_=c[name]).label(name)


_STOOD = {"was_at": "at", "was_place": "place", "was_minutes": "minutes"}
_COLUMNS = tuple(
    _stood(name, _STOOD[name]) if name in _STOOD else correction.c[name]
    for name in (each.name for each in fields(Correction))
)
_ROWS = CaseRows(correction, sa.select(*_COLUMNS), _correction)
find, read_all, waiting = _ROWS.find, _ROWS.read_all, _ROWS.waiting


async def write(db: AsyncConnection, region: str, new: NewCorrection) -> None:
    """Write what shall be corrected; it stands once somebody else has agreed."""
    values = {name: getattr(new, name) for name in _NEW}
    values |= {"region": region, "matter": new.matter.value, "proof": listed(new.proof)}
    values |= {"leg": new.leg.value if new.leg else None}
    await db.execute(sa.insert(correction), values)


@dataclass(frozen=True, slots=True)
class Endorsed:
    """Who proposes what the person asked for, when, and by which decision after the closing."""

    by: UUID
    at: datetime
    decree: str | None = None


async def endorse(db: AsyncConnection, region: str, id_: UUID, done: Endorsed) -> bool:
    """Propose what a person has asked for; False: somebody has, or it is decided."""
    c = correction.c
    this = (c.region == region, c.id == id_, undecided(correction), c.proposed_by.is_(None))
    values = {"proposed_by": done.by, "proposed_at": done.at, "decree": done.decree}
    return (await db.execute(sa.update(correction).where(*this).values(values))).rowcount == 1


async def of_people(
    db: AsyncConnection, region: str, employees: Collection[UUID], since: date, until: date
) -> list[Correction]:
    """What was agreed of the days of some people from one date to another, the newest last."""
    c = correction.c
    these = (c.employee.in_(employees), c.date.between(since, until), AGREED)
    found = await _ROWS.where(db, region, *these)
    return sorted(found, key=lambda each: (each.date, each.decided_at or each.asked_at, each.id))


async def open_by(db: AsyncConnection, region: str, person: UUID, limit: int) -> list[Correction]:
    """What somebody proposed, or asked for their own days, that nobody has decided."""
    c = correction.c
    own = sa.and_(c.proposed_by.is_(None), c.employee == person)
    mine = (undecided(correction), sa.or_(c.proposed_by == person, own))
    return await _ROWS.where(db, region, *mine, limit=limit)
