"""What a request was filed under, in the tables: kept at filing, given once to older rows."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.requests.catalogue import RequestType
from core.requests.terms import known
from db.records import reader, request, terms
from db.records.request import NewRequest
from tests.builders.chats import MONDAY
from tests.db.records.test_db_request import DUE, NEW, another, file, found
from tests.harness.database import second_process
from tests.office import BUDI, a_region

REGION = a_region()
DAY = date(2026, 4, 6)


def request_type(code: str = NEW.code) -> RequestType:
    known_ = known(REGION.regulation, code, DAY)
    assert known_ is not None
    return known_


async def the_terms(engine: AsyncEngine, number: int) -> RequestType | None:
    return (await found(engine, number)).terms


async def test_it_is_read_back_wherever_days_are_derived(furnished: AsyncEngine) -> None:
    await file(furnished, another(1, terms=request_type()))
    kept = await the_terms(furnished, 1)
    assert kept is not None
    assert (kept.kind, kept.limit, kept.lapse) == (
        request_type().kind,
        request_type().limit,
        request_type().lapse,
    )
    async with furnished.begin() as db:
        records = await reader.read(db, "bulungan", [BUDI.id], DAY, DAY)
    assert [each.terms for each in records[BUDI.id].requests] == [kept]


async def test_older_rows_get_it_once_and_only_where_the_law_knows_them(
    furnished: AsyncEngine, database_url: str
) -> None:
    """More than one batch, a kind that nobody knows, and another region's row."""
    several = (another(number) for number in range(1, terms.REQUESTS_PER_BATCH + 2))
    await file(furnished, *several, another(999, code="cuti.sabat"))
    async with second_process(database_url) as other:
        kept = await terms.keep(furnished, REGION) + await terms.keep(other, REGION)
    assert kept == terms.REQUESTS_PER_BATCH + 1
    last = terms.REQUESTS_PER_BATCH + 1
    assert (await the_terms(furnished, last)) == await the_terms(furnished, 1)
    assert await the_terms(furnished, 999) is None
    assert await terms.keep(furnished, a_region("lain")) == 0


async def test_what_was_kept_at_filing_stays(furnished: AsyncEngine) -> None:
    sick = request_type("sakit")
    await file(furnished, NewRequest(UUID(int=1), BUDI.id, NEW.code, DAY, DAY, "x", MONDAY, DUE))
    async with furnished.begin() as db:
        row = await db.execute(sa.select(request.request.c.terms))
        assert row.scalar_one() is None
    await file(furnished, another(2, terms=sick))
    assert await terms.keep(furnished, REGION) == 1
    second = await the_terms(furnished, 2)
    assert second is not None
    assert second.kind == sick.kind
