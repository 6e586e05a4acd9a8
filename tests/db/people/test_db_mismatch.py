"""The list of registrations that did not come about: one line for the same, and no NIP whole."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from core.law.regulation import Role
from core.organisation.address import Address
from core.organisation.mismatch import Part
from db.people import authority, mismatch
from db.people.authority import Holder
from db.people.employee import role
from tests.builders.chats import BUDIS, CITRAS, MONDAY
from tests.db.bound import add
from tests.harness.database import rows
from tests.office import BUDI, CITRA, EKO, SARI, Actor, furnish

TODAY = date(2026, 4, 6)
DAY = timedelta(days=1)


async def fails(
    engine: AsyncEngine,
    chat: Address = BUDIS,
    *parts: Part,
    actor: Actor | None = BUDI,
    day: date = TODAY,
    minutes: int = 0,
) -> None:
    whose = actor.id if actor else None
    at = MONDAY + timedelta(minutes=minutes)
    async with engine.begin() as db:
        nip = actor.nip if actor else "198001012005011001"
        await mismatch.note(db, chat, nip, parts or (Part.PHONE,), employee=whose, at=at, day=day)


async def listed(engine: AsyncEngine, limit: int = 9, *people: Actor) -> list[mismatch.Line]:
    async with engine.begin() as db:
        whose = [each.id for each in people] if people else None
        return list(await mismatch.newest(db, "bulungan", limit, whose))


async def test_the_same_mismatch_of_a_day_is_one_line_with_its_newest_time(
    furnished: AsyncEngine,
) -> None:
    for minutes in (0, 1, 2):
        await fails(furnished, minutes=minutes)
    await fails(furnished, BUDIS, Part.CODE, Part.PHONE, minutes=3)
    await fails(furnished, CITRAS, minutes=4)
    await fails(furnished, day=TODAY + DAY, minutes=5)
    lines = await listed(furnished)
    assert [(line.times, line.parts) for line in lines] == [
        (1, (Part.PHONE,)),
        (1, (Part.PHONE,)),
        (1, (Part.CODE, Part.PHONE)),
        (3, (Part.PHONE,)),
    ]
    assert lines[-1].at == MONDAY + timedelta(minutes=2)
    assert (lines[0].name, lines[0].nip) == ("Budi", "1990…1002")
    assert BUDI.nip not in str(await rows(furnished, mismatch.mismatch))


async def test_the_list_is_of_a_region_or_of_some_people_and_has_an_end(
    furnished: AsyncEngine,
) -> None:
    await furnish(furnished, "karanganyar")
    await fails(furnished, Address("karanganyar", "telegram", "5001"))
    await fails(furnished, minutes=1)
    await fails(furnished, actor=CITRA, minutes=2)
    await fails(furnished, actor=None, minutes=3)
    assert [line.name for line in await listed(furnished)] == [None, "Citra", "Budi"]
    assert [line.name for line in await listed(furnished, 2)] == [None, "Citra"]
    assert [line.name for line in await listed(furnished, 9, BUDI)] == ["Budi"]


async def test_the_tries_on_one_employee_are_counted_over_all_accounts(
    furnished: AsyncEngine,
) -> None:
    for chat in (BUDIS, BUDIS, CITRAS):
        await fails(furnished, chat)
    await fails(furnished, day=TODAY - DAY)
    await fails(furnished, actor=EKO)
    async with furnished.begin() as db:
        counts = [
            await mismatch.count(db, "bulungan", each.id, TODAY) for each in (BUDI, EKO, SARI)
        ]
    assert counts == [3, 1, 0]


async def test_lines_are_forgotten_by_their_date(furnished: AsyncEngine) -> None:
    for day in (TODAY - DAY, TODAY):
        await fails(furnished, day=day)
    async with furnished.begin() as db:
        assert await mismatch.forget(db, "karanganyar", TODAY + DAY) == 0
        assert await mismatch.forget(db, "bulungan", TODAY) == 1
    assert [row.date for row in await rows(furnished, mismatch.mismatch)] == [TODAY]


async def test_operators_are_found_by_office_and_date(furnished: AsyncEngine) -> None:
    held = {"role": Role.OPERATOR.value, "since": TODAY, "decree": None}
    await add(furnished, role, EKO, **held, office="setda", until=TODAY + DAY)
    await add(furnished, role, CITRA, **held, office="dinkes", until=None)
    await add(furnished, role, SARI, **held | {"role": "kepala"}, office="setda", until=None)

    async def names(day: date, *offices: str) -> list[Holder]:
        async with furnished.begin() as db:
            return await authority.holders(db, "bulungan", Role.OPERATOR, offices, day)

    eko, citra = Holder(EKO.id, "Eko", "setda"), Holder(CITRA.id, "Citra", "dinkes")
    assert await names(TODAY, "setda", "dinkes") == [citra, eko]
    assert await names(TODAY + DAY, "setda") == [eko]
    assert await names(TODAY + 2 * DAY, "setda") == []
    assert await names(TODAY - DAY, "setda", "dinkes") == []
    assert await names(TODAY, "rsud") == []
