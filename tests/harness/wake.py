"""The bells that wake the sender and the printery, and how to wait until both wait for them."""

import asyncio
from collections.abc import Callable
from typing import Literal

from bot.runtime.service import Service


class Wake(asyncio.Event):
    """In the place of the service's own: the one who waits for it can be waited for in turn.

    `busy` says that it has not written yet what it did, for which it rings the bell itself.
    """

    def __init__(self, busy: Callable[[], bool]) -> None:
        super().__init__()
        self._busy = busy
        self._resting = asyncio.Event()

    def set(self) -> None:
        self._resting.clear()
        super().set()

    async def wait(self) -> Literal[True]:
        if not self.is_set():
            self._resting.set()
        return await super().wait()

    async def rests(self) -> None:
        """Until it has looked for work since the last ring, and has written what it did."""
        await self._resting.wait()
        while self._busy():
            self._resting.clear()
            await self._resting.wait()


class Wakes:
    """Both bells of a service; made before it runs."""

    def __init__(self, service: Service) -> None:
        self.sender = Wake(lambda: service.sender.busy)
        self.printery = Wake(lambda: service.documents.busy)
        service.app.wake = service.sender.wake = service.documents.wake = self.sender
        service.documents.bell = self.printery
