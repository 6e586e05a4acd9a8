"""Five thousand people of Bulungan: tables so full that PostgreSQL plans to use an index."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.people.employee import employee
from tests.office import furnish

# `number(n)` is the id of whatever has that number.
PEOPLE = (
    """CREATE FUNCTION number(n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
        RETURN lpad(to_hex(n), 32, '0')::uuid""",
    """INSERT INTO employee (region, employee, nip, name, kind, title, rank, phone)
        SELECT 'bulungan', number(n), n::text, 'A', 'PNS', 'Analis', 'III/a', '+62' || n
        FROM generate_series(1, 5000) n""",
    """INSERT INTO posting (region, employee, since, office)
        SELECT 'bulungan', number(n), date '2024-01-01', 'setda'
        FROM generate_series(1, 5000) n""",
)


async def fill(engine: AsyncEngine, more: Sequence[str]) -> None:
    """These people and what else is told of them, in a database that has its offices."""
    async with engine.begin() as db:
        for statement in (*PEOPLE, *more, "ANALYZE"):
            await db.exec_driver_sql(statement)


async def fill_once(engine: AsyncEngine, more: Sequence[str]) -> None:
    """The same with the offices, for a database of several tests: only the first fills it."""
    async with engine.connect() as db:
        empty = (await db.execute(sa.select(employee).limit(1))).one_or_none() is None
    if empty:
        await furnish(engine)
        await fill(engine, more)
