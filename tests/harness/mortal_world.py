"""A world whose service is a process of its own, on PostgreSQL, that a test lets die."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.runtime.clock import VirtualClock
from bot.runtime.sender import LEASE
from bot.sandbox.bots import Settings as SandboxSettings
from bot.sandbox.delivery import Pace
from bot.sandbox.server import Sandbox
from core.organisation.region import Region, load_region
from tests.faults.courier import Courier
from tests.faults.process import BotProcess
from tests.harness.mortal import CODE, HOME, TICK, Orders
from tests.patience import LOOKING, PATIENCE
from tests.plain import PlainChannel
from tests.world import SECRET, TOKEN, World

# What a dead one had claimed is somebody else's then.
MOURNING = LEASE + timedelta(seconds=1)


class ToldByOrders(VirtualClock):
    """Stands still until it is moved, and then for the service as well."""

    def __init__(self, orders: Orders, start: datetime) -> None:
        super().__init__(start)
        self._orders = orders
        orders.now = self.now()

    def travel(self, to: datetime) -> None:
        super().travel(to)
        self._orders.now = self.now()


@dataclass(frozen=True, slots=True)
class ElsewhereApp:
    """What tests ask of the app, of one that runs in another process."""

    engine: AsyncEngine
    regions: dict[str, Region]


@dataclass(frozen=True, slots=True)
class ElsewhereSettings:
    """Likewise of its settings."""

    telegram: bool = True


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Likewise of a service."""

    app: ElsewhereApp
    settings: ElsewhereSettings


@dataclass(slots=True, repr=False)
class Mortal:
    """The process, who brings it updates, and what it was told."""

    process: BotProcess
    courier: Courier
    orders: Orders
    mourned: int = 0


@dataclass(slots=True, repr=False)
class MortalWorld(World):
    """The same gestures and dialogues as of any other world."""

    mortal: Mortal = field(kw_only=True)

    @property
    def orders(self) -> Orders:
        return self.mortal.orders

    @property
    def files(self) -> str:
        """Where the service keeps what it is sent and what it prints."""
        return self.mortal.process.environment["HADIR_FILES"]

    async def quiet(self, seconds: float = PATIENCE) -> None:
        """Wait until every update was acknowledged, every paper made, every message sent."""
        async with asyncio.timeout(seconds):
            while self.mortal.courier.waiting or any(await self._open(papers=sa.true())):
                await self._pass()

    async def tick(self, seconds: float) -> None:
        """Let time pass and do what fell due; whoever dies of it leaves it to the next life."""
        self.clock.advance(timedelta(seconds=seconds))
        before = self.orders.ticks
        async with asyncio.timeout(PATIENCE):
            while self.orders.ticks == before:
                await self._tick(before)
        await self.quiet()

    async def kill(self) -> None:
        """Kill it while it rests."""
        life = await self._alive()
        os.kill(life, signal.SIGKILL)
        await self._over(life)

    async def _tick(self, before: int) -> None:
        life = await self._alive()
        os.kill(life, TICK)
        while self.orders.life == life and self.orders.ticks == before:
            await self._pass()

    async def _alive(self) -> int:
        while not (life := self.orders.life):
            await self._pass()
        return life

    async def _over(self, life: int) -> None:
        while self.orders.life == life:
            await self._pass()

    async def _pass(self) -> None:
        """A moment; after a death as long as what was claimed stays claimed."""
        deaths = len(self.orders.deaths)
        if deaths > self.mortal.mourned:
            self.mortal.mourned = deaths
            self.clock.advance(MOURNING)
        await asyncio.sleep(LOOKING)


@asynccontextmanager
async def a_mortal_world(
    engine: AsyncEngine, home: Path, region_text: str, start: datetime
) -> AsyncIterator[MortalWorld]:
    """The service against the sandbox, over HTTP, on a furnished database of PostgreSQL."""
    region = load_region(region_text, "bulungan.toml")
    async with AsyncExitStack() as stack:
        orders = _at_home(home)
        clock = ToldByOrders(orders, start)
        settings = SandboxSettings(keep_calls=50_000, pace=Pace(scale=0.01, answer=PATIENCE))
        sandbox = await stack.enter_async_context(Sandbox(clock, settings))
        await sandbox.start()
        bot = sandbox.add_bot(TOKEN, "hadir_bot")
        environment = _environment(engine, home, sandbox, region.code, region_text)
        process = BotProcess(environment, home / "bot.log", code=CODE)
        stack.callback(process.kill)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        courier = Courier([f"{process.base}/telegram/{region.code}"], SECRET, session, pause=0.05)
        stack.push_async_callback(courier.stop)
        bot.updates.take = courier.take
        process.start()
        await process.ready(session)
        service: Any = Elsewhere(ElsewhereApp(engine, {region.code: region}), ElsewhereSettings())
        nobody: Any = None
        yield MortalWorld(
            service=service,
            sandbox=sandbox,
            bot=bot,
            clock=clock,
            plain=PlainChannel({}),
            wakes=nobody,
            mortal=Mortal(process, courier, orders),
        )


def _at_home(home: Path) -> Orders:
    home.mkdir(exist_ok=True)
    return Orders(home)


def _environment(
    engine: AsyncEngine, home: Path, sandbox: Sandbox, code: str, region_text: str
) -> dict[str, str]:
    regions = home / "regions"
    regions.mkdir()
    (regions / f"{code}.toml").write_text(region_text, encoding="utf-8")
    account = f"HADIR_TELEGRAM__{code.upper()}"
    return {
        HOME: str(home),
        "HADIR_DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "HADIR_DATABASE_TIMEOUT": str(PATIENCE),
        "HADIR_REGIONS": str(regions),
        "HADIR_FILES": str(home / "files"),
        "HADIR_TELEGRAM_API": sandbox.base_url.removesuffix("/bot"),
        "HADIR_SEND_RATE": "5000",
        "HADIR_SEND_TIMEOUT": str(PATIENCE),
        f"{account}__TOKEN": TOKEN,
        f"{account}__SECRET": SECRET,
    }
