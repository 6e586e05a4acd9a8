"""The floors: what this machine gives to an aiohttp server that does next to nothing."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiosqlite
import asyncpg
import orjson
import uvloop
from aiohttp import web

from tests.bench.load import Job
from tests.harness.raw_http import post

Write = Callable[[bytes], Awaitable[object]]

TABLE = "CREATE TABLE IF NOT EXISTS floor (body text NOT NULL)"
BODY = {"update_id": 1, "message": {"message_id": 1, "date": 1_700_000_000, "text": "hadir" * 60}}


def jobs(count: int) -> list[Job]:
    return [Job(0, (post("/", BODY),))] * count


@asynccontextmanager
async def _nothing(_url: str) -> AsyncIterator[Write]:
    async def write(_body: bytes) -> None:
        return None

    yield write


@asynccontextmanager
async def _postgresql(url: str) -> AsyncIterator[Write]:
    """One INSERT and its COMMIT in one round trip, over as many connections as the bot has."""
    pool: Any = await asyncpg.create_pool(url, min_size=10, max_size=10)
    await pool.execute(TABLE)

    async def write(body: bytes) -> None:
        await pool.execute("INSERT INTO floor VALUES ($1)", body.decode())

    async with pool:
        yield write


@asynccontextmanager
async def _sqlite(url: str) -> AsyncIterator[Write]:
    async with aiosqlite.connect(url, isolation_level=None) as db:
        await db.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; {TABLE}")

        async def write(body: bytes) -> None:
            await db.execute("INSERT INTO floor VALUES (?)", (body.decode(),))

        yield write


KINDS = {"echo": _nothing, "postgresql": _postgresql, "sqlite": _sqlite}


async def _serve(kind: str, port: int, url: str) -> None:
    async with AsyncExitStack() as stack:
        write = await stack.enter_async_context(KINDS[kind](url))

        async def echo(request: web.Request) -> web.Response:
            raw = await request.read()
            body = orjson.loads(raw)
            await write(raw)
            return web.Response(body=orjson.dumps(body), content_type="application/json")

        async def healthz(_request: web.Request) -> web.Response:
            return web.Response()

        application = web.Application()
        application.add_routes([web.post("/", echo), web.get("/healthz", healthz)])
        runner = web.AppRunner(application, access_log=None, handle_signals=False)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("port", type=int)
    parser.add_argument("url")
    arguments = parser.parse_args()
    uvloop.run(_serve(arguments.kind, arguments.port, arguments.url))


if __name__ == "__main__":
    main()
