"""One bot as the sandbox sees it: its account, chats, updates, commands and webhook."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

import aiohttp

from bot.runtime.clock import Clock
from bot.sandbox.chat import Bell, Chat, Query
from bot.sandbox.delivery import Pace, Webhook
from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.journal import Journal
from bot.sandbox.model import Json, Message, User, message_wire
from bot.sandbox.updates import CALLBACK_LIFE, Update, Updates

FIRST_UPDATE = 700_000_001

_NUMBER = re.compile(r"\s*(-?[0-9]{1,18})\s*")


@dataclass(frozen=True, slots=True)
class Settings:
    """Bounds of what is kept (counts), and whom a webhook may reach."""

    keep_messages: int = 1_000
    keep_files: int = 10_000
    keep_calls: int = 20_000
    webhook_hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})
    pace: Pace = field(default_factory=Pace)


@dataclass(slots=True)
class World:
    """What all bots and people of one sandbox share; ``bell`` rings with that of any chat.

    ``fixes`` numbers what their phones' GPS says, so that no two say one point.
    """

    clock: Clock
    settings: Settings
    faults: Faults
    journal: Journal
    files: Files
    session: aiohttp.ClientSession | None = None
    bell: Bell = field(default_factory=Bell)
    fixes: Iterator[int] = field(default_factory=count)

    def now(self) -> int:
        """POSIX seconds, the resolution of every date of Telegram."""
        return int(self.clock.now().timestamp())


@dataclass(slots=True)
class SandboxBot:
    token: str
    user: User
    world: World
    updates: Updates
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    commands: dict[str, list[Mapping[str, str]]] = field(default_factory=dict)
    webhook: Webhook | None = None
    poll: asyncio.Future[Update] | None = None
    last_message: int = 0
    last_query: int = 0

    @property
    def id(self) -> int:
        return self.user.id

    def chat(self, chat_id: str) -> Chat:
        """Find the chat of a ``chat_id`` parameter, or raise Telegram's refusal."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        known = _NUMBER.fullmatch(chat_id)
        chat = self.chats.get(int(known[1])) if known else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable(self, chat_id: str) -> Chat:
        chat = self.chat(chat_id)
        if chat.refusal is not None:
            raise forbidden(chat.refusal)
        return chat

    def next_message(self) -> int:
        self.last_message += 1
        return self.last_message

    def tell(self, kind: str, chat: Chat, message: Message) -> None:
        """Send the bot an update about a message."""
        self.updates.add(kind, message_wire(chat.wire(), message), chat.id)

    def ask(self, chat: Chat, message_id: int) -> Query:
        """Remember a tap until it is answered or too old."""
        self.forget_old_queries()
        self.last_query += 1
        query = Query(f"{self.id}{self.last_query:09d}", chat, message_id, self.world.now())
        self.queries[query.id] = query
        return query

    def forget_old_queries(self) -> None:
        dead = self.world.now() - CALLBACK_LIFE
        while self.queries:
            oldest = next(iter(self.queries.values()))
            if oldest.at > dead:
                return
            del self.queries[oldest.id]

    async def redeliver(self) -> None:
        """Deliver the newest update a second time."""
        if self.webhook is None:
            raise LookupError("no webhook is set")
        await self.webhook.redeliver()


def account_wire(bot: SandboxBot) -> Json:
    """Answer getMe."""
    return {
        "id": bot.id,
        "is_bot": True,
        "first_name": bot.user.first_name,
        "username": bot.user.username,
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
