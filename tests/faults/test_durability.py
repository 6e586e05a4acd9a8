"""The checker itself is checked: it must see loss where PostgreSQL is allowed to forget."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from tests.faults.conftest import serving
from tests.faults.tally import Tally
from tests.harness.town_process import Town, a_town
from tests.postgres import Postgres

ROUNDS = 8
PER_ROUND = 150
UNSAFE = ("fsync", "full_page_writes", "synchronous_commit")


@pytest.fixture(params=[*((name,) for name in UNSAFE), UNSAFE], ids=" and ".join)
def unsafe(request: pytest.FixtureRequest) -> Iterator[tuple[Postgres, tuple[str, ...]]]:
    names: tuple[str, ...] = request.param
    for server in serving(dict.fromkeys(names, "off")):
        yield server, names


@pytest.mark.fault
async def test_without_synchronous_commit_the_checker_sees_acknowledged_stamps_vanish(
    forgetful_server: Postgres, tmp_path: Path
) -> None:
    async with a_town(forgetful_server.url(), tmp_path, ROUNDS * PER_ROUND) as town:
        # The people themselves must not be forgotten.
        await _checkpoint(forgetful_server.url())
        await town.start()
        kills, found = 0, Tally()
        while not found.lost and kills < ROUNDS:
            found, kills = await _killed_after_a_rush(town, forgetful_server), kills + 1
    print(f"\nsynchronous_commit=off: loss seen after {kills} kill(s): {found}")
    assert found.lost > 0


@pytest.mark.fault
async def test_a_server_that_may_forget_is_never_ready(
    unsafe: tuple[Postgres, tuple[str, ...]], tmp_path: Path
) -> None:
    server, names = unsafe
    async with a_town(server.url(), tmp_path, people=1) as town:
        await town.start()
        async with town.session.get(f"{town.process.base}/readyz") as answer:
            said = await answer.text()
    assert answer.status == 503
    assert set(said.splitlines()) == {f"{name} is off" for name in names}


@pytest.mark.fault
async def test_a_server_with_its_defaults_is_ready(server: Postgres, tmp_path: Path) -> None:
    async with a_town(server.url(), tmp_path, people=1) as town:
        await town.start()
        await town.process.ready(town.session, "/readyz")


async def _killed_after_a_rush(town: Town, server: Postgres) -> Tally:
    await town.rush(PER_ROUND, 1)
    await town.courier.idle()
    await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)
    return await town.tally()


async def _checkpoint(url: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    async with engine.connect() as db:
        await db.exec_driver_sql("CHECKPOINT")
    await engine.dispose()
