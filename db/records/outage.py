"""The outage register: intervals in which verification clocks stand still."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.organisation.deadline import Outage
from core.organisation.region import Region
from db.base import GIVEN, Instant, Spelling, metadata, per_database, region_key, within_region
from db.people.office import office
from db.records import deadline_recalculation

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
    return (await stopping(db, region, since, {office})).get(office, [])


async def stopping(
    db: AsyncConnection, region: str, since: datetime, offices: Collection[str | None]
) -> Mapping[str | None, list[Outage]]:
    """The same of many offices at once; one without outages is not among them."""
    values = {GIVEN: [{"office": each} for each in offices], "region": region, "since": since}
    found: defaultdict[str | None, list[Outage]] = defaultdict(list)
    for row in await db.execute(_STOPPING(db), values):
        found[row.office].append(Outage(row.since, row.until))
    return found


async def extend(
    engine: AsyncEngine,
    region: Region,
    changed: Outage,
    now: datetime,
    failed: deadline_recalculation.Failed | None = None,
) -> int:
    """Bring the deadlines of what waits into line with the register; how many have moved.

    `changed` is the outage that was registered or revoked. Each deadline is reckoned anew from
    what was filed and all outages that stop its clock (AMB-17), so a second time changes nothing.
    """
    moved = await deadline_recalculation.activities(engine, region, changed, now, stopping, failed)
    return moved + await deadline_recalculation.requests(
        engine, region, now, stopping, changed, failed
    )
