"""A regency of any size with years behind it, put into an empty database within a minute."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from math import ceil

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.schema import AddConstraint, DropConstraint

from db.migrations import upgrade
from db.records.stamp import stamp
from db.tables import metadata
from tests.bench.crowd import FIRST_CHAT, FIRST_DAY, REGION
from tests.office import GATE, OFFICE, furnish
from tests.postgres import Postgres

# What the two databases spell differently. Keys lie at random, as those of real people do.
_WORDS = {
    "postgresql": {
        "key": "md5('employee' || i)::uuid",
        "nip": "'1' || lpad(i::text, 17, '0')",
        "day": "date '{first}' - {ago}",
        "moment": "(date '{first}' - {ago} + time '{clock}') AT TIME ZONE 'UTC'",
        "random": "random()",
    },
    "sqlite": {
        "key": "lower(hex(randomblob(16)))",
        "nip": "printf('1%017d', i)",
        "day": "date('{first}', '-' || {ago} || ' days')",
        "moment": "date('{first}', '-' || {ago} || ' days') || ' {clock}.000000'",
        "random": "(random() / 18446744073709551616.0 + 0.5)",
    },
}

_EMPLOYEES = """
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {people})
    INSERT INTO employee (region, employee, nip, name, kind, title, rank, phone, offered_at)
    SELECT '{region}', {key}, {nip}, 'Pegawai ' || i, 'PNS', 'Analis', 'III/a',
        '+' || ({chat} + i), '2014-01-01 00:00:00.000000'
    FROM n
"""
_SEEDED = "FROM employee WHERE region = '{region}' AND name LIKE 'Pegawai %'"
_POSTINGS = "INSERT INTO posting SELECT region, employee, '2014-01-01', 'setda' " + _SEEDED
_BINDINGS = (
    "INSERT INTO binding (region, channel, address, employee, bound_at) "
    "SELECT region, 'telegram', substr(phone, 2), employee, {moment} " + _SEEDED
)
_CHATS = (
    "INSERT INTO conversation (region, channel, address, state, touched_at) "
    "SELECT region, 'telegram', substr(phone, 2), '{{}}', {moment} " + _SEEDED
)
_STAMPS = """
    WITH RECURSIVE day(ago) AS (
        SELECT {newest} UNION ALL SELECT ago + 1 FROM day WHERE ago < {oldest}
    )
    INSERT INTO stamp (region, employee, date, leg, at, received_at, review, place, distance,
        latitude, longitude, accuracy, channel, message, evidence, grounds)
    SELECT region, employee, {day}, '{leg}', {moment}, {moment}, false, 'kantor-bupati', 16.0,
        {latitude} + ({random} - 0.5) * 1e-3, {longitude} + ({random} - 0.5) * 1e-3, 12.0,
        'telegram', '1', '{{"kind": "live", "signals": []}}', '[["Pasal 8 ayat (2)", null]]'
    FROM day CROSS JOIN employee WHERE name LIKE 'Pegawai %' ORDER BY ago DESC, employee
