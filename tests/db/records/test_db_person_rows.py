"""One person's event and the record of many read the same rows and make the same values of them."""

from dataclasses import fields

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.month.record import Record
from db.people.departure import departure
from db.people.employee import block, employee_duty, exemption, posting
from db.records import reader
from db.records.person import Person
from db.records.request import request
from db.records.review import review
from db.records.stamp import stamp
from tests.builders.chats import MONDAY
from tests.db.bound import DAY, TODAY, add, budi
from tests.db.records.test_db_record import a_request, a_stamp
from tests.office import BUDI

BOTH = sorted({each.name for each in fields(Record)} & {each.name for each in fields(Person)})


async def furnish_record(engine: AsyncEngine) -> None:
    """Something of everything, so that no column goes unread, and an empty one of what may be."""
    await add(engine, posting, BUDI, since=TODAY, office="dinkes")
    await add(engine, employee_duty, BUDI, since=TODAY - DAY, schedule="malam", until=TODAY)
    await add(engine, employee_duty, BUDI, since=TODAY, schedule=None, number=2)
    await add(engine, exemption, BUDI, since=TODAY, kind="ditahan", decree="SK 1")
    await add(engine, departure, BUDI, last=TODAY + DAY, kind="pensiun", decree="SK 2")
    await add(engine, departure, BUDI, last=TODAY + 9 * DAY, kind="pensiun", decree="SK 3")
    await add(engine, block, BUDI, since=MONDAY - DAY, until=MONDAY, reason="x")
    await add(engine, stamp, BUDI, **a_stamp(TODAY - DAY, place=None, distance=None))
    await add(engine, stamp, BUDI, **a_stamp(TODAY, duty=2, nth=1))
    times = {"asked_at": MONDAY, "due_at": MONDAY}
    reviewed = {"date": TODAY, "leg": "masuk", "duty": 2, "nth": 1}
    await add(engine, review, BUDI, **reviewed, id=BUDI.id, reasons=[], **times)
    await add(engine, request, BUDI, **a_request(TODAY - 9 * DAY, TODAY - DAY))


@pytest.mark.parametrize("name", BOTH)
async def test_what_both_readers_know_of_a_person_is_the_same(
    bound: AsyncEngine, name: str
) -> None:
    await furnish_record(bound)
    mine = getattr(await budi(bound), name)
    async with bound.connect() as db:
        (record,) = (
            await reader.read(db, "bulungan", [BUDI.id], TODAY - DAY, TODAY + DAY)
        ).values()
    theirs = getattr(record, name)
    if isinstance(mine, tuple):
        assert mine, "nothing is compared"
        assert sorted(mine, key=repr) == sorted(theirs, key=repr)
    else:
        assert mine == theirs
