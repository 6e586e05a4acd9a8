"""Here a test gets the session's one PostgreSQL database, emptied: a copy of its own costs more."""

import asyncio
import re
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.tables import metadata
from tests.builders.chats import BUDIS, CITRAS, bind
from tests.office import BUDI, CITRA


@pytest.fixture(scope="session")
def one_postgres(postgres_url: str, postgres_template: str) -> str:
    return copy_of(postgres_template, postgres_url)


@pytest.fixture(scope="module")
def full_database(postgres_url: str, postgres_template: str) -> str:
    """A PostgreSQL of a module's own, which the first of its tests fills (`tests.db.crowd`)."""
    return copy_of(postgres_template, postgres_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database with all tables, on each of the two.

    "own postgresql" is one that a test may migrate, configure or analyse.
    """
    if request.param == "sqlite":
        path = tmp_path / "hadir.sqlite3"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        return f"sqlite+aiosqlite:///{path}"
    if request.param == "own postgresql":
        template = request.getfixturevalue("postgres_template")
        return copy_of(template, request.getfixturevalue("postgres_url"))
    url: str = request.getfixturevalue("one_postgres")
    asyncio.run(_run(url, _EMPTIED))
    return url


def copy_of(template: str, server: str) -> str:
    """A database of its own; gives its URL."""
    name = f"t_{uuid4().hex}"
    asyncio.run(_run(server, f"CREATE DATABASE {name} TEMPLATE {template}"))
    return re.sub(r"/[^/]+$", f"/{name}", server)


# Without triggers, for the audit lets nobody delete from it. From tables that are empty or hold a
# few rows this takes a third of the time of TRUNCATE, which makes each file and index anew.
_EMPTIED = ";".join(
    [
        "SET session_replication_role = replica",
        *(str(sa.delete(table)) for table in reversed(metadata.sorted_tables)),
    ]
)


async def _run(url: str, script: str) -> None:
    db = await asyncpg.connect(
        sa.make_url(url).set(drivername="postgresql").render_as_string(False)
    )
    await db.execute(script)
    await db.close()


@pytest.fixture
async def bound(furnished: AsyncEngine) -> AsyncEngine:
    """Budi and Citra have an account each."""
    await bind(furnished, BUDIS, BUDI)
    await bind(furnished, CITRAS, CITRA)
    return furnished


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database in which there is nothing at all, on each of the two."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'kosong.sqlite3'}"
    server = request.getfixturevalue("postgres_url")
    return copy_of("template0", server)
