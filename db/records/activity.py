"""Daily work: each activity is written once; what was decided of it is set once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.law.regulation import ActivityKind
from db.approvals import Cases, case_columns, index_due, index_waiting, undecided
from db.base import Instant, Json, metadata, region_key, within_region
from db.records.attachment import Page, listed, pages_of
from db.records.correction import AGREED, correction

Day: TypeAlias = date  # where a field named `date` hides the type

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
    # Minutes beyond the net hours of that date, for the verifier to see (AMB-20).
    sa.Column("beyond", sa.Integer, nullable=False),
    # What the verifier is shown together: what was filed for one date while something waited.
    sa.Column("card", sa.Uuid, nullable=False),
    # The rejected one that it stands in for: each may be replaced once.
    sa.Column("replaces", sa.Uuid),
    # The signed sheet it was entered from, where it was done on paper. It is no foreign key:
    # SQLite could only be given one by writing the whole table anew.
    sa.Column("sheet", sa.Uuid),
    *case_columns(),
    within_region("employee", to="employee"),
    within_region("replaces", to="activity", names=("id",)),
    sa.UniqueConstraint("replaces", "region"),
    sa.CheckConstraint("minutes > 0", name="takes_time"),
    sa.Index(None, "employee", "date", "region"),
    sa.Index(None, "card", "region"),
)

index_due(activity)
index_waiting(activity)
CASES = Cases(activity, activity.c.card, activity.c.date)


@dataclass(frozen=True, slots=True)
class NewActivity:
    """What an employee files; `replaces` is the rejected one that it stands in for.

    `sheet` is the one that the superior has signed already, where it was entered from paper.
    """

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
    sheet: UUID | None = None


@dataclass(frozen=True, slots=True)
class Activity(NewActivity):
    """One activity and what was decided (`core.approvals.case.Case`)."""

    escalated_at: datetime | None = None
    state: State | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    article: str | None = None
    remark: str | None = None
    # The minutes that somebody corrected it to after silence had approved it; 0: it is rejected.
    corrected: int | None = None

    @property
    def day(self) -> Day:
        return self.date

    @property
    def counted(self) -> int:
        """The minutes that count, once it is approved (AMB-18)."""
        return self.minutes if self.corrected is None else self.corrected


def corrected_minutes() -> sa.ScalarSelect[int]:
    """What the activity of the statement around it was corrected to last; null where it was not."""
    c = correction.c
    theirs = (c.region == activity.c.region, c.employee == activity.c.employee)
    newest = (
        sa.select(c.minutes)
        .where(*theirs, c.activity == activity.c.id, AGREED)
        .order_by(c.decided_at.desc(), c.id.desc())
    )
    return newest.limit(1).correlate(activity).scalar_subquery()


_COLUMNS = (
    *(activity.c[name] for name in Activity.__dataclass_fields__ if name != "corrected"),
    corrected_minutes().label("corrected"),
)


_REGION = sa.bindparam("of_region", type_=sa.Text)
_SINCE, _UNTIL = (sa.bindparam(name, type_=sa.Date) for name in ("since", "until"))
_THESE: sa.BindParameter[Any] = sa.bindparam("these", type_=sa.Uuid, expanding=True)
_ALL = sa.select(*_COLUMNS).where(activity.c.region == _REGION)
# Built once: everybody who files or decides asks these.
_FIND = _ALL.where(activity.c.id.in_(_THESE))
_OF_PERSON = _ALL.where(
    activity.c.employee.in_(_THESE), activity.c.date.between(_SINCE, _UNTIL)
).order_by(activity.c.date, activity.c.filed_at, activity.c.id)
_OF_CARDS = _ALL.where(activity.c.card.in_(_THESE)).order_by(activity.c.filed_at, activity.c.id)
_WAITING = _ALL.where(activity.c.employee.in_(_THESE), undecided(activity)).order_by(
    activity.c.due_at, activity.c.id
)
_FILE = sa.insert(activity)


async def file(db: AsyncConnection, region: str, new: NewActivity) -> None:
    """Write an activity. Raises IntegrityError where its forerunner was replaced before."""
    values = {name: getattr(new, name) for name in NewActivity.__dataclass_fields__}
    values |= {"region": region, "kind": new.kind.value, "photo": listed(new.photo)}
    await db.execute(_FILE, values)


async def find(db: AsyncConnection, region: str, id_: UUID) -> Activity | None:
    """One activity, whoever filed it and whatever became of it."""
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


@dataclass(frozen=True, slots=True)
class Spent:
    """As much of an activity as a month's points depend on; its minutes as corrected (AMB-18)."""

    date: date
    state: State | None
    due_at: datetime
    minutes: int


async def spent(
    db: AsyncConnection, region: str, people: Collection[UUID], since: date, until: date
) -> dict[UUID, list[Spent]]:
    """The same of all activities of these people on some dates, both included."""
    c = activity.c
    these = (c.region == region, c.employee.in_(people), c.date.between(since, until))
    minutes_ = sa.func.coalesce(corrected_minutes(), c.minutes)
    columns = (c.employee, c.date, c.state, c.due_at, minutes_)
    found: defaultdict[UUID, list[Spent]] = defaultdict(list)
    for who, day, state, due_at, minutes in await db.execute(sa.select(*columns).where(*these)):
        found[who].append(Spent(day, State(state) if state else None, due_at, minutes))
    return found


async def of_people(
    db: AsyncConnection, region: str, employees: Collection[UUID], since: date, until: date
) -> dict[UUID, list[Activity]]:
    """The same of several people at once; who has none is not among them."""
    found: defaultdict[UUID, list[Activity]] = defaultdict(list)
    for row in await db.execute(_OF_PERSON, _of(region, employees, since=since, until=until)):
        found[row.employee].append(_activity(row))
    return found


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


async def waiting(db: AsyncConnection, region: str, employees: Collection[UUID]) -> list[Activity]:
    """What nobody has decided of these people's work, the most urgent first."""
    rows = await db.execute(_WAITING, _of(region, employees))
    return [_activity(row) for row in rows]


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
    columns = [ranked.c[name] for name in Activity.__dataclass_fields__]
    found = sa.select(*columns).where(ranked.c.newest == 1)
    ordered = found.order_by(ranked.c.times.desc(), ranked.c.id.desc()).limit(most)
    return [_activity(row) for row in await db.execute(ordered)]


def _activity(row: sa.Row[Any]) -> Activity:
    values = dict(zip(Activity.__dataclass_fields__, row, strict=True))
    values["kind"] = ActivityKind(values["kind"])
    values["photo"] = pages_of(values["photo"])
    values["state"] = State(values["state"]) if values["state"] else None
    return Activity(**values)
