"""Telegram as a channel: a bot for each region, webhooks or polling, live locations, edits."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from aiohttp import web
from telegram.error import TelegramError

from bot.channels.base import Capability, RawUpdate, Received, Taking, UpdateReceiver, Work
from bot.channels.message import Message
from bot.channels.telegram import feed
from bot.channels.telegram.account import Account
from bot.channels.telegram.inbound import CHANNEL
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.webhook import Webhook
from core.organisation.address import Address


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """The bots by region; `public_url` is where Telegram reaches us, None where it cannot."""

    accounts: Mapping[str, Account]
    public_url: str | None = None

    name: ClassVar[str] = CHANNEL
    title: ClassVar[str] = "Telegram"
    capabilities: ClassVar[Collection[Capability]] = frozenset(Capability)

    @property
    def regions(self) -> Collection[str]:
        return self.accounts.keys()

    def routes(self, take: Taking) -> Iterable[web.RouteDef]:
        secrets = {region: one.secret for region, one in self.accounts.items() if one.secret}
        return Webhook(secrets).routes(take)

    def start(self, receiver: UpdateReceiver, *, polling: bool) -> Iterable[Work]:
        for region, account in self.accounts.items():
            account.tell_time(receiver.answered)
            shut = polling or not (self.public_url and account.secret)
            webhook = None if shut else f"{self.public_url}/{CHANNEL}/{region}"
            introduce = partial(account.introduce, webhook, polling=polling)
            yield Work(f"introducing {region}", introduce, once=True)
            if polling:
                yield Work(f"polling {region}", Poller(account.bot, region, receiver).poll)

    async def receive(self, update: RawUpdate, received_at: datetime) -> Received | None:
        return feed.received(self.accounts[update.region].bot, update, received_at)

    async def send(self, to: Address, message: Message) -> str | None:
        return await self.accounts[to.region].send(to.id, message)

    async def probe(self) -> None:
        for account in self.accounts.values():
            with suppress(TelegramError):
                await account.bot.get_me()
            return  # one platform tells one time

    async def close(self) -> None:
        for account in self.accounts.values():
            await account.close()
