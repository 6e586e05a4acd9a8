"""The outage register: entered once, revoked and never deleted, by office and by region."""

from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.organisation.deadline import Outage
from db.people.office import office
from db.records import outage
from db.records.outage import Report
from tests.builders.chats import MONDAY
from tests.db.outages import (
    DUE,
    HALF_PAST_NINE,
    HOUR,
    REPORT,
    SECOND,
    SEVEN,
    lasting,
    register,
    revoke,
)
from tests.harness.database import rows
from tests.office import SARI


async def between(
    engine: AsyncEngine, since: datetime, where: str | None = None, region: str = "bulungan"
) -> list[Outage]:
    async with engine.begin() as db:
        return await outage.between(db, region, since, where)


async def test_what_was_entered_comes_back_whole(furnished: AsyncEngine) -> None:
    """BLG-11-1c, KRA-9-1a: from, to, and which units."""
    later = replace(REPORT, since=HALF_PAST_NINE, until=DUE, office="dinkes", entered_by=SARI.nip)
    ids = [await register(furnished, each) for each in (REPORT, later)]
    async with furnished.begin() as db:
        listed = await outage.entries(db, "bulungan")
        assert await outage.entries(db, "karanganyar") == []
    assert [each.id for each in listed] == ids[::-1]
    fields = Report.__dataclass_fields__
    assert [Report(*(getattr(each, name) for name in fields)) for each in listed] == [later, REPORT]


async def test_the_same_outage_is_entered_once(furnished: AsyncEngine) -> None:
    first = await register(furnished, REPORT)
    assert await register(furnished, replace(REPORT, reason="lagi")) is None
    assert await register(furnished, replace(REPORT, office="setda"))
    assert await register(furnished, replace(REPORT, office="setda")) is None
    assert await register(furnished, replace(REPORT, until=DUE))
    assert await revoke(furnished, first)
    assert await register(furnished, REPORT)


async def test_a_revoked_one_stops_no_clock_and_stays_to_be_read(furnished: AsyncEngine) -> None:
    id_ = await register(furnished, REPORT)
    assert not await revoke(furnished, id_, "karanganyar")
    assert await revoke(furnished, id_)
    assert not await revoke(furnished, id_)
    assert await between(furnished, SEVEN) == []
    async with furnished.begin() as db:
        (kept,) = await outage.entries(db, "bulungan")
    assert (kept.id, kept.revoked_at) == (id_, MONDAY)


@pytest.mark.parametrize(
    ("since", "count"),
    [(SEVEN, 1), (HALF_PAST_NINE - SECOND, 1), (HALF_PAST_NINE, 0)],
    ids=["at its start", "its last second", "at its end"],
)
async def test_what_ended_before_stops_nothing(
    furnished: AsyncEngine, since: datetime, count: int
) -> None:
    await register(furnished, REPORT)
    assert len(await between(furnished, since)) == count
    assert await between(furnished, since, region="karanganyar") == []


async def test_an_office_has_its_own_outages_and_those_above_it(furnished: AsyncEngine) -> None:
    """BLG-11-1c: an outage of an office is one of its parts, and of nobody else."""
    async with furnished.begin() as db:
        part = sa.update(office).where(office.c.office == "rsud")
        await db.execute(part.values(parent="dinkes"))
    for since, where in ((MONDAY, None), (SEVEN, "dinkes"), (DUE, "rsud")):
        await register(furnished, lasting(since, 1, where))
    found = {
        where: [each.since for each in await between(furnished, SEVEN - HOUR, where)]
        for where in ("setda", "dinkes", "rsud", None)
    }
    everybody = [MONDAY]
    assert found == {
        "setda": everybody,
        "dinkes": [SEVEN, MONDAY],
        "rsud": [SEVEN, MONDAY, DUE],
        None: everybody,
    }


async def test_offices_that_are_part_of_each_other_end(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        for one, other in (("rsud", "dinkes"), ("dinkes", "rsud")):
            part = sa.update(office).where(office.c.office == one)
            await db.execute(part.values(parent=other))
    await register(furnished, replace(REPORT, office="dinkes"))
    assert len(await between(furnished, SEVEN, "rsud")) == 1


@pytest.mark.parametrize(
    "report",
    [replace(REPORT, until=SEVEN), replace(REPORT, until=MONDAY - HOUR), lasting(SEVEN, 1, "xx")],
    ids=["no time", "backwards", "no such office"],
)
async def test_the_tables_refuse_what_cannot_be(furnished: AsyncEngine, report: Report) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        await register(furnished, report)
    assert await rows(furnished, outage.outage) == []
