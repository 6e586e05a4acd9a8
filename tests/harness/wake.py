"""The bell that wakes the sender, and how to wait until the sender waits for it again."""

import asyncio
from typing import Literal

from bot.runtime.sender import Sender
from bot.runtime.service import Service


class Wake(asyncio.Event):
    """In the place of the service's own: the one who waits for it can be waited for in turn."""

    def __init__(self, sender: Sender) -> None:
        super().__init__()
        self._sender = sender
        self._resting = asyncio.Event()

    @classmethod
    def put_into(cls, service: Service) -> "Wake":
        """Before the service runs."""
        wake = cls(service.sender)
        service.app.wake = service.sender.wake = service.documents.wake = wake
        return wake

    def set(self) -> None:
        self._resting.clear()
        super().set()

    async def wait(self) -> Literal[True]:
        if not self.is_set():
            self._resting.set()
        return await super().wait()

    async def sender_rests(self) -> None:
        """Until it has looked for messages since the last ring, and has written what it sent."""
        await self._resting.wait()
        while self._sender.busy:  # it rings the bell itself when it has written that
            self._resting.clear()
            await self._resting.wait()
