"""A console before which the offices and people of the kit were imported, or nobody at all."""

from pathlib import Path

import pytest

from tests.builders.house import House, house


@pytest.fixture
def bare_home(tmp_path: Path, database_url: str) -> House:
    """On both databases, with nobody in it."""
    return house(tmp_path, database_url)


@pytest.fixture
def bare(tmp_path: Path, sqlite_template: Path) -> House:
    """On SQLite, with nobody in it."""
    path = tmp_path / "bare.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return house(tmp_path, f"sqlite+aiosqlite:///{path}")


@pytest.fixture
def home(bare_home: House) -> House:
    """On both databases."""
    bare_home.found()
    return bare_home


@pytest.fixture
def small(bare: House) -> House:
    """On SQLite only, for what does not depend on the database."""
    bare.found()
    return bare
