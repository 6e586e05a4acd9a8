"""The running service: the composition root of everything, from settings to a clean stop."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

import structlog
from aiohttp import web
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.feed import Feed
from bot.channels.telegram.inbound import CHANNEL
from bot.runtime import place, scheduler
from bot.runtime.app import App
from bot.runtime.background import keep_running
from bot.runtime.clock import Clock, SystemClock
from bot.runtime.delivery import Outcome
from bot.runtime.log import configure
from bot.runtime.regions import load_regions
from bot.runtime.sender import Sender
from bot.runtime.server import HELD, Figures, Server
from bot.runtime.settings import Settings
from core.organisation.region import Region
from db.engine import is_unavailable, open_engine
from db.messages.inbox import Letter
from db.private import exposed, file_of
from db.records import terms

log = structlog.get_logger()

SENDING = 3  # connections: one claims, one writes what was sent, one says that we live
SELDOM = 20_000  # objects between two looks for garbage in cycles; a check-in makes hundreds
DRAINING = 10.0  # seconds that what is in flight may take at the end


class Service:
    """One process of Hadir: its app, its bots, its sender, its web server."""

    def __init__(self, settings: Settings, regions: Mapping[str, Region], clock: Clock) -> None:
        unknown = set(settings.telegram) - set(regions)
        if unknown:
            raise ValueError(f"bot tanpa berkas daerah: {', '.join(sorted(unknown))}")
        self.settings = settings
        engine = self._open(settings.database_pool)
        self.app = App(engine, regions, clock)
        times = self.app.times
        # A virtual clock's Telegram may live in another time than the sandbox's web server.
        told = times.answered if isinstance(clock, SystemClock) else None
        self.telegram = {
            region: TelegramChannel.open(settings, account, region, told)
            for region, account in settings.telegram.items()
        }
        times.probe = next((channel.probe for channel in self.telegram.values()), None)
        self.feeds = {
            region: Feed(self.app, channel, region) for region, channel in self.telegram.items()
        }
        # Answers are not to stand in line behind the morning's webhooks; on SQLite, which has
        # one writer, everybody stands in the same line.
        apart = engine.dialect.name != "sqlite"
        sending = self._open(SENDING) if apart else engine
        self.sender = Sender(
            sending,
            self.app.clock,
            {(region, CHANNEL): channel.send for region, channel in self.telegram.items()},
            self.app.wake,
            settings.send_rate,
        )
        self.figures = ""  # where they are told, once it listens
        self.server = Server(
            self.app,
            {r: f.take for r, f in self.feeds.items()},
            self._secrets(),
            lambda: self.sender.troubles,
        )

    def _open(self, connections: int) -> AsyncEngine:
        url, timeout = self.settings.database_url, self.settings.database_timeout
        return open_engine(url, pool_size=connections, command_timeout=timeout)

    def _secrets(self) -> dict[str, str]:
        return {
            region: account.secret.get_secret_value()
            for region, account in self.settings.telegram.items()
            if account.secret is not None
        }

    @asynccontextmanager
    async def running(self, *, polling: bool) -> AsyncIterator[str]:
        """Everything started; gives the address that the web server listens on.

        It ends in the other order: no more updates, no more claims, then what is in flight.
        """
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.app.engine.dispose)
            stack.push_async_callback(self.sender.engine.dispose)
            for channel in self.telegram.values():
                stack.push_async_callback(channel.close)
            stack.push_async_callback(self._drain)
            self._warn_of_open_files()
            keep_running(stack, "sending", self.sender.run)
            self._warn_of_samples()
            keep_running(stack, "keeping terms", self._keep_terms, once=True)
            ticking = scheduler.start(self.app)
            stack.callback(ticking.shutdown, wait=False)
            address = await self._listen(stack)
            for region in self.telegram:
                self._subscribe(stack, region, polling=polling)
            stack.callback(self.server.drain)
            yield address

    def _warn_of_samples(self) -> None:
        for code, region in self.app.regions.items():
            if region.samples:
                log.warning("sample data decides", region=code, keys=region.samples)

    def _warn_of_open_files(self) -> None:
        """What could not be tightened has to be by whoever owns it."""
        file = file_of(make_url(self.settings.database_url))
        found = exposed(file) if file else []
        found += [each for one in self.telegram.values() if (each := one.store.exposed)]
        for each in found:
            log.error("others of this machine can read this", path=str(each))

    async def _keep_terms(self) -> None:
        for region in self.app.regions.values():
            await terms.keep(self.app.engine, region)

    async def _listen(self, stack: AsyncExitStack) -> str:
        settings = self.settings
        address = await _open_door(stack, self.server.routes(), settings.host, settings.port)
        log.info("listening", at=address)
        host, port = settings.metrics_host, settings.metrics_port
        try:
            self.figures = await _open_door(stack, Figures().routes(), host, port)
        except OSError as error:  # another process of this bot has it; nobody's check-in needs it
            log.warning("no figures: choose another HADIR_METRICS_PORT", error=error.strerror)
        return address

    def _subscribe(self, stack: AsyncExitStack, region: str, *, polling: bool) -> None:
        """Ask Telegram for updates; in the background, for it may be away just now."""
        channel, url = self.telegram[region], self.settings.public_url
        secret = self._secrets().get(region)
        webhook = (f"{url}/telegram/{region}", secret) if url and secret and not polling else None
        introduce = partial(channel.introduce, webhook, polling=polling)
        keep_running(stack, f"introducing {region}", introduce, once=True)
        if polling:
            keep_running(stack, f"polling {region}", self.feeds[region].poll)

    async def _drain(self) -> None:
        with suppress(TimeoutError):  # what is left over is sent by whoever comes next
            async with asyncio.timeout(DRAINING):
                await self.sender.drain()


async def _open_door(stack: AsyncExitStack, routes: web.Application, host: str, port: int) -> str:
    """Listen until the end; gives the address. OSError where the port is taken."""
    runner = web.AppRunner(
        routes,
        access_log=None,
        shutdown_timeout=DRAINING,
        handle_signals=False,
        keepalive_timeout=HELD,
    )
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, host, port).start()
    found, at = runner.addresses[0][:2]
    return f"http://{found}:{at}"


async def serve(settings: Settings, *, polling: bool, clock: Clock | None = None) -> None:
    """Run until SIGTERM or SIGINT, then stop taking updates and finish what is in flight."""
    configure(settings.log_format)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    service = Service(settings, load_regions(settings.regions), clock or SystemClock())
    await _check(service)
    async with service.running(polling=polling):
        # What is here by now stays: the collector need not go through it again and again.
        gc.freeze()
        gc.set_threshold(SELDOM)
        await stop.wait()
        log.info("stopping")


async def _check(service: Service) -> None:
    """Raises `UnfitTables` or `WrongPlace`; a database that is away is looked at by /readyz."""
    app, stores = service.app, {r: channel.store for r, channel in service.telegram.items()}
    try:
        await app.tables.check()
        await place.check(app.engine, app.clock, stores)
    except Exception as error:
        if not is_unavailable(error):
            await _close(service)
            raise
        log.warning("database unavailable", error=type(error).__name__)


async def _close(service: Service) -> None:
    for channel in service.telegram.values():
        await channel.close()
    await service.sender.engine.dispose()
    await service.app.engine.dispose()


async def retry(settings: Settings, letters: Sequence[Letter]) -> list[Outcome]:
    """Handle dead letters again, each with its own time; gives what became of each.

    The answers go into the outbox; the running service sends them.
    """
    service = Service(settings, load_regions(settings.regions), SystemClock())
    try:
        await _check(service)
        return [await service.feeds[letter.region].again(letter) for letter in letters]
    finally:
        await _close(service)
