"""The points of somebody's stamps: the newest, and whether the same one was used before."""

from dataclasses import replace
from datetime import date
from math import nextafter
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from core.attendance.evidence import History
from core.organisation.fence import Point
from db.records import stamp
from tests.builders.chats import MONDAY
from tests.db.bound import DAY, ELSEWHERE, HERE, TODAY, budi, stamped
from tests.office import BUDI, CITRA, Actor


async def test_the_last_point_is_that_of_the_newest_stamp(bound: AsyncEngine) -> None:
    await stamped(bound, BUDI, TODAY - DAY, MONDAY - DAY, ELSEWHERE)
    await stamped(bound, BUDI, TODAY - 9 * DAY, MONDAY - 9 * DAY)
    history = (await budi(bound)).history
    assert (history.last_point, history.last_at) == (ELSEWHERE, MONDAY - DAY)


@pytest.mark.parametrize(
    ("who", "day", "point", "found"),
    [
        (BUDI, TODAY, HERE, ((TODAY,), 0)),
        (BUDI, TODAY - 30 * DAY, HERE, ((TODAY - 30 * DAY,), 0)),
        (BUDI, TODAY - DAY, ELSEWHERE, ((), 0)),
        (CITRA, TODAY, HERE, ((), 1)),
        (CITRA, TODAY - 30 * DAY, HERE, ((), 1)),
        (CITRA, TODAY, replace(HERE, latitude=HERE.latitude + 1e-7), ((), 0)),
    ],
    ids=["today", "another day", "elsewhere", "another", "another, earlier", "a centimetre off"],
)
async def test_the_same_point_is_told_to_the_last_digit(
    bound: AsyncEngine, who: Actor, day: date, point: Point, found: tuple[tuple[date, ...], int]
) -> None:
    await stamped(bound, who, day, MONDAY, point)
    history = (await budi(bound)).history
    assert (history.same_point_dates, history.same_point_other_people) == found


async def test_a_forgotten_point_is_nobodys_point(bound: AsyncEngine) -> None:
    """UU 27/2022: the coordinates go, the time stays."""
    fact = await stamped(bound, BUDI, TODAY, MONDAY)
    await stamped(bound, CITRA, TODAY - DAY, MONDAY - DAY)
    async with bound.begin() as db:
        assert await stamp.forget_points(db, "karanganyar", TODAY + DAY) == 0
        assert await stamp.forget_points(db, "bulungan", TODAY) == 1
        assert await stamp.forget_points(db, "bulungan", TODAY + DAY) == 1
    found = await budi(bound)
    assert found.history == History(last_at=MONDAY)
    assert found.stamps == (fact,)


async def test_without_a_point_there_is_no_same_point(bound: AsyncEngine) -> None:
    await stamped(bound, CITRA, TODAY, MONDAY)
    history = (await budi(bound, point=None)).history
    assert history == History()


@pytest.mark.parametrize("turn", range(20))
async def test_a_point_is_the_same_only_to_its_last_bit(bound: AsyncEngine, turn: int) -> None:
    """Coordinates travel to the database as text; what comes out there is what went in."""
    chance = Random(turn)  # noqa: S311 - any point will do
    point = Point(chance.uniform(-8, 4), chance.uniform(115, 118))
    await stamped(bound, CITRA, TODAY, MONDAY, point)
    beside = Point(point.latitude, nextafter(point.longitude, 180))
    assert (await budi(bound, point=point)).history.same_point_other_people == 1
    assert (await budi(bound, point=beside)).history.same_point_other_people == 0
