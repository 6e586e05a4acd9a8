"""The running service: the composition root of everything, from settings to a clean stop."""

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import structlog
from aiohttp import web

from bot import scheduler
from bot.app import App
from bot.clock import Clock, SystemClock
from bot.outbox import Sender
from bot.regions import load_regions
from bot.server import Server
from bot.settings import Settings
from bot.telegram import channel
from bot.telegram.feed import Feed
from bot.telegram.inbound import CHANNEL
from core.region import Region
from db import inbox
from db.engine import open_engine
from db.inbox import Letter

log = structlog.get_logger()

DRAINING = 10.0  # seconds that messages in flight may take at the end


class Service:
    """One process of Hadir: its app, its bots, its sender, its web server."""

    def __init__(self, settings: Settings, regions: Mapping[str, Region], clock: Clock) -> None:
        unknown = set(settings.telegram) - set(regions)
        if unknown:
            raise ValueError(f"bot tanpa berkas daerah: {', '.join(sorted(unknown))}")
        self.settings = settings
        engine = open_engine(
            settings.database_url,
            pool_size=settings.database_pool,
            command_timeout=settings.database_timeout,
        )
        self.app = App.on(engine, regions, clock)
        self.bots = {
            region: channel.open_bot(settings, account)
            for region, account in settings.telegram.items()
        }
        self.feeds = {region: Feed(self.app, bot, region) for region, bot in self.bots.items()}
        self.sender = Sender(
            engine,
            clock,
            {(region, CHANNEL): partial(channel.send, bot) for region, bot in self.bots.items()},
            self.app.wake,
            settings.send_rate,
        )
        self.server = Server(self.app, {r: f.take for r, f in self.feeds.items()}, self._secrets())

    def _secrets(self) -> dict[str, str]:
        return {
            region: account.secret.get_secret_value()
            for region, account in self.settings.telegram.items()
            if account.secret is not None
        }

    @asynccontextmanager
    async def running(self, *, polling: bool) -> AsyncIterator[str]:
        """Everything started; gives the address that the web server listens on."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.app.engine.dispose)
            for bot in self.bots.values():
                await stack.enter_async_context(bot)
            tasks = asyncio.create_task(self.sender.run())
            stack.push_async_callback(_cancel, tasks)
            stack.push_async_callback(self._drain)
            ticking = scheduler.start(self.app)
            stack.callback(ticking.shutdown, wait=False)
            address = await self._listen(stack)
            await self._subscribe(stack, polling=polling)
            yield address

    async def _listen(self, stack: AsyncExitStack) -> str:
        runner = web.AppRunner(self.server.routes(), access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, self.settings.host, self.settings.port)
        await site.start()
        host, port = runner.addresses[0][:2]
        log.info("listening", host=host, port=port)
        return f"http://{host}:{port}"

    async def _subscribe(self, stack: AsyncExitStack, *, polling: bool) -> None:
        secrets = self._secrets()
        for region, bot in self.bots.items():
            if polling:
                await bot.delete_webhook()
                task = asyncio.create_task(self.feeds[region].poll())
                stack.push_async_callback(_cancel, task)
            elif self.settings.public_url and region in secrets:
                url = f"{self.settings.public_url}/telegram/{region}"
                await channel.listen_by_webhook(bot, url, secrets[region])
            await channel.introduce(bot)

    async def _drain(self) -> None:
        self.server.draining = True
        async with asyncio.timeout(DRAINING):
            await self.sender.drain()


async def _cancel(task: "asyncio.Task[None]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def serve(settings: Settings, *, polling: bool) -> None:
    """Run until SIGTERM or SIGINT, then stop taking updates and finish what is in flight."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    service = Service(settings, load_regions(settings.regions), SystemClock())
    async with service.running(polling=polling):
        await stop.wait()
        log.info("stopping")


async def retry(settings: Settings, letters: Sequence[Letter]) -> int:
    """Handle dead letters again, each with its own time; gives how many went through.

    The answers go into the outbox; the running service sends them.
    """
    service = Service(settings, load_regions(settings.regions), SystemClock())
    for letter in letters:
        await service.feeds[letter.region].take(letter.body["body"], inbox.reopen)
    async with service.app.engine.begin() as db:
        left = {(letter.region, letter.update) for letter in await inbox.dead_letters(db)}
    await service.app.engine.dispose()
    return sum((letter.region, letter.update) not in left for letter in letters)
