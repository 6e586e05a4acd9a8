"""The running service: everything put together, from settings and channels to a clean stop."""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog
from aiohttp import web
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.base import Channel
from bot.media.keeper import Keeper
from bot.media.store import Store
from bot.runtime import place, scheduler
from bot.runtime.app import App
from bot.runtime.attachments import Attachments
from bot.runtime.attempt import Send
from bot.runtime.background import keep_running
from bot.runtime.clock import Clock, SystemClock
from bot.runtime.delivery import Outcome
from bot.runtime.documents import Documents
from bot.runtime.log import configure
from bot.runtime.receiver import UpdateReceiver
from bot.runtime.regions import load_regions
from bot.runtime.rendering import Dispatch
from bot.runtime.sender import Sender
from bot.runtime.server import IDLE_SECONDS, Figures, Handle, Routes, Server
from bot.runtime.settings import Settings
from core.organisation.region import Region
from db.engine import is_unavailable, open_engine, open_reader
from db.messages.inbox import Letter
from db.private import exposed, file_of
from db.records import terms

log = structlog.get_logger()

SENDING_CONNECTIONS = 3  # one claims, one writes what was sent, one says that we live
GARBAGE_OBJECTS = 20_000  # between two looks for cycles; a check-in makes hundreds
DRAINING_SECONDS = 10.0  # that what is in flight may take at the end


class Service:
    """One process of Hadir: its app, its channels, its sender, its web server."""

    def __init__(
        self,
        settings: Settings,
        regions: Mapping[str, Region],
        clock: Clock,
        channels: Sequence[Channel],
    ) -> None:
        """ValueError where a channel has an account of a region that there is no file of."""
        if unknown := unknown_regions(channels, regions):
            raise ValueError(f"bot tanpa berkas daerah: {', '.join(sorted(unknown))}")
        self.settings = settings
        self.channels = {channel.name: channel for channel in channels}
        engine = self._open(settings.database_pool)
        self.app = App(engine, regions, clock)
        self.app.times.probe = next((channel.probe for channel in channels), None)
        served = {region for channel in channels for region in channel.regions}
        self.stores = {region: Store(settings.files, region) for region in sorted(served)}
        keepers = {code: Keeper(store, settings.pdf_limit) for code, store in self.stores.items()}
        attachments = Attachments(self.app, keepers)
        self.receivers = {
            name: UpdateReceiver(self.app, channel, attachments)
            for name, channel in self.channels.items()
        }
        # Answers are not to stand in line behind the morning's webhooks; on SQLite, which has
        # one writer, everybody stands in the same line.
        apart = engine.dialect.name != "sqlite"
        sending = self._open(SENDING_CONNECTIONS) if apart else engine
        self.sender = Sender(
            sending, self.app.clock, self._dispatches(), self.app.wake, settings.send_rate
        )
        self.documents = Documents(
            self.app.engine,
            open_reader(settings.database_url, command_timeout=settings.database_timeout),
            self.app.clock,
            regions,
            self.stores,
            self.app.wake,
        )
        self.figures = ""  # where they are told, once it listens
        self.server = Server(self.app, self._webhooks(), lambda: self.sender.troubles)

    def _open(self, connections: int) -> AsyncEngine:
        url, timeout = self.settings.database_url, self.settings.database_timeout
        return open_engine(url, pool_size=connections, command_timeout=timeout)

    def _dispatches(self) -> dict[tuple[str, str], Send]:
        return {
            (region, name): Dispatch(channel, self.app.regions[region], self.stores[region])
            for name, channel in self.channels.items()
            for region in channel.regions
        }

    def _webhooks(self) -> list[tuple[Routes, Handle]]:
        return [(self.channels[name].routes, each.handle) for name, each in self.receivers.items()]

    @asynccontextmanager
    async def running(self, *, polling: bool) -> AsyncIterator[str]:
        """Everything started; gives the address that the web server listens on.

        It ends in the other order: no more updates, no more claims, then what is in flight.
        """
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.app.engine.dispose)
            stack.push_async_callback(self.sender.engine.dispose)
            stack.push_async_callback(self.documents.reader.dispose)
            for channel in self.channels.values():
                stack.push_async_callback(channel.close)
            stack.push_async_callback(self._drain)
            self._warn_of_open_files()
            keep_running(stack, "sending", self.sender.run)
            keep_running(stack, "printing", self.documents.run)
            self._warn_of_samples()
            keep_running(stack, "keeping terms", self._keep_terms, once=True)
            ticking = scheduler.start(self.app)
            stack.callback(ticking.shutdown, wait=False)
            address = await self._listen(stack)
            for name, channel in self.channels.items():
                for work in channel.start(self.receivers[name], polling=polling):
                    keep_running(stack, work.name, work.run, once=work.once)
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
        found += [each for store in self.stores.values() if (each := store.exposed)]
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

    async def _drain(self) -> None:
        with suppress(TimeoutError):  # what is left over is sent by whoever comes next
            async with asyncio.timeout(DRAINING_SECONDS):
                await self.sender.drain()


def unknown_regions(channels: Sequence[Channel], regions: Collection[str]) -> set[str]:
    """Codes of regions that a channel has an account for, and no file tells anything of."""
    return {region for channel in channels for region in channel.regions} - set(regions)


async def _open_door(stack: AsyncExitStack, routes: web.Application, host: str, port: int) -> str:
    """Listen until the end; gives the address. OSError where the port is taken."""
    runner = web.AppRunner(
        routes,
        access_log=None,
        shutdown_timeout=DRAINING_SECONDS,
        handle_signals=False,
        keepalive_timeout=IDLE_SECONDS,
    )
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, host, port).start()
    found, at = runner.addresses[0][:2]
    return f"http://{found}:{at}"


async def serve(
    settings: Settings,
    channels: Sequence[Channel],
    *,
    polling: bool,
    clock: Clock | None = None,
) -> None:
    """Run until SIGTERM or SIGINT, then stop taking updates and finish what is in flight."""
    configure(settings.log_format)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    service = Service(settings, load_regions(settings.regions), clock or SystemClock(), channels)
    await _check(service)
    async with service.running(polling=polling):
        # What is here by now stays: the collector need not go through it again and again.
        gc.freeze()
        gc.set_threshold(GARBAGE_OBJECTS)
        await stop.wait()
        log.info("stopping")


async def _check(service: Service) -> None:
    """Raises `UnfitTables` or `WrongPlace`; a database that is away is looked at by /readyz."""
    app = service.app
    try:
        await app.tables.check()
        await place.check(app.engine, app.clock, service.stores)
    except Exception as error:
        if not is_unavailable(error):
            await _close(service)
            raise
        log.warning("database unavailable", error=type(error).__name__)


async def _close(service: Service) -> None:
    for channel in service.channels.values():
        await channel.close()
    await service.sender.engine.dispose()
    await service.documents.reader.dispose()
    await service.app.engine.dispose()


async def retry(
    settings: Settings, channels: Sequence[Channel], letters: Sequence[Letter]
) -> list[Outcome]:
    """Handle dead letters again, each with its own time; gives what became of each.

    The answers go into the outbox; the running service sends them.
    """
    service = Service(settings, load_regions(settings.regions), SystemClock(), channels)
    try:
        await _check(service)
        return [await service.receivers[letter.channel].handle_again(letter) for letter in letters]
    finally:
        await _close(service)
