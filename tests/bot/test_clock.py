"""The clocks: the real one is aware, the virtual one moves only when it is moved, and forward."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SystemClock, VirtualClock
from tests.office import wita

START = wita("2026-04-06", "07.24")


def test_the_real_clock_tells_the_time_in_utc() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_virtual_clock_stands_still() -> None:
    clock = VirtualClock(START)
    assert clock.now() == clock.now() == START
    assert clock.now().utcoffset() == timedelta(0)


def test_the_virtual_clock_moves_when_it_is_moved() -> None:
    clock = VirtualClock(START)
    clock.advance(timedelta(hours=9))
    clock.travel(START + timedelta(hours=10))
    assert clock.now() == START + timedelta(hours=10)


def test_time_never_runs_backwards() -> None:
    clock = VirtualClock(START)
    with pytest.raises(ValueError, match="in the past"):
        clock.advance(timedelta(seconds=-1))
    clock.travel(START)
    assert clock.now() == START
