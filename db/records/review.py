"""Stamps that a human looks at: why, until when, and what was decided of each, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from core.approvals.transitions import Act
from core.attendance.review import Reason
from core.attendance.stamp import Leg, Stamp
from db.approvals import Cases, case_columns, in_state_for, index_due
from db.base import Instant, Json, metadata, region_key, within_region
from db.records.case_rows import CaseRows
from db.records.stamp import stamp

Day: TypeAlias = date  # where a field named `date` hides the type

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
    # Why somebody has to look, as `core.attendance.review.Reason` calls it.
    sa.Column("reasons", Json, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    # What the person said to it, once, with the content of a photo or PDF.
    sa.Column("answer", sa.Text),
    sa.Column("paper", Json),
    sa.Column("answered_at", Instant),
    *case_columns(),  # silence never decides
    within_region("employee", to="employee"),
    within_region("employee", "date", "leg", "duty", "nth", to="stamp"),
    sa.UniqueConstraint("employee", "date", "leg", "duty", "nth", "region"),
)

index_due(review)
CASES = Cases(review, review.c.id, review.c.date)


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


@dataclass(frozen=True, slots=True)
class Review:
    """A stamp that somebody looks at, with where and when it was, and what was decided."""

    id: UUID
    employee: UUID
    date: date
    leg: Leg
    duty: int
    nth: int
    reasons: tuple[Reason, ...]
    asked_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    answer: str | None
    paper: tuple[str, int, str] | None
    answered_at: datetime | None
    state: State | None
    decided_at: datetime | None
    decided_by: UUID | None
    article: str | None
    remark: str | None
    at: datetime
    place: str | None
    distance: float | None
    latitude: float | None
    longitude: float | None
    accuracy: float | None

    @property
    def day(self) -> Day:
        return self.date

    @property
    def card(self) -> UUID:
        return self.id


def _review(values: dict[str, Any]) -> Review:
    values["leg"] = Leg(values["leg"])
    values["reasons"] = tuple(Reason(each) for each in values["reasons"])
    values["paper"] = tuple(values["paper"]) if values["paper"] else None
    return Review(**values)


_OWN = tuple(Review.__dataclass_fields__)[:18]
_OF_STAMP = tuple(Review.__dataclass_fields__)[18:]
_IDENTITY = ("region", "employee", "date", "leg", "duty", "nth")
_ALL = (
    sa.select(*(review.c[name] for name in _OWN), *(stamp.c[name] for name in _OF_STAMP))
    .select_from(review)
    .join(stamp, sa.and_(*(stamp.c[name] == review.c[name] for name in _IDENTITY)))
)
_ROWS = CaseRows(review, _ALL, _review)
find, read_all, waiting = _ROWS.find, _ROWS.read_all, _ROWS.waiting


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says to a refusal: words, or a photo; looked at once more until `due_at`."""

    words: str | None
    paper: tuple[str, int, str] | None
    at: datetime
    due_at: datetime


async def answer(db: AsyncConnection, region: str, id_: UUID, employee: UUID, said: Answer) -> bool:
    """Keep the person's one answer to a refusal, and open it again.

    False: it was answered before, is not refused, or is not theirs.
    """
    c = review.c
    this = (c.region == region, c.id == id_, c.employee == employee)
    refused = (in_state_for(review, Act.ANSWER), c.answered_at.is_(None))
    opened = {"state": None, "decided_at": None, "decided_by": None, "escalated_at": None}
    paper = list(said.paper) if said.paper else None
    answered = {"answer": said.words, "paper": paper, "answered_at": said.at}
    again = sa.update(review).where(*this, *refused)
    new = {**opened, **answered, "due_at": said.due_at}
    return (await db.execute(again.values(new))).rowcount == 1
