"""Houses to import into: on both databases, or on SQLite where the database does not matter."""

from pathlib import Path

import pytest

from tests.bot.intake_kit import House, house


@pytest.fixture
def home(tmp_path: Path, database_url: str) -> House:
    return house(tmp_path, database_url)


@pytest.fixture
def small(tmp_path: Path, sqlite_template: Path) -> House:
    """On SQLite only, for what does not depend on the database."""
    path = tmp_path / "small.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return house(tmp_path, f"sqlite+aiosqlite:///{path}")
