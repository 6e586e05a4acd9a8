"""A month of everybody: read from a full database, derived day by day, and added up."""

import asyncio
import gc
import resource
import subprocess
import sys
from datetime import date, datetime
from statistics import median
from time import perf_counter, process_time

import orjson
import sqlalchemy as sa
import uvloop
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.runtime.service import GARBAGE_OBJECTS
from core.month.day_deriver import DayDeriver
from core.month.recap import month
from core.organisation.calendar import DAY
from db.engine import open_engine
from db.people.office import load
from db.records import reader
from tests.bench.children import ROOT
from tests.bench.crowd import REGION
from tests.bench.report import Figure, at_most
from tests.bench.seed import build, seed
from tests.office import CAST, WITA, a_region
from tests.patience import PATIENCE
from tests.postgres import Postgres

PEOPLE, A_FEW, ROUNDS = 10_000, 300, 3
DATES = [date(2023, 12, 1) + DAY * number for number in range(31)]
NOW = datetime(2024, 1, 3, 12, tzinfo=WITA)  # still open to revision

# A hundred offices that people came to over the years; nobody has the minutes of somebody else,
# two activities a day, and every tenth has three days of leave, half of them undecided.
_WORKING = "generate_series(date '2023-12-01', '2023-12-31', '1 day') d"
_THEIRS = "FROM employee, {0} WHERE name LIKE 'Pegawai %' AND extract(isodow FROM d) < 6"
_STAMPS = """
    INSERT INTO stamp (region, employee, date, leg, at, received_at, review, place, distance,
        channel, message, evidence, grounds)
    SELECT region, employee, d, '{leg}',
        (d::date + time '{clock}' + random() * interval '{spread}') AT TIME ZONE 'Asia/Makassar',
        d, false, 'kantor-bupati', 16.0, 'telegram', '1', '{{}}', '[]' {theirs}
"""
_SEED = (
    """INSERT INTO office (region, office, name)
        SELECT 'bulungan', 'kantor-' || n, 'Kantor' FROM generate_series(0, 99) n""",
    """INSERT INTO office_duty (region, office, since, schedule)
        SELECT 'bulungan', 'kantor-' || n, '2023-10-31', 'lima-hari'
        FROM generate_series(0, 99) n""",
    """UPDATE posting SET office = 'kantor-' || abs(hashtext(employee::text)) % 100,
        since = since + abs(hashtext(employee::text)) % 3000 WHERE since = '2014-01-01'""",
    *(
        _STAMPS.format(leg=leg, clock=clock, spread=spread, theirs=_THEIRS.format(_WORKING))
        for leg, clock, spread in (
            ("masuk", "06:45", "50 minutes"),
            ("pulang", "15:55", "60 minutes"),
        )
    ),
    f"""INSERT INTO activity (region, id, employee, date, kind, minutes, description, filed_at,
            due_at, beyond, card, state)
        SELECT region, gen_random_uuid(), employee, d, 'jabatan', 200, 'Menyusun laporan', d,
            d + interval '2 days', 0, gen_random_uuid(), 'disetujui'
        {_THEIRS.format(_WORKING + ", generate_series(1, 2)")}""",
    """INSERT INTO request (region, id, employee, code, first, last, reason, filed_at, due_at,
            state)
        SELECT region, gen_random_uuid(), employee, 'cuti.tahunan', '2023-12-11', '2023-12-13',
            'keluarga', '2023-12-08', '2023-12-10',
            CASE WHEN abs(hashtext(nip)) % 2 = 0 THEN 'disetujui' END
        FROM employee WHERE name LIKE 'Pegawai %' AND abs(hashtext(nip)) % 10 = 0""",
    "VACUUM ANALYZE",
    "CHECKPOINT",
)


def figures(*, quick: bool) -> list[Figure]:
    """Measured in a process of its own, whose memory nobody else has used before."""
    people = A_FEW if quick else PEOPLE
    server = Postgres()  # fsync on, everything at its default
    server.start()
    try:
        build(server.url())
        asyncio.run(fill(server.url(), people))
        command = [sys.executable, "-m", "tests.bench.month", server.url(), str(people)]
        found = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    finally:
        server.stop()
    took, cpu, before, peak = orjson.loads(found.stdout)
    return [
        Figure(f"a month of {people:,} people", took, "s", aim=at_most(5)),
        Figure("… of it CPU of our process", cpu, "s"),
        Figure("… peak memory of the process", peak, "MB", aim=at_most(300)),
        Figure("… before the first of them", before, "MB"),
    ]


async def fill(url: str, people: int, whole: str | None = None) -> None:
    """People with a month of stamps, work and leave; `whole`: an office that has all the others."""
    await seed(url, people, 0)
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    async with engine.connect() as db:
        for text in _SEED:
            await db.exec_driver_sql(text)
        if whole:
            new = "INSERT INTO office (region, office, name) VALUES ('bulungan', $1, 'Semua')"
            await db.exec_driver_sql(new, (whole,))
            parts = "UPDATE office SET parent = $1 WHERE office <> $1"
            await db.exec_driver_sql(parts, (whole,))
    await engine.dispose()


async def _months(engine: AsyncEngine) -> int:
    """Derive everybody's month, and keep nothing but how many days there were."""
    async with engine.connect() as db:
        organisation = await load(db, REGION, WITA)
    deriving = DayDeriver(a_region().regulation, organisation, DATES, NOW, WITA)
    count = 0
    async for page in reader.pages(engine, REGION, DATES[0], DATES[-1]):
        for each in page:
            count += sum(month(deriving.days(each)).letters.values())
    return count


async def _measure(url: str, people: int) -> list[float]:
    engine, before = open_engine(url, command_timeout=PATIENCE), _peak()
    took, cpu = [], []
    for _ in range(ROUNDS):
        began, worked = perf_counter(), process_time()
        assert await _months(engine) == len(DATES) * (people + len(CAST))
        took.append(perf_counter() - began)
        cpu.append(process_time() - worked)
    await engine.dispose()
    return [median(took), median(cpu), before, _peak()]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in kB


def main() -> None:
    gc.freeze()  # both as the service does once it has started
    gc.set_threshold(GARBAGE_OBJECTS)
    url, people = sys.argv[1:]
    sys.stdout.buffer.write(orjson.dumps(uvloop.run(_measure(url, int(people)))))


if __name__ == "__main__":
    main()
