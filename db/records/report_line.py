"""The numbers of a report, person by person, as they were when it was handed in."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.month.ceremony import Called
from core.month.day_state import Day
from core.month.frozen import apel_as_record, apel_from_record, as_record, from_record
from db.base import Json, metadata, region_key, within_region

line = sa.Table(
    "report_line",
    metadata,
    region_key(),
    sa.Column("report", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, primary_key=True),
    # What they were called, and where they worked on the last date of the month.
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("nip", sa.Text, nullable=False),
    sa.Column("rank", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("office", sa.Text, nullable=False),
    # Every date of the month (core.month.frozen), and the daily work; null where none is kept.
    sa.Column("days", Json, nullable=False),
    sa.Column("activities", sa.Integer),
    sa.Column("points", sa.Integer),
    sa.Column("target", sa.Integer),
    # The apel to which they were called; null of a report from before it kept any.
    sa.Column("apel", Json),
    within_region("report", to="report", names=("id",)),
    within_region("employee", to="employee"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One person's month; `activities`, points and target are None where no work is kept.

    `apel` are those to which they were called, by date; None of a report that kept none of them.
    """

    employee: UUID
    name: str
    nip: str
    rank: str
    title: str
    office: str
    days: tuple[Day, ...]
    activities: int | None = None
    points: int | None = None
    target: int | None = None
    apel: tuple[Called, ...] | None = None


async def keep(db: AsyncConnection, region: str, report: UUID, lines: Sequence[Line]) -> None:
    """Write the numbers of a report down; they are never written again."""
    rows = [{"region": region, "report": report} | _row(each) for each in lines]
    if rows:
        await db.execute(sa.insert(line), rows)


async def read(db: AsyncConnection, region: str, reports: Collection[UUID]) -> list[Line]:
    """The numbers of these reports, by name."""
    columns = [line.c[name] for name in Line.__dataclass_fields__]
    these = (line.c.region == region, line.c.report.in_(reports))
    ordered = sa.select(*columns).where(*these).order_by(line.c.name, line.c.nip)
    return [_line(row._asdict()) for row in await db.execute(ordered)]


async def offices(
    db: AsyncConnection, region: str, reports: Collection[UUID]
) -> dict[UUID, set[str]]:
    """The offices whose people each of these reports lists."""
    these = (line.c.region == region, line.c.report.in_(reports))
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in await db.execute(sa.select(line.c.report, line.c.office).where(*these).distinct()):
        found[row.report].add(row.office)
    return dict(found)


def _row(of: Line) -> dict[str, Any]:
    apel = None if of.apel is None else apel_as_record(of.apel)
    values = {name: getattr(of, name) for name in Line.__dataclass_fields__}
    return values | {"days": as_record(of.days), "apel": apel}


def _line(values: dict[str, Any]) -> Line:
    apel = None if values["apel"] is None else apel_from_record(values["apel"])
    return Line(**values | {"days": from_record(values["days"]), "apel": apel})
