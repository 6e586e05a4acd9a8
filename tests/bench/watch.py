"""Watching a sweep from beside it: when it begins, when nothing is left, how fast it was."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.records.activity import activity
from tests.bench.crowd import REGION

_OPEN = activity.c.state.is_(None)
# What is swept next.
NEXT = (
    sa.select(activity.c.id)
    .where(activity.c.region == REGION, _OPEN)
    .order_by(activity.c.due_at)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks at `due` activities of a database every so many seconds (`again`)."""

    engine: AsyncEngine
    due: int
    again: float

    async def begun(self) -> tuple[float, int]:
        """When the first batch was seen to be swept, and how many were left then."""
        left = self.due
        while left == self.due:
            await asyncio.sleep(self.again)
            left = await count(self.engine, activity, _OPEN)
        return perf_counter(), left

    async def swept(self) -> float:
        """When nothing was left any more."""
        while await count(self.engine, NEXT.subquery(), sa.true()):  # noqa: ASYNC110 - not ours
            await asyncio.sleep(self.again)
        return perf_counter()

    async def alone(self) -> float:
        """How many were swept each second while nobody wanted anything else."""
        began, left = await self.begun()
        return left / (await self.swept() - began)


async def count(engine: AsyncEngine, table: sa.FromClause, where: sa.ColumnElement[bool]) -> int:
    """How many rows there are."""
    query = sa.select(sa.func.count()).select_from(table).where(where)
    async with engine.connect() as db:
        return (await db.execute(query)).scalar_one()


@asynccontextmanager
async def opened(url: str, name: str) -> AsyncIterator[AsyncEngine]:
    """One connection, under a name that the server's log tells."""
    named = {"server_settings": {"application_name": name}}
    engine = create_async_engine(url, pool_size=1, max_overflow=0, connect_args=named)
    yield engine
    await engine.dispose()
