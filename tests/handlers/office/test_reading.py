"""An office is read with as many statements however many people it has."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from db.people.employee import employee, posting, supervision
from handlers.approvals.kind import Scope
from handlers.kinds import KINDS
from handlers.office import problems, reading
from tests.harness.database import statements
from tests.office import LONG_AGO, SARI, a_region, wita

NOW, APRIL = wita("2026-04-20", "10.00"), date(2026, 4, 1)
MANY = 300


async def read(engine: AsyncEngine) -> tuple[int, int]:
    """How many statements it takes, and how many people have something open."""
    async with engine.begin() as db:
        with statements(engine) as sent:
            found = await reading.read(Scope(db, a_region(), NOW), KINDS, "setda", APRIL)
    open_ = problems.find(KINDS, a_region(), found)
    return len(sent), max(len(each.items) for each in open_)


async def crowd(engine: AsyncEngine) -> None:
    """Three hundred more people of the same office, all under Sari."""
    key = [{"region": "bulungan", "employee": UUID(int=n)} for n in range(1, MANY + 1)]
    facts = {"kind": "PNS", "title": "Analis", "rank": "III/a", "offered_at": LONG_AGO}
    since = {"since": date(2024, 1, 1)}
    async with engine.begin() as db:
        people = [
            each | facts | {"nip": f"{n:018}", "name": f"Pegawai {n}", "phone": f"+62{n}"}
            for n, each in enumerate(key, 1)
        ]
        await db.execute(sa.insert(employee), people)
        await db.execute(sa.insert(posting), [each | since | {"office": "setda"} for each in key])
        above = [each | since | {"supervisor": SARI.id} for each in key]
        await db.execute(sa.insert(supervision), above)


async def test_three_hundred_people_cost_no_statement_more_than_four(
    furnished: AsyncEngine,
) -> None:
    few, four = await read(furnished)
    await crowd(furnished)
    many, people = await read(furnished)
    assert (four, people) == (4, 4 + MANY)
    assert many == few
