"""A town under load: the bot as a process, its database, its Telegram, and a crowd."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import aiohttp
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.sandbox.bots import SandboxBot, Settings
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.faults.courier import Courier
from tests.faults.crowd import furnish_crowd, open_chats
from tests.faults.process import BotProcess
from tests.faults.tally import Tally, tally
from tests.office import GATE, region_file, wita

REGION = "bulungan"
TOKEN = "700000001:AAHfaultsfaultsfaultsfaultsfaultsfaults"
SECRET = "a-long-and-secret-secret"
# A working Monday that has passed: what the bot's own clock says plays no part in a stamp.
MORNING = wita("2026-04-06", "07.24")


class RunningClock:
    """A clock that was set to a morning and goes on from there."""

    def __init__(self, start: datetime) -> None:
        self._start, self._began = start, monotonic()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=monotonic() - self._began)


@dataclass(slots=True)
class Town:
    """What a fault test holds in its hands; `checked_in` are the chats that shared already."""

    sandbox: Sandbox
    bot: SandboxBot
    engine: AsyncEngine
    courier: Courier
    session: aiohttp.ClientSession
    processes: list[BotProcess]
    people: list[PersonChat]
    checked_in: list[PersonChat] = field(default_factory=list)

    @property
    def process(self) -> BotProcess:
        return self.processes[0]

    async def start(self) -> None:
        for process in self.processes:
            process.start()
        for process in self.processes:
            await process.ready(self.session)

    async def check_in(self, *, pressing: bool = False) -> None:
        """The next person shares at the gate, after pressing Masuk or without."""
        chat = self.people[len(self.checked_in)]
        self.checked_in.append(chat)
        if pressing:
            await chat.say("Masuk")
        await chat.share_live(*chat.fix(GATE), accuracy=12.0)

    async def rush(self, per_second: float, seconds: float, *, pressing: bool = False) -> float:
        """Check people in at an even pace for so long, however many are waiting already.

        Gives the rate that was really offered: less than `per_second` where this machine cannot
        even ask so fast.
        """
        began, people = monotonic(), int(per_second * seconds)
        for number in range(people):
            await asyncio.sleep(max(0.0, began + number / per_second - monotonic()))
            await self.check_in(pressing=pressing)
        return people / (monotonic() - began)

    async def tally(self) -> Tally:
        return await tally(self.engine, self.checked_in)


@asynccontextmanager
async def a_town(
    database_url: str,
    home: Path,
    people: int,
    *,
    through: str | None = None,
    processes: int = 1,
    settings: dict[str, str] | None = None,
) -> AsyncIterator[Town]:
    """Furnish a database with tables and stand everything up, but start no bot yet.

    The bots speak to the database `through` another address, where one is given.
    """
    async with AsyncExitStack() as stack:
        # Every journal entry is kept: the tests count by it.
        kept = Settings(keep_calls=50_000)
        sandbox = await stack.enter_async_context(Sandbox(RunningClock(MORNING), kept))
        await sandbox.start()
        bot = sandbox.add_bot(TOKEN, "hadir_bot")
        chats = open_chats(sandbox, bot, people)
        # No pool: a connection kept from before would have died with the server.
        engine = create_async_engine(database_url, poolclass=sa.NullPool)
        stack.push_async_callback(engine.dispose)
        await furnish_crowd(engine, REGION, chats, MORNING)
        environment = _environment(through or database_url, home, sandbox) | (settings or {})
        bots = [BotProcess(environment, home / f"bot-{n}.log") for n in range(processes)]
        for process in bots:
            stack.callback(process.kill)
        session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        await stack.enter_async_context(session)
        courier = Courier([f"{p.base}/telegram/{REGION}" for p in bots], SECRET, session)
        stack.push_async_callback(courier.stop)
        bot.updates.take = courier.take
        yield Town(sandbox, bot, engine, courier, session, bots, chats)


def _environment(database_url: str, home: Path, sandbox: Sandbox) -> dict[str, str]:
    regions = home / "regions"
    regions.mkdir()
    (regions / f"{REGION}.toml").write_text(region_file(REGION), encoding="utf-8")
    account = f"HADIR_TELEGRAM__{REGION.upper()}"
    return {
        "HADIR_DATABASE_URL": database_url,
        "HADIR_REGIONS": str(regions),
        "HADIR_FILES": str(home / "berkas"),
        "HADIR_TELEGRAM_API": sandbox.base_url.removesuffix("/bot"),
        "HADIR_SEND_RATE": "5000",
        f"{account}__TOKEN": TOKEN,
        f"{account}__SECRET": SECRET,
    }
