"""Where a journey may lead: the next such hour, the end of a month, so many working days."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta, tzinfo

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from bot.demo import scenes, terminal
from bot.demo.environment import Environment, open_stage
from bot.demo.stops import next_at
from bot.demo.time_travel import month_end, working_days
from bot.runtime.clock import VirtualClock
from tests.office import WIB, WITA

DAY = timedelta(days=1)


def local(moment: str, zone: tzinfo) -> datetime:
    """`2026-04-06 07.24` or `… 07.24.30`."""
    return datetime.fromisoformat(moment.replace(".", ":")).replace(tzinfo=zone)


@pytest.mark.parametrize("zone", [WITA, WIB], ids=["WITA", "WIB"])
@pytest.mark.parametrize(
    ("now", "goal"),
    [
        pytest.param("2026-04-06 07.23.59", "2026-04-06 07.24", id="a second before"),
        pytest.param("2026-04-06 07.24", "2026-04-07 07.24", id="exactly then"),
        pytest.param("2026-04-06 07.24.01", "2026-04-07 07.24", id="a second after"),
        pytest.param("2026-04-06 23.59", "2026-04-07 07.24", id="before midnight"),
        pytest.param("2026-04-07 00.00", "2026-04-07 07.24", id="at midnight"),
        pytest.param("2026-12-31 08.00", "2027-01-01 07.24", id="in the next year"),
    ],
)
def test_the_next_time_that_a_clock_shows_an_hour(now: str, goal: str, zone: tzinfo) -> None:
    utc = local(now, zone).astimezone(UTC)
    assert next_at(utc, time(7, 24), zone) == local(goal, zone)


@pytest.mark.parametrize(
    ("zone", "goal"),
    [(WITA, "2026-04-07 06.29"), (WIB, "2026-04-06 06.29")],
    ids=["WITA: passed", "WIB: an hour earlier"],
)
def test_each_zone_has_its_own_next_hour(zone: tzinfo, goal: str) -> None:
    assert next_at(local("2026-04-06 07.24", WITA), time(6, 29), zone) == local(goal, zone)


@given(
    now=st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    hour=st.times(),
    zone=st.sampled_from([WITA, WIB]),
)
def test_the_next_hour_is_later_than_now_within_a_day(
    now: datetime, hour: time, zone: tzinfo
) -> None:
    goal = next_at(now, hour, zone)
    assert now < goal <= now + DAY
    assert goal.astimezone(zone).time() == hour


@pytest.mark.parametrize("zone", [WITA, WIB], ids=["WITA", "WIB"])
@pytest.mark.parametrize(
    ("now", "goal"),
    [
        pytest.param("2026-04-01 00.00", "2026-04-30 16.00", id="the first day"),
        pytest.param("2026-04-30 15.59.59", "2026-04-30 16.00", id="the last day before 16.00"),
        pytest.param("2026-04-30 16.00", "2026-05-31 16.00", id="exactly then"),
        pytest.param("2026-04-30 23.59", "2026-05-31 16.00", id="that evening"),
        pytest.param("2026-05-31 15.00", "2026-05-31 16.00", id="31 days"),
        pytest.param("2026-05-31 17.00", "2026-06-30 16.00", id="31 and then 30 days"),
        pytest.param("2026-01-31 16.00", "2026-02-28 16.00", id="28 days"),
        pytest.param("2028-01-31 16.00", "2028-02-29 16.00", id="29 days"),
        pytest.param("2028-02-29 16.00", "2028-03-31 16.00", id="after the 29th"),
        pytest.param("2026-12-31 15.59", "2026-12-31 16.00", id="December"),
        pytest.param("2026-12-31 16.00", "2027-01-31 16.00", id="into the next year"),
    ],
)
def test_the_end_of_a_month_is_the_end_of_work_on_its_last_day(
    now: str, goal: str, zone: tzinfo
) -> None:
    assert month_end(local(now, zone).astimezone(UTC), zone) == local(goal, zone)


def test_a_month_ends_in_each_zone_by_itself() -> None:
    """17.00 WITA is 16.00 WIB, 16.59 WITA is a minute before."""
    now = local("2026-04-30 16.59", WITA)
    assert month_end(now, WIB) == local("2026-04-30 16.00", WIB)
    assert month_end(now, WITA) == local("2026-05-31 16.00", WITA)
    assert month_end(now + timedelta(minutes=1), WIB) == local("2026-05-31 16.00", WIB)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def env(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Environment]:
    """Nobody is there, and the holidays of 2026 are known."""
    async with open_stage(tmp_path_factory.mktemp("stage"), scenes.DAWN) as env:
        for region in env.service.app.regions:
            line = f"libur {region} 2026"
            code, printed = await asyncio.to_thread(terminal.typed, env.desk, line)
            assert code == 0, printed
        yield env


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("region", "zone"), [("bulungan", WITA), ("karanganyar", WIB)])
@pytest.mark.parametrize(
    ("now", "count", "goal"),
    [
        pytest.param("2026-04-06 07.24", 5, "2026-04-14 07.00", id="a week"),
        pytest.param("2026-04-06 00.00", 1, "2026-04-08 07.00", id="its own day is none"),
        pytest.param("2026-04-06 23.59.59", 1, "2026-04-08 07.00", id="nor in its last second"),
        pytest.param("2026-04-10 16.00", 1, "2026-04-14 07.00", id="over a weekend"),
        pytest.param("2026-04-10 16.00", 5, "2026-04-18 07.00", id="up to a Saturday morning"),
        pytest.param("2026-04-11 12.00", 1, "2026-04-14 07.00", id="from a Saturday"),
        pytest.param("2026-04-30 12.00", 1, "2026-05-05 07.00", id="a holiday in between"),
        pytest.param("2026-05-12 12.00", 1, "2026-05-14 07.00", id="before a holiday"),
        pytest.param("2026-05-13 12.00", 1, "2026-05-19 07.00", id="a holiday, cuti bersama"),
        pytest.param("2026-12-31 12.00", 1, "2027-01-02 07.00", id="holidays that nobody knows"),
    ],
)
async def test_the_morning_after_so_many_working_days(
    env: Environment, region: str, zone: tzinfo, now: str, count: int, goal: str
) -> None:
    """KAM-02."""
    env.clock = VirtualClock(local(now, zone))
    there = env.service.app.regions[region]
    assert await working_days(env, there, count) == local(goal, zone)


@pytest.mark.asyncio(loop_scope="module")
async def test_each_zone_counts_its_own_days(env: Environment) -> None:
    """Half past eleven at night in Karanganyar is the next day in Bulungan."""
    env.clock = VirtualClock(local("2026-04-06 23.30", WIB))
    regions = env.service.app.regions
    karanganyar = await working_days(env, regions["karanganyar"], 1)
    assert karanganyar == local("2026-04-08 07.00", WIB)
    assert await working_days(env, regions["bulungan"], 1) == local("2026-04-09 07.00", WITA)
