"""What is known of people over a month: all of it, nobody else's, in one statement."""

import re
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import State
from core.approvals.case import State as Work
from core.attendance.stamp import Leg, Stamp
from core.law.kinds import EmployeeKind
from core.law.regulation import ExemptStatus
from core.month.record import Record
from core.organisation.calendar import DAY, Duty
from core.organisation.employee_status import Block, Exemption
from core.organisation.posting import Posting
from core.requests.absence import Asked
from db.people.employee import block, employee_duty, exemption, posting
from db.records import reader
from db.records.activity import activity
from db.records.request import request
from db.records.stamp import stamp
from tests.db.crowd import PEOPLE
from tests.db.test_db_plans import SEED
from tests.harness.database import ON_ITS_OWN_POSTGRESQL, plan, statements
from tests.office import BUDI, CAST, CITRA, DEWI, LONG_AGO, SARI, furnish, wita

FIRST, LAST = date(2026, 4, 1), date(2026, 4, 30)
BEFORE, AFTER = FIRST - DAY, LAST + DAY
SINCE = date(2024, 1, 1)
POSTED = (Posting(SINCE, "setda"),)
BORDERS = [BEFORE, FIRST, LAST, AFTER]


async def put(engine: AsyncEngine, table: sa.Table, *rows: dict[str, Any], **key: Any) -> None:
    """Rows of Budi's in the region, unless they say otherwise."""
    usual = {"region": "bulungan", "employee": BUDI.id}
    async with engine.begin() as db:
        for row in rows:
            await db.execute(sa.insert(table), usual | key | row)


async def read(engine: AsyncEngine, *people: UUID) -> dict[UUID, Record]:
    async with engine.connect() as db:
        return await reader.read(db, "bulungan", people or (BUDI.id,), FIRST, LAST)


async def budis(engine: AsyncEngine) -> Record:
    return (await read(engine))[BUDI.id]


def a_stamp(day: date, leg: Leg = Leg.MASUK, **more: Any) -> dict[str, Any]:
    at = datetime.combine(day, time(7, 24, 31), wita("2026-04-01", "00.00").tzinfo)
    usual: dict[str, Any] = {
        "date": day,
        "leg": leg.value,
        "at": at,
        "received_at": at,
        "review": False,
    }
    usual |= {"place": "kantor-bupati", "distance": 1, "channel": "telegram", "message": "1"}
    return usual | {"evidence": {}, "grounds": []} | more


def some_work(day: date, state: Work | None = None) -> dict[str, Any]:
    at = wita("2026-04-01", "08.00")
    usual = {"id": uuid4(), "date": day, "kind": "umum", "minutes": 60, "description": "Rapat"}
    usual |= {"filed_at": at, "due_at": at, "beyond": 0, "card": uuid4()}
    return usual | {"state": state.value if state else None}


def a_request(first: date, last: date, state: State | None = None, hour: int = 8) -> dict[str, Any]:
    at = wita("2026-04-01", f"{hour:02}.00")
    usual = {"id": uuid4(), "code": "cuti.tahunan", "first": first, "last": last, "reason": "x"}
    return usual | {"filed_at": at, "due_at": at + 2 * DAY, "state": state.value if state else None}


async def test_whoever_has_done_nothing_is_known_by_name_and_posting(
    furnished: AsyncEngine,
) -> None:
    assert await read(furnished, CITRA.id, UUID(int=1)) == {
        CITRA.id: Record(CITRA.id, "Citra", EmployeeKind.PPPK, POSTED, offered_at=LONG_AGO)
    }


async def test_nobody_is_asked_for_and_nobody_found(furnished: AsyncEngine) -> None:
    async with furnished.connect() as db:
        assert await reader.read(db, "bulungan", (), FIRST, LAST) == {}


async def test_stamps_of_the_dates_are_read_whole(furnished: AsyncEngine) -> None:
    elsewhere = {"place": None, "distance": None}
    await put(furnished, stamp, *map(a_stamp, BORDERS), a_stamp(FIRST, Leg.PULANG, **elsewhere))
    found = set((await budis(furnished)).stamps)
    at = {day: a_stamp(day)["at"] for day in (FIRST, LAST)}
    assert found == {
        Stamp(FIRST, Leg.MASUK, at[FIRST], "kantor-bupati", review=False),
        Stamp(FIRST, Leg.PULANG, at[FIRST], None, review=False),
        Stamp(LAST, Leg.MASUK, at[LAST], "kantor-bupati", review=False),
    }
    assert all(each.at.tzinfo for each in found)


