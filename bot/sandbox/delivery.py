"""The webhook engine: order within a queue, queues in parallel, retries until an update expires."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

import aiohttp

from bot.sandbox.chat import LONG
from bot.sandbox.faults import Faults, LostAnswer
from bot.sandbox.updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
MAX_RETRY_AFTER = 3600


@dataclass(frozen=True, slots=True)
class Pace:
    """Real seconds. ``scale`` shortens the waits between retries, so that tests need not wait."""

    scale: float = 1.0
    first: float = 2.0
    longest: float = 60.0
    answer: float = 60.0

    async def wait(self, seconds: float) -> None:
        """Wait so long before the next try."""
        await asyncio.sleep(seconds * self.scale)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failed delivery: Telegram's ``last_error_message`` and the receiver's Retry-After."""

    words: str
    retry_after: float = 0.0


@dataclass(slots=True)
class Webhook:
    url: str
    secret: str
    max_connections: int
    updates: Updates
    session: aiohttp.ClientSession
    faults: Faults
    pace: Pace
    lanes: dict[int, deque[Update]] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    last: Update | None = None
    trouble: tuple[int, str] | None = None
    slots: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self.slots = asyncio.Semaphore(self.max_connections)

    def start(self) -> None:
        self.updates.take = self.push
        for update in list(self.updates.waiting.values()):
            self.push(update)

    def push(self, update: Update) -> None:
        lane = self.lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self.lanes[update.lane] = deque([update])
        task = asyncio.create_task(_drain(self, update.lane))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def stop(self) -> None:
        self.updates.take = None
        running = list(self.tasks)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def redeliver(self) -> None:
        """Deliver the newest accepted update once more, as after an answer that got lost."""
        if self.last is None:
            raise LookupError("nothing has been delivered yet")
        await _post(self, self.last)

    async def settled(self, timeout: float = LONG) -> None:  # noqa: ASYNC109 - how long a test waits
        """Wait until everything has been delivered; TimeoutError after ``timeout`` seconds."""
        async with asyncio.timeout(timeout):
            while self.tasks:
                await asyncio.wait(set(self.tasks))


async def _drain(hook: Webhook, lane: int) -> None:
    queue = hook.lanes[lane]
    while queue:
        await _deliver(hook, queue[0])
        hook.updates.done(queue.popleft().id)
    del hook.lanes[lane]


async def _deliver(hook: Webhook, update: Update) -> None:
    failures, delay = 0, hook.pace.first
    while hook.updates.alive(update):
        async with hook.slots:
            trouble = await _post(hook, update)
        if trouble is None:
            hook.last = update
            return
        hook.trouble = (int(hook.updates.clock.now().timestamp()), trouble.words)
        if trouble.retry_after or not failures:
            wait = trouble.retry_after
        else:
            wait, delay = delay, min(delay * 2, hook.pace.longest)
        failures += 1
        await hook.pace.wait(wait)


async def _post(hook: Webhook, update: Update) -> Trouble | None:
    headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
    limit = aiohttp.ClientTimeout(total=hook.pace.answer)
    try:
        async with hook.session.post(
            hook.url, json=update.wire(), headers=headers, timeout=limit
        ) as answer:
            await answer.read()
    except TimeoutError:
        return Trouble("Read timeout expired")
    except aiohttp.ClientError:
        return Trouble("Connection refused")
    if 200 <= answer.status < 300:
        lost = hook.faults.strike("webhook", str(update.lane)) == LostAnswer()
        return Trouble("Connection closed") if lost else None
    words = f"Wrong response from the webhook: {answer.status} {answer.reason}"
    return Trouble(words, _retry_after(answer.headers.get("Retry-After", "")))


def _retry_after(header: str) -> float:
    return float(min(int(header), MAX_RETRY_AFTER)) if header.isdigit() else 0.0
