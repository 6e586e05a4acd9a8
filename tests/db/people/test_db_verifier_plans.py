"""PostgreSQL's plans for verifiers and outages in a full region: indexes, one region first."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.organisation.deadline import Outage
from core.organisation.verifier import StandIn, StandInReason
from db.engine import open_engine
from db.people import delegation, verifier
from db.records import deadline_recalculation, outage
from db.records.outage import Report
from tests.db.crowd import fill_once
from tests.harness.database import Statement, plan, statements
from tests.office import a_region

NOW = datetime(2026, 4, 6, tzinfo=UTC)
TODAY = date(2026, 4, 6)
SEKDA, CHIEF, STAFF = UUID(int=1), UUID(int=30), UUID(int=2500)
LONG = Outage(NOW, NOW + timedelta(hours=2))

SEED = (
    """INSERT INTO supervision (region, employee, since, supervisor)
        SELECT 'bulungan', number(n), date '2024-01-01' + d * 100, number(n / 10)
        FROM generate_series(10, 5000) n, generate_series(1, 4) d""",
    """INSERT INTO delegation (region, id, "of", "by", why, since, until)
        SELECT 'bulungan', number(n), number(n % 500 + 1), number(n % 500 + 2), 'plt_plh',
            date '2026-04-10' - n / 10, date '2026-04-12' - n / 10
        FROM generate_series(1, 5000) n""",
    """INSERT INTO outage (region, id, since, until, reason, entered_by, entered_at)
        SELECT 'bulungan', number(n), timestamptz '2026-04-06 00:00Z' - n * interval '1 hour',
            timestamptz '2026-04-06 00:30Z' - n * interval '1 hour', 'x', 'cli', now()
        FROM generate_series(1, 5000) n""",
    """INSERT INTO role (region, employee, role, since, office)
        SELECT 'bulungan', number(n), CASE WHEN n % 100 = 0 THEN 'kepala' ELSE 'operator' END,
            date '2024-01-01', CASE WHEN n = 100 THEN 'setda' ELSE 'dinkes' END
        FROM generate_series(1, 5000) n""",
    """INSERT INTO activity (region, id, employee, date, kind, minutes, description, filed_at,
            due_at, beyond, card, state)
        SELECT 'bulungan', number(n), number(n % 5000 + 1), date '2026-04-05', 'umum', 60, 'x',
            timestamptz '2026-04-04 00:00Z' + n * interval '1 second',
            timestamptz '2026-04-06 00:00Z' + n * interval '1 second', 0, number(n),
            CASE WHEN n % 50 <> 0 THEN 'disetujui' END
        FROM generate_series(1, 20000) n""",
)


@pytest.fixture
async def full(full_database: str) -> AsyncIterator[AsyncEngine]:
    """Five thousand people in five storeys, and the registers of some busy months."""
    engine = open_engine(full_database, command_timeout=30)
    await fill_once(engine, SEED)
    yield engine
    await engine.dispose()


Act = Callable[[AsyncConnection], Awaitable[object]]


async def find(db: AsyncConnection) -> object:
    found = await verifier.find(db, "bulungan", [STAFF, UUID(int=2600)], TODAY, SEKDA)
    assert found[STAFF]
    return found


async def people(db: AsyncConnection) -> object:
    found = await verifier.subordinates(db, "bulungan", CHIEF, TODAY, SEKDA)
    assert found
    return found


async def heads(db: AsyncConnection) -> object:
    return await verifier.subordinates(db, "bulungan", SEKDA, TODAY, SEKDA)


async def heads_of_office(db: AsyncConnection) -> object:
    found = await verifier.heads(db, "bulungan", [STAFF, UUID(int=2600)], TODAY)
    assert found[STAFF] == [UUID(int=100)]
    return found


async def delegate(db: AsyncConnection) -> object:
    stand_in = StandIn(CHIEF, STAFF, StandInReason.ACTING, TODAY, TODAY)
    id_ = await delegation.add(db, "bulungan", stand_in)
    assert await delegation.revoke(db, "bulungan", CHIEF, id_, NOW)
    return await delegation.of_employee(db, "bulungan", CHIEF)


async def register(db: AsyncConnection) -> object:
    report = Report(LONG.since, LONG.until, "setda", "listrik", "cli", NOW)
    id_ = await outage.register(db, "bulungan", report)
    assert id_
    assert await outage.revoke(db, "bulungan", id_, NOW)
    return await outage.between(db, "bulungan", NOW, "setda")


ACTS: list[Act] = [find, people, heads, heads_of_office, delegate, register]
BIG = ("employee", "supervision", "delegation", "outage", "activity", "posting", "role")


async def by_index(db: AsyncConnection, sent: list[Statement]) -> None:
    """No table is read whole, and whatever is looked up is looked up in one region."""
    plans = [await plan(db, statement) for statement in sent]
    scanned = [table for text in plans for table in re.findall(r"Seq Scan on (\w+)", text)]
    assert [table for table in scanned if table in BIG] == [], "\n".join(plans)
    conditions = [each for text in plans for each in re.findall(r"Index Cond: (.*)", text)]
    assert conditions
    assert [each for each in conditions if "region" not in each] == [], "\n".join(plans)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
async def test_verifiers_and_registers_are_read_by_index(full: AsyncEngine, act: Act) -> None:
    async with full.connect() as db:
        with statements(full) as sent:
            await act(db)
        await by_index(db, sent)
        await db.rollback()


async def test_deadlines_are_reckoned_anew_by_index(full: AsyncEngine) -> None:
    """AMB-17: the outage of every batch is read for its offices, the batch by its deadlines."""
    with statements(full) as sent:
        assert (
            await outage.extend(full, a_region(), LONG, NOW)
            > deadline_recalculation.BATCH_DEADLINES
        )
    async with full.connect() as db:
        await by_index(db, sent)
        assert "ix_activity_due" in await plan(db, sent[0])
