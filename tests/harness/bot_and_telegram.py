"""A bot and the Telegram of the sandbox, over real HTTP; every call that it took is judged."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from telegram import Bot

from bot.channels.telegram.channel import TelegramChannel
from bot.runtime.clock import VirtualClock
from bot.runtime.settings import Settings, TelegramBot
from bot.sandbox.bots import SandboxBot
from bot.sandbox.bots import Settings as SandboxSettings
from bot.sandbox.delivery import Pace
from bot.sandbox.journal import Call
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.office import wita
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
    files: Path

    @property
    def bot(self) -> Bot:
        return self.channel.bot

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
            channel = TelegramChannel.open(settings, telegram, region)
            yield Wire(sandbox, account, channel, clock, Path(files))
            await channel.close()
        for call in sandbox.journal.accepted():
            judge_call(call.method, dict(call.params), call.files)
