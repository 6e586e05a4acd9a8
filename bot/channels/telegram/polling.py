"""Updates by long polling, for where no webhook reaches us."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.channels.base import RawUpdate, UpdateReceiver
from bot.channels.errors import RedeliverLater
from bot.channels.telegram.account import ALLOWED_UPDATES, LONG_POLL_SECONDS, seconds
from bot.channels.telegram.feed import raw_update
from bot.channels.telegram.raw import call

log = structlog.get_logger()


class Poller:
    """One region's stream of updates, asked for again and again."""

    def __init__(self, bot: Bot, region: str, receiver: UpdateReceiver) -> None:
        self._bot = bot
        self._region = region
        self._receiver = receiver

    async def poll(self) -> None:
        """Long-poll for ever; the offset moves on only after everything before it is durable."""
        offset = 0
        while True:
            try:
                bodies = await self._bodies(offset)
                await self._take_all([raw_update(self._region, body) for body in bodies])
                offset = max((body["update_id"] + 1 for body in bodies), default=offset)
            except RedeliverLater:
                await asyncio.sleep(2)
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except NetworkError as error:
                log.warning("polling", region=self._region, error=error.message)
                await asyncio.sleep(1)
            except TelegramError:
                log.exception("polling", region=self._region)
                await asyncio.sleep(10)

    async def _bodies(self, offset: int) -> list[dict[str, Any]]:
        asked = {
            "offset": offset,
            "timeout": LONG_POLL_SECONDS,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        bodies: list[dict[str, Any]] = await call(
            self._bot, "get_updates", asked, read_timeout=LONG_POLL_SECONDS + 15
        )
        return bodies

    async def _take_all(self, updates: Sequence[RawUpdate]) -> None:
        """Chats side by side, each in its order."""
        lanes: defaultdict[str, list[RawUpdate]] = defaultdict(list)
        for update in updates:
            lanes[update.chat].append(update)
        await asyncio.gather(*(self._in_order(lane) for lane in lanes.values()))

    async def _in_order(self, updates: Sequence[RawUpdate]) -> None:
        for update in updates:
            await self._receiver.handle(update)
