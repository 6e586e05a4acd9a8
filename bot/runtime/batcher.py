"""Group commit: updates that arrive during a transaction are batched into the next one."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

log = structlog.get_logger()

T = TypeVar("T")
R = TypeVar("R")

BATCH_UPDATES_MAX = 64
BATCHES_AT_ONCE = 2  # one is decided while the other is committed
YIELDING_UPDATES_MAX = 8  # in a batch of those who give way: one writer is soon free again
YIELDING_SECONDS_MAX = 1.0  # a platform that waits for them for longer brings nobody else


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting(Generic[T, R]):
    item: T
    outcome: asyncio.Future[R]
    since: float


class UpdateBatcher(Generic[T, R]):
    """Items in batches, in the order in which they came; no two of one key at the same time.

    `act` gives the outcome of every item of a batch; should it ever fail, each of them gets
    `otherwise`. Nothing waits for company: what comes alone is a batch of one. What `gives_way`
    goes by itself, in small batches and one of them at a time, when nothing else waits or after
    a second; all items of a key give way together, so that none overtakes another.
    """

    def __init__(
        self,
        act: Callable[[Sequence[T]], Awaitable[Sequence[R]]],
        key: Callable[[T], Hashable],
        otherwise: R,
        gives_way: Callable[[T], bool] = lambda _: False,
    ) -> None:
        self._act = act
        self._key = key
        self._otherwise = otherwise
        self._gives_way = gives_way
        self._waiting: list[_Waiting[T, R]] = []
        self._busy: set[Hashable] = set()
        self._working: set[asyncio.Task[None] | None] = set()
        self._yielding = False  # whether a batch of those who give way is under way

    async def join(self, item: T) -> R:
        """The outcome of an item, once its batch is through."""
        loop = asyncio.get_running_loop()
        waiting: _Waiting[T, R] = _Waiting(item, loop.create_future(), loop.time())
        self._waiting.append(waiting)
        if len(self._working) < BATCHES_AT_ONCE:
            self._working.add(asyncio.create_task(self._work()))
        return await waiting.outcome

    async def _work(self) -> None:
        while True:
            batch, yields = self._next()
            if not batch:
                break
            outcomes = await self._outcomes([each.item for each in batch])
            self._busy.difference_update(self._key(each.item) for each in batch)
            if yields:
                self._yielding = False
            for each, outcome in zip(batch, outcomes, strict=True):
                if not each.outcome.done():  # whoever asked may have gone away
                    each.outcome.set_result(outcome)
        # At once, and not when the loop gets to it: whoever comes in between would count on us.
        self._working.discard(asyncio.current_task())

    async def _outcomes(self, items: Sequence[T]) -> Sequence[R]:
        try:
            return await self._act(items)
        except Exception:
            log.exception("a batch failed")
            return [self._otherwise] * len(items)

    def _next(self) -> tuple[list[_Waiting[T, R]], bool]:
        """The next batch, and whether it is of those who give way."""
        giving = [self._gives_way(each.item) for each in self._waiting]
        first = [each for each, gives in zip(self._waiting, giving, strict=True) if not gives]
        last = [each for each, gives in zip(self._waiting, giving, strict=True) if gives]
        if last and not self._yielding and self._is_their_turn(first, last):
            batch = self._take(last, YIELDING_UPDATES_MAX)
            if batch:
                self._yielding = True
                return batch, True
        return self._take(first, BATCH_UPDATES_MAX), False

    def _is_their_turn(
        self, first: Sequence[_Waiting[T, R]], last: Sequence[_Waiting[T, R]]
    ) -> bool:
        now = asyncio.get_running_loop().time()
        return not first or now - last[0].since >= YIELDING_SECONDS_MAX

    def _take(self, waiting: Sequence[_Waiting[T, R]], most: int) -> list[_Waiting[T, R]]:
        batch: list[_Waiting[T, R]] = []
        for each in waiting:
            key = self._key(each.item)
            if len(batch) < most and key not in self._busy:
                self._busy.add(key)
                batch.append(each)
        taken = set(batch)
        self._waiting = [each for each in self._waiting if each not in taken]
        return batch
