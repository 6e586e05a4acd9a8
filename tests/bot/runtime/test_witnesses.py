"""Witnesses of time: who agrees, who accuses, and by whose time everything else is done."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.clock import SystemClock, VirtualClock
from bot.runtime.metrics import CLOCKS_DIFFER
from bot.runtime.witnesses import AGREEMENT, ALONE, FRESH, UNKNOWN, Witnesses, steady_seconds
from db.engine import database_time, open_engine
from tests.postgres import free_port

TRUE = datetime(2026, 4, 6, 0, 24, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
LATER = timedelta(minutes=5)


@dataclass(slots=True)
class Scene:
    """True time that goes on, a machine's clock beside it, and a database that may be away."""

    true: datetime = TRUE
    wrong: timedelta = timedelta()
    database: timedelta | None = timedelta()
    away: bool = False
    probed: int = 0
    times: Witnesses = field(init=False)

    def __post_init__(self) -> None:
        self.times = Witnesses(self, self._seconds, self._database_time)

    def _seconds(self) -> float:
        return self.true.timestamp()

    def now(self) -> datetime:
        return self.true + self.wrong

    async def _database_time(self) -> datetime | None:
        if self.away:
            raise ConnectionError
        return None if self.database is None else self.true + self.database

    async def passes(self, by: timedelta = LATER) -> None:
        self.true += by
        await self.times.agree()


@pytest.fixture(autouse=True)
def lines() -> Iterator[list[dict[str, object]]]:
    with structlog.testing.capture_logs() as told:
        yield told  # type: ignore[misc]  # structlog's own mapping


async def test_clocks_that_agree_let_sweeps_go_on() -> None:
    scene = Scene(wrong=AGREEMENT)
    scene.times.answered(TRUE, "Telegram")
    scene.times.heard(TRUE - SECOND, "Telegram")
    assert (await scene.times.agree(), scene.times.doubt) == (True, None)
    assert scene.times.now() == TRUE + AGREEMENT


@pytest.mark.parametrize("off", [AGREEMENT + SECOND, 3 * DAY, -AGREEMENT - SECOND, -3 * DAY])
async def test_a_clock_that_the_database_contradicts_stands_still(off: timedelta) -> None:
    """Both sides of the two minutes: `test_clocks_that_agree_let_sweeps_go_on` is the other."""
    scene = Scene(wrong=off)
    assert not await scene.times.agree()
    side = "ahead of" if off > timedelta() else "behind"
    assert scene.times.doubt == f"this process's clock is {abs(off)} {side} the database's"


async def test_one_wrong_tick_is_outvoted_and_nothing_of_it_stays() -> None:
    scene = Scene()
    scene.times.answered(TRUE, "Telegram")
    await scene.times.agree()
    scene.true, scene.wrong = TRUE + LATER, 3 * DAY
    assert not await scene.times.agree()
    assert scene.times.now() == TRUE + LATER
    scene.wrong = timedelta()
    assert await scene.times.agree()
    assert scene.times.now() == TRUE + LATER


async def test_a_database_on_the_same_machine_that_jumps_with_it_does_not_hide_the_jump() -> None:
    scene = Scene()
    scene.times.answered(TRUE, "Telegram")
    await scene.times.agree()
    scene.true += LATER
    scene.wrong = scene.database = 3 * DAY
    assert not await scene.times.agree()
    assert scene.times.now() == TRUE + LATER


async def test_without_a_second_clock_the_time_that_passed_finds_the_jump() -> None:
    """SQLite: by the seconds since the start, even before Telegram has said anything."""
    scene = Scene(database=None)
    scene.times.heard(TRUE, "Telegram")
    assert await scene.times.agree()
    await scene.passes(8 * HOUR)  # a silent night stops nothing
    assert scene.times.doubt is None
    scene.wrong = 3 * DAY
    assert not await scene.times.agree()
    assert scene.times.now() == scene.true


async def test_without_a_second_clock_somebody_has_to_tell_the_time_first() -> None:
    scene = Scene(database=None)
    assert not await scene.times.agree()
    assert scene.times.doubt == ALONE
    scene.times.answered(TRUE, "Telegram")
    assert await scene.times.agree()


async def test_a_clock_that_was_wrong_from_the_start_is_found_by_telegram() -> None:
    scene = Scene(wrong=3 * DAY, database=3 * DAY)
    assert await scene.times.agree()  # nobody has said otherwise yet
    scene.times.answered(TRUE, "Telegram")
    scene.times.heard(TRUE, "Telegram")
    assert not await scene.times.agree()
    assert scene.times.now() == TRUE
    assert scene.times.doubt == "this process's clock is 3 days, 0:00:00 ahead of Telegram's"


