"""The web server: webhooks in, and what operators and load balancers ask."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from http import HTTPStatus
from time import monotonic, perf_counter

import structlog
from aiohttp import web
from aiohttp.hdrs import CONTENT_TYPE, SERVER
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.channels.base import RawUpdate, Taking
from bot.channels.errors import RedeliverLater
from bot.runtime import tables
from bot.runtime.app import App
from bot.runtime.metrics import SECONDS
from db.engine import unsafe_settings

log = structlog.get_logger()

BODY_BYTES_MAX = 1024 * 1024  # an update has a few kB
BODY_SECONDS = 10.0  # at most; whoever needs longer holds a connection and sends nothing
IDLE_SECONDS = 20.0  # that a connection may be idle, or tell its headers bit by bit
FIGURES_SECONDS = 1.0  # until they are drawn anew
RETRY_AFTER = {"Retry-After": "2"}

Routes = Callable[[Taking], Iterable[web.RouteDef]]
Handle = Callable[[RawUpdate], Awaitable[None]]


class Server:
    """Routes and their answers: each channel's webhooks, and who handles what comes by them.

    `troubles` gives what does not keep us from taking updates, but has to be known.
    """

    def __init__(
        self,
        app: App,
        webhooks: Sequence[tuple[Routes, Handle]],
        troubles: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._app = app
        self._webhooks = webhooks
        self._troubles = troubles
        self.draining = False

    def drain(self) -> None:
        """From now on a platform shall keep its updates for whoever comes next."""
        self.draining = True

    def routes(self) -> web.Application:
        application = web.Application(client_max_size=BODY_BYTES_MAX)
        application.on_response_prepare.append(_unnamed)
        for routes, handle in self._webhooks:
            application.router.add_routes(routes(partial(self.take, handle)))
        application.router.add_get("/healthz", self.healthz)
        application.router.add_get("/readyz", self.readyz)
        return application

    async def take(
        self, handle: Handle, request: web.Request, read: Callable[[bytes], Sequence[RawUpdate]]
    ) -> web.Response:
        """200 once all updates of a body are durable; 503 makes a platform keep it and come again.

        400 where `read` raises ValueError. Called by a channel that knows who asks.
        """
        if self.draining:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=RETRY_AFTER)
        began = perf_counter()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                raw = await request.read()
            updates = read(raw)
        except ValueError:
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        except TimeoutError:
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
        try:
            for update in updates:
                await handle(update)
        except RedeliverLater:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=RETRY_AFTER)
        SECONDS.observe(perf_counter() - began)
        return web.Response()

    async def healthz(self, _request: web.Request) -> web.Response:
        """The process lives."""
        return web.Response(text="ok\n")

    async def readyz(self, _request: web.Request) -> web.Response:
        """Updates can be taken, and what is acknowledged stays."""
        reasons = ["draining"] if self.draining else []
        # Updates are taken and answered all the same: being asked for none would help nobody.
        waits = [f"sweeps stand still: {why}"] if (why := self._app.times.standing) else []
        waits += self._troubles()
        try:
            async with self._app.engine.connect() as db:
                reasons += [f"{name} is off" for name in await unsafe_settings(db)]
            condition = await self._app.tables.look()
            reasons += [tables.summary(condition)] if self._app.tables.unfit else []
        except Exception as error:  # noqa: BLE001 - whatever it is, we are not ready
            log.warning("not ready", error=type(error).__name__)
            reasons.append("database unavailable")
        if reasons:
            text = "\n".join([*reasons, *waits]) + "\n"
            return web.Response(text=text, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response(text="\n".join(["ready", *waits, *self._remarks()]) + "\n")

    def _remarks(self) -> list[str]:
        """What does not keep anybody waiting, but somebody should look at."""
        failed = len(self._app.failures.rows)
        sampled = [region.code for region in self._app.regions.values() if region.samples]
        remarks = [f"{failed} rows failed: hadir tertahan"] * bool(failed)
        return remarks + [f"sample data decides in {', '.join(sampled)}"] * bool(sampled)


async def _unnamed(_request: web.Request, answer: web.StreamResponse) -> None:
    """Which versions run here is nobody's business."""
    answer.headers.pop(SERVER, None)


class Figures:
    """What Prometheus asks for, on a door of its own: nobody's check-in waits for it.

    Drawing all figures takes as long as a check-in's share, so it is done once in a while.
    """

    def __init__(self) -> None:
        self._drawn = b""
        self._until = 0.0

    def routes(self) -> web.Application:
        application = web.Application(client_max_size=BODY_BYTES_MAX)
        application.on_response_prepare.append(_unnamed)
        application.router.add_get("/metrics", self.metrics)
        return application

    async def metrics(self, _request: web.Request) -> web.Response:
        if monotonic() >= self._until:
            self._drawn, self._until = generate_latest(), monotonic() + FIGURES_SECONDS
        return web.Response(body=self._drawn, headers={CONTENT_TYPE: CONTENT_TYPE_LATEST})
