"""Work in the background of a service, which goes on after whatever went wrong."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import structlog
from telegram.error import InvalidToken, TelegramError

log = structlog.get_logger()

PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds before background work that failed is tried again


def keep_running(
    stack: AsyncExitStack, name: str, work: Callable[[], Awaitable[None]], *, once: bool = False
) -> None:
    """Do it in the background until the end; after an error, again."""

    async def again_and_again() -> None:
        pause = PAUSE
        while True:
            try:
                await work()
            except InvalidToken:
                log.exception("Telegram does not know this bot: look at its token", work=name)
            except TelegramError as error:
                log.warning("Telegram is away", work=name, error=error.message)
            except Exception:
                log.exception("background work failed", work=name)
            else:
                if once:
                    return
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, 2 * pause)

    task = asyncio.create_task(again_and_again())

    async def cancel() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(cancel)
