"""PostgreSQL's plans for the hot path, on tables with thousands of rows: indexes, no full scans."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.approvals.case import State as Answer
from core.approvals.case import State as Decision
from core.attendance.stamp import Leg, Stamp
from core.law.regulation import ActivityKind
from core.organisation.address import Address
from core.organisation.fence import Point
from db import approvals
from db.engine import open_engine
from db.messages import inbox, outbox, sending
from db.messages.inbox import Arrival
from db.messages.outbox import NewMessage, State
from db.messages.sending import Message, Outcome
from db.people import binding
from db.records import activity, person, request, stamp
from db.records import claim as claims
from db.records.activity import NewActivity
from db.records.person import Lookup
from db.records.request import NewRequest
from db.records.stamp import NewStamp
from tests.db import decisions
from tests.db.crowd import PEOPLE, fill_once
from tests.harness.database import ON_ITS_OWN_POSTGRESQL, plan, statements
from tests.office import furnish

NOW = datetime(2026, 4, 6, tzinfo=UTC)
CHATS = [Address("bulungan", "telegram", str(number)) for number in range(2500, 2532)]
BUDI, ME = UUID(int=2500), UUID(int=1)
LEASE = timedelta(seconds=10)

BOUND = """INSERT INTO binding (region, channel, address, employee, bound_at)
        SELECT 'bulungan', 'telegram', n::text, number(n), now()
        FROM generate_series(1, 5000) n"""
SEED = (
    BOUND,
    """INSERT INTO stamp SELECT 'bulungan', number(n), date '2026-04-06' - d, 'masuk',
            now(), now(), false, 'setda', 1.0, 2 + n / 1e5 + d / 1e7, 117 + n / 1e5, null,
            'telegram', '1', '{}', '[]'
        FROM generate_series(1, 5000) n, generate_series(1, 4) d""",
    """INSERT INTO outbox (region, id, channel, address, priority, body, created_at, not_before,
            state, owner, leased_until)
        SELECT 'bulungan', number(n), 'telegram', n::text, 0, '{}', now(), '2026-04-01',
            CASE WHEN n % 100 = 0 THEN 'pending' WHEN n % 100 = 1 THEN 'sending' ELSE 'sent' END,
            number(1), '2026-04-01'
        FROM generate_series(1, 20000) n""",
    """INSERT INTO inbox SELECT 'bulungan', 'telegram', n::text, n::text, now()
        FROM generate_series(1, 20000) n""",
    """INSERT INTO activity (region, id, employee, date, kind, minutes, description, filed_at,
            due_at, beyond, card, state)
        SELECT 'bulungan', number(n), number(n % 5000 + 1), date '2026-04-06' - n / 5000, 'umum',
            60, 'x', now(), timestamptz '2026-04-06 00:00Z' + n * interval '1 second',
            0, number(n), CASE WHEN n % 50 <> 0 THEN 'disetujui' END
        FROM generate_series(1, 20000) n""",
    """INSERT INTO request (region, id, employee, code, first, last, reason, filed_at, due_at,
            state)
        SELECT 'bulungan', number(n), number(n % 5000 + 1), 'cuti.tahunan',
            date '2026-04-06' - n / 500, date '2026-04-07' - n / 500, 'x', now(),
            timestamptz '2026-04-06 00:00Z' + n * interval '1 second',
            CASE WHEN n % 50 <> 0 THEN 'disetujui' END
        FROM generate_series(1, 20000) n""",
    """INSERT INTO conversation SELECT 'bulungan', 'telegram', n::text, '{}', now()
        FROM generate_series(1, 5000) n""",
    """INSERT INTO share SELECT 'bulungan', number(n), '2026-04-06', 1, 'masuk', 'telegram',
            n::text, '1', timestamptz '2026-04-05 23:50Z' + n * interval '1 minute', null, '',
            false, '{}', timestamptz '2026-04-06 23:50Z' + n * interval '1 minute'
        FROM generate_series(1, 5000) n""",
)


@pytest.fixture
async def full(full_database: str) -> AsyncIterator[AsyncEngine]:
    """Five thousand people with four stamps each, and the mailboxes of some busy days."""
    engine = open_engine(full_database, command_timeout=30)
    await fill_once(engine, SEED)
    yield engine
    await engine.dispose()


Act = Callable[[AsyncConnection], Awaitable[object]]


async def find(db: AsyncConnection) -> object:
    point = Point(2.025, 117.025)
    lookups = [Lookup(chat, date(2026, 4, 6), point) for chat in CHATS]
    return await person.find(db, lookups, NOW)


async def mark(db: AsyncConnection) -> object:
    return await inbox.mark(db, [Arrival(chat, f"new {chat.id}") for chat in CHATS], NOW)


async def claim(db: AsyncConnection) -> list[Message]:
    channel = ("bulungan", "telegram")
    look = await sending.claim(db, channel, ME, now=NOW, lease=LEASE, limit=100, rate=1000)
    return look.messages


async def finish(db: AsyncConnection) -> None:
    await sending.finish(
        db, ME, [Outcome("bulungan", UUID(int=n), State.SENT) for n in (101, 201)], NOW
    )


async def renew(db: AsyncConnection) -> None:
    await sending.renew(db, ME, [UUID(int=101)], NOW)


async def recover(db: AsyncConnection) -> object:
    return await sending.recover(db, NOW, (0, 1, 2))


async def grounds(db: AsyncConnection) -> object:
    return await stamp.last_grounds(db, "bulungan", BUDI)


async def block(db: AsyncConnection) -> None:
    await binding.set_reachable(db, CHATS[0], reachable=False, now=NOW)


async def expire(db: AsyncConnection) -> object:
    return await claims.overdue(db, "bulungan", NOW, 500)


async def file(db: AsyncConnection) -> None:
    new = NewActivity(
        UUID(int=1 << 99), BUDI, NOW.date(), ActivityKind.DUTY, 60, "x", None, None, NOW, NOW, 0, ME
    )
    await activity.file(db, "bulungan", new)


async def work(db: AsyncConnection) -> object:
    return await activity.of_person(db, "bulungan", BUDI, NOW.date(), NOW.date())


async def decide(db: AsyncConnection) -> object:
    one = UUID(int=50)
    return await decisions.decide(
        db, activity.CASES, "bulungan", one, Decision.APPROVED, by=BUDI, now=NOW
    )


async def lapse(db: AsyncConnection) -> object:
    later = NOW + 60 * LEASE
    first = await approvals.overdue(db, activity.CASES, "bulungan", later, 250)
    after = await approvals.overdue(db, activity.CASES, "bulungan", later, 250, first[-1])
    ids, deemed = [each.id for each in (*first, *after)], Decision.DEEMED_APPROVED
    article = "Pasal 9 ayat (10)"
    return await decisions.lapse(db, activity.CASES, "bulungan", ids, deemed, article, later)


async def soon(db: AsyncConnection) -> None:
    soon = NOW + 60 * LEASE
    assert await approvals.open_cards(db, activity.CASES, "bulungan", due_after=NOW, due_by=soon)


async def ask(db: AsyncConnection) -> None:
    day = NOW.date()
    new = NewRequest(UUID(int=1 << 99), BUDI, "cuti.tahunan", day, day, "x", NOW, NOW)
    await request.file(db, "bulungan", new)


async def asked(db: AsyncConnection) -> object:
    return await request.of_person(db, "bulungan", BUDI, NOW.date(), NOW.date())


async def asked_by_many(db: AsyncConnection) -> object:
    people = [UUID(int=number) for number in range(2500, 2532)]
    await request.waiting(db, "bulungan", people)
    return await request.of_people(db, "bulungan", people, NOW.date(), NOW.date())


async def settle(db: AsyncConnection) -> None:
    one, answer = UUID(int=50), Answer.APPROVED
    cases = request.CASES
    await decisions.decide(db, cases, "bulungan", one, answer, by=BUDI, now=NOW)
    await decisions.withdraw(db, cases, "bulungan", UUID(int=100), UUID(int=101), NOW)


async def go_up(db: AsyncConnection) -> None:
    later = NOW + 60 * LEASE
    page = await approvals.overdue(db, request.CASES, "bulungan", later, 100)
    page += await approvals.overdue(db, request.CASES, "bulungan", later, 100, page[-1])
    which = [each.id for each in page]
    assert await decisions.escalate(db, request.CASES, "bulungan", which, later)


async def undecided(db: AsyncConnection) -> None:
    soon = NOW + 60 * LEASE
    ids = await approvals.open_cards(db, request.CASES, "bulungan", due_by=soon)
    assert await request.read_all(db, "bulungan", ids[:200])


REQUESTS: list[Act] = [ask, asked, asked_by_many, settle, go_up, undecided]
ACTS: list[Act] = [find, mark, claim, finish, renew, recover, grounds, block, expire]
ACTS += [file, work, decide, lapse, *REQUESTS]
BIG = (
    "activity",
    "request",
    "stamp",
    "outbox",
    "binding",
    "employee",
    "inbox",
    "conversation",
    "share",
    "posting",
)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
async def test_the_hot_path_reads_by_index(full: AsyncEngine, act: Act) -> None:
    async with full.connect() as db:
        with statements(full) as sent:
            await act(db)
        assert sent
        plans = [await plan(db, statement) for statement in sent]
        await db.rollback()
    scanned = [table for text in plans for table in re.findall(r"Seq Scan on (\w+)", text)]
    assert [table for table in scanned if table in BIG] == [], "\n".join(plans)


async def test_the_same_point_is_found_by_its_own_index(full: AsyncEngine) -> None:
    async with full.connect() as db:
        with statements(full) as sent:
            await find(db)
        text = await plan(db, sent[0])
    assert "ix_stamp_latitude_longitude_region" in text


async def test_an_index_leads_to_one_region_first(full: AsyncEngine) -> None:
    """A condition without the region would walk through the rows of everybody."""
    async with full.connect() as db:
        for act in (find, mark, finish, grounds, block, work, decide, lapse, *REQUESTS):
            with statements(full) as sent:
                await act(db)
            for statement in sent:
                text = await plan(db, statement)
                conditions = re.findall(r"Index Cond: (.*)", text)
                assert all("region" in each for each in conditions), text
        await db.rollback()


@pytest.mark.parametrize("apart", [1e-5, 0.0], ids=["each elsewhere", "all at one point"])
@ON_ITS_OWN_POSTGRESQL
async def test_a_first_morning_reads_by_key_though_nothing_is_known_of_the_tables(
    engine: AsyncEngine, apart: float
) -> None:
    """Without statistics a wrong index is as good as the right one, and reads the whole region."""
    await furnish(engine)
    async with engine.begin() as db:
        for statement in (*PEOPLE, BOUND):
            await db.exec_driver_sql(statement.replace("5000", "400"))
    before = await _rows_read(engine)
    for first in range(1, 401, 4):
        await _check_in(engine, [str(number) for number in range(first, first + 4)], apart)
    each = (await _rows_read(engine) - before) / 400
    assert each < 20


async def _check_in(engine: AsyncEngine, chats: Sequence[str], apart: float) -> None:
    to = [Address("bulungan", "telegram", chat) for chat in chats]
    points = [Point(2.8 + int(chat) * apart, 117.3) for chat in chats]
    async with engine.begin() as db:
        await inbox.mark(db, [Arrival(each, each.id) for each in to], NOW)
        lookups = [Lookup(*pair) for pair in zip(to, [NOW.date()] * 4, points, strict=True)]
        people = await person.find(db, lookups, NOW)
        facts = Stamp(NOW.date(), Leg.MASUK, NOW, "setda", review=False)
        await stamp.write(
            db,
            [
                NewStamp(who.employee, facts, NOW, at, "1", point, None, 1.0, {}, [])
                for who, at, point in zip(people, to, points, strict=True)
                if who
            ],
        )
        await outbox.put(db, [NewMessage(each, 0, {}) for each in to], NOW)
    async with engine.begin() as db:
        claimed = await claim(db)
        assert len(claimed) == len(chats)
        sent = [Outcome("bulungan", each.id, State.SENT) for each in claimed]
        await renew(db)
        await sending.finish(db, ME, sent, NOW)


async def _rows_read(engine: AsyncEngine) -> int:
    await engine.dispose()  # a connection reports what it read when it ends
    read = sa.text(
        "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) "
        "FROM pg_stat_user_tables"
    )
    async with engine.connect() as db:
        return int((await db.execute(read)).scalar_one())
