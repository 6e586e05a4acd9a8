"""The press: a process beside ours that prints, and whatever may become of it."""

import os
from collections.abc import AsyncIterator

import pytest

from bot.runtime.press import Press, PrintFailed
from bot.runtime.press_process import NICENESS
from tests.harness import printers
from tests.patience import PATIENCE

MADE = {
    "plain": printers.plain,
    "pid": printers.pid,
    "niceness": printers.niceness,
    "breaks": printers.breaks,
    "dies": printers.dies,
    "hangs": printers.hangs,
}


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    opened = Press(MADE, PATIENCE)
    yield opened
    opened.stop()


async def test_another_process_prints_and_gives_way_to_whoever_stamps(press: Press) -> None:
    assert await press.print("Budi", "plain") == b"%PDF-1.7 Budi"
    first = await press.print("Budi", "pid")
    assert first != str(os.getpid()).encode()
    assert await press.print("Budi", "pid") == first
    assert int(await press.print("Budi", "niceness")) == min(19, os.nice(0) + NICENESS)


async def test_what_cannot_be_printed_is_told_and_the_next_is_printed(press: Press) -> None:
    before = await press.print("Budi", "pid")
    with pytest.raises(PrintFailed, match="no room for Budi"):
        await press.print("Budi", "breaks")
    assert await press.print("Budi", "pid") == before


async def test_whatever_kills_it_kills_only_itself(press: Press) -> None:
    before = await press.print("Budi", "pid")
    with pytest.raises(PrintFailed, match="died"):
        await press.print("Budi", "dies")
    assert await press.print("Budi", "pid") != before


async def test_what_takes_too_long_is_ended(press: Press) -> None:
    await press.print("Budi", "pid")  # it has started
    press._seconds = 0.2
    with pytest.raises(PrintFailed, match="not printed after"):
        await press.print("Budi", "hangs")
    press._seconds = PATIENCE
    assert await press.print("Budi", "plain")


async def test_it_starts_again_after_it_was_stopped(press: Press) -> None:
    before = await press.print("Budi", "pid")
    press.stop()
    press.stop()
    assert await press.print("Budi", "pid") != before
