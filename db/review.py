"""Stamps that a human looks at: why, until when, and what was decided of each, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.review import Reason
from core.stamp import Stamp
from db.base import Instant, Json, metadata, region_key, within_region

review = sa.Table(
    "review",
    metadata,
    region_key(),
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("date", sa.Date, nullable=False),
    sa.Column("leg", sa.Text, nullable=False),
    sa.Column("duty", sa.SmallInteger, nullable=False),
    sa.Column("nth", sa.SmallInteger, nullable=False),
    # Why somebody has to look, as `core.review.Reason` calls it.
    sa.Column("reasons", Json, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    # Null until somebody was told that it has gone up.
    sa.Column("escalated_at", Instant),
    # What the person said to it, once, with the content of a photo or PDF.
    sa.Column("answer", sa.Text),
    sa.Column("paper", Json),
    sa.Column("answered_at", Instant),
    # Null until somebody has decided; silence never decides.
    sa.Column("state", sa.Text),
    sa.Column("decided_at", Instant),
    sa.Column("decided_by", sa.Uuid),
    sa.Column("remark", sa.Text),
    within_region("employee", to="employee"),
    within_region("decided_by", to="employee", names=("employee",)),
    within_region("employee", "date", "leg", "duty", "nth", to="stamp"),
    sa.CheckConstraint("decided_by <> employee", name="nobody_decides_for_themselves"),
    sa.UniqueConstraint("employee", "date", "leg", "duty", "nth", "region"),
)

_OPEN = review.c.state.is_(None)
sa.Index(
    "ix_review_due",
    *(review.c.due_at, review.c.region),
    postgresql_where=_OPEN,
    sqlite_where=_OPEN,
)


@dataclass(frozen=True, slots=True)
class NewReview:
    """A stamp that somebody has to look at, from `asked_at` on; `due_at` sends it up."""

    id: UUID
    region: str
    employee: UUID
    stamp: Stamp
    reasons: tuple[Reason, ...]
    asked_at: datetime
    due_at: datetime


_WRITTEN = sa.insert(review)


async def write(db: AsyncConnection, new: Sequence[NewReview]) -> None:
    """Ask somebody to look at stamps; after the stamps themselves are written."""
    if new:
        await db.execute(_WRITTEN, [_row(each) for each in new])


def _row(new: NewReview) -> dict[str, Any]:
    fact = new.stamp
    return {
        "region": new.region,
        "id": new.id,
        "employee": new.employee,
        "date": fact.date,
        "leg": fact.leg.value,
        "duty": fact.duty,
        "nth": fact.nth,
        "reasons": [each.value for each in new.reasons],
        "asked_at": new.asked_at,
        "due_at": new.due_at,
    }
