"""The web server over real HTTP: secrets, sizes, and what it says while it cannot."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestServer
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.base import RawUpdate
from bot.channels.errors import RedeliverLater
from bot.channels.telegram.webhook import SECRET_HEADER, Webhook
from bot.runtime.app import App
from bot.runtime.clock import VirtualClock
from bot.runtime.server import BODY_BYTES_MAX, Server
from db.engine import open_engine, unsafe_settings
from tests.harness.bot_and_telegram import MONDAY
from tests.postgres import free_port

SECRETS = {"bulungan": "secret-of-bulungan", "karanganyar": "secret-of-karanganyar"}
UPDATE = {"update_id": 1}


@dataclass(slots=True)
class Door:
    """A running server that only remembers what it got."""

    server: Server
    web: aiohttp.ClientSession
    got: list[tuple[str, Any]] = field(default_factory=list)
    trouble: Exception | None = None
    started: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, update: RawUpdate) -> None:
        self.started.set()
        await self.go.wait()
        if self.trouble is not None:
            raise self.trouble
        self.got.append((update.region, update.body))

    async def post(self, region: str = "bulungan", **request: Any) -> aiohttp.ClientResponse:
        headers = request.pop("headers", {SECRET_HEADER: SECRETS.get(region, "")})
        request = request or {"json": UPDATE}
        async with self.web.post(f"/telegram/{region}", headers=headers, **request) as answer:
            return answer

    async def get(self, path: str) -> tuple[int, str]:
        async with self.web.get(path) as answer:
            return answer.status, await answer.text()


async def open_door(engine: AsyncEngine) -> AsyncIterator[Door]:
    app = App(engine, {}, VirtualClock(MONDAY))
    got: list[Door] = []

    async def handle(update: RawUpdate) -> None:
        await got[0].take(update)

    server = Server(app, [(Webhook(SECRETS).routes, handle)])
    async with (
        TestServer(server.routes()) as running,
        aiohttp.ClientSession(running.make_url("")) as web,
    ):
        got.append(Door(server, web))
        got[0].go.set()
        yield got[0]


@pytest.fixture
async def door(engine: AsyncEngine) -> AsyncIterator[Door]:
    async for opened in open_door(engine):
        yield opened


@pytest.fixture
async def lonely() -> AsyncIterator[Door]:
    """Without any database."""
    nowhere = f"postgresql+asyncpg://hadir@127.0.0.1:{free_port()}/hadir"
    engine = open_engine(nowhere, command_timeout=0.5)
    async for opened in open_door(engine):
        yield opened
    await engine.dispose()


async def test_an_update_with_its_secret_is_taken(lonely: Door) -> None:
    assert (await lonely.post()).status == 200
    assert (await lonely.post("karanganyar")).status == 200
    assert lonely.got == [("bulungan", UPDATE), ("karanganyar", UPDATE)]


@pytest.mark.parametrize(
    ("region", "headers"),
    [
        ("bulungan", {}),
        ("bulungan", {SECRET_HEADER: ""}),
        ("bulungan", {SECRET_HEADER: "secret-of-bulungan "[:-2]}),
        ("bulungan", {SECRET_HEADER: "secret-of-bulungan2"}),
        ("bulungan", {SECRET_HEADER: "Secret-Of-Bulungan"}),
        ("bulungan", {SECRET_HEADER: SECRETS["karanganyar"]}),
        ("bulungan", {SECRET_HEADER: "rahasia-é"}),
        ("malinau", {}),
        ("malinau", {SECRET_HEADER: ""}),
        ("malinau", {SECRET_HEADER: "-"}),
        ("malinau", {SECRET_HEADER: SECRETS["bulungan"]}),
        ("nowhere", {}),
        ("nowhere", {SECRET_HEADER: "-"}),
        ("nowhere", {SECRET_HEADER: SECRETS["bulungan"]}),
    ],
    ids=[
        "missing",
        "empty",
        "one letter short",
        "one letter more",
        "other case",
        "another region's",
        "no ASCII",
        "a region without a secret, none shown",
        "a region without a secret, empty",
        "a region without a secret, a dash",
        "a region without a secret, another's",
        "an unknown region, none shown",
        "an unknown region, a dash",
        "an unknown region, another's",
    ],
)
async def test_without_its_secret_nobody_gets_in(
    lonely: Door, region: str, headers: dict[str, str]
) -> None:
    assert (await lonely.post(region, headers=headers)).status == 403
    assert lonely.got == []


@pytest.mark.parametrize(
    ("size", "status"),
    [(BODY_BYTES_MAX, 200), (BODY_BYTES_MAX + 1, 413)],
    ids=["largest", "larger"],
)
async def test_a_body_has_a_largest_size(lonely: Door, size: int, status: int) -> None:
    body = b'{"x":"' + b"x" * (size - 8) + b'"}'
    assert len(body) == size
    assert (await lonely.post(data=io.BytesIO(body))).status == status


async def test_the_secret_is_asked_before_the_body_is_read(lonely: Door) -> None:
    answer = await lonely.post(data=io.BytesIO(b"x" * BODY_BYTES_MAX * 2), headers={})
    assert answer.status == 403


@pytest.mark.parametrize(
    "body", [b"", b"halo", b"{", b"[]", b"5", b"null", b"\xff\xfe", b'{"a":1}}']
)
async def test_what_is_no_update_is_refused(lonely: Door, body: bytes) -> None:
    assert (await lonely.post(data=body)).status == 400
    assert lonely.got == []


async def test_without_a_database_telegram_shall_come_again(lonely: Door) -> None:
    lonely.trouble = RedeliverLater()
    answer = await lonely.post()
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")


async def test_while_draining_telegram_shall_come_again(lonely: Door) -> None:
    lonely.server.drain()
    answer = await lonely.post()
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    assert lonely.got == []


async def test_while_draining_a_stranger_learns_nothing(lonely: Door) -> None:
    lonely.server.drain()
    assert (await lonely.post(headers={})).status == 403


async def test_what_is_in_flight_is_finished_while_draining(lonely: Door) -> None:
    lonely.go.clear()
    answer = asyncio.create_task(lonely.post())
    await lonely.started.wait()
    lonely.server.drain()
    lonely.go.set()
    assert (await answer).status == 200
    assert len(lonely.got) == 1


async def test_the_process_lives_even_without_a_database(lonely: Door) -> None:
    lonely.server.drain()
    assert await lonely.get("/healthz") == (200, "ok\n")


async def test_without_a_database_it_is_not_ready(lonely: Door) -> None:
    assert await lonely.get("/readyz") == (503, "database unavailable\n")


async def test_it_is_ready_when_what_is_acknowledged_stays(door: Door, engine: AsyncEngine) -> None:
    """The test server may run without fsync, and then says so."""
    async with engine.connect() as db:
        unsafe = await unsafe_settings(db)
    expected = "".join(f"{name} is off\n" for name in unsafe) or "ready\n"
    assert await door.get("/readyz") == (503 if unsafe else 200, expected)


async def test_while_draining_it_is_not_ready(door: Door) -> None:
    door.server.drain()
    status, text = await door.get("/readyz")
    assert (status, text.splitlines()[0]) == (503, "draining")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("level", ["DATABASE {name}", "ROLE hadir IN DATABASE {name}"])
async def test_a_database_that_forgets_commits_is_not_ready(
    engine: AsyncEngine, database_url: str, level: str
) -> None:
    url = sa.make_url(database_url)
    altered = level.format(name=f'"{url.database}"').replace("hadir", f'"{url.username}"')
    async with engine.begin() as db:
        await db.exec_driver_sql(f"ALTER {altered} SET synchronous_commit = off")
    await engine.dispose()
    async for door in open_door(engine):
        status, text = await door.get("/readyz")
    assert (status, "synchronous_commit is off" in text.splitlines()) == (503, True)


@pytest.mark.parametrize("path", ["/", "/telegram", "/telegram/", "/telegram/a/b", "/metrics"])
async def test_there_is_nothing_else(lonely: Door, path: str) -> None:
    assert (await lonely.get(path))[0] == 404


async def test_a_body_that_does_not_come_is_not_waited_for(
    lonely: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.server.BODY_SECONDS", 0.05)
    never = asyncio.Event()

    async def half() -> AsyncIterator[bytes]:
        yield b"{"
        await never.wait()

    assert (await lonely.post(data=half())).status == 408
    assert lonely.got == []


@pytest.mark.parametrize("path", ["/healthz", "/nowhere"])
async def test_nobody_learns_which_versions_run_here(lonely: Door, path: str) -> None:
    async with lonely.web.get(path) as answer:
        assert "Server" not in answer.headers
