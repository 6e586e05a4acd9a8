"""Two people with an account each, what is known of one of them, and stamps of theirs."""

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.attendance.stamp import Leg, Stamp
from core.organisation.address import Address
from core.organisation.fence import Point
from db.records import person, stamp
from db.records.person import Lookup, Person
from db.records.stamp import NewStamp
from tests.builders.chats import BUDIS, MONDAY
from tests.office import GATE, Actor

DAY = timedelta(days=1)
TODAY = date(2026, 4, 6)
HERE, ELSEWHERE = Point(*GATE), Point(2.84, 117.37)


async def find(engine: AsyncEngine, address: Address = BUDIS, **more: Any) -> Person | None:
    asked: dict[str, Any] = {"day": TODAY, "point": HERE} | more
    now = asked.pop("now", MONDAY)
    async with engine.begin() as db:
        (found,) = await person.find(db, [Lookup(address, **asked)], now)
        return found


async def budi(engine: AsyncEngine, **more: Any) -> Person:
    found = await find(engine, **more)
    assert found is not None
    return found


async def add(engine: AsyncEngine, table: sa.Table, actor: Actor, **row: object) -> None:
    async with engine.begin() as db:
        key = {"region": "bulungan", "employee": actor.id}
        await db.execute(sa.insert(table), key | row)


async def stamped(
    engine: AsyncEngine, actor: Actor, day: date, at: datetime, point: Point = HERE
) -> Stamp:
    fact = Stamp(day, Leg.MASUK, at, "kantor-bupati", review=False)
    async with engine.begin() as db:
        new = NewStamp(actor.id, fact, at, BUDIS, "1", point, None, 1.5, {}, [])
        await stamp.write(db, [new])
    return fact