"""
_LEGS = (("masuk", "00:15:00"), ("pulang", "08:05:00"))
_AT_ONCE = 250_000  # rows of one statement

# PostgreSQL builds a key at the end in a fraction of the time that row after row takes; what points
# at it goes first and comes last.
_KEYS = (
    stamp.primary_key,
    *(
        each
        for table in metadata.tables.values()
        for each in table.foreign_key_constraints
        if each.referred_table is stamp
    ),
)


async def seed(url: str, people: int, stamps: int) -> None:
    """Tables, one office, bound employees 0 to `people`, and about so many stamps of past days."""
    engine = create_async_engine(url, poolclass=sa.NullPool)
    await furnish(engine)
    async with engine.begin() as db:
        await _people(db, people)
    if stamps:
        await _past(engine, people, ceil(stamps / people / len(_LEGS)))
    await _settle(engine)
    await engine.dispose()


def build(url: str) -> None:
    """The tables; apart from `seed` because Alembic runs an event loop of its own."""
    upgrade(url)


async def _people(db: AsyncConnection, people: int) -> None:
    words = {"region": REGION, "people": people, "chat": FIRST_CHAT}
    for text in (_EMPLOYEES, _POSTINGS, _BINDINGS, _CHATS):
        await _run(db, text, words | {"ago": "0", "clock": "01:00:00"})


async def _past(engine: AsyncEngine, people: int, days: int) -> None:
    """Day after day, as it would have come: a person's stamps lie far from each other."""
    at_once = max(1, _AT_ONCE // people)
    async with engine.begin() as db:
        await _without_indexes(db)
        for oldest in range(days, 0, -at_once):
            await _some_days(db, max(1, oldest - at_once + 1), oldest)
        for index in stamp.indexes:
            await db.run_sync(index.create)
        if db.dialect.name == "postgresql":
            for key in _KEYS:
                await db.execute(AddConstraint(key))


async def _without_indexes(db: AsyncConnection) -> None:
    for index in stamp.indexes:
        await db.run_sync(index.drop)
    if db.dialect.name == "sqlite":
        await db.exec_driver_sql("PRAGMA cache_size = -1000000")  # kB: keys come in no order
    else:
        for key in reversed(_KEYS):
            await db.execute(DropConstraint(key))
        # Their employees were inserted by the same hand; no need to look up each of them.
        await db.exec_driver_sql("SET LOCAL session_replication_role = replica")


async def _some_days(db: AsyncConnection, newest: int, oldest: int) -> None:
    where = {"region": REGION, "latitude": OFFICE[0], "longitude": GATE[1]}
    span = {"newest": newest, "oldest": oldest, "ago": "ago"}
    for leg, clock in _LEGS:
        await _run(db, _STAMPS, where | span | {"leg": leg, "clock": clock})


async def _run(db: AsyncConnection, text: str, values: dict[str, object]) -> None:
    values = values | {"first": FIRST_DAY.isoformat()}
    words = {key: word.format(**values) for key, word in _WORDS[db.dialect.name].items()}
    await db.exec_driver_sql(text.format(**words, **values))


async def _settle(engine: AsyncEngine) -> None:
    """Statistics, and nothing left to be cleaned up while something is measured."""
    async with engine.connect() as raw:
        db = await raw.execution_options(isolation_level="AUTOCOMMIT")
        if db.dialect.name == "postgresql":
            await db.exec_driver_sql("VACUUM ANALYZE")
            await db.exec_driver_sql("CHECKPOINT")
        else:
            await db.exec_driver_sql("ANALYZE")
            await db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


# Daily work, on PostgreSQL only. The superior of number i is number i / 10, up to the first of
# all; what is known of a card is the key under which its superior was sent it.
TEAM = 10
_SUPERIORS = """
    INSERT INTO supervision (region, employee, since, supervisor)
    SELECT '{region}', md5('employee' || i)::uuid, '2014-01-01',
        md5('employee' || i / {team})::uuid
    FROM generate_series(1, {people} - 1) AS i
"""
_WAITING = """
    INSERT INTO activity (region, id, employee, date, kind, minutes, description, filed_at, due_at,
        beyond, card)
    SELECT '{region}', md5('activity' || i)::uuid, md5('employee' || i)::uuid, '{filed:%Y-%m-%d}',
        'jabatan', 60, 'Menyusun laporan nomor ' || i, '{filed}', '{due}', 0,
        md5('card' || i)::uuid
    FROM generate_series({first}, {last}) AS i
"""
_SHOWN = """
    INSERT INTO outbox (region, id, channel, address, priority, dedupe, body, created_at,
        not_before, state, attempts, sent_at, message, card)
    SELECT '{region}', md5('shown' || i)::uuid, 'telegram', ({chat} + i / {team})::text, 1,
        'kartu:' || md5('card' || i) || ':' || md5('employee' || i / {team}), '{{}}', '{filed}',
        '{filed}', 'sent', 1, '{filed}', i::text, md5('card' || i)::uuid
    FROM generate_series({first}, {last}) AS i
"""
_LASTS = timedelta(hours=48)


@contextmanager
def a_server(settings: dict[str, str] | None = None) -> Iterator[Postgres]:
    """A PostgreSQL for one part of the bench, with the tables in it."""
    server = Postgres(settings)
    server.start()
    try:
        build(server.url())
        yield server
    finally:
        server.stop()


async def seed_superiors(url: str, people: int) -> None:
    """Everybody whom `seed` made gets a superior, except the first."""
    await _fill(url, {"people": people}, _SUPERIORS)


async def seed_waiting(url: str, authors: range, due: datetime) -> None:
    """Of each of these people one activity that falls due then, on a card that was sent."""
    span = {"first": authors[0], "last": authors[-1]}
    await _fill(url, span | {"filed": due - _LASTS, "due": due}, _WAITING, _SHOWN)


async def _fill(url: str, values: Mapping[str, object], *texts: str) -> None:
    names = {"region": REGION, "team": TEAM, "chat": FIRST_CHAT, **values}
    engine = create_async_engine(url, poolclass=sa.NullPool)
    async with engine.begin() as db:
        for text in texts:
            await db.exec_driver_sql(text.format(**names))
    await _settle(engine)
    await engine.dispose()
