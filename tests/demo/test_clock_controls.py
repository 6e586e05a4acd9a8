"""Where the buttons of the clock lead, and what the switches of the faults do."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.demo import time_travel
from bot.demo.act import Say
from bot.demo.clock_controls import MOVE, carry_on
from bot.demo.phone import Unfit
from bot.demo.session import FAULTS, Session, Switch, Underway
from bot.runtime.clock import SystemClock
from tests.builders.story import do, phone_of
from tests.office import WIB, WITA, wita

HOUR = timedelta(hours=1)


async def press(session: Session, **button: Any) -> datetime:
    await carry_on(session, MOVE.validate_json(json.dumps(button)))
    return session.env.clock.now()


async def test_the_buttons_lead_where_they_say(bare: Session) -> None:
    """From 05.00 WITA on Monday 6 April 2026, one after the other; each town has its own time."""
    start = bare.env.clock.now()
    assert await press(bare, act="hours", count=1) == start + HOUR
    first = await press(bare, act="at", time="06:29", region="bulungan")
    assert first == wita("2026-04-06", "06.29")
    then = await press(bare, act="at", time="06:29", region="karanganyar")
    assert then == datetime(2026, 4, 6, 6, 29, tzinfo=WIB)
    assert await press(bare, act="at", time="06:29", region="bulungan") == first + 24 * HOUR
    friday = await press(bare, act="working_days", count=2, region="bulungan")
    assert friday == wita("2026-04-10", "07.00")
    await bare.switch("stopped", on=True)  # what falls due on the way: tests.demo.test_month_end
    end = await press(bare, act="month_end", region="karanganyar")
    assert end == datetime(2026, 4, 30, 16, tzinfo=WIB)
    assert await press(bare, act="month_end", region="bulungan") == datetime(
        2026, 5, 31, 16, tzinfo=WITA
    )


async def test_the_clock_is_let_run_and_held(bare: Session) -> None:
    start = bare.env.clock.now()
    assert start <= await press(bare, act="run")
    assert bare.env.clock.running
    held = await press(bare, act="pause")
    assert (bare.env.clock.running, bare.env.clock.now()) == (False, held)


async def test_the_present_is_reached_once_and_never_from_the_future(bare: Session) -> None:
    await bare.switch("stopped", on=True)  # so that time only passes
    arrived = await press(bare, act="now")
    assert abs(arrived - SystemClock().now()) < timedelta(minutes=1)
    later = await press(bare, act="hours", count=1)
    with pytest.raises(Unfit, match="waktu tidak bisa mundur"):
        await press(bare, act="now")
    assert bare.env.clock.now() == later


@pytest.mark.parametrize(
    "button",
    [
        {"act": "at", "time": "07:24", "region": "antah"},
        {"act": "working_days", "count": 1, "region": ""},
        {"act": "month_end", "region": "Bulungan"},
    ],
    ids=lambda button: button["act"],
)
async def test_a_town_that_is_none_leads_nowhere(bare: Session, button: dict[str, Any]) -> None:
    before = bare.env.clock.now()
    with pytest.raises(Unfit, match="Daerah itu tidak ada di sini"):
        await press(bare, **button)
    assert bare.env.clock.now() == before


async def test_each_fault_begins_and_ends_with_its_switch(bare: Session) -> None:
    network = bare.env.sandbox.faults
    for fault in ("too_many", "server"):
        await bare.switch(fault, on=True)
        assert network.strike("sendmessage", "1") == FAULTS[fault][0].kind
        await bare.switch(fault, on=False)
        assert network.strike("sendmessage", "1") is None
    await bare.switch("reset", on=True)
    struck = [network.strike("sendmessage", "1") for _ in range(40)]
    assert {type(each).__name__ for each in struck} == {"ResetAfter", "NoneType"}
    assert network.strike("answercallbackquery", "1") is None


async def test_one_fault_ends_and_the_other_stays(bare: Session) -> None:
    both: tuple[Switch, ...] = ("too_many", "server")
    for fault in both:
        await bare.switch(fault, on=True)
    assert bare.faults == set(both)
    await bare.switch("too_many", on=False)
    assert bare.env.sandbox.faults.strike("sendmessage", "1") == FAULTS["server"][0].kind


@pytest.mark.parametrize("fault", ["too_many", "server"])
async def test_after_a_fault_everything_is_said(town: Session, fault: Switch) -> None:
    await town.switch(fault, on=True)
    talk = (await do(town, "Andi", Say("/poin"))).talk
    await journey_of_a_moment(town)
    before = [message for message in talk.messages if message.sender.is_bot]
    await town.switch(fault, on=False)
    await town.travel(town.env.clock.now() + HOUR)
    said = [m.text for m in talk.messages if m.sender.is_bot][len(before) :]
    assert len(said) == 1
    assert "poin" in said[0]


async def journey_of_a_moment(session: Session) -> None:
    """Until what people said is taken, and sending it was tried."""
    bot = phone_of(session, "Andi").talk.bot
    seen = session.bell.rung
    while bot.updates.waiting:
        await session.rings(seen, 0.05)
        seen = session.bell.rung


async def test_a_bot_that_is_off_can_be_turned_on_twice(bare: Session) -> None:
    """The second time it is restarted, as an administrator would."""
    for on, off in ((True, True), (True, True), (False, False), (False, False)):
        await bare.switch("stopped", on=on)
        assert (bare.env.up is None) == off
        assert bare.faults == ({"stopped"} if on else set())
    await time_travel.settled(bare.env)


async def test_nobody_moves_the_clock_while_the_bot_is_moved(bare: Session) -> None:
    async with bare._moving:
        for act in (bare.travel(bare.env.clock.now()), bare.switch("stopped", on=True)):
            with pytest.raises(Underway):
                await act
        with pytest.raises(Underway):
            bare.go_on(running=True)
    assert (bare.env.clock.running, bare.faults) == (False, set())
