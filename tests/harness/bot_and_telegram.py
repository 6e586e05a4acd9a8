"""A bot and the Telegram of the sandbox, over real HTTP; every call that it took is judged."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import SecretStr
from telegram import Bot

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.feed import raw_update
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.request import AiohttpRequest
from bot.composition import open_telegram
from bot.media.keeper import Keeper
from bot.media.store import Store
from bot.runtime.app import App
from bot.runtime.attachments import Attachments
from bot.runtime.clock import VirtualClock
from bot.runtime.receiver import UpdateReceiver
from bot.runtime.rendering import Dispatch
from bot.runtime.settings import Settings, TelegramBot
from bot.sandbox.bots import SandboxBot
from bot.sandbox.bots import Settings as SandboxSettings
from bot.sandbox.delivery import Pace
from bot.sandbox.journal import Call
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from handlers.chat.reply import Reply
from tests.office import a_region, wita
from tests.patience import PATIENCE
from tests.sandbox.judges import judge_call, judge_update

MONDAY = wita("2026-04-06", "07.24")
TOKEN = "700000001:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


@dataclass(frozen=True, slots=True)
class Wire:
    """Both ends: the bot as the service opens it, and the Telegram that it talks to."""

    sandbox: Sandbox
    account: SandboxBot
    channel: TelegramChannel
    clock: VirtualClock
    settings: Settings
    store: Store
    region: str

    @property
    def bot(self) -> Bot:
        return self.channel.accounts[self.region].bot

    @property
    def transport(self) -> AiohttpRequest:
        """What every call but a poll goes through."""
        return self.channel.accounts[self.region].calls

    @property
    def files(self) -> Path:
        return Path(self.settings.files)

    async def send(self, chat: str, reply: Reply) -> str | None:
        """Say it as the sender does: pictures are bytes before the channel sees them."""
        return await Dispatch(self.channel, a_region(code=self.region), self.store)(chat, reply)

    async def chat(self, name: str = "Budi") -> PersonChat:
        """A person who has pressed Start; the update about that is taken already."""
        opened = self.sandbox.person(name, phone="+6281350000002").open(self.account)
        await opened.say("/start")
        self.account.updates.waiting.clear()
        return opened

    def updates(self) -> list[dict[str, object]]:
        """What waits for the bot, judged by types that nobody here wrote."""
        found = [update.wire() for update in self.account.updates.waiting.values()]
        self.account.updates.waiting.clear()
        for update in found:
            judge_update(update)
        return found

    @property
    def calls(self) -> list[Call]:
        return self.sandbox.journal.accepted()

    @property
    def methods(self) -> list[str]:
        return [call.method for call in self.calls]


@dataclass(frozen=True, slots=True)
class Feed:
    """The bot's updates, on their way through the channel into an app."""

    wire: Wire
    receiver: UpdateReceiver

    @classmethod
    def into(cls, app: App, wire: Wire) -> "Feed":
        keeper = Keeper(wire.store, wire.settings.pdf_limit)
        attachments = Attachments(app, {wire.region: keeper})
        return cls(wire, UpdateReceiver(app, wire.channel, attachments))

    async def take(self, body: dict[str, Any]) -> None:
        await self.receiver.handle(raw_update(self.wire.region, body))

    @property
    def poller(self) -> Poller:
        return Poller(self.wire.bot, self.wire.region, self.receiver)


@asynccontextmanager
async def a_wire(*, timeout: float = PATIENCE, region: str = "bulungan") -> AsyncIterator[Wire]:  # noqa: ASYNC109 - the bot's setting
    """`timeout` in seconds bounds each call of the bot."""
    clock, pace = VirtualClock(MONDAY), SandboxSettings(pace=Pace(scale=0.01))
    async with Sandbox(clock, pace) as sandbox:
        await sandbox.start()
        account = sandbox.add_bot(TOKEN, f"{region}_bot")
        telegram = TelegramBot(token=SecretStr(TOKEN))
        api = sandbox.base_url.removesuffix("/bot")
        with TemporaryDirectory() as files:
            settings = Settings(
                telegram={region: telegram},
                telegram_api=api,
                send_timeout=timeout,
                files=files,
            )
            channel = open_telegram(settings)
            yield Wire(sandbox, account, channel, clock, settings, Store(files, region), region)
            await channel.close()
        for call in sandbox.journal.accepted():
            judge_call(call.method, dict(call.params), call.files)
