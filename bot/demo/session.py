"""What the page shows and can do: everybody's phones, the clock, the faults, the bot's switch."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from bot.demo import time_travel
from bot.demo.environment import Environment
from bot.demo.phone import Phone
from bot.demo.residents import Resident, Spot, residents, spots
from bot.sandbox.chat import Bell
from bot.sandbox.faults import Fault, ResetAfter, ServerError, TooMany
from db.people import office

Switch: TypeAlias = Literal["too_many", "server", "reset", "stopped"]
AWAY, APART = 0.0032, 0.0004  # degrees: some 350 m west of the office, 45 m from each other
A_MOMENT = 0.3  # seconds in which what belongs together happens
# Only every other send is lost, so that a repetition comes through.
_SENDS = ("sendMessage", "sendPhoto", "sendDocument")
FAULTS: dict[Switch, tuple[Fault, ...]] = {
    "too_many": (Fault(TooMany(3)),),
    "server": (Fault(ServerError(502)),),
    "reset": tuple(Fault(ResetAfter(), method, share=0.5) for method in _SENDS),
    "stopped": (),  # the bot itself is off
}


class Underway(Exception):
    """The clock or the bot is being moved already."""


@dataclass(slots=True, repr=False)
class Session:
    """The environment with everybody's phones by key; its bell rings when anything changes.

    `people` by region and NIP. `goal` is the instant that the clock travels to just now.
    """

    env: Environment
    phones: dict[str, Phone] = field(default_factory=dict)
    people: dict[tuple[str, str], Resident] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    faults: set[Switch] = field(default_factory=set)
    goal: datetime | None = None
    _moving: asyncio.Lock = field(default_factory=asyncio.Lock)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def bell(self) -> Bell:
        return self.env.sandbox.world.bell

    async def travel(self, goal: datetime) -> None:
        """Move the clock; ValueError for what is past, `Underway` while it moves already."""
        if self._moving.locked():
            raise Underway
        async with self._moving:
            self.goal = goal
            self.bell.ring()
            try:
                await time_travel.travel(self.env, goal)
            finally:
                self.goal = None
                self.bell.ring()

    def go_on(self, *, running: bool) -> None:
        """Let the clock run, or hold it."""
        if self._moving.locked():
            raise Underway
        clock = self.env.clock
        (clock.run if running else clock.pause)()
        self.bell.ring()

    async def switch(self, fault: Switch, *, on: bool) -> None:
        """Let a fault begin or end; `stopped` turns the bot off and, afterwards, on again."""
        if fault == "stopped":
            await self._switch_bot(off=on)
        self.faults = self.faults | {fault} if on else self.faults - {fault}
        network = self.env.sandbox.faults
        network.clear()
        for each in (each for name in self.faults for each in FAULTS[name]):
            network.add(each)
        self.bell.ring()

    async def _switch_bot(self, *, off: bool) -> None:
        if self._moving.locked():
            raise Underway
        async with self._moving, self._looking:
            await self.env.turn_off()
            if not off:
                await self.env.turn_on()

    async def look_around(self) -> None:
        """Read anew who is who today, whose account is connected, and where the places are."""
        people: dict[tuple[str, str], Resident] = {}
        places: list[Spot] = []
        for region in self.env.service.app.regions.values():
            day = self.env.clock.now().astimezone(region.zone).date()
            async with self.env.service.app.engine.connect() as db:
                people |= {(r.region, r.nip): r for r in await residents(db, region, day)}
                places += spots(region, await office.load(db, region.code, region.zone))
        if (people, places) != (self.people, self.spots):
            self.people, self.spots = people, places
            self._hand_out()
            self.bell.ring()

    def _hand_out(self) -> None:
        """A phone for whoever has none yet, also of those who are imported later."""
        held = {(phone.region, phone.nip) for phone in self.phones.values()}
        for whose, resident in self.people.items():
            if whose not in held:
                self.give(resident.region, resident.nip, resident.name, resident.phone)

    def give(self, region: str, nip: str, name: str, number: str) -> None:
        """Give somebody a phone, which lies a little outside their office."""
        resident = self.people.get((region, nip))
        near = [spot for spot in self.spots if spot.region == region]
        own = [spot for spot in near if resident and spot.office == resident.office]
        lat, lon = next(spot.centre for spot in own + near)
        beside = (len(self.phones) % 5 - 2) * APART
        talk = self.env.sandbox.person(name, phone=number).open(self.env.bots[region])
        phone = Phone(region, nip, talk, (lat + beside, lon - AWAY))
        self.phones[phone.key] = phone

    async def watch(self) -> None:
        """Look around whenever something has happened, for ever."""
        seen = 0
        while True:
            await self.rings(seen, 60)
            await asyncio.sleep(A_MOMENT)
            seen = self.bell.rung
            async with self._looking:  # nobody turns the bot off meanwhile
                if self.env.up is not None:
                    await self.look_around()

    async def rings(self, seen: int, seconds: float) -> None:
        """Wait until the bell has rung more often than `seen`, or so many real seconds."""
        with suppress(TimeoutError):
            await self.bell.until(lambda: self.bell.rung > seen, seconds)
