"""Apel in the tables: what is announced is read as it was written, once, and never changed."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from core.month.ceremony import Presence
from core.organisation.ceremony import Announcement
from core.organisation.fence import Fence, Point
from core.organisation.office import Organisation
from db.people import ceremony, office
from db.people.ceremony import Venue
from db.records import ceremony_call, ceremony_list, ceremony_presence
from db.records.attachment import Page
from db.records.ceremony_list import SignedList
from tests.office import BUDI, CITRA, SARI, WITA, wita

APEL, OTHER = UUID(int=1), UUID(int=2)
MONDAY, NEXT = date(2026, 4, 6), date(2026, 4, 13)
NOW = wita("2026-04-05", "09.00")
SQUARE = Venue("Alun-alun", None, Point(2.85, 117.37), 120.0)
PLACE = Venue("Kantor Dinkes", "kantor-dinkes")
MADE = Announcement(
    id=APEL,
    name="Apel",
    first=MONDAY,
    until=date(2026, 4, 27),
    hour=time(7, 30),
    venue=Fence("apel: Alun-alun", "Alun-alun", Point(2.85, 117.37), 120.0),
    called=("dinkes", "setda"),
    offices=frozenset({"dinkes", "setda"}),
    people=frozenset({BUDI.id}),
    announced_at=NOW,
    announced_by=SARI.id,
    office="setda",
)


async def announce(engine: AsyncEngine, made: Announcement = MADE, venue: Venue = SQUARE) -> None:
    async with engine.begin() as db:
        await ceremony.announce(db, "bulungan", made, venue)


async def read(engine: AsyncEngine, region: str = "bulungan") -> Organisation:
    async with engine.connect() as db:
        return await office.load(db, region, WITA)


async def test_an_announcement_is_read_as_it_was_written(furnished: AsyncEngine) -> None:
    await announce(furnished)
    assert list((await read(furnished)).announcements) == [MADE]


async def test_one_in_a_place_of_an_office_has_the_border_of_that_place(
    furnished: AsyncEngine,
) -> None:
    await announce(furnished, replace(MADE, people=frozenset()), PLACE)
    organisation = await read(furnished)
    (made,) = organisation.announcements
    (fence,) = organisation.offices["dinkes"].fences
    assert made.venue == fence
    assert made.people == frozenset()


async def test_parts_are_called_with_their_whole(furnished: AsyncEngine) -> None:
    async with furnished.begin() as db:
        rsud = sa.update(office.office).where(office.office.c.office == "rsud")
        await db.execute(rsud.values(parent="dinkes"))
    await announce(furnished, replace(MADE, called=("dinkes",)))
    (made,) = (await read(furnished)).announcements
    assert (made.called, made.offices) == (
        ("dinkes",),
        frozenset({"dinkes", "rsud"}),
    )


async def test_another_region_sees_nothing_of_it(furnished: AsyncEngine) -> None:
    await announce(furnished)
    assert (await read(furnished, "karanganyar")).announcements == ()
    async with furnished.connect() as db:
        assert await ceremony.announced_for(db, "karanganyar", [MONDAY]) == []


async def test_what_is_announced_for_some_dates(furnished: AsyncEngine) -> None:
    await announce(furnished)
    once = replace(MADE, id=OTHER, first=date(2026, 4, 7), until=date(2026, 4, 7))
    await announce(furnished, once)
    dates = [date(2026, 4, day) for day in range(5, 15)]
    async with furnished.connect() as db:
        found = await ceremony.announced_for(db, "bulungan", dates)
    assert sorted(found) == [(APEL, MONDAY), (APEL, NEXT), (OTHER, date(2026, 4, 7))]


async def cancel(engine: AsyncEngine, *dates: date, at: datetime = NOW) -> list[date]:
    async with engine.begin() as db:
        return await ceremony.cancel(db, "bulungan", APEL, dates, by=SARI.id, at=at, reason="Hujan")


async def test_a_date_is_cancelled_once_and_the_first_instant_stays(
    furnished: AsyncEngine,
) -> None:
    await announce(furnished)
    assert await cancel(furnished, MONDAY) == [MONDAY]
    assert await cancel(furnished, MONDAY, NEXT, at=wita("2026-04-05", "10.00")) == [NEXT]
    (made,) = (await read(furnished)).announcements
    assert made.cancelled == {MONDAY: NOW, NEXT: wita("2026-04-05", "10.00")}


async def test_of_many_at_once_exactly_one_cancels(furnished: AsyncEngine) -> None:
    await announce(furnished)
    done = await asyncio.gather(*(cancel(furnished, MONDAY) for _ in range(4)))
    assert sorted(map(len, done)) == [0, 0, 0, 1]


GIVEN = SignedList(
    ceremony=APEL,
    date=MONDAY,
    office="setda",
    nth=0,
    at=wita("2026-04-06", "08.51"),
    by=SARI.id,
    pages=(Page("ab", 10, "image/jpeg", "halaman 1"),),
    called=(BUDI.id, CITRA.id),
    unsigned=(CITRA.id,),
)


async def hand_in(engine: AsyncEngine, given: SignedList = GIVEN) -> bool:
    async with engine.begin() as db:
        return await ceremony_list.hand_in(db, "bulungan", given)


async def lists(engine: AsyncEngine) -> list[SignedList]:
    async with engine.connect() as db:
        return await ceremony_list.of_ceremonies(db, "bulungan", [APEL], MONDAY, MONDAY)


async def test_a_list_is_read_as_it_was_handed_in(furnished: AsyncEngine) -> None:
    await announce(furnished)
    silent = replace(GIVEN, nth=1, unsigned=None)
    assert await hand_in(furnished)
    assert await hand_in(furnished, silent)
    assert await hand_in(furnished, replace(GIVEN, date=NEXT))
    assert await lists(furnished) == [GIVEN, silent]
    assert [each.signatures for each in (GIVEN, silent)] == [1, None]


async def test_of_two_lists_of_the_same_number_one_is_taken(furnished: AsyncEngine) -> None:
    await announce(furnished)
    taken = await asyncio.gather(
        hand_in(furnished), hand_in(furnished, replace(GIVEN, by=BUDI.id, unsigned=None))
    )
    assert sorted(taken) == [False, True]
    assert len(await lists(furnished)) == 1


async def test_of_many_processes_one_sends_a_call(furnished: AsyncEngine) -> None:
    await announce(furnished)

    async def claim(call: str) -> bool:
        async with furnished.begin() as db:
            return await ceremony_call.claim(db, "bulungan", APEL, MONDAY, call, NOW)

    claimed = await asyncio.gather(*(claim("besok") for _ in range(4)))
    assert sorted(claimed) == [False, False, False, True]
    assert await claim("hari ini")
    async with furnished.connect() as db:
        sent = await ceremony_call.sent(db, "bulungan", MONDAY, MONDAY)
        assert await ceremony_call.sent(db, "bulungan", NEXT, NEXT) == set()
    assert sent == {(APEL, MONDAY, "besok"), (APEL, MONDAY, "hari ini")}


@pytest.mark.parametrize("later", ["07.20", "07.21"])
async def test_a_presence_is_noted_once_and_its_first_instant_stays(
    furnished: AsyncEngine, later: str
) -> None:
    """AMB-73."""
    await announce(furnished)
    first = Presence(APEL, MONDAY, wita("2026-04-06", "07.20"))
    again = replace(first, at=wita("2026-04-06", later))
    async with furnished.begin() as db:
        note = ceremony_presence.note
        assert await note(db, "bulungan", BUDI.id, first, 12.0)
        assert not await note(db, "bulungan", BUDI.id, again, 14.0)
        assert await note(db, "bulungan", CITRA.id, again, 14.0)
    async with furnished.connect() as db:
        of = ceremony_presence.of_people
        found = await of(db, "bulungan", [BUDI.id], MONDAY, MONDAY)
        assert await of(db, "bulungan", [BUDI.id], NEXT, NEXT) == {}
    assert found == {BUDI.id: [first]}
