"""Group commit: what comes while a transaction is under way shares the next one."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

log = structlog.get_logger()

T = TypeVar("T")
R = TypeVar("R")

MOST = 64  # in one group
AT_ONCE = 2  # groups under way: one is decided while the other is committed
FEW = 8  # in one group of those who give way: a database with one writer is soon free again
LONGEST_WAIT = 1.0  # seconds that they give way; a platform that waits for them brings nobody else


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting(Generic[T, R]):
    item: T
    outcome: asyncio.Future[R]
    since: float


class Groups(Generic[T, R]):
    """Items in groups, in the order in which they came; no two of one key at the same time.

    `act` gives the outcome of every item of a group; should it ever fail, each of them gets
    `otherwise`. Nobody waits for company: what comes alone is a group of one. What `gives_way`
    goes by itself, in small groups and one of them at a time, when nobody else waits or after a
    second; all items of a key give way together, so that none overtakes another.
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
        self._yielding = False  # whether a group of those who give way is under way

    async def join(self, item: T) -> R:
        """The outcome of an item, once its group is through."""
        loop = asyncio.get_running_loop()
        waiting: _Waiting[T, R] = _Waiting(item, loop.create_future(), loop.time())
        self._waiting.append(waiting)
        if len(self._working) < AT_ONCE:
            self._working.add(asyncio.create_task(self._work()))
        return await waiting.outcome

    async def _work(self) -> None:
        while True:
            group, yields = self._next()
            if not group:
                break
            outcomes = await self._outcomes([each.item for each in group])
            self._busy.difference_update(self._key(each.item) for each in group)
            if yields:
                self._yielding = False
            for each, outcome in zip(group, outcomes, strict=True):
                if not each.outcome.done():  # whoever asked may have gone away
                    each.outcome.set_result(outcome)
        # At once, and not when the loop gets to it: whoever comes in between would count on us.
        self._working.discard(asyncio.current_task())

    async def _outcomes(self, items: Sequence[T]) -> Sequence[R]:
        try:
            return await self._act(items)
        except Exception:
            log.exception("a group failed")
            return [self._otherwise] * len(items)

    def _next(self) -> tuple[list[_Waiting[T, R]], bool]:
        """The next group, and whether it is of those who give way."""
        giving = [self._gives_way(each.item) for each in self._waiting]
        first = [each for each, gives in zip(self._waiting, giving, strict=True) if not gives]
        last = [each for each, gives in zip(self._waiting, giving, strict=True) if gives]
        if last and not self._yielding and self._is_their_turn(first, last):
            group = self._take(last, FEW)
            if group:
                self._yielding = True
                return group, True
        return self._take(first, MOST), False

    def _is_their_turn(
        self, first: Sequence[_Waiting[T, R]], last: Sequence[_Waiting[T, R]]
    ) -> bool:
        now = asyncio.get_running_loop().time()
        return not first or now - last[0].since >= LONGEST_WAIT

    def _take(self, waiting: Sequence[_Waiting[T, R]], most: int) -> list[_Waiting[T, R]]:
        group: list[_Waiting[T, R]] = []
        for each in waiting:
            key = self._key(each.item)
            if len(group) < most and key not in self._busy:
                self._busy.add(key)
                group.append(each)
        taken = set(group)
        self._waiting = [each for each in self._waiting if each not in taken]
        return group
