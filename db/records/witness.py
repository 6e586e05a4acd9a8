"""The witnesses of a cancellation (Pasal 9C ayat (2)): who was asked, and what each said, once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from db.base import Instant, insert, metadata, region_key, within_region
from db.records.cancellation import cancellation, hold


class Answer(StrEnum):
    """What a witness says; whoever took it back bears witness no more."""

    SEEN = "melihat"
    UNKNOWN = "tidak tahu"
    DECLINED = "tidak bersedia"
    TAKEN_BACK = "ditarik"


witness = sa.Table(
    "witness",
    metadata,
    region_key(),
    sa.Column("cancellation", sa.Uuid, primary_key=True),
    sa.Column("employee", sa.Uuid, primary_key=True),
    sa.Column("asked_at", Instant, nullable=False),
    # Null until they answer: with a sentence what they saw, or why they will not.
    sa.Column("answer", sa.Text),
    sa.Column("statement", sa.Text),
    sa.Column("answered_at", Instant),
    within_region("cancellation", to="cancellation", names=("id",)),
    within_region("employee", to="employee"),
)


@dataclass(frozen=True, slots=True)
class Witness:
    """One who was asked about a cancellation."""

    cancellation: UUID
    employee: UUID
    asked_at: datetime
    answer: Answer | None = None
    statement: str | None = None
    answered_at: datetime | None = None

    @property
    def testified(self) -> bool:
        return self.answer is Answer.SEEN

    @property
    def counts(self) -> bool:
        """Whether they bear witness, or may still."""
        return self.answer in {None, Answer.SEEN}


_COLUMNS = tuple(witness.c[name] for name in Witness.__dataclass_fields__)


async def ask(
    db: AsyncConnection, region: str, id_: UUID, people: Collection[UUID], at: datetime
) -> list[UUID]:
    """Ask these to bear witness; gives those who were not asked before."""
    new = []
    for each in people:
        key = {"region": region, "cancellation": id_, "employee": each}
        row = insert(db, witness).values(key | {"asked_at": at}).on_conflict_do_nothing()
        new += [each] * (await db.execute(row)).rowcount
    return new


async def of(db: AsyncConnection, region: str, ids: Collection[UUID]) -> dict[UUID, list[Witness]]:
    """Who was asked about each of these, in the order of asking."""
    c = witness.c
    these = sa.select(*_COLUMNS).where(c.region == region, c.cancellation.in_(ids))
    found: dict[UUID, list[Witness]] = {each: [] for each in ids}
    for row in await db.execute(these.order_by(c.asked_at, c.employee)):
        found[row.cancellation].append(_witness(row))
    return found


async def answer(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    employee: UUID,
    said: Answer,
    statement: str | None,
    at: datetime,
) -> bool:
    """Keep what a witness says, once; False: they have answered, or were not asked."""
    told = {"answer": said.value, "statement": statement, "answered_at": at}
    return await _set(db, region, id_, employee, witness.c.answer.is_(None), told)


async def take_back(db: AsyncConnection, region: str, id_: UUID, employee: UUID) -> bool:
    """They bear witness no more; what they had said stays written."""
    seen = witness.c.answer == Answer.SEEN.value
    return await _set(db, region, id_, employee, seen, {"answer": Answer.TAKEN_BACK.value})


async def _set(
    db: AsyncConnection,
    region: str,
    id_: UUID,
    employee: UUID,
    still: sa.ColumnElement[bool],
    values: dict[str, Any],
) -> bool:
    """Only while nobody has decided what they bear witness to."""
    await hold(db, region, id_)
    c = witness.c
    case = (cancellation.c.region == c.region, cancellation.c.id == c.cancellation)
    waits = sa.exists().where(*case, cancellation.c.state.is_(None))
    this = (c.region == region, c.cancellation == id_, c.employee == employee)
    done = await db.execute(sa.update(witness).where(*this, still, waits).values(values))
    return done.rowcount == 1


def _witness(row: sa.Row[Any]) -> Witness:
    values = row._asdict()
    return Witness(**values | {"answer": Answer(values["answer"]) if values["answer"] else None})