async def test_a_machine_that_was_asleep_is_believed_once_telegram_agrees() -> None:
    """A restored machine: its clock is right, but by the time that passed it has jumped."""
    scene = Scene(database=None)
    scene.times.answered(TRUE, "Telegram")
    scene.wrong = DAY  # seen from its own steady seconds
    assert not await scene.times.agree()
    scene.times.answered(scene.now(), "Telegram")
    assert await scene.times.agree()
    assert scene.times.now() == scene.now()


async def test_while_in_doubt_telegram_is_asked() -> None:
    scene = Scene(database=None)

    async def probe() -> None:
        scene.probed += 1
        scene.times.answered(scene.now(), "Telegram")

    scene.times.probe = probe
    assert await scene.times.agree()
    await scene.passes()
    assert scene.probed == 1


async def test_a_message_from_times_to_come_accuses_the_clock() -> None:
    scene = Scene()
    scene.times.heard(TRUE + AGREEMENT + SECOND, "Telegram")
    assert not await scene.times.agree()
    await scene.passes(8 * HOUR)
    assert scene.times.doubt is not None  # however silent the night
    assert scene.times.now() == scene.true  # but alone it is not believed
    scene.times.heard(scene.true, "Telegram")
    assert await scene.times.agree()


async def test_a_message_that_comes_late_accuses_nobody_for_long() -> None:
    """After an outage the first message is hours old, and perhaps no other comes till morning."""
    scene = Scene(database=None)
    scene.times.heard(TRUE - HOUR, "Telegram")
    assert not await scene.times.agree()
    await scene.passes(FRESH)
    assert scene.times.doubt is not None
    await scene.passes(SECOND)
    assert scene.times.doubt is None


async def test_a_message_that_comes_late_says_nothing_where_telegram_has_answered() -> None:
    scene = Scene(database=None)
    scene.times.answered(TRUE, "Telegram")
    scene.times.heard(TRUE - HOUR, "Telegram")
    assert await scene.times.agree()


async def test_without_the_databases_time_nothing_is_swept() -> None:
    scene = Scene(away=True)
    scene.times.answered(TRUE, "Telegram")
    assert not await scene.times.agree()
    scene.away = False
    assert await scene.times.agree()


async def test_it_is_told_once_when_clocks_differ_and_once_when_they_agree_again(
    lines: list[dict[str, object]],
) -> None:
    scene = Scene(wrong=DAY)
    figures = []
    for wrong in (DAY, DAY, 2 * DAY, timedelta(), timedelta()):
        scene.wrong = wrong
        scene.times.answered(scene.now(), "Telegram")  # by what it believes it has started right
        await scene.times.agree()
        figures += [s.value for m in CLOCKS_DIFFER.collect() for s in m.samples]
    assert figures == [1, 1, 1, 0, 0]
    assert [line["event"] for line in lines] == [
        "sweeps and forgetting stand still",
        "clocks agree again: sweeps go on",
    ]


async def test_a_virtual_clock_brings_its_own_witnesses(engine: AsyncEngine) -> None:
    clock = VirtualClock(TRUE)
    times = Witnesses.of(clock, engine)
    clock.advance(100 * DAY)
    times.heard(TRUE, "Telegram")
    assert await times.agree()
    times.process = VirtualClock(clock.now() + 3 * DAY)
    assert not await times.agree()
    assert times.now() == clock.now()


async def test_the_real_clock_is_compared_with_the_databases(engine: AsyncEngine) -> None:
    told = await database_time(engine)
    assert (told is None) is (engine.dialect.name == "sqlite")
    times = Witnesses.of(SystemClock(), engine)
    times.answered(SystemClock().now(), "Telegram")
    assert await times.agree()
    times.process = VirtualClock(SystemClock().now() + DAY)
    assert not await times.agree()


async def test_a_database_that_is_away_tells_no_time() -> None:
    nowhere = open_engine(f"postgresql+asyncpg://hadir@127.0.0.1:{free_port()}/hadir")
    times = Witnesses.of(SystemClock(), nowhere)
    assert await times._asked() == UNKNOWN
    await nowhere.dispose()


async def test_steady_seconds_go_on() -> None:
    before = steady_seconds()
    await asyncio.sleep(0.001)
    assert steady_seconds() > before
