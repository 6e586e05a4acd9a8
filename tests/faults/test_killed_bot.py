"""kill -9 of the bot, again and again, at random points under load."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from tests.faults.process import floor_of_starting
from tests.faults.tally import all_sent, percentile
from tests.harness.town_process import Town, a_town
from tests.patience import PATIENCE
from tests.postgres import Postgres

PEOPLE = 2_500
PER_SECOND = 20

Record = Callable[[str, object], None]


@pytest.mark.fault
async def test_a_bot_killed_twenty_times_loses_nothing(
    server: Postgres, tmp_path: Path, record_property: Record
) -> None:
    await _killed(server.url(), tmp_path, record_property, kills=20)


@pytest.mark.fault
async def test_a_bot_on_sqlite_killed_six_times_loses_nothing(
    sqlite_url: str, tmp_path: Path, record_property: Record
) -> None:
    await _killed(sqlite_url, tmp_path, record_property, kills=6)


async def _killed(database_url: str, home: Path, record: Record, kills: int) -> None:
    chance = random.Random(20)  # noqa: S311 - repeatable on purpose
    async with a_town(database_url, home, PEOPLE) as town:
        await town.start()
        load = asyncio.create_task(town.rush(PER_SECOND, PEOPLE / PER_SECOND, pressing=True))
        back = []
        try:
            for _ in range(kills):
                await asyncio.sleep(chance.uniform(0.2, 1.2))
                back.append(await _kill(town))
        finally:
            load.cancel()
            await asyncio.gather(load, return_exceptions=True)
        await town.courier.idle()
        states = await all_sent(town.engine)
        found = await town.tally()
    wall, worked = zip(*back, strict=True)
    floor = await asyncio.to_thread(floor_of_starting)
    record("first 200 after, median", f"{percentile(wall, 0.5):.2f} s")
    record("first 200 after, at most", f"{max(wall):.2f} s")
    # The wall clock belongs to whatever else runs here; what starting costs is the bot's own.
    record("its own CPU time until then, at most", f"{max(worked):.2f} s")
    record("of which loading the libraries", f"{floor:.2f} s")
    print(f"\n{kills} kills;", end=" ")
    print(found, dict(town.courier.statuses), dict(states))
    assert found.acked > kills
    assert found.clean
    # Asked where they are, and told that it was recorded: two rows, however often it died.
    assert states == {"sent": 2 * found.acked}


async def _kill(town: Town) -> tuple[float, float]:
    """Kill and start again; gives the seconds and the CPU seconds until the first 200."""
    town.process.kill()
    town.process.start()
    began = monotonic()
    await town.process.ready(town.session)
    # Counted from here on: the last answer of the one that died may still lie in a socket.
    before = town.courier.statuses[200]
    while town.courier.statuses[200] == before:
        if monotonic() - began > PATIENCE:
            raise AssertionError(town.process.said())
        await asyncio.sleep(0.01)
    return monotonic() - began, town.process.worked
