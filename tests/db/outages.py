"""What the tests of deadlines that move need: outages, what waits, and who keeps the register."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, get_args
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.approvals.case import UNDECIDED, State
from core.law.answer import dated
from core.law.regulation import Lapse, with_answers
from core.organisation.deadline import Outage
from core.organisation.region import Region
from db.records import outage, request
from db.records.outage import Report
from db.records.request import NewRequest
from tests.builders.chats import MONDAY
from tests.office import BUDI, WIB, a_region, wita

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
TODAY = date(2026, 4, 6)
DUE = MONDAY + 48 * HOUR
SEVEN, HALF_PAST_NINE = wita("2026-04-06", "07.00"), wita("2026-04-06", "09.30")
REPORT = Report(SEVEN, HALF_PAST_NINE, None, "Listrik padam", "cli", MONDAY)

BULUNGAN, KARANGANYAR = a_region(), a_region("karanganyar", regulation="karanganyar")

# In Bulungan a sick note waits for 48 hours, in Karanganyar a trip for five working days.
SICK = NewRequest(
    id=UUID(int=1),
    employee=BUDI.id,
    code="sakit",
    first=TODAY,
    last=TODAY,
    reason="Demam",
    filed_at=MONDAY,
    due_at=DUE,
)
FIFTH = datetime.combine(date(2026, 4, 13), time.max, WIB)
TRIP = replace(SICK, code="dinas_luar.luar-daerah", reason="Rapat", due_at=FIFTH)
BOTH = [(BULUNGAN, SICK), (KARANGANYAR, TRIP)]
IN_BOTH = pytest.mark.parametrize(("region", "new"), BOTH, ids=["48 hours", "5 working days"])
DECIDED = sorted({*State} - UNDECIDED)
SETTLED: list[Lapse] = ["dianggap_disetujui", "gugur"]
GOING_UP: list[Lapse] = [each for each in get_args(Lapse) if each not in SETTLED]


def lasting(since: datetime, hours: float, where: str | None = None) -> Report:
    return replace(REPORT, since=since, until=since + hours * HOUR, office=where)


def another(new: NewRequest, number: int, **more: Any) -> NewRequest:
    return replace(new, id=UUID(int=number), **more)


def silence(region: Region, lapse: Lapse) -> Region:
    """The region, were this what its law does with what nobody decides in time."""
    (answer,) = region.regulation.validasi.jika_lewat.answers
    answers = dated((replace(answer, value=lapse),))
    law = with_answers(region.regulation, "validasi.jika_lewat", answers)
    return replace(region, regulation=law)


async def register(engine: AsyncEngine, report: Report, region: str = "bulungan") -> UUID | None:
    async with engine.begin() as db:
        return await outage.register(db, region, report)


async def revoke(engine: AsyncEngine, id_: UUID | None, region: str = "bulungan") -> bool:
    assert id_ is not None
    async with engine.begin() as db:
        return await outage.revoke(db, region, id_, MONDAY) is not None


async def extend(
    engine: AsyncEngine, report: Report, region: Region = BULUNGAN, now: datetime = MONDAY
) -> int:
    return await outage.extend(engine, region, Outage(report.since, report.until), now)


async def ask(engine: AsyncEngine, region: Region, *new: NewRequest) -> None:
    async with engine.begin() as db:
        for each in new:
            await request.file(db, region.code, each)


async def due(engine: AsyncEngine, region: Region, number: int = 1) -> datetime:
    async with engine.begin() as db:
        one = await request.find(db, region.code, UUID(int=number))
    assert one is not None
    return one.due_at


async def dues(engine: AsyncEngine, region: Region, numbers: Iterable[int]) -> list[datetime]:
    return [await due(engine, region, number) for number in numbers]


async def set_all(engine: AsyncEngine, **values: Any) -> None:
    """What has become of all requests meanwhile."""
    async with engine.begin() as db:
        await db.execute(sa.update(request.request).values(**values))
