"""Work in the background of a service, which goes on after whatever went wrong."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import structlog

from bot.channels.errors import AccountRefused, DeliveryUnknown, RetryLater

log = structlog.get_logger()

FIRST_PAUSE_SECONDS, PAUSE_SECONDS_MAX = 1.0, 60.0  # before work that failed is tried again


def keep_running(
    stack: AsyncExitStack, name: str, work: Callable[[], Awaitable[None]], *, once: bool = False
) -> None:
    """Do it in the background until the end; after an error, again."""

    async def again_and_again() -> None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                await work()
            except AccountRefused:
                log.exception("the platform does not know this bot: look at its token", work=name)
            except (RetryLater, DeliveryUnknown) as error:
                log.warning("the platform is away", work=name, error=str(error))
            except Exception:
                log.exception("background work failed", work=name)
            else:
                if once:
                    return
            await asyncio.sleep(pause)
            pause = min(PAUSE_SECONDS_MAX, 2 * pause)

    task = asyncio.create_task(again_and_again())

    async def cancel() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(cancel)
