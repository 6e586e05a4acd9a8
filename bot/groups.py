"""Whoever comes while a transaction is under way shares the next one: one commit for many."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

import structlog

log = structlog.get_logger()

T = TypeVar("T")
R = TypeVar("R")

MOST = 64  # in one group
AT_ONCE = 2  # groups under way: one is decided while the other is committed


class Groups(Generic[T, R]):
    """Items in groups, in the order in which they came; no two of one key at the same time.

    `act` gives the outcome of every item of a group; should it ever fail, each of them gets
    `otherwise`. Nobody waits for company: what comes alone is a group of one.
    """

    def __init__(
        self,
        act: Callable[[Sequence[T]], Awaitable[Sequence[R]]],
        key: Callable[[T], Hashable],
        otherwise: R,
    ) -> None:
        self._act = act
        self._key = key
        self._otherwise = otherwise
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._busy: set[Hashable] = set()
        self._working: set[asyncio.Task[None] | None] = set()

    async def join(self, item: T) -> R:
        """The outcome of an item, once its group is through."""
        outcome: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, outcome))
        if len(self._working) < AT_ONCE:
            self._working.add(asyncio.create_task(self._work()))
        return await outcome

    async def _work(self) -> None:
        while group := self._next():
            outcomes = await self._outcomes([item for item, _ in group])
            self._busy.difference_update(self._key(item) for item, _ in group)
            for (_, waiting), outcome in zip(group, outcomes, strict=True):
                if not waiting.done():  # whoever asked may have gone away
                    waiting.set_result(outcome)
        # At once, and not when the loop gets to it: whoever comes in between would count on us.
        self._working.discard(asyncio.current_task())

    async def _outcomes(self, items: Sequence[T]) -> Sequence[R]:
        try:
            return await self._act(items)
        except Exception:
            log.exception("a group failed")
            return [self._otherwise] * len(items)

    def _next(self) -> list[tuple[T, asyncio.Future[R]]]:
        group: list[tuple[T, asyncio.Future[R]]] = []
        left = []
        for each in self._waiting:
            key = self._key(each[0])
            if len(group) < MOST and key not in self._busy:
                self._busy.add(key)
                group.append(each)
            else:
                left.append(each)
        self._waiting = left
        return group
