"""Where the time of a check-in goes: the bot's functions, and the plans of its statements."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import asyncpg
import orjson
import sqlalchemy as sa
from rich.console import Console

from db.engine import SESSION
from tests.bench import statements
from tests.bench.crowd import FIRST_DAY, Crowd
from tests.bench.measure import Regency, Size
from tests.bench.sampling import BEGIN
from tests.bench.seed import seed
from tests.bench.statements import Statement
from tests.bench.subject import subject

SHOWN = 90
_CONSOLE = Console(width=None, markup=False, highlight=False, soft_wrap=True)


async def show(regency: Regency, regions: Path, size: Size) -> None:
    """Print the shares of CPU time, then EXPLAIN ANALYZE of every statement."""
    await seed(regency.url, regency.people, regency.stamps)
    crowd = await _functions(regency, regions, size)
    if sa.make_url(regency.url).get_backend_name() == "postgresql":
        await _plans(regency, crowd, regions)


async def _functions(regency: Regency, regions: Path, size: Size) -> Crowd:
    path = regions / "samples.json"
    async with subject(regency.name, regency.url, regency.people, regions, path) as one:
        await one.check_in(one.crowd.check_ins(size.warm))
        one.process.send_signal(BEGIN)
        await one.check_in(one.crowd.check_ins(size.round * 2))
    shares = orjson.loads(path.read_bytes())
    for name, places in shares.items():
        _CONSOLE.print(f"\n{regency.name}: CPU time of the function {name}")
        for place, share in list(places.items())[:SHOWN]:
            _CONSOLE.print(f"{share:7.1%}  {place}")
    return one.crowd


async def _plans(regency: Regency, crowd: Crowd, regions: Path) -> None:
    found = await statements.count(regency.url, crowd, regions)
    url = sa.make_url(regency.url).set(drivername="postgresql")
    address = url.render_as_string(hide_password=False)
    db = await asyncpg.connect(address, server_settings=SESSION)
    # What was counted is to be measured as if it had not been done yet.
    await db.execute("DELETE FROM stamp WHERE date >= $1", FIRST_DAY)
    await db.execute("DELETE FROM inbox; DELETE FROM outbox")
    for statement in (*found.each[-1], *found.sending):
        await _plan(db, statement)
    await db.close()


async def _plan(db: Any, statement: Statement) -> None:
    several = isinstance(statement.parameters, list)
    parameters = statement.parameters[0] if several else statement.parameters
    _CONSOLE.print("\n" + " ".join(statement.sql.split())[:200])
    _CONSOLE.print(f"{await _milliseconds(db, statement.sql, parameters):.3f} ms for a round trip")
    for _ in range(2):  # the first fills the caches
        rows = await _undone(db, f"EXPLAIN (ANALYZE, BUFFERS) {statement.sql}", parameters)
    for (line,) in rows:
        _CONSOLE.print(f"    {line}")


async def _milliseconds(db: Any, sql: str, parameters: Sequence[Any]) -> float:
    """The median over so many runs that PostgreSQL has settled on a plan."""
    taken = []
    for _ in range(60):
        await db.execute("BEGIN")
        began = perf_counter()
        await db.fetch(sql, *parameters)
        taken.append(perf_counter() - began)
        await db.execute("ROLLBACK")
    return median(taken) * 1000


async def _undone(db: Any, sql: str, parameters: Sequence[Any]) -> Any:
    await db.execute("BEGIN")
    rows = await db.fetch(sql, *parameters)
    await db.execute("ROLLBACK")
    return rows
