"""Where the buttons of the clock lead, and what the switches of the faults do."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.demo import journey
from bot.demo.act import Say
from bot.demo.phone import Unfit
from bot.demo.show import FAULTS, Show, Switch, Underway
from bot.demo.timetable import MOVE, carry_on
from bot.runtime.clock import SystemClock
from tests.builders.story import do, phone_of
from tests.office import WIB, WITA, wita

HOUR = timedelta(hours=1)


async def press(show: Show, **button: Any) -> datetime:
    await carry_on(show, MOVE.validate_json(json.dumps(button)))
    return show.stage.clock.now()


async def test_the_buttons_lead_where_they_say(bare: Show) -> None:
    """From 05.00 WITA on Monday 6 April 2026, one after the other; each town has its own time."""
    start = bare.stage.clock.now()
    assert await press(bare, act="hours", count=1) == start + HOUR
    first = await press(bare, act="at", time="06:29", region="bulungan")
    assert first == wita("2026-04-06", "06.29")
    then = await press(bare, act="at", time="06:29", region="karanganyar")
    assert then == datetime(2026, 4, 6, 6, 29, tzinfo=WIB)
    assert await press(bare, act="at", time="06:29", region="bulungan") == first + 24 * HOUR
    friday = await press(bare, act="working_days", count=2, region="bulungan")
    assert friday == wita("2026-04-10", "07.00")
    end = await press(bare, act="month_end", region="karanganyar")
    assert end == datetime(2026, 4, 30, 16, tzinfo=WIB)
    assert await press(bare, act="month_end", region="bulungan") == datetime(
        2026, 5, 31, 16, tzinfo=WITA
    )


async def test_the_clock_is_let_run_and_held(bare: Show) -> None:
    start = bare.stage.clock.now()
    assert start <= await press(bare, act="run")
    assert bare.stage.clock.running
    held = await press(bare, act="pause")
    assert (bare.stage.clock.running, bare.stage.clock.now()) == (False, held)


async def test_the_present_is_reached_once_and_never_from_the_future(bare: Show) -> None:
    await bare.switch("stopped", on=True)  # so that time only passes
    arrived = await press(bare, act="now")
    assert abs(arrived - SystemClock().now()) < timedelta(minutes=1)
    later = await press(bare, act="hours", count=1)
    with pytest.raises(Unfit, match="waktu tidak bisa mundur"):
        await press(bare, act="now")
    assert bare.stage.clock.now() == later


@pytest.mark.parametrize(
    "button",
    [
        {"act": "at", "time": "07:24", "region": "antah"},
        {"act": "working_days", "count": 1, "region": ""},
        {"act": "month_end", "region": "Bulungan"},
    ],
    ids=lambda button: button["act"],
)
async def test_a_town_that_is_none_leads_nowhere(bare: Show, button: dict[str, Any]) -> None:
    before = bare.stage.clock.now()
    with pytest.raises(Unfit, match="Daerah itu tidak ada di sini"):
        await press(bare, **button)
    assert bare.stage.clock.now() == before


async def test_each_fault_begins_and_ends_with_its_switch(bare: Show) -> None:
    network = bare.stage.sandbox.faults
    for fault in ("too_many", "server"):
        await bare.switch(fault, on=True)
        assert network.strike("sendmessage", "1") == FAULTS[fault][0].kind
        await bare.switch(fault, on=False)
        assert network.strike("sendmessage", "1") is None
    await bare.switch("reset", on=True)
    struck = [network.strike("sendmessage", "1") for _ in range(40)]
    assert {type(each).__name__ for each in struck} == {"ResetAfter", "NoneType"}
    assert network.strike("answercallbackquery", "1") is None


async def test_one_fault_ends_and_the_other_stays(bare: Show) -> None:
    both: tuple[Switch, ...] = ("too_many", "server")
    for fault in both:
        await bare.switch(fault, on=True)
    assert bare.faults == set(both)
    await bare.switch("too_many", on=False)
    assert bare.stage.sandbox.faults.strike("sendmessage", "1") == FAULTS["server"][0].kind


@pytest.mark.parametrize("fault", ["too_many", "server"])
async def test_after_a_fault_everything_is_said(town: Show, fault: Switch) -> None:
    await town.switch(fault, on=True)
    talk = (await do(town, "Andi", Say("/poin"))).talk
    await journey_of_a_moment(town)
    before = [message for message in talk.messages if message.sender.is_bot]
    await town.switch(fault, on=False)
    await town.travel(town.stage.clock.now() + HOUR)
    said = [m.text for m in talk.messages if m.sender.is_bot][len(before) :]
    assert len(said) == 1
    assert "poin" in said[0]


async def journey_of_a_moment(show: Show) -> None:
    """Until what people said is taken, and sending it was tried."""
    bot = phone_of(show, "Andi").talk.bot
    seen = show.bell.rung
    while bot.updates.waiting:
        await show.rings(seen, 0.05)
        seen = show.bell.rung


async def test_a_bot_that_is_off_can_be_turned_on_twice(bare: Show) -> None:
    """The second time it is restarted, as an administrator would."""
    for on, off in ((True, True), (True, True), (False, False), (False, False)):
        await bare.switch("stopped", on=on)
        assert (bare.stage.up is None) == off
        assert bare.faults == ({"stopped"} if on else set())
    await journey.settled(bare.stage)


async def test_nobody_moves_the_clock_while_the_bot_is_moved(bare: Show) -> None:
    async with bare._moving:
        for act in (bare.travel(bare.stage.clock.now()), bare.switch("stopped", on=True)):
            with pytest.raises(Underway):
                await act
        with pytest.raises(Underway):
            bare.go_on(running=True)
    assert (bare.stage.clock.running, bare.faults) == (False, set())
