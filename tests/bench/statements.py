"""The SQL of check-ins, counted and kept: the real app in this process, one update at a time."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.telegram.feed import raw_update
from bot.channels.telegram.inbound import CHANNEL
from bot.composition import open_telegram
from bot.runtime.clock import SystemClock
from bot.runtime.regions import load_regions
from bot.runtime.service import Service
from bot.runtime.settings import Settings, TelegramBot
from tests.bench.crowd import REGION, Crowd
from tests.bench.load import Job
from tests.bench.sink import open_sink
from tests.harness.raw_http import HEAD_ENDS
from tests.world import SECRET, TOKEN

STATEMENTS_MAX = 5  # statements of one check-in, its answer's row included
_NO_WORK = ("BEGIN", "COMMIT", "ROLLBACK")


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    parameters: Any


@dataclass(frozen=True, slots=True)
class Count:
    """`each` are the statements of every check-in; `sending` those that told all of them."""

    each: tuple[tuple[Statement, ...], ...]
    sending: tuple[Statement, ...]

    @property
    def most(self) -> int:
        return max(len(statements) for statements in self.each)


async def count(url: str, crowd: Crowd, regions: Path, people: int = 20) -> Count:
    """Let some people check in and then be told; `crowd` must be nobody else's that day."""
    async with _service(url, regions) as service:
        await _take(service, crowd.check_ins(1))  # reads the offices, once per process
        each = []
        for job in crowd.check_ins(people):
            with _listening(service.app.engine) as heard:
                await _take(service, [job])
            each.append(tuple(heard))
        with _listening(service.sender.engine) as told:
            await _tell(service)
    return Count(tuple(each), tuple(told))


@asynccontextmanager
async def _service(url: str, regions: Path) -> AsyncIterator[Service]:
    async with open_sink() as sink:
        account = TelegramBot(token=SecretStr(TOKEN), secret=SecretStr(SECRET))
        settings = Settings(
            database_url=url,
            telegram={REGION: account},
            telegram_api=f"http://127.0.0.1:{sink.port}",
            send_rate=None,
        )
        telegram = open_telegram(settings)
        service = Service(settings, load_regions(regions), SystemClock(), [telegram])
        async with telegram.accounts[REGION].bot:
            yield service
        await service.app.engine.dispose()
        await service.sender.engine.dispose()


async def _take(service: Service, jobs: list[Job]) -> None:
    for job in jobs:
        for request in job.requests:
            body = orjson.loads(request.partition(HEAD_ENDS)[2])
            await service.receivers[CHANNEL].handle(raw_update(REGION, body))


async def _tell(service: Service) -> None:
    for channel in service.sender.channels:
        await service.sender._claim(channel)
    await service.sender.drain()


@contextmanager
def _listening(engine: AsyncEngine) -> Iterator[list[Statement]]:
    heard: list[Statement] = []

    def hear(_db: Any, _cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        if not sql.startswith(_NO_WORK):
            heard.append(Statement(sql, parameters))

    sa.event.listen(engine.sync_engine, "before_cursor_execute", hear)
    yield heard
    sa.event.remove(engine.sync_engine, "before_cursor_execute", hear)
