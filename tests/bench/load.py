"""The load: jobs over keep-alive connections, as fast as they are answered or at a given pace."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

from tests.harness.raw_http import length

LINES = 32
COMES_AGAIN = 0.25  # seconds
OPEN_LINES = 100  # as many connections as Telegram is told to open


@dataclass(frozen=True, slots=True)
class Job:
    """What one chat sends, each request only after the one before it was answered."""

    chat: int
    requests: tuple[bytes, ...]


@dataclass(slots=True)
class Round:
    """What came of some jobs: when each chat began, and the seconds that each request took."""

    began: float = field(default_factory=perf_counter)
    sent: list[tuple[int, float]] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    repeated: int = 0
    refused: int = 0


class Line(asyncio.Protocol):
    """One keep-alive connection with at most one request on its way."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._answer: asyncio.Future[int] | None = None
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports have the methods, but not the name.
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        self._data += data
        size = length(self._data)
        if size is not None and len(self._data) >= size and self._answer is not None:
            status = int(self._data[9:12])
            self._data.clear()
            self._answer.set_result(status)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("the server hung up"))

    async def ask(self, request: bytes) -> int:
        """The status of the answer."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


@asynccontextmanager
async def lines(port: int, count: int) -> AsyncIterator[list[Line]]:
    loop = asyncio.get_running_loop()
    opened = [await loop.create_connection(Line, "127.0.0.1", port) for _ in range(count)]
    try:
        yield [line for _, line in opened]
    finally:
        for _, line in opened:
            line.close()


async def as_fast_as_answered(port: int, jobs: Sequence[Job], count: int = LINES) -> Round:
    """Closed loop: each connection sends its next request when the last one was answered."""
    queue = iter(jobs)
    async with lines(port, count) as opened:
        result = Round()
        await asyncio.gather(*(_work(line, queue, result) for line in opened))
    return result


async def _work(line: Line, queue: Iterator[Job], result: Round) -> None:
    for job in queue:
        await _do(line, job, perf_counter(), result)


async def at_a_pace(port: int, jobs: Sequence[Job], per_second: float) -> Round:
    """Open loop: every job has its moment, and its time counts from there, sent late or not."""
    queue: asyncio.Queue[tuple[Job, float] | None] = asyncio.Queue()
    async with lines(port, OPEN_LINES) as opened:
        result = Round()
        working = [asyncio.create_task(_obey(line, queue, result)) for line in opened]
        for number, job in enumerate(jobs):
            moment = result.began + number / per_second
            await asyncio.sleep(max(0.0, moment - perf_counter()))
            queue.put_nowait((job, moment))
        for _ in opened:
            queue.put_nowait(None)
        await asyncio.gather(*working)
    return result


async def _obey(line: Line, queue: asyncio.Queue[tuple[Job, float] | None], result: Round) -> None:
    while (order := await queue.get()) is not None:
        await _do(line, *order, result)


async def _do(line: Line, job: Job, since: float, result: Round) -> None:
    result.sent.append((job.chat, since))
    for request in job.requests:
        result.refused += await _until_taken(line, request, result) != 200
        now = perf_counter()
        result.took.append(now - since)
        since = now


async def _until_taken(line: Line, request: bytes, result: Round) -> int:
    """The status in the end: what is not taken now comes again, as from Telegram."""
    while (status := await line.ask(request)) == 503:
        result.repeated += 1
        await asyncio.sleep(COMES_AGAIN)
    return status
