"""A PostgreSQL that keeps its promises, because these tests kill it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from db.migrations import upgrade
from tests.postgres import Postgres


@pytest.fixture(autouse=True)
def _plain_tracebacks() -> Iterator[None]:
    """Faults leave many tracebacks, and colourful ones with all their values take seconds."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    yield
    structlog.reset_defaults()


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


def serving(settings: dict[str, str]) -> Iterator[Postgres]:
    own = Postgres(settings)
    own.start()
    try:
        upgrade(own.url())
        yield own
    finally:
        own.stop()
