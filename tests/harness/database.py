"""What tests of the database need of it: which one, spied statements, plans, a way to wait."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db.engine import open_engine
from tests.patience import PATIENCE, until

ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ON_ITS_OWN_POSTGRESQL = pytest.mark.parametrize("database_url", ["own postgresql"], indirect=True)
ON_ITS_OWN = pytest.mark.parametrize("database_url", ["sqlite", "own postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the driver got it."""

    sql: str
    values: object


@contextmanager
def statements(engine: AsyncEngine) -> Iterator[list[Statement]]:
    """What is sent to the database meanwhile, transaction borders left out."""
    sent: list[Statement] = []

    def spy(_connection: object, _cursor: object, sql: str, values: object, *_: object) -> None:
        if not sql.startswith("BEGIN"):
            sent.append(Statement(sql, values))

    sa.event.listen(engine.sync_engine, "before_cursor_execute", spy)
    yield sent
    sa.event.remove(engine.sync_engine, "before_cursor_execute", spy)


@asynccontextmanager
async def second_process(url: str) -> AsyncIterator[AsyncEngine]:
    """Another engine on the same database, as another process would have it."""
    engine = open_engine(url, command_timeout=PATIENCE)
    yield engine
    await engine.dispose()


async def rows(engine: AsyncEngine, table: sa.Table) -> Sequence[sa.Row[tuple[object, ...]]]:
    async with engine.begin() as db:
        return (await db.execute(sa.select(table))).all()


async def until_blocked(engine: AsyncEngine) -> None:
    """Wait until a transaction of this PostgreSQL database waits for another one's lock."""
    waiting = sa.text(
        "SELECT count(*) > 0 FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )

    async def blocked() -> bool:
        async with engine.connect() as db:
            return bool((await db.execute(waiting)).scalar_one())

    await until(blocked)


async def plan(db: AsyncConnection, statement: Statement) -> str:
    """PostgreSQL's plan for a statement with exactly these values."""
    values = statement.values
    if isinstance(values, list):  # many rows at once: the plan is that of each
        values = values[0]
    assert isinstance(values, tuple)
    explained = await db.exec_driver_sql(f"EXPLAIN {statement.sql}", values)
    return "\n".join(explained.scalars())
