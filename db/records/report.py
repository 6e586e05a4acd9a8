"""Reports of an office's months: what was handed in, who agreed, who received it, and its numbers.

A report is two cases: the head's, and that of whoever receives it (`db.records.report_receipt`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.month.report import UNDER_WAY, Step
from db.approvals import Cases, case_columns, index_due, undecided
from db.base import Instant, Json, insert, metadata, region_key, within_region
from db.records.report_receipt import receipt

Day: TypeAlias = date
Volume: TypeAlias = tuple[str, int, str]

report = sa.Table(
    "report",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("month", sa.Date, nullable=False),  # its first date
    # A report that came back or was withdrawn is handed in again as the next version.
    sa.Column("version", sa.SmallInteger, nullable=False),
    sa.Column("employee", sa.Uuid, nullable=False),  # who handed it in
    sa.Column("handed_in_at", Instant, nullable=False),
    # The last instant that was on time by the calendar of that day; null: no law says when.
    sa.Column("on_time_until", Instant),
    # What it holds, counted: of how many people, and what was still open.
    sa.Column("contents", Json, nullable=False),
    # The ZIP of all its papers, once it was made: [SHA-256, bytes, media type], or a list of such
    # where one was not enough.
    sa.Column("package", Json),
    *case_columns(),
    within_region("office", to="office"),
    within_region("employee", to="employee"),
    sa.UniqueConstraint("office", "month", "version", "region"),
    sa.Index(None, "month", "region"),
)
index_due(report)

AGREEMENTS = Cases(report, report.c.id, report.c.month)


@dataclass(frozen=True, slots=True)
class NewReport:
    """What an operator hands in for the month that begins on a date; `due_at` is the head's."""

    id: UUID
    office: str
    month: date
    version: int
    employee: UUID
    handed_in_at: datetime
    on_time_until: datetime | None
    contents: dict[str, int]
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Report(NewReport):
    """A report as the head's case, with what has become of it where it is received."""

    escalated_at: datetime | None = None
    state: State | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    article: str | None = None
    remark: str | None = None
    package: tuple[Volume, ...] = ()
    receipt: UUID | None = None
    received: State | None = None
    received_at: datetime | None = None
    received_by: UUID | None = None
    returned: str | None = None
    year: int | None = None
    number: int | None = None

    @property
    def day(self) -> Day:
        return self.month

    @property
    def card(self) -> UUID:
        return self.id

    @property
    def step(self) -> Step:
        """Where it stands."""
        if self.state is None:
            return Step.AT_HEAD
        if self.state is State.REJECTED or self.received is State.REJECTED:
            return Step.SENT_BACK
        if self.state is State.WITHDRAWN:
            return Step.WITHDRAWN
        waits = self.receipt is not None and self.received is None
        return Step.SUBMITTED if waits else Step.RECEIVED

    @property
    def final_at(self) -> datetime | None:
        """When it was received, or agreed to where nobody has to receive it."""
        return (self.received_at or self.decided_at) if self.step is Step.RECEIVED else None

    @property
    def why_back(self) -> str:
        """Why it came back; empty where it did not."""
        return self.returned or self.remark or ""


_OWN = tuple(Report.__dataclass_fields__)[:16]
_OF_RECEIPT = ("id", "state", "decided_at", "decided_by", "remark", "year", "number")
_THEIR = sa.and_(receipt.c.region == report.c.region, receipt.c.report == report.c.id)
_ALL = sa.select(
    *(report.c[name] for name in _OWN), *(receipt.c[name] for name in _OF_RECEIPT)
).select_from(report.outerjoin(receipt, _THEIR))


async def hand_in(db: AsyncConnection, region: str, new: NewReport) -> bool:
    """Write a report down; False: somebody else has handed this version in."""
    values = {name: getattr(new, name) for name in NewReport.__dataclass_fields__}
    once = insert(db, report).values(region=region, **values).on_conflict_do_nothing()
    return (await db.execute(once)).rowcount == 1


async def find(db: AsyncConnection, region: str, id_: UUID) -> Report | None:
    """One report, whatever became of it."""
    return next(iter(await read_all(db, region, [id_])), None)


async def read_all(db: AsyncConnection, region: str, which: Collection[UUID]) -> list[Report]:
    """These, decided ones too, in the order in which they were handed in."""
    return await _where(db, region, report.c.id.in_(which))


async def versions(db: AsyncConnection, region: str, office: str, month: date) -> list[Report]:
    """All that was handed in for a month of an office, the newest first."""
    found = await _where(db, region, report.c.office == office, report.c.month == month)
    return sorted(found, key=lambda each: -each.version)


async def of_month(db: AsyncConnection, region: str, month: date) -> dict[str, Report]:
    """The newest report of each office for a month."""
    found = await _where(db, region, report.c.month == month)
    return {each.office: each for each in sorted(found, key=lambda each: each.version)}


async def standing(db: AsyncConnection, region: str, month: date) -> list[Report]:
    """All reports for a month that are under way, or were received or stored."""
    found = await _where(db, region, report.c.month == month)
    return [each for each in found if each.step in {*UNDER_WAY, Step.RECEIVED}]


async def offices(db: AsyncConnection, region: str) -> set[str]:
    """All offices for which anything was ever handed in."""
    query = sa.select(report.c.office).where(report.c.region == region).distinct()
    return set(await db.scalars(query))


async def received(
    db: AsyncConnection, region: str, offices: Collection[str], month: date
) -> list[Report]:
    """Of each of these offices the newest report for a month that was received or stored."""
    these = (report.c.office.in_(offices), report.c.month == month)
    found = await _where(db, region, *these)
    final = [each for each in found if each.step is Step.RECEIVED]
    newest = {each.office: each for each in sorted(final, key=lambda each: each.version)}
    return list(newest.values())


async def waiting(db: AsyncConnection, region: str, people: Collection[UUID]) -> list[Report]:
    """What these people have handed in and no head has decided."""
    return await _where(db, region, report.c.employee.in_(people), undecided(report))


async def _where(db: AsyncConnection, region: str, *these: sa.ColumnElement[bool]) -> list[Report]:
    query = _ALL.where(report.c.region == region, *these)
    rows = await db.execute(query.order_by(report.c.handed_in_at, report.c.id))
    return [_report(row) for row in rows]


def _report(row: Sequence[Any]) -> Report:
    values = dict(zip(Report.__dataclass_fields__, row, strict=True))
    for name in ("state", "received"):
        values[name] = State(values[name]) if values[name] else None
    values["package"] = _volumes(values["package"])
    return Report(**values)


def _volumes(raw: list[Any] | None) -> tuple[Volume, ...]:
    rows = [raw] if raw and isinstance(raw[0], str) else raw or ()
    return tuple((hash_, size, media) for hash_, size, media in rows)


async def keep_package(
    db: AsyncConnection, region: str, id_: UUID, package: Sequence[Volume]
) -> None:
    """Write down the ZIP of a report, or its volumes, once."""
    this = (report.c.region == region, report.c.id == id_, report.c.package.is_(None))
    kept = [list(each) for each in package]
    value = kept[0] if len(kept) == 1 else kept
    await db.execute(sa.update(report).where(*this).values(package=value))
