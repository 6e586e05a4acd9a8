"""Alembic's entry: runs the migrations over the same drivers as the service."""

import asyncio
from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.base import Instant, Json
from db.private import keep_private
from db.tables import metadata


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types by their own names."""
    names = {Instant: "Instant", type(Json): "Json"}
    return names.get(type(item), False) if kind == "type" else False


def _migrate(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_item=_render,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _open(url: sa.URL) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, poolclass=sa.NullPool)
    # The driver's own transactions leave out DDL; these make a migration all or nothing.
    manual = {"isolation_level": None}
    engine = create_async_engine(url, poolclass=sa.NullPool, connect_args=manual)
    keep_private(engine, url)
    sa.event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _run() -> None:
    engine = _open(context.config.attributes["url"])
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run())
