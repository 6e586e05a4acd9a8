"""A chat between a bot and a person (or a group): its messages, its keyboard, who waits for it."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.keyboard import ReplyKeyboard
from bot.sandbox.model import Json, Message, User


class Bell:
    """Rings when something happened; whoever waits looks again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def until(self, happened: Callable[[], bool], seconds: float) -> None:
        """Wait at most so many real ``seconds``; TimeoutError after that."""
        async with asyncio.timeout(seconds):
            while not happened():
                waiter = asyncio.get_running_loop().create_future()
                self._waiting.add(waiter)
                await waiter


@dataclass(frozen=True, slots=True)
class Query:
    """A tapped button that waits for ``answerCallbackQuery``."""

    id: str
    chat: "Chat"
    message_id: int
    at: int


@dataclass(frozen=True, slots=True)
class Toast:
    """What a person saw after a tap; an empty text only stops the spinner."""

    query_id: str
    text: str
    alert: bool


@dataclass(slots=True)
class Chat:
    """``refusal`` holds Telegram's words while the bot may not write here."""

    id: int
    type: str
    name: str
    keep: int
    person: User | None = None
    refusal: str | None = None
    keyboard: ReplyKeyboard | None = None
    keyboard_from: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    toasts: deque[Toast] = field(default_factory=lambda: deque(maxlen=100))
    spoken: int = 0
    latest: Message | None = None
    bell: Bell = field(default_factory=Bell)

    @property
    def private(self) -> bool:
        return self.type == "private"

    def wire(self) -> Json:
        wire: Json = {"id": self.id, "type": self.type}
        if self.person is None:
            return wire | {"title": self.name}
        optional = {"last_name": self.person.last_name, "username": self.person.username}
        named = {key: value for key, value in optional.items() if value}
        return wire | {"first_name": self.person.first_name} | named

    def put(self, message: Message) -> None:
        """Keep a new or an edited message; the oldest ones make room."""
        self.messages[message.id] = message
        while len(self.messages) > self.keep:
            del self.messages[next(iter(self.messages))]

    def heard(self, message: Message) -> None:
        """Note what the bot has said or changed where a person can see it."""
        self.put(message)
        self.latest = message
        self.spoken += 1
        self.bell.ring()

    def forget(self, message_id: int) -> None:
        del self.messages[message_id]
        self.bell.ring()
