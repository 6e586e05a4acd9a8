"""A webhook receiver over real HTTP that keeps what it got and answers as it is told."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.patience import PATIENCE

Answer = Callable[[dict[str, Any]], Awaitable[web.Response]]


async def accept(_: dict[str, Any]) -> web.Response:
    return web.Response()


@dataclass
class Receiver:
    answer: Answer = accept
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    url: str = ""
    _runner: web.AppRunner | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self, port: int = 0) -> None:
        app = web.Application()
        app.router.add_post("/hook", self._hook)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def received(self, count: int) -> list[dict[str, Any]]:
        async with asyncio.timeout(PATIENCE):
            while len(self.got) < count:
                self._news.clear()
                await self._news.wait()
        return self.got

    async def _hook(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self._news.set()
        return await self.answer(update)