async def test_requests_that_touch_the_dates_are_read_whatever_became_of_them(
    furnished: AsyncEngine,
) -> None:
    """KAM-10: whoever went home early went home, permitted or not."""
    rows = [
        a_request(BEFORE, BEFORE),
        a_request(BEFORE, FIRST, State.APPROVED, 11),
        a_request(LAST, AFTER, State.REJECTED, 10),
        a_request(BEFORE, AFTER, None, 9),
        a_request(AFTER, AFTER),
    ]
    await put(furnished, request, *rows)
    asked = {
        _asked(row, state)
        for row, state in zip(rows[1:4], (State.APPROVED, State.REJECTED, None), strict=True)
    }
    assert set((await budis(furnished)).requests) == asked


def _asked(row: dict[str, Any], state: State | None) -> Asked:
    dates = (row["first"], row["last"], row["filed_at"], row["due_at"])
    return Asked("cuti.tahunan", *dates, state, bare=True)


@pytest.mark.parametrize("state", [None, *Work])
async def test_own_work_is_what_was_neither_refused_nor_taken_back(
    furnished: AsyncEngine, state: Work | None
) -> None:
    """AMB-21: undecided work, too."""
    await put(furnished, activity, *(some_work(day, state) for day in (*BORDERS, LAST)))
    dead = state in {Work.REJECTED, Work.WITHDRAWN}
    assert (await budis(furnished)).worked == (set() if dead else {FIRST, LAST})


async def test_what_holds_for_a_while_is_read_where_it_touches_the_dates(
    furnished: AsyncEngine,
) -> None:
    spans = [
        (BEFORE - DAY, BEFORE),
        (BEFORE, FIRST),
        (FIRST, None),
        (LAST, AFTER),
        (AFTER, None),
    ]
    dates = [{"since": since, "until": until} for since, until in spans]
    await put(furnished, exemption, *dates, kind="ditahan", decree="1/2026")
    await put(furnished, employee_duty, *dates, schedule="malam")
    found = await budis(furnished)
    detained = ExemptStatus.DETAINED
    assert set(found.exemptions) == {Exemption(a, detained, b) for a, b in spans[1:4]}
    assert set(found.duties) == {Duty(a, "malam", b) for a, b in spans[1:4]}


async def test_blocks_are_read_to_the_second_and_postings_from_the_first(
    furnished: AsyncEngine,
) -> None:
    """AMB-38, AMB-09."""
    since, until = wita("2026-04-06", "10.00.01"), wita("2026-04-07", "09.00")
    await put(furnished, block, {"since": since, "until": until}, {"since": until}, reason="x")
    await put(furnished, posting, {"since": FIRST, "office": "dinkes"})
    found = await budis(furnished)
    assert set(found.blocks) == {Block(since, until), Block(until)}
    assert set(found.postings) == {Posting(SINCE, "setda"), Posting(FIRST, "dinkes")}


async def test_everybody_gets_their_own_and_nothing_of_another_region(
    furnished: AsyncEngine,
) -> None:
    await furnish(furnished, "karanganyar")  # the same people, by the same keys
    for table, row in (
        (stamp, a_stamp(FIRST)),
        (activity, some_work(FIRST)),
        (request, a_request(FIRST, FIRST)),
        (exemption, {"since": FIRST, "kind": "ditahan", "decree": "1"}),
        (block, {"since": wita("2026-04-06", "10.00"), "reason": "x"}),
        (employee_duty, {"since": FIRST, "schedule": "malam"}),
    ):
        await put(furnished, table, row, region="karanganyar")
        await put(furnished, table, row, employee=CITRA.id)
    found = await read(furnished, BUDI.id, CITRA.id, DEWI.id)
    assert found[BUDI.id] == Record(BUDI.id, "Budi", EmployeeKind.PNS, POSTED, offered_at=LONG_AGO)
    hers = found[CITRA.id]
    assert (len(hers.stamps), len(hers.requests), len(hers.blocks)) == (1, 1, 1)
    assert (len(hers.worked), len(hers.exemptions), len(hers.duties)) == (1, 1, 1)
    assert found[DEWI.id].duties == (Duty(SINCE, "malam"),)


