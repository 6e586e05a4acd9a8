"""The case of whoever receives a monthly report, and the running numbers of receipts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from db.approvals import Cases, case_columns, index_due
from db.base import insert, metadata, region_key, within_region
from db.records.case_rows import CaseRows

Day: TypeAlias = date

receipt = sa.Table(
    "report_receipt",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("report", sa.Uuid, nullable=False),
    sa.Column("month", sa.Date, nullable=False),
    sa.Column("employee", sa.Uuid, nullable=False),  # as the report has it
    # Of the receipt: which one of its year in this region. Null until it was received.
    sa.Column("year", sa.SmallInteger),
    sa.Column("number", sa.Integer),
    *case_columns(),
    within_region("report", to="report", names=("id",)),
    within_region("employee", to="employee"),
    sa.UniqueConstraint("report", "region"),
    sa.UniqueConstraint("year", "number", "region"),
)
index_due(receipt)

# The number that was given last, so that two receipts at once get two, and none is left out.
number = sa.Table(
    "report_number",
    metadata,
    region_key(),
    sa.Column("year", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)

CASES = Cases(receipt, receipt.c.id, receipt.c.month)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The case of whoever receives a report."""

    id: UUID
    report: UUID
    month: date
    employee: UUID
    year: int | None
    number: int | None
    due_at: datetime
    escalated_at: datetime | None
    state: State | None
    decided_at: datetime | None
    decided_by: UUID | None
    article: str | None
    remark: str | None

    @property
    def day(self) -> Day:
        return self.month

    @property
    def card(self) -> UUID:
        return self.id


@dataclass(frozen=True, slots=True)
class NewReceipt:
    """A report that a head has agreed to, to be received; `employee` has handed it in."""

    id: UUID
    report: UUID
    month: date
    employee: UUID
    due_at: datetime


def _receipt(values: dict[str, Any]) -> Receipt:
    return Receipt(**values)


_COLUMNS = tuple(receipt.c[name] for name in Receipt.__dataclass_fields__)
_ROWS = CaseRows(receipt, sa.select(*_COLUMNS), _receipt)
find, read_all, waiting = _ROWS.find, _ROWS.read_all, _ROWS.waiting


async def ask(db: AsyncConnection, region: str, new: NewReceipt) -> None:
    """Ask whoever receives reports to receive one."""
    values = {name: getattr(new, name) for name in NewReceipt.__dataclass_fields__}
    await db.execute(sa.insert(receipt), values | {"region": region})


async def give_number(db: AsyncConnection, region: str, id_: UUID, year: int) -> int:
    """Number a receipt, the next one of its year; two at once wait for each other."""
    first = insert(db, number).values(region=region, year=year, last=1)
    following = {"last": number.c.last + 1}
    counted = first.on_conflict_do_update(index_elements=["region", "year"], set_=following)
    given: int = (await db.execute(counted.returning(number.c.last))).scalar_one()
    this = (receipt.c.region == region, receipt.c.id == id_)
    await db.execute(sa.update(receipt).where(*this).values(year=year, number=given))
    return given
