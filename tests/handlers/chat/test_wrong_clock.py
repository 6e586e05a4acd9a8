"""One wrong tick of this machine's clock decides nothing; who writes is answered all the same."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import pytest

from bot.runtime import scheduler
from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from bot.runtime.witnesses import ALONE, Witnesses
from core.approvals.case import State
from db.messages.inbox import inbox
from db.records.activity import activity
from db.records.stamp import stamp
from tests.handlers.approvals.test_lapse import DEEMED, WEDNESDAY, filed, told
from tests.handlers.dialogue import at, employed, say, share, tap
from tests.office import GATE, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
WRONG = timedelta(days=3)
SWEEPS: tuple[Callable[[App], Awaitable[None]], ...] = (
    scheduler.expire_shares,
    scheduler.settle_cases,
    scheduler.remind,
    scheduler.forget,
)


async def one_wrong_tick(world: World, wrong: timedelta = WRONG) -> None:
    """This process's clock jumps, everything due by it would be swept, and it jumps back."""
    times = world.service.app.times
    times.process = VirtualClock(world.clock.now() + wrong)
    for sweep in SWEEPS:
        await sweep(world.service.app)
    await world.quiet()


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(activity)]


async def ready(world: World) -> tuple[int, str]:
    address = f"{world.service.settings.public_url}/readyz"
    async with aiohttp.ClientSession() as web, web.get(address) as answer:
        return answer.status, await answer.text()


@BOTH
@pytest.mark.parametrize("wrong", [WRONG, timedelta(days=240)], ids=["three days", "eight months"])
async def test_what_waits_still_waits_after_a_wrong_tick(world: World, wrong: timedelta) -> None:
    """BLG-9-10: silence approves after 48 hours, and not by a clock that alone believes so."""
    sari, budi = await filed(world, "14.00")
    marks, said = len(await world.rows(inbox)), len(budi.phone.told)
    await one_wrong_tick(world, wrong)
    assert await states(world) == [None]
    assert (len(await world.rows(inbox)), len(budi.phone.told)) == (marks, said)
    assert told(sari) == []


@BOTH
async def test_the_same_days_later_by_all_clocks_are_silence(world: World) -> None:
    """The control: what the wrong tick must not do is what right ones do."""
    _, budi = await filed(world, "14.00")
    await at("14.00", WEDNESDAY)(budi)
    await world.tick(1)
    assert await states(world) == [State.DEEMED_APPROVED]
    assert DEEMED in told(budi)[0]


async def test_while_the_clock_is_wrong_people_are_answered_and_decisions_count(
    world: World,
) -> None:
    """A tap carries no time of its own: it is judged by the one that most clocks agree on."""
    sari, budi = await filed(world, "14.00", "14.10")
    await one_wrong_tick(world)
    await sari.play((tap("Setujui semua (2)"), "Disetujui oleh"))
    rows = await world.rows(activity)
    assert {row.state for row in rows} == {State.APPROVED}
    assert {row.decided_at for row in rows} == {world.clock.now()}
    await budi.play((say("/hari_ini"), "6 April 2026"))


async def test_no_clock_of_ours_closes_the_month_in_which_somebody_stamps(world: World) -> None:
    """The time of a location is its platform's; every clock here may be wrong by months."""
    budi = await employed(world)
    await at("07.24", "2026-04-06")(budi)
    world.service.app.clock = VirtualClock(world.clock.now() + timedelta(days=240))  # type: ignore[assignment]
    await share(GATE)(budi)
    await world.quiet()
    (row,) = await world.rows(stamp)
    assert row.at == wita("2026-04-06", "07.24")


async def test_readiness_says_in_a_sentence_why_nothing_is_swept(world: World) -> None:
    """An updates' door that is shut would help nobody: it stays ready."""
    await one_wrong_tick(world)
    status, text = await ready(world)
    assert status == 200
    assert text.splitlines() == [
        "ready",
        "sweeps stand still: this process's clock is 3 days, 0:00:00 ahead of the database's",
    ]
    world.service.app.times.process = world.clock
    for sweep in SWEEPS:
        await sweep(world.service.app)
    assert await ready(world) == (200, "ready\n")


async def test_before_the_first_tick_nothing_stands_still(world: World) -> None:
    """Just started, nobody but this process has told the time; nothing waits for that yet."""
    alone = Witnesses(world.clock, lambda: 0.0, nobody)
    world.service.app.times = alone
    assert await ready(world) == (200, "ready\n")
    await SWEEPS[0](world.service.app)
    assert await ready(world) == (200, f"ready\nsweeps stand still: {ALONE}\n")


async def nobody() -> None:
    """SQLite has no time of its own."""


async def test_when_clocks_agree_again_what_fell_due_is_caught_up(world: World) -> None:
    sari, budi = await filed(world, "14.00")
    await one_wrong_tick(world)
    world.service.app.times.process = world.clock
    await at("14.00", WEDNESDAY)(sari)
    await world.tick(1)
    assert await states(world) == [State.DEEMED_APPROVED]
    assert DEEMED in told(budi)[0]


async def test_a_clock_that_is_behind_makes_no_late_decision_one_in_time(world: World) -> None:
    sari, _ = await filed(world, "14.00")
    world.clock.travel(world.clock.now() + timedelta(hours=48, seconds=1))
    world.service.app.times.process = VirtualClock(world.clock.now() - WRONG)
    await world.service.app.times.agree()
    await sari.play((tap("Setujui"), "Dianggap disetujui"))
    assert await states(world) == [State.DEEMED_APPROVED]
