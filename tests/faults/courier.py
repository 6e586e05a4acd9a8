"""Telegram's side of a webhook, as strict as it is: at least once, in order within a chat."""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channels.telegram.webhook import SECRET_HEADER
from bot.sandbox.updates import Update
from tests.patience import PATIENCE

PAUSE = 0.5  # seconds between two tries; Telegram waits longer, a test need not
AT_ONCE = 100  # Telegram's `max_connections`, as the bot asks for it


@dataclass(slots=True, repr=False)
class Courier:
    """Delivers each update until a 200; the next one of a chat only after that.

    With several `urls` each try goes to the next of them, or `everywhere` to all of them at the
    same moment, `pause` in seconds between two. `acked` has the seconds from the first
    try to the 200, `statuses` every answer that came, 0 for none at all.
    """

    urls: list[str]
    secret: str
    session: aiohttp.ClientSession
    lanes: dict[int, deque[Update]] = field(default_factory=dict)
    acked: dict[int, float] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    retry_after: set[str] = field(default_factory=set)
    everywhere: bool = False
    pause: float = PAUSE
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _tries: int = 0

    def take(self, update: Update) -> None:
        """Put an update into the queue of its chat."""
        lane = self.lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self.lanes[update.lane] = deque([update])
        task = asyncio.create_task(self._drain(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def waiting(self) -> int:
        """How many chats have something that was not acknowledged yet."""
        return len(self.lanes)

    async def idle(self) -> None:
        """Wait until everything offered was acknowledged."""
        async with asyncio.timeout(PATIENCE):
            while self._tasks:
                await asyncio.wait(set(self._tasks))

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _drain(self, lane: int) -> None:
        queue = self.lanes[lane]
        while queue:
            await self._deliver(queue[0])
            queue.popleft()
        del self.lanes[lane]

    async def _deliver(self, update: Update) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        while await self.post(update.wire()) != 200:  # noqa: ASYNC110 - a retry, not a poll
            await asyncio.sleep(self.pause)
        self.acked[update.id] = loop.time() - began

    async def post(self, body: dict[str, Any]) -> int:
        """Deliver once; the status, or 0 when no answer came."""
        async with self._slots:
            return await self._post(body)

    async def _post(self, body: dict[str, Any]) -> int:
        self._tries += 1
        first = self._tries % len(self.urls)
        urls = self.urls if self.everywhere else self.urls[first : first + 1]
        statuses = await asyncio.gather(*(self._answer(url, body) for url in urls))
        self.statuses.update(statuses)
        return max(statuses)

    async def _answer(self, url: str, body: dict[str, Any]) -> int:
        limit = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            async with self.session.post(
                url, json=body, headers={SECRET_HEADER: self.secret}, timeout=limit
            ) as answer:
                await answer.read()
                if answer.status == 503:
                    self.retry_after.add(answer.headers.get("Retry-After", ""))
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0
