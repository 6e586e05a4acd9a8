"""Bring a database to the newest tables, or back: Alembic, called from code."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config


def upgrade(url: str, revision: str = "head") -> None:
    """Create or change the tables of the database behind an async SQLAlchemy URL."""
    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str = "base") -> None:
    """Take a database back to a revision, by default to no tables at all."""
    command.downgrade(_config(url), revision)


def _config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["url"] = sa.make_url(url)
    return config
