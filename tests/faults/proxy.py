"""A TCP proxy before PostgreSQL that breaks on demand."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

CHUNK = 64 * 1024


class Weather(StrEnum):
    """How the network is; the ways it is bad are those that a client cannot tell apart."""

    FINE = "fine"
    SLOW = "latency"
    BLACKHOLE = "blackhole"  # taken and never passed on
    REFUSED = "refused"  # nobody listens


@dataclass(slots=True)
class Proxy:
    """Passes bytes on to a port of this machine; `latency` in seconds each way while it is slow."""

    target: int
    weather: Weather = Weather.FINE
    latency: float = 0.1
    port: int = 0
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _clear: asyncio.Event = field(default_factory=asyncio.Event)

    async def change(self, weather: Weather) -> None:
        self.weather = weather
        if weather is Weather.BLACKHOLE:
            self._clear.clear()
        else:
            self._clear.set()
        if weather is Weather.REFUSED:
            await self._close()
            self.reset()
        elif self._server is None:
            await self._listen()

    def reset(self) -> None:
        """Break every connection as a router does that forgot them: RST, both ways."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def _listen(self) -> None:
        # The port that was given out first must come back after a refusal.
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", self.port, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def stop(self) -> None:
        await self._close()
        self.reset()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._run(self._serve(reader, writer))

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            onward = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        for source, sink in ((reader, onward[1]), (onward[0], writer)):
            self._writers.add(sink)
            self._run(self._pipe(source, sink))

    async def _pipe(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError):
                while chunk := await source.read(CHUNK):
                    await self._weathered()
                    sink.write(chunk)
                    await sink.drain()
        finally:
            sink.close()
            self._writers.discard(sink)

    async def _weathered(self) -> None:
        await self._clear.wait()
        if self.weather is Weather.SLOW:
            await asyncio.sleep(self.latency)


@asynccontextmanager
async def a_proxy(target: int) -> AsyncIterator[Proxy]:
    """A proxy to a port of 127.0.0.1, in fine weather."""
    proxy = Proxy(target)
    await proxy.change(Weather.FINE)
    try:
        yield proxy
    finally:
        await proxy.stop()
