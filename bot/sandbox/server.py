"""The sandbox: a local Telegram over HTTP, on loopback, for unmodified bots."""

from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from bot.runtime.clock import Clock
from bot.sandbox.bots import FIRST_UPDATE, SandboxBot, Settings, World
from bot.sandbox.chat import Bell, Chat
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.gateway import application
from bot.sandbox.journal import Journal
from bot.sandbox.model import User
from bot.sandbox.person import Group, Person
from bot.sandbox.updates import Updates

FIRST_PERSON = 5_000_000_000
FIRST_GROUP = -1_002_000_000_000


class Sandbox:
    """Start it, add bots, invite people; ``base_url`` is what the bot is given.

    ``seed`` makes the faults that leave it to chance repeatable.
    """

    def __init__(self, clock: Clock, settings: Settings | None = None, seed: int = 0) -> None:
        kept = settings or Settings()
        self.world = World(
            clock, kept, Faults(seed), Journal(kept.keep_calls), Files(kept.keep_files)
        )
        self._bots: dict[str, SandboxBot] = {}
        self._people = 0
        self._groups = 0
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def faults(self) -> Faults:
        return self.world.faults

    @property
    def journal(self) -> Journal:
        return self.world.journal

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self._port}/file/bot"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen on a port of 127.0.0.1; 0 takes a free one."""
        self.world.session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self._runner = web.AppRunner(application(self._bots), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self._port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        for bot in self._bots.values():
            if bot.webhook is not None:
                await bot.webhook.stop()
            if bot.poll is not None:
                bot.poll.cancel()
        if self._runner is not None:
            await self._runner.cleanup()
        if self.world.session is not None:
            await self.world.session.close()

    def add_bot(self, token: str, username: str, name: str = "Hadir") -> SandboxBot:
        """``token`` as from BotFather, ``<id>:<secret>``."""
        number, _, secret = token.partition(":")
        if not number.isdigit() or not secret:
            raise ValueError("a token has the form <id>:<secret>")
        user = User(int(number), name, username=username, is_bot=True)
        bot = SandboxBot(token, user, self.world, Updates(self.world.clock, FIRST_UPDATE))
        self._bots[token] = bot
        return bot

    def person(
        self,
        first_name: str,
        last_name: str = "",
        *,
        phone: str = "",
        username: str = "",
        language_code: str = "id",
    ) -> Person:
        self._people += 1
        number = FIRST_PERSON + self._people
        return Person(User(number, first_name, last_name, username, language_code, phone))

    def group(self, title: str, bot: SandboxBot) -> Group:
        """Make a supergroup that the bot is a member of and may read."""
        self._groups += 1
        bell = Bell(self.world.bell)
        chat = Chat(FIRST_GROUP - self._groups, "supergroup", title, self._keep, bell=bell)
        bot.chats[chat.id] = chat
        return Group(bot, chat)

    @property
    def _keep(self) -> int:
        return self.world.settings.keep_messages
