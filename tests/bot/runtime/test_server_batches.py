"""A webhook of another make: it proves its address, signs its bodies, and sends many at once."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.base import RawUpdate, Taking
from bot.channels.errors import RedeliverLater
from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from bot.runtime.server import Server
from db.engine import open_engine
from tests.harness.bot_and_telegram import MONDAY
from tests.postgres import free_port

SECRET = b"a secret of the app"
THREE = [{"id": f"wamid.{number}", "from": "6281"} for number in range(3)]


def routes(take: Taking) -> Iterable[web.RouteDef]:
    """One address for all regions: whose a message is stands in the body."""

    async def challenged(request: web.Request) -> web.Response:
        return web.Response(text=request.query["challenge"])

    return web.get("/another", challenged), web.post("/another", partial(_posted, take))


async def _posted(take: Taking, request: web.Request) -> web.Response:
    return await take(request, partial(_read, request.headers.get("X-Signature", "")))


def _read(signature: str, raw: bytes) -> list[RawUpdate]:
    if not hmac.compare_digest(signature, signed(raw)):
        raise web.HTTPForbidden
    return [RawUpdate("bulungan", one["id"], one["from"], one) for one in json.loads(raw)]


def signed(raw: bytes) -> str:
    return hmac.new(SECRET, raw, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Far:
    """The platform's side, and what we took."""

    web: aiohttp.ClientSession
    server: Server
    taken: list[str]
    away: list[str] = field(default_factory=list)

    async def post(self, messages: object, signature: str | None = None) -> int:
        raw = json.dumps(messages).encode()
        headers = {"X-Signature": signed(raw) if signature is None else signature}
        async with self.web.post("/another", data=raw, headers=headers) as answer:
            return answer.status

    async def get(self, **query: Any) -> str:
        async with self.web.get("/another", params=query) as answer:
            return await answer.text()


@pytest.fixture
async def far() -> AsyncIterator[Far]:
    """Nothing here asks a database."""
    engine = open_engine(f"postgresql+asyncpg://hadir@127.0.0.1:{free_port()}/hadir")
    taken: list[str] = []
    away: list[str] = []

    async def handle(update: RawUpdate) -> None:
        if update.number in away:
            raise RedeliverLater
        taken.append(update.number)

    server = Server(App(engine, {}, VirtualClock(MONDAY)), [(routes, handle)])
    async with (
        TestServer(server.routes()) as running,
        aiohttp.ClientSession(running.make_url("")) as session,
    ):
        yield Far(session, server, taken, away)
    await engine.dispose()


async def test_an_address_is_proved_by_its_answer(far: Far) -> None:
    assert await far.get(challenge="1158201444") == "1158201444"


async def test_all_of_a_body_are_taken_in_their_order(far: Far) -> None:
    assert await far.post(THREE) == 200
    assert far.taken == ["wamid.0", "wamid.1", "wamid.2"]


async def test_if_one_cannot_be_taken_all_come_again(far: Far) -> None:
    """Those that were taken are known by their numbers."""
    far.away.append("wamid.1")
    assert await far.post(THREE) == 503
    assert far.taken == ["wamid.0"]


async def test_a_body_that_somebody_else_signed_is_forbidden(far: Far) -> None:
    assert await far.post(THREE, signature="0" * 64) == 403
    assert far.taken == []


async def test_while_draining_it_comes_again(far: Far) -> None:
    far.server.drain()
    assert await far.post(THREE) == 503
