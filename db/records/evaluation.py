"""Monthly evaluations of an office's presence: who has gone through which month, and what it said.

Pasal 9C ayat (4); each is written once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.law.questions.laporan import Evaluator
from db.base import Instant, Json, insert, metadata, region_key, within_region

evaluation = sa.Table(
    "evaluation",
    metadata,
    region_key(),
    sa.Column("month", sa.Date, primary_key=True),  # its first date
    sa.Column("office", sa.Text, primary_key=True),
    sa.Column("employee", sa.Uuid, primary_key=True),  # who has evaluated it
    sa.Column("role", sa.Text, primary_key=True),  # as a superior, or as the head
    sa.Column("at", Instant, nullable=False),
    # The totals of the sheet as it was shown, by their Indonesian names.
    sa.Column("totals", Json, nullable=False),
    within_region("office", to="office"),
    within_region("employee", to="employee"),
)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """That somebody has gone through a month of an office, and the totals that they saw."""

    month: date
    office: str
    employee: UUID
    role: Evaluator
    at: datetime
    totals: Mapping[str, int]


async def sign(db: AsyncConnection, region: str, done: Evaluation) -> bool:
    """Write an evaluation down; False: they had done so before."""
    values: dict[str, Any] = {name: getattr(done, name) for name in Evaluation.__dataclass_fields__}
    values |= {"region": region, "role": done.role.value, "totals": dict(done.totals)}
    once = insert(db, evaluation).values(**values).on_conflict_do_nothing()
    return (await db.execute(once)).rowcount == 1


async def of_month(db: AsyncConnection, region: str, month: date) -> list[Evaluation]:
    """All that were signed for a month of a region, the first one first."""
    c = evaluation.c
    columns = [c[name] for name in Evaluation.__dataclass_fields__]
    query = sa.select(*columns).where(c.region == region, c.month == month)
    rows = [row._asdict() for row in await db.execute(query.order_by(c.at, c.employee))]
    return [Evaluation(**row | {"role": Evaluator(row["role"])}) for row in rows]
