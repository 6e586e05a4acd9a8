"""kill -9 of the bot, again and again, at random points under load."""

import asyncio
import random
from pathlib import Path
from time import monotonic

import pytest

from tests.faults.process import floor_of_starting
from tests.faults.tally import all_sent, percentile
from tests.faults.town import Town, a_town
from tests.postgres import Postgres

PEOPLE = 2_500
PER_SECOND = 20
RECOVERY = 45.0  # seconds: the lease of what was on its way, and the waiting rows


@pytest.mark.fault
@pytest.mark.timeout(240)
async def test_a_bot_killed_twenty_times_loses_nothing(server: Postgres, tmp_path: Path) -> None:
    await _killed(server.url(), tmp_path, kills=20)


@pytest.mark.fault
@pytest.mark.timeout(120)
async def test_a_bot_on_sqlite_killed_six_times_loses_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    await _killed(sqlite_url, tmp_path, kills=6)


async def _killed(database_url: str, home: Path, kills: int) -> None:
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
        await town.courier.idle(RECOVERY)
        states = await all_sent(town.engine, RECOVERY)
        found = await town.tally()
    wall, worked = zip(*back, strict=True)
    floor = await asyncio.to_thread(floor_of_starting)
    print(f"\n{kills} kills; first 200 after {percentile(wall, 0.5):.2f} s, at most")
    print(f"{max(wall):.2f} s; its own CPU time until then at most {max(worked):.2f} s,")
    print(f"of which loading the libraries {floor:.2f} s")
    print(found, dict(town.courier.statuses), dict(states))
    assert found.acked > kills
    assert found.clean
    # Asked where they are, and told that it was recorded: two rows, however often it died.
    assert states == {"sent": 2 * found.acked}
    # The wall clock belongs to whatever else runs here; what starting costs is the bot's own.
    # Three seconds, or where the libraries alone take more than one, in proportion.
    assert max(worked) < 3 * max(1.0, floor)


async def _kill(town: Town) -> tuple[float, float]:
    """Kill and start again; gives the seconds and the CPU seconds until the first 200."""
    town.process.kill()
    town.process.start()
    began = monotonic()
    await town.process.ready(town.session)
    # Counted from here on: the last answer of the one that died may still lie in a socket.
    before = town.courier.statuses[200]
    while town.courier.statuses[200] == before:
        if monotonic() - began > 30:
            raise AssertionError(town.process.said())
        await asyncio.sleep(0.01)
    return monotonic() - began, town.process.worked
