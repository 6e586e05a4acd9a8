"""Check-ins while papers are printed: the same pace with and without, by turns, on one bot.

The papers come from the bot's own queue: it derives the months of whole offices between two
check-ins, and its press prints them beside it, at a niceness that lets whoever stamps go first.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
import uvloop
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from db.records import document
from db.records.document import NewDocument
from handlers.chat.paper import fields_of
from handlers.month.recap_paper import RecapPaper
from tests.bench import month
from tests.bench.crowd import FIRST_CHAT, REGION
from tests.bench.month import DATES
from tests.bench.report import Figure, at_most
from tests.bench.seed import a_server
from tests.bench.subject import Subject, subject, write_region
from tests.office import WITA
from tests.patience import until


@dataclass(frozen=True, slots=True)
class Size:
    """`stamping` of the people check in, at this pace, for so many seconds a round."""

    people: int
    stamping: int
    pace: float
    seconds: float
    pairs: int


QUICK = Size(people=300, stamping=100, pace=50, seconds=2, pairs=1)
FULL = Size(people=10_000, stamping=3_000, pace=100, seconds=20, pairs=5)
OFFICES = 100  # of those who do not check in
RATIO_MAX = 1.3

# Those who check in do so at the gate, which is that of another office.
_AT_THE_GATE = """
    UPDATE posting SET office = 'setda' WHERE employee IN (
        SELECT employee FROM employee WHERE phone >= '+{first}' AND phone < '+{last}')
"""


def figures(*, quick: bool) -> tuple[list[Figure], list[str]]:
    """What was measured, and what of it did not come true."""
    size = QUICK if quick else FULL
    with TemporaryDirectory(prefix="hadir-bench-") as folder, a_server() as server:
        return uvloop.run(_measured(server.url(), write_region(Path(folder)), size))


async def _measured(url: str, regions: Path, size: Size) -> tuple[list[Figure], list[str]]:
    await month.fill(url, size.people)
    engine = create_async_engine(url)
    async with engine.begin() as db:
        span = {"first": FIRST_CHAT, "last": FIRST_CHAT + size.stamping}
        await db.exec_driver_sql(_AT_THE_GATE.format(**span))
    async with subject("papers", url, size.stamping, regions) as one:
        await _round(one, size)  # the first of a process opens its connections
        pairs, made = [], 0
        for _ in range(size.pairs):
            alone = await _round(one, size)
            async with _papers(engine, one):
                before = await _made(engine)
                pairs.append((alone, await _round(one, size)))
                made += await _made(engine) - before
        lies = await one.lies()
    await engine.dispose()
    lies += [] if made else ["papers: none was made while people checked in"]
    return _figures(pairs, size, made), lies


def _figures(pairs: list[tuple[float, float]], size: Size, made: int) -> list[Figure]:
    name = f"{size.pace:.0f}/s, 200 OK, p99"
    ratio = median(printing / alone for alone, printing in pairs)
    return [
        Figure(name, median(alone for alone, _ in pairs) * 1000, "ms"),
        Figure(f"{name}, papers", median(printing for _, printing in pairs) * 1000, "ms"),
        Figure("… to that without, median of the pairs", ratio, "x", aim=at_most(RATIO_MAX)),
        Figure("papers made meanwhile", made, ""),
    ]


async def _round(one: Subject, size: Size) -> float:
    """Within how many seconds 99 of 100 check-ins were answered."""
    jobs = one.crowd.check_ins(int(size.pace * size.seconds))
    pace = await one.check_in(jobs, size.pace)
    return quantiles(pace.took, n=100)[98]


@asynccontextmanager
async def _papers(engine: AsyncEngine, one: Subject) -> AsyncIterator[None]:
    """Everybody asks for the recap of their office; what is left over at the end is not made."""
    async with engine.begin() as db:
        for number in range(OFFICES):
            paper = RecapPaper(f"kantor-{number}", "Kantor", DATES[0])
            new = NewDocument(REGION, paper.KIND, fields_of(paper), None, None)
            await document.ask(db, new, datetime.now(WITA))
    await until(lambda: _are_made(engine))
    yield
    async with engine.begin() as db:
        await db.execute(sa.delete(document.document))
    await until(lambda: _rests(one))


async def _are_made(engine: AsyncEngine) -> bool:
    return await _made(engine) > 0


async def _rests(one: Subject) -> bool:
    """Whether its press has ended, as it does when nothing waits any more."""
    return not one.process.children()


async def _made(engine: AsyncEngine) -> int:
    done = document.document.c.state == document.State.MADE.value
    query: sa.Select[Any] = sa.select(sa.func.count()).where(done)
    async with engine.connect() as db:
        return int((await db.execute(query)).scalar_one())
