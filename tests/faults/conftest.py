"""A PostgreSQL that keeps its promises, because these tests kill it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.engine import open_engine
from db.migrations import upgrade
from tests.office import furnish
from tests.patience import PATIENCE
from tests.postgres import Postgres

Databases = Callable[[], Awaitable[AsyncEngine]]


@pytest.fixture
def server() -> Iterator[Postgres]:
    """A server of this test's own with all tables, fsync on; its URL is `server.url()`."""
    yield from serving({})


@pytest.fixture
def forgetful_server() -> Iterator[Postgres]:
    """A server that answers before it has written, and writes as late as it can."""
    yield from serving(
        {
            "synchronous_commit": "off",
            "wal_writer_delay": "10s",
            "wal_writer_flush_after": "1GB",
            "wal_buffers": "64MB",
        }
    )


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "hadir.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
async def databases(postgres_url: str, postgres_template: str) -> AsyncIterator[Databases]:
    """Each call gives another database with the office and its cast, where only bots die."""
    async with AsyncExitStack() as stack:

        async def another() -> AsyncEngine:
            name = f"m_{uuid4().hex}"
            await _run(postgres_url, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
            stack.push_async_callback(_run, postgres_url, f"DROP DATABASE {name} WITH (FORCE)")
            url = sa.make_url(postgres_url).set(database=name)
            engine = open_engine(
                url.render_as_string(hide_password=False), command_timeout=PATIENCE
            )
            stack.push_async_callback(engine.dispose)
            await furnish(engine)
            return engine

        yield another


async def _run(url: str, statement: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    async with engine.connect() as db:
        await db.exec_driver_sql(statement)
    await engine.dispose()


def serving(settings: dict[str, str]) -> Iterator[Postgres]:
    own = Postgres(settings)
    own.start()
    try:
        upgrade(own.url())
        yield own
    finally:
        own.stop()
