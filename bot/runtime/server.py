"""The web server: webhooks in, and what operators and load balancers ask."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from http import HTTPStatus
from time import monotonic, perf_counter
from typing import Any

import orjson
import structlog
from aiohttp import web
from aiohttp.hdrs import CONTENT_TYPE, SERVER
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.channels.errors import RedeliverLater
from bot.runtime import tables
from bot.runtime.app import App
from bot.runtime.metrics import SECONDS
from db.engine import unsafe_settings

log = structlog.get_logger()

LARGEST_BODY = 1024 * 1024  # bytes; Telegram's updates are a few kB
BODY_TAKES = 10.0  # seconds at most; whoever needs longer holds a connection and sends nothing
HELD = 20.0  # seconds that a connection may be idle, or tell its headers bit by bit
FIGURES_LAST = 1.0  # seconds
RETRY_AFTER = {"Retry-After": "2"}
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

Feed = Callable[[dict[str, Any]], Awaitable[None]]


class Server:
    """Routes and their answers. `feeds` and `secrets` are by region; no secret, no webhook.

    `troubles` gives what does not keep us from taking updates, but has to be known.
    """

    def __init__(
        self,
        app: App,
        feeds: Mapping[str, Feed],
        secrets: Mapping[str, str],
        troubles: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._app = app
        self._feeds = feeds
        self._secrets = {region: secret.encode() for region, secret in secrets.items()}
        self._troubles = troubles
        self.draining = False

    def drain(self) -> None:
        """From now on Telegram shall keep its updates for whoever comes next."""
        self.draining = True

    def routes(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_BODY)
        application.on_response_prepare.append(_unnamed)
        application.router.add_post("/telegram/{region}", self.webhook)
        application.router.add_get("/healthz", self.healthz)
        application.router.add_get("/readyz", self.readyz)
        return application

    async def webhook(self, request: web.Request) -> web.Response:
        """200 once the update is durable; 503 makes Telegram keep it and come again."""
        region = request.match_info["region"]
        if not self._may(region, request.headers.get(SECRET_HEADER, "")):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        if self.draining:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=RETRY_AFTER)
        began = perf_counter()
        try:
            async with asyncio.timeout(BODY_TAKES):
                raw = await request.read()
            body = orjson.loads(raw)
            if not isinstance(body, dict):
                return web.Response(status=HTTPStatus.BAD_REQUEST)
            await self._feeds[region](body)
        except orjson.JSONDecodeError:
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        except TimeoutError:
            return web.Response(status=HTTPStatus.REQUEST_TIMEOUT)
        except RedeliverLater:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=RETRY_AFTER)
        SECONDS.observe(perf_counter() - began)
        return web.Response()

    def _may(self, region: str, shown: str) -> bool:
        # An unknown region costs the same comparison and gets the same answer.
        secret = self._secrets.get(region)
        same = hmac.compare_digest(secret or b"-", shown.encode("utf-8", "replace"))
        return same and secret is not None

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
        application = web.Application(client_max_size=LARGEST_BODY)
        application.on_response_prepare.append(_unnamed)
        application.router.add_get("/metrics", self.metrics)
        return application

    async def metrics(self, _request: web.Request) -> web.Response:
        if monotonic() >= self._until:
            self._drawn, self._until = generate_latest(), monotonic() + FIGURES_LAST
        return web.Response(body=self._drawn, headers={CONTENT_TYPE: CONTENT_TYPE_LATEST})
