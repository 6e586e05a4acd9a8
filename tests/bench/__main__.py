"""`python -m tests.bench`: measure everything, print a table, fail if anything came out untrue."""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import sqlalchemy as sa
import uvloop
from rich.console import Console
from sqlalchemy.ext.asyncio import create_async_engine

from tests.bench import deciding, meanwhile, measure, month, photos, recap, reminders, sweep, where
from tests.bench.measure import FULL, QUICK, Regency, Size
from tests.bench.report import Figure, show
from tests.bench.seed import build, seed
from tests.bench.subject import write_region
from tests.postgres import Postgres

# People and old stamps: the first is measured in full, the others against it.
SMALL, CROWDED, OLD, BOTH = (1_000, 0), (100_000, 0), (1_000, 5_000_000), (100_000, 5_000_000)
GRID = {"postgresql": (SMALL, CROWDED, OLD, BOTH), "sqlite": (SMALL, BOTH)}
A_FEW = (30, 600)  # with a past, so that a smoke run seeds one, too
# Parts that no load is needed for, and what their tables are called.
PARTS = {
    "photos": (photos.figures, "Photos of at most 200,000 bytes"),
    "month": (month.figures, "The month of everybody, on PostgreSQL"),
    "recap": (recap.figures, "The recap of everybody, on paper and as a workbook"),
    "reminders": (reminders.figures, "Files for all operators, and answers meanwhile"),
}
# Under load, on PostgreSQL, so that it may come out untrue.
WORK = {
    "deciding": (deciding.figures, "Daily work, filed and decided, on PostgreSQL"),
    "papers": (meanwhile.figures, "Check-ins while papers are printed, on PostgreSQL"),
    "sweep": (sweep.figures, "A sweep of what falls due at once, on PostgreSQL"),
}

say = Console(stderr=True).log


@contextmanager
def databases(kind: str, home: Path, sizes: Sequence[tuple[int, int]]) -> Iterator[list[Regency]]:
    """Databases with tables, not yet with people; one server for all of them."""
    names = [f"d{number}" for number in range(len(sizes))]
    with _urls(kind, home, names) as urls:
        yield [
            Regency(_words(people, stamps), url, people, stamps)
            for (people, stamps), url in zip(sizes, urls, strict=True)
        ]


def _words(people: int, stamps: int) -> str:
    past = f"{stamps // 1_000_000} M old stamps" if stamps else "no past"
    return f"{people:,} people, {past}"


@contextmanager
def _urls(kind: str, home: Path, names: Sequence[str]) -> Iterator[list[str]]:
    if kind == "sqlite":
        urls = [f"sqlite+aiosqlite:///{home}/{name}.sqlite3" for name in names]
        for url in urls:
            build(url)
        yield urls
        return
    server = Postgres()  # fsync on, everything at its default
    server.start()
    try:
        build(server.url())
        asyncio.run(_copies(server.url("template1"), names))
        yield [server.url(name) for name in names]
    finally:
        server.stop()


async def _copies(url: str, names: Sequence[str]) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    async with engine.connect() as db:
        for name in names:
            await db.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE postgres")
    await engine.dispose()


async def _all(
    regencies: list[Regency], regions: Path, size: Size
) -> tuple[list[Figure], list[str]]:
    """The last regency is only for counting statements."""
    for each in regencies:
        began = perf_counter()
        await seed(each.url, each.people, each.stamps)
        say(f"{each.name} seeded in {perf_counter() - began:.0f} s")
    kind, floors = _floor_of(regencies[0].url)
    echo, commit = [await measure.floor(name, floors, size) for name in ("echo", kind)]
    say("floors measured")
    figures = [Figure("floor: aiohttp JSON echo", echo, "/s")]
    figures.append(Figure("floor: the same with INSERT + COMMIT", commit, "/s"))
    figures += await measure.sql(regencies[-1], regions)
    found, lies = await measure.compare(regencies[:-1], regions, size, (echo, commit))
    return figures + found, lies


def _floor_of(url: str) -> tuple[str, str]:
    parsed = sa.make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return "sqlite", f"{parsed.database}.floor"
    plain = parsed.set(drivername="postgresql")
    return "postgresql", plain.render_as_string(hide_password=False)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run on small databases")
    parser.add_argument("--only", choices=[*GRID, *PARTS, *WORK], help="one part instead of all")
    parser.add_argument("--where", action="store_true", help="where the time goes, and the plans")
    return parser.parse_args()


def _explain(kind: str, sizes: Sequence[tuple[int, int]], size: Size) -> None:
    with TemporaryDirectory(prefix="hadir-bench-") as folder:
        home = write_region(Path(folder))
        with databases(kind, home, sizes[-1:]) as found:
            uvloop.run(where.show(found[0], home, size))


def _measure(
    kind: str, sizes: Sequence[tuple[int, int]], size: Size
) -> tuple[list[Figure], list[str]]:
    with TemporaryDirectory(prefix="hadir-bench-") as folder:
        home = write_region(Path(folder))
        with databases(kind, home, [*sizes, A_FEW]) as found:
            return uvloop.run(_all(found, home, size))


def main() -> int:
    """0: all that was measured came true, aims met or not."""
    arguments, lies = _arguments(), []
    size = QUICK if arguments.quick else FULL
    for kind in [arguments.only] if arguments.only else [*GRID, *PARTS, *WORK]:
        if kind in PARTS:
            figures, title = PARTS[kind]
            show(figures(quick=arguments.quick), title)
            continue
        if kind in WORK:
            work, title = WORK[kind]
            found, untrue = work(quick=arguments.quick)
            show(found, title)
            lies += untrue
            continue
        sizes = GRID[kind][:1] if arguments.quick else GRID[kind]
        if arguments.where:
            _explain(kind, sizes, size)
            continue
        found, untrue = _measure(kind, sizes, size)
        show(found, f"Hadir on {kind}: {_words(*sizes[0])}, unless a line says otherwise")
        lies += untrue
    for lie in lies:
        say(f"[red]untrue[/red] {lie}")
    return 1 if lies else 0


if __name__ == "__main__":
    sys.exit(main())