async def test_one_statement_however_many_people(furnished: AsyncEngine) -> None:
    for people in ([BUDI.id], [actor.id for actor in CAST]):
        with statements(furnished) as sent:
            await read(furnished, *people)
        assert len(sent) == 1


@pytest.mark.parametrize("size", [1, 2, 4, 5, 6])
async def test_pages_hold_everybody_of_the_region_once(furnished: AsyncEngine, size: int) -> None:
    await furnish(furnished, "karanganyar")
    await put(furnished, stamp, a_stamp(FIRST), employee=SARI.id)
    pages = [page async for page in reader.pages(furnished, "bulungan", FIRST, LAST, size)]
    assert [len(page) for page in pages[:-1]] == [size] * (len(pages) - 1)
    everybody = [each for page in pages for each in page]
    assert {each.employee for each in everybody} == {actor.id for actor in CAST}
    assert len(everybody) == len(CAST)
    assert [each.name for each in everybody if each.stamps] == ["Sari"]


async def test_a_region_without_people_has_no_page(engine: AsyncEngine) -> None:
    assert [page async for page in reader.pages(engine, "bulungan", FIRST, LAST)] == []


MORE = (
    """INSERT INTO exemption SELECT 'bulungan', number(n), date '2024-01-01', null, 'ditahan', '1'
        FROM generate_series(1, 5000) n""",
    """INSERT INTO block SELECT 'bulungan', number(n), now(), null, 'x'
        FROM generate_series(1, 5000) n""",
    """INSERT INTO employee_duty SELECT 'bulungan', number(n), date '2024-01-01', null, 'malam'
        FROM generate_series(1, 5000) n""",
    """INSERT INTO sheet SELECT 'bulungan', number(1), '[]', null, number(1), now()""",
    """INSERT INTO manual SELECT 'bulungan', number(n), number(n), date '2026-04-06', 'masuk', 1,
            now(), 'telepon_rusak', null, 'setda', number(1), true, number(1), now()
        FROM generate_series(1, 5000) n""",
    """INSERT INTO letter SELECT 'bulungan', number(n), 'setda', null, number(1), now(), null,
            'diterima', '[]', number(1), now(), number(1), now(), null, true
        FROM generate_series(1, 5000) n""",
    """INSERT INTO letter_line SELECT 'bulungan', number(n), number(n), date '2026-04-06',
            'telepon_rusak', null
        FROM generate_series(1, 5000) n""",
)


@pytest.mark.parametrize("analysed", [True, False], ids=["known tables", "nothing known of them"])
@ON_ITS_OWN_POSTGRESQL
async def test_each_table_is_read_by_the_keys_of_the_people(
    engine: AsyncEngine, *, analysed: bool
) -> None:
    await furnish(engine)
    async with engine.begin() as db:
        for text in (*PEOPLE, *SEED, *MORE, *("ANALYZE",) * analysed):
            await db.exec_driver_sql(text)
    people = [UUID(int=number) for number in range(2000, 2500)]
    with statements(engine) as sent:
        async with engine.connect() as db:
            assert len(await reader.read(db, "bulungan", people, FIRST, LAST)) == 500
        async for _ in reader.pages(engine, "bulungan", FIRST, LAST):
            pass
    assert len(sent) == 1 + 22, "five thousand, the cast, and nobody that is left"
    async with engine.connect() as db:
        for each in (sent[0], sent[5]):
            text = await plan(db, each)
            assert "Seq Scan" not in text, text
            conditions = re.findall(r"Index Cond: (.*)", text)
            assert len(conditions) == 17, text
            letters = [one for one in conditions if "letter_line.letter" in one]
            assert len(letters) == 1, text
            others = [one for one in conditions if one not in letters]
            assert all("region" in one for one in conditions), text
            assert all("employee" in one for one in others), text
