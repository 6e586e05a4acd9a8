"""The network before PostgreSQL breaks and PostgreSQL is killed, at 200 check-ins a second."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import monotonic

import pytest

from tests.faults.proxy import Proxy, Weather, a_proxy
from tests.faults.tally import Tally, all_sent, percentile
from tests.harness.town_process import Town, a_town
from tests.postgres import Postgres

PER_SECOND = 200
SECONDS = 60
LEAST = 12  # faults

Fault = Callable[[Proxy, Postgres], Awaitable[None]]


@pytest.mark.fault
async def test_no_fault_of_the_database_loses_or_doubles_a_check_in(
    server: Postgres, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with (
        a_proxy(server.port) as proxy,
        a_town(
            server.url(),
            tmp_path,
            PER_SECOND * SECONDS,
            through=server.url().replace(str(server.port), str(proxy.port)),
        ) as town,
    ):
        await town.start()
        load = asyncio.create_task(town.rush(PER_SECOND, SECONDS))
        struck = await _break(proxy, server, load)
        offered, healed = await load, monotonic()
        queued = town.courier.waiting
        await town.courier.idle()
        settled = monotonic() - healed
        states = await all_sent(town.engine)
        found = await town.tally()
        _show(town, struck, offered, found)
        print(f"{queued} waited when it was over, {dict(states)}")
    record_property(f"after the last fault {queued} waited, settled", f"{settled:.1f} s later")
    assert sum(struck.values()) >= LEAST
    assert found.clean
    assert states == {"sent": found.acked}
    assert found.acked == PER_SECOND * SECONDS


async def _break(proxy: Proxy, server: Postgres, load: "asyncio.Task[float]") -> Counter[str]:
    """Faults one after another until the load has ended, so many at least; gives them by kind."""
    chance = random.Random(1)  # noqa: S311 - repeatable on purpose
    struck: Counter[str] = Counter()
    while not load.done() or sum(struck.values()) < LEAST:
        await asyncio.sleep(chance.uniform(1.0, 2.5))
        fault = chance.choice(FAULTS)
        struck[fault.__name__.strip("_")] += 1
        await fault(proxy, server)
    return struck


def _show(town: Town, struck: Counter[str], offered: float, found: Tally) -> None:
    times = town.courier.acked.values()
    print(f"\noffered {offered:.0f}/s for {SECONDS} s, {dict(struck)}, {found}")
    print(f"acknowledged after {percentile(times, 0.5) * 1000:.0f} ms (median),", end=" ")
    print(f"{percentile(times, 0.99):.2f} s (p99), {max(times):.2f} s (longest);", end=" ")
    print(f"answers {dict(town.courier.statuses)}")


async def _latency(proxy: Proxy, _server: Postgres) -> None:
    await _for(proxy, Weather.SLOW, 2.0)


async def _blackhole(proxy: Proxy, _server: Postgres) -> None:
    await _for(proxy, Weather.BLACKHOLE, 2.5)


async def _refused(proxy: Proxy, _server: Postgres) -> None:
    await _for(proxy, Weather.REFUSED, 1.5)


async def _reset(proxy: Proxy, _server: Postgres) -> None:
    proxy.reset()


async def _killed(_proxy: Proxy, server: Postgres) -> None:
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)


async def _for(proxy: Proxy, weather: Weather, seconds: float) -> None:
    await proxy.change(weather)
    await asyncio.sleep(seconds)
    await proxy.change(Weather.FINE)


FAULTS: tuple[Fault, ...] = (_latency, _blackhole, _refused, _reset, _killed)
