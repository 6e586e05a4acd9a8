"""Updates as Telegram sends them, by webhook or by polling, handed to the app one by one."""

import asyncio
import zlib
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from telegram import Update
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.channels.errors import RedeliverLater
from bot.channels.telegram.channel import ALLOWED_UPDATES, LONG_POLL, TelegramChannel, seconds
from bot.channels.telegram.files import Files
from bot.channels.telegram.inbound import CHANNEL, incoming
from bot.channels.telegram.raw import call
from bot.runtime import retry
from bot.runtime.app import App
from bot.runtime.delivery import Outcome
from core.organisation.address import Address
from db.messages.inbox import Letter, State
from handlers.chat.event import Incoming, Tap

log = structlog.get_logger()


class Feed:
    """One region's stream of updates."""

    def __init__(self, app: App, channel: TelegramChannel, region: str) -> None:
        self._app = app
        self._bot = channel.bot
        self._files = Files(app, channel)
        self._region = region

    async def take(self, body: dict[str, Any]) -> None:
        """Handle one raw update durably; raises `RedeliverLater`, and nothing else."""
        if self._is_settled(body):
            return
        try:
            event = await self._event(body, self._app.clock.now())
            if event is not None and not isinstance(event.content, Tap):
                self._app.times.heard(event.at)  # a tap's time is our own
        except RedeliverLater:
            raise
        except Exception as error:  # noqa: BLE001 - kept whole as a dead letter
            await self._unreadable(body, error)
            return
        if event is not None:
            await self._app.receive(event, body)

    async def again(self, letter: Letter) -> Outcome:
        """Handle a dead letter as of when it came; raises nothing."""
        try:
            event = await self._event(letter.body["body"], letter.received_at, letter.state)
            if event is None:
                return await retry.settle(self._app, letter)
        except RedeliverLater:
            return Outcome.UNAVAILABLE
        except Exception as error:  # noqa: BLE001 - kept as the letter's newest cause
            return await retry.failed(self._app, letter, error)
        return await retry.handle(self._app, event, letter)

    async def _event(
        self, body: dict[str, Any], received_at: datetime, state: State | None = None
    ) -> Incoming | None:
        """With its file, should the conversation wait for one: now, or in the `state` given."""
        update = Update.de_json(body, self._bot)
        event = incoming(update, self._region, received_at)
        if event is not None and update.message is not None:
            return await self._files.attached(update.message, event, state)
        return event

    def _is_settled(self, body: Mapping[str, Any]) -> bool:
        """Whether this is one more point of a live location that was stamped already.

        Such points are nearly all the traffic there is, so they are dropped before anything
        is built from them.
        """
        try:
            edited = body["edited_message"]
            key = (self._region, str(edited["chat"]["id"]), str(edited["message_id"]))
        except (KeyError, TypeError):
            return False
        return key in self._app.settled

    async def _unreadable(self, body: dict[str, Any], error: Exception) -> None:
        """An update that is not as Telegram promises: kept whole, never delivered again."""
        address = Address(self._region, CHANNEL, _chat(body))
        await self._app.bury(address, _number(body), body, error)

    async def poll(self) -> None:
        """Long-poll for ever; the offset moves on only after everything before it is durable."""
        offset = 0
        while True:
            try:
                updates = await self._updates(offset)
                await self._take_all(updates)
                offset = max((u["update_id"] + 1 for u in updates), default=offset)
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

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        asked = {
            "offset": offset,
            "timeout": LONG_POLL,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        updates: list[dict[str, Any]] = await call(
            self._bot, "get_updates", asked, read_timeout=LONG_POLL + 15
        )
        return updates

    async def _take_all(self, updates: list[dict[str, Any]]) -> None:
        lanes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for update in updates:
            lanes[_chat(update)].append(update)
        await asyncio.gather(*(self._in_order(lane) for lane in lanes.values()))

    async def _in_order(self, updates: list[dict[str, Any]]) -> None:
        for update in updates:
            await self.take(update)


def _number(body: Mapping[str, Any]) -> str:
    """The update's number, or what tells it from others where it has none."""
    number = body.get("update_id")
    return str(number) if isinstance(number, int) else f"#{zlib.crc32(repr(body).encode()):08x}"


def _chat(body: Mapping[str, Any]) -> str:
    """Whose update it is, as far as an update that may be broken can tell."""
    for part in body.values():
        if isinstance(part, dict):
            chat = part.get("chat") or part.get("from")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return str(chat["id"])
    return ""
