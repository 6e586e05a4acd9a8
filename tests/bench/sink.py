"""The Bot API's stand-in: takes every call, answers at once, and counts what each chat was told."""

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

from tests.harness.raw_http import HEAD_ENDS, length, ok
from tests.patience import PATIENCE

_CHAT = re.compile(rb"chat_id=(\d+)")
_STAMPED = b"Tercatat"
_ME = b'{"id":700000001,"is_bot":true,"first_name":"Hadir","username":"hadir_bot"}'


@dataclass(slots=True)
class Sink:
    """`stamped` are the moments at which each chat was told of a stamp; `others` any other talk."""

    port: int = 0
    stamped: defaultdict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: int = 0
    others: int = 0
    _wanted: int = 0
    _enough: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, method: bytes, body: bytes) -> bytes:
        """The result of one call, as the Bot API would give it."""
        if method == b"getMe":
            return _ME
        if method != b"sendMessage":
            return b"true"
        found = _CHAT.search(body)
        assert found is not None
        self._count(int(found[1]), stamped=_STAMPED in body)
        sent = self.answers + self.others
        chat = b'{"id":%b,"type":"private"}' % found[1]
        return b'{"message_id":%d,"date":1700000000,"chat":%b,"text":"-"}' % (sent, chat)

    def _count(self, chat: int, *, stamped: bool) -> None:
        if not stamped:
            self.others += 1
            return
        self.stamped[chat].append(perf_counter())
        self.answers += 1
        if self.answers >= self._wanted:
            self._enough.set()

    async def until(self, answers: int, seconds: float = PATIENCE) -> None:
        """Wait for so many stamps to be told, counted from the sink's beginning."""
        self._wanted = answers
        if self.answers < answers:
            self._enough.clear()
            async with asyncio.timeout(seconds):
                await self._enough.wait()


class _Caller(asyncio.Protocol):
    """One connection of the bot to its Bot API."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._data = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports have the methods, but not the name.
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        assert self._transport is not None
        self._data += data
        while (size := length(self._data)) is not None and len(self._data) >= size:
            request = bytes(self._data[:size])
            del self._data[:size]
            self._transport.write(ok(b'{"ok":true,"result":%b}' % self._answer(request)))

    def _answer(self, request: bytes) -> bytes:
        head, _, body = request.partition(HEAD_ENDS)
        return self._sink.take(head.split(b" ", 2)[1].rpartition(b"/")[2], body)


@asynccontextmanager
async def open_sink() -> AsyncIterator[Sink]:
    sink = Sink()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Caller(sink), "127.0.0.1", 0)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()
