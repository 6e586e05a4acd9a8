"""A chat between a bot and a person (or a group): its messages, its keyboard, who waits for it."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.keyboard import ReplyKeyboard
from bot.sandbox.model import Json, Message, User

LATELY = 200  # of what the bot said, for whoever goes through it one by one
ACTION_LASTS = 5  # seconds, as the apps show it
LONG = 600.0  # real seconds; a wait that ends when it happened may be as long as it likes


class Bell:
    """Rings when something happened, and so does the bell above; whoever waits looks again.

    ``rung`` counts, for whoever waits for anything at all.
    """

    def __init__(self, above: "Bell | None" = None) -> None:
        self.rung = 0
        self._above = above
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        self.rung += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()
        if self._above is not None:
            self._above.ring()

    async def until(self, happened: Callable[[], bool], seconds: float) -> None:
        """Wait at most so many real ``seconds``; TimeoutError after that."""
        async with asyncio.timeout(seconds):
            while not happened():
                waiter = asyncio.get_running_loop().create_future()
                self._waiting.add(waiter)
                try:
                    await waiter
                finally:
                    self._waiting.discard(waiter)


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


@dataclass(frozen=True, slots=True)
class Action:
    """What the bot is shown to do, as "typing"; ``until`` in seconds of the event loop's clock."""

    word: str
    until: float


@dataclass(slots=True)
class Chat:
    """What both sides see; everything that changes it rings ``bell``.

    ``refusal`` holds Telegram's words while the bot may not write here.
    """

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
    lately: deque[Message] = field(default_factory=lambda: deque(maxlen=LATELY))
    action: Action | None = None
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
        self.bell.ring()

    def heard(self, message: Message) -> None:
        """Note what the bot has said or changed where a person can see it."""
        if message.id not in self.messages:
            self.action = None
        self.latest = message
        self.lately.append(message)
        self.spoken += 1
        self.put(message)

    def forget(self, message_id: int) -> None:
        """A deleted message takes its reply keyboard along."""
        del self.messages[message_id]
        if self.keyboard_from == message_id:
            self.keyboard, self.keyboard_from = None, None
        self.bell.ring()

    def toast(self, toast: Toast) -> None:
        self.toasts.append(toast)
        self.bell.ring()

    def show(self, keyboard: ReplyKeyboard | None, message_id: int | None) -> None:
        """Show the reply keyboard of a message, or none."""
        self.keyboard, self.keyboard_from = keyboard, message_id
        self.bell.ring()

    def bar(self, refusal: str | None) -> None:
        """Keep the bot from writing, in Telegram's words; None lets it again."""
        self.refusal = refusal
        self.bell.ring()

    def act(self, word: str) -> None:
        """Show what the bot does until its next message, or as long as the apps do."""
        self.action = Action(word, asyncio.get_running_loop().time() + ACTION_LASTS)
        self.bell.ring()
