"""The clocks: the real one is aware; the virtual one stands, or runs, and moves only forward."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.runtime.clock import SystemClock, VirtualClock
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


def test_a_clock_that_runs_goes_on_at_the_pace_of_real_seconds() -> None:
    clock = VirtualClock(START)
    assert not clock.running
    before = time.monotonic()
    clock.run()
    one, other = clock.now(), clock.now()
    assert clock.running
    assert START <= one <= other <= START + timedelta(seconds=time.monotonic() - before)


def test_a_clock_that_runs_moves_by_itself() -> None:
    clock = VirtualClock(START)
    clock.run()
    before = clock.now()
    while clock.now() == before:
        pass
    assert clock.now() > before


def test_a_clock_that_is_held_stands_where_it_was() -> None:
    clock = VirtualClock(START)
    clock.run()
    before = clock.now()
    clock.pause()
    assert not clock.running
    assert before <= clock.set_at == clock.now() == clock.now()


def test_running_and_holding_again_change_nothing() -> None:
    clock = VirtualClock(START)
    clock.pause()
    assert (clock.now(), clock.running) == (START, False)
    clock.run()
    before = clock.now()
    clock.run()
    assert clock.running
    assert clock.now() >= before


def test_a_clock_that_runs_jumps_and_runs_on_from_there() -> None:
    clock = VirtualClock(START)
    clock.run()
    clock.travel(START + timedelta(hours=10))
    assert clock.running
    assert START + timedelta(hours=10) <= clock.now() < START + timedelta(hours=11)
    clock.advance(timedelta(hours=10))
    assert START + timedelta(hours=20) <= clock.now() < START + timedelta(hours=21)
    with pytest.raises(ValueError, match="in the past"):
        clock.travel(START + timedelta(hours=20))
    assert clock.running


def test_where_it_was_set_changes_only_when_it_is_moved_held_or_let_run() -> None:
    clock = VirtualClock(START)
    assert clock.set_at == START
    clock.run()
    assert clock.set_at == START
    clock.now()
    assert clock.set_at == START
    clock.travel(START + timedelta(hours=1))
    assert clock.set_at == START + timedelta(hours=1)
    clock.pause()
    held = clock.set_at
    assert held >= START + timedelta(hours=1)
    assert held.utcoffset() == timedelta(0)
