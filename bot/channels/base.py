"""What the runtime asks of a channel, and what a channel may ask of the runtime.

A channel is a platform with one account of ours for each of some regions. Whoever adds one
implements `Channel` and names it in bot/composition.py; nothing else knows it.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from aiohttp import web

from bot.channels.message import Message
from core.organisation.address import Address
from handlers.chat.event import Incoming


class Capability(StrEnum):
    """What a channel can do and another cannot; whoever needs one asks for it."""

    EDIT = "edit"  # a message can be changed after it was sent
    LIVE_LOCATION = "live location"  # a location goes on telling where somebody is


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as the platform sent it, and as much of it as a broken one can tell.

    `number` is unique within region and channel. `chat` is whose it is, empty where nobody
    knows. `moves` names the live location of which this is one more point: most of the traffic.
    """

    region: str
    number: str
    chat: str
    body: Mapping[str, Any]
    moves: str | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it came. `is_shrunk`: a photo that the platform has made small and left legible."""

    content: bytes
    is_shrunk: bool = False


Fetch = Callable[[], Awaitable[Download]]


@dataclass(frozen=True, slots=True)
class Received:
    """The event in an update; `fetch` downloads its file, should anybody wait for one.

    `fetch` raises `InvalidUpload` in words for its sender, or `RedeliverLater`.
    """

    event: Incoming
    fetch: Fetch | None = None


class UpdateReceiver(Protocol):
    """The runtime's side: what a channel hands its updates to."""

    async def handle(self, update: RawUpdate) -> None:
        """Handle an update durably, at most once; raises `RedeliverLater`, and nothing else."""

    def answered(self, at: datetime) -> None:
        """The platform answered a call, and its answer says at what time."""


# Reads the body of a request whose sender is known, and has its updates handled: 200 once they
# are durable, 400 where the reader raises ValueError, 408 and 503 where it shall come again.
Taking = Callable[[web.Request, Callable[[bytes], Sequence[RawUpdate]]], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Work:
    """What a channel has done in the background: for ever or `once`, after an error again."""

    name: str
    run: Callable[[], Awaitable[None]]
    once: bool = False


class Channel(Protocol):
    """A platform, with an account of ours for each of its `regions`.

    `name` is how addresses, the outbox and audits call it; `title` how operators do.
    """

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def capabilities(self) -> Collection[Capability]: ...

    @property
    def regions(self) -> Collection[str]: ...

    def routes(self, take: Taking) -> Iterable[web.RouteDef]:
        """Its webhooks; each lets `take` read the body once it knows who asks."""

    def start(self, receiver: UpdateReceiver, *, polling: bool) -> Iterable[Work]:
        """What brings updates: saying where they shall go, and polling where that is wished."""

    async def receive(self, update: RawUpdate, received_at: datetime) -> Received | None:
        """The event in an update; None for what nobody asked for. Whatever it raises is a bug."""

    async def send(self, to: Address, message: Message) -> str | None:
        """Say it; gives what names the message, None where nothing stays on the screen.

        Raises `RetryLater`, `DeliveryUnknown`, `RecipientUnreachable`, `MessageRefused`, and
        `MediaUnavailable` from the picture's `load`.
        """

    async def probe(self) -> None:
        """Ask for nothing but an answer, for the time that it tells; raises nothing."""

    async def close(self) -> None:
        """Hang up; nothing is sent or received any more."""
