"""PostgreSQL's plans for deadlines of requests in a full region: by index, one region at a time."""

import re

from sqlalchemy.ext.asyncio import AsyncEngine

from db.records import deadline_recalculation, outage
from tests.builders.chats import MONDAY
from tests.db.crowd import fill
from tests.db.outages import BULUNGAN, HOUR, extend, lasting, register
from tests.harness.database import ON_ITS_OWN_POSTGRESQL, plan, statements

SEED = (
    """INSERT INTO request
            (region, id, employee, code, first, last, reason, filed_at, due_at, state)
        SELECT 'bulungan', number(n), number(n % 5000 + 1), 'sakit', date '2026-04-06',
            date '2026-04-06', 'x', timestamptz '2026-04-05 00:00Z' + n * interval '1 second',
            timestamptz '2026-04-07 00:00Z' + n * interval '1 second',
            CASE WHEN n % 50 <> 0 THEN 'disetujui' END
        FROM generate_series(1, 20000) n""",
)
BIG = ("request", "posting", "employee")


@ON_ITS_OWN_POSTGRESQL
async def test_requests_are_reckoned_anew_by_index(furnished: AsyncEngine) -> None:
    """AMB-17, KAM-02: after an outage, and after a holiday that leaves running hours alone."""
    await fill(furnished, SEED)
    report = lasting(MONDAY + HOUR, 2)
    await register(furnished, report)
    with statements(furnished) as sent:
        assert await extend(furnished, report) == 20_000 // 50
        assert (
            await deadline_recalculation.requests(furnished, BULUNGAN, MONDAY, outage.stopping) == 0
        )
    async with furnished.connect() as db:
        plans = [await plan(db, each) for each in sent if "request" in each.sql]
    assert all("ix_request_due" in each or "pk_request" in each for each in plans)
    scanned = [name for each in plans for name in re.findall(r"Seq Scan on (\w+)", each)]
    assert [name for name in scanned if name in BIG] == [], "\n".join(plans)
    conditions = [each for text in plans for each in re.findall(r"Index Cond: (.*)", text)]
    assert [each for each in conditions if "region" not in each] == [], "\n".join(plans)
