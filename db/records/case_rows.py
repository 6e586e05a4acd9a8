"""Cases of a kind as values: one, some of them, or those that wait, the most urgent first."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.approvals.case import State
from db.approvals import undecided

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class CaseRows(Generic[C]):
    """The cases of one table, whatever became of them, in the order in which they fall due.

    `select` holds their columns, of other tables too; `build` makes a value of these by name, once
    `state` is a `State`.
    """

    table: sa.Table
    select: sa.Select[Any]
    build: Callable[[dict[str, Any]], C]

    async def find(self, db: AsyncConnection, region: str, id_: UUID) -> C | None:
        """One case, whoever filed it."""
        return next(iter(await self.where(db, region, self.table.c.id == id_)), None)

    async def read_all(self, db: AsyncConnection, region: str, which: Collection[UUID]) -> list[C]:
        """These, decided ones too."""
        return await self.where(db, region, self.table.c.id.in_(which))

    async def waiting(
        self, db: AsyncConnection, region: str, employees: Collection[UUID]
    ) -> list[C]:
        """What nobody has decided of these people's cases."""
        theirs = self.table.c.employee.in_(employees)
        return await self.where(db, region, theirs, undecided(self.table))

    async def where(
        self,
        db: AsyncConnection,
        region: str,
        *these: sa.ColumnElement[bool],
        limit: int | None = None,
    ) -> list[C]:
        """Those of a region that meet all conditions."""
        c = self.table.c
        found = self.select.where(c.region == region, *these).order_by(c.due_at, c.id)
        return [self.value(row) for row in await db.execute(found.limit(limit))]

    def value(self, row: sa.Row[Any]) -> C:
        """The case that a row of `select` holds."""
        values = row._asdict()
        values["state"] = State(values["state"]) if values["state"] else None
        return self.build(values)
