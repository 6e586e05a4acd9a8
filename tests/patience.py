"""How long a test waits for something to become true: long, for machines have bad days.

A wait that ends when it happened costs nothing however long it might last. So there is one limit,
far beyond anything that is right on a machine with twenty times its load; it is there to end a
test that hangs, and says nothing of how fast anything is. How fast things are `make bench` says.
"""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 600.0  # seconds
LOOKING = 0.01  # seconds between two looks at what rings no bell


async def until(
    happened: Callable[[], Awaitable[bool]], seconds: float = PATIENCE, every: float = LOOKING
) -> None:
    """Look again and again; TimeoutError when it does not happen."""
    async with asyncio.timeout(seconds):
        while not await happened():  # noqa: ASYNC110 - what happens elsewhere has no event here
            await asyncio.sleep(every)
