"""The outage register: when nobody could reach the system; verification clocks stood still then."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.deadline import Outage, after
from core.region import Region
from db.activity import activity
from db.base import GIVEN, Instant, Spelling, metadata, per_database, region_key, within_region
from db.employee import posting
from db.office import office

outage = sa.Table(
    "outage",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("since", Instant, nullable=False),
    sa.Column("until", Instant, nullable=False),
    # Null for the whole region; else this office with its parts.
    sa.Column("office", sa.Text),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("entered_by", sa.Text, nullable=False),
    sa.Column("entered_at", Instant, nullable=False),
    sa.Column("revoked_at", Instant),
    within_region("office", to="office"),
    sa.CheckConstraint("until > since", name="takes_time"),
    sa.Index(None, "until", "region"),
)

BATCH = 200  # a few dozen milliseconds: a tap on one of these rows may wait that long


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody enters: nobody could reach the system in [since, until).

    `office` None: nowhere in the region. `entered_by` is a NIP, or the console.
    """

    since: datetime
    until: datetime
    office: str | None
    reason: str
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Entry(Report):
    """One line of the register; a revoked one stops no clock any more."""

    id: UUID
    revoked_at: datetime | None


_COLUMNS = tuple(outage.c[name] for name in Entry.__dataclass_fields__)
_VALID = outage.c.revoked_at.is_(None)


async def register(db: AsyncConnection, region: str, report: Report) -> UUID | None:
    """Write an outage; None: exactly this one stands there already. `extend` comes after."""
    same = (outage.c[name] == getattr(report, name) for name in ("since", "until"))
    where = outage.c.office.is_not_distinct_from(report.office)
    known = sa.select(outage.c.id).where(outage.c.region == region, _VALID, *same, where)
    if (await db.execute(known)).first():
        return None
    values = {name: getattr(report, name) for name in Report.__dataclass_fields__}
    id_ = uuid.uuid7()
    await db.execute(sa.insert(outage), values | {"region": region, "id": id_})
    return id_


async def revoke(db: AsyncConnection, region: str, id_: UUID, now: datetime) -> Entry | None:
    """Take one back that was entered by mistake; None: there is none. `extend` comes after."""
    this = (outage.c.region == region, outage.c.id == id_, _VALID)
    taken = sa.update(outage).where(*this).values(revoked_at=now).returning(*_COLUMNS)
    row = (await db.execute(taken)).one_or_none()
    return None if row is None else Entry(*row)


async def entries(db: AsyncConnection, region: str) -> list[Entry]:
    """The whole register, revoked entries too, the latest outage first."""
    mine = sa.select(*_COLUMNS).where(outage.c.region == region)
    ordered = mine.order_by(outage.c.since.desc(), outage.c.id.desc())
    return [Entry(*row) for row in await db.execute(ordered)]


def _stopping(spelling: Spelling) -> sa.Select[Any]:
    """Each given office (null: none) with the outages of the region, of itself and above it."""
    region = sa.bindparam("region", type_=sa.Text)
    given = spelling.given("given", office=sa.Text())
    first = sa.select(given.c.office, given.c.office.label("within"))
    chain = first.cte("chain", recursive=True)
    above = sa.and_(office.c.region == region, office.c.office == chain.c.within)
    parents = sa.select(chain.c.office, office.c.parent).select_from(chain.join(office, above))
    # A union keeps each row once, which is what ends a ring.
    whole = chain.union(parents.where(office.c.parent.is_not(None)))
    here = sa.or_(outage.c.office.is_(None), outage.c.office == whole.c.within)
    later = outage.c.until > sa.bindparam("since", type_=Instant)
    stops = sa.and_(outage.c.region == region, later, _VALID, here)
    columns = (whole.c.office, outage.c.since, outage.c.until)
    found = sa.select(*columns).distinct().select_from(whole.join(outage, stops))
    return found.order_by(outage.c.since, outage.c.until)


_STOPPING = per_database(_stopping)


async def between(
    db: AsyncConnection, region: str, since: datetime, office: str | None = None
) -> list[Outage]:
    """The outages after an instant that stop the clocks of an office, the earliest first.

    Without an office they are those of the whole region.
    """
    return (await _outages(db, region, since, {office})).get(office, [])


async def _outages(
    db: AsyncConnection, region: str, since: datetime, offices: Collection[str | None]
) -> Mapping[str | None, list[Outage]]:
    values = {GIVEN: [{"office": each} for each in offices], "region": region, "since": since}
    found: defaultdict[str | None, list[Outage]] = defaultdict(list)
    for row in await db.execute(_STOPPING(db), values):
        found[row.office].append(Outage(row.since, row.until))
    return found


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: UUID
    date: date
    filed_at: datetime
    due_at: datetime
    office: str | None


async def extend(engine: AsyncEngine, region: Region, changed: Outage, now: datetime) -> int:
    """Bring the deadlines of what waits into line with the register; how many have moved.

    `changed` is the outage that was registered or revoked. Each deadline is reckoned anew from
    the entry and all outages that stop its clock (AMB-17), so a second time changes nothing.
    What is decided, or overdue by now and so approved by silence, stays as it is.
    """
    moved, last = 0, (max(now, changed.since), UUID(int=0))
    while True:
        async with engine.begin() as db:
            waiting = await _waiting(db, region.code, changed.until, last)
            moved += await _reset(db, region, waiting)
        if len(waiting) < BATCH:
            return moved
        last = (waiting[-1].due_at, waiting[-1].id)


async def _waiting(
    db: AsyncConnection, region: str, until: datetime, last: tuple[datetime, UUID]
) -> list[_Waiting]:
    """The next batch of undecided entries made before `until`, locked until it is written."""
    c = activity.c
    theirs = (posting.c.region == c.region, posting.c.employee == c.employee)
    here = sa.select(posting.c.office).where(*theirs, posting.c.since <= c.date)
    newest = here.order_by(posting.c.since.desc()).limit(1).scalar_subquery()
    open_ = (c.region == region, c.state.is_(None), c.due_at >= last[0], c.filed_at < until)
    later = sa.tuple_(c.due_at, c.id) > sa.tuple_(*last, types=[c.due_at.type, c.id.type])
    batch = sa.select(c.id, c.date, c.filed_at, c.due_at, newest)
    batch = batch.where(*open_, later).order_by(c.due_at, c.id).limit(BATCH)
    return [_Waiting(*row) for row in await db.execute(batch.with_for_update())]


async def _reset(db: AsyncConnection, region: Region, waiting: Sequence[_Waiting]) -> int:
    if not waiting:
        return 0
    offices, first = {each.office for each in waiting}, min(each.filed_at for each in waiting)
    # Read after the rows are locked: of two who register at once the later one sees both.
    outages = await _outages(db, region.code, first, offices)
    due = [(each, _due(region, each, outages.get(each.office, []))) for each in waiting]
    moved = [{"of": each.id, "due": anew} for each, anew in due if anew != each.due_at]
    if moved:
        this = (activity.c.region == region.code, activity.c.id == sa.bindparam("of"))
        await db.execute(sa.update(activity).where(*this).values(due_at=sa.bindparam("due")), moved)
    return len(moved)


def _due(region: Region, each: _Waiting, outages: Sequence[Outage]) -> datetime:
    limit = region.regulation.kinerja.batas_verifikasi.on(each.date).value
    return after(each.filed_at, timedelta(hours=limit.jam), outages) if limit else each.due_at
