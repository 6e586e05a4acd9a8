"""Alembic's entry: runs the migrations over the same drivers as the service."""

import asyncio
from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.ext.asyncio import create_async_engine

from db.base import Instant, Json
from db.tables import metadata


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types by their own names."""
    names = {Instant: "Instant", type(Json): "Json"}
    return names.get(type(item), False) if kind == "type" else False


def _migrate(connection: sa.Connection) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, compare_type=True, render_item=_render
    )
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    engine = create_async_engine(context.config.attributes["url"], poolclass=sa.NullPool)
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run())
