"""A made-up channel that prints: what every conversation must also work on before WhatsApp comes.

Three buttons of 20 characters or a list of ten rows of 24, no edits, no live location, no HTML,
and exactly one reply to each message. As an example of a new channel this file is all there is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from typing import ClassVar, get_args

from aiohttp import web
from pydantic import TypeAdapter

from bot.channels.base import (
    Capability,
    Download,
    RawUpdate,
    Received,
    Taking,
    UpdateReceiver,
    Work,
)
from bot.channels.message import Message
from core.organisation.address import Address
from handlers.chat.event import Content, Incoming
from handlers.chat.reply import Button, Reply

CHANNEL = "plain"
BUTTONS, LABEL, ROWS, ROW, TEXT, CAPTION = 3, 20, 10, 24, 4096, 1024
KINDS = {kind.__name__: TypeAdapter[Content](kind) for kind in get_args(Content)}


class TooRichError(AssertionError):
    """A reply that a plain channel could not show."""


@dataclass(frozen=True, slots=True)
class Print:
    """One message as it stands on paper."""

    words: str
    buttons: tuple[Button, ...]
    picture: str | None


@dataclass(slots=True, repr=False)
class PlainChannel:
    """The far end as well: `paper` has what each chat was sent, checked against the limits."""

    regions: Collection[str]
    paper: dict[str, list[Print]] = field(default_factory=dict)
    receiver: UpdateReceiver | None = None
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    name: ClassVar[str] = CHANNEL
    title: ClassVar[str] = "Plain"
    capabilities: ClassVar[Collection[Capability]] = frozenset()

    def routes(self, take: Taking) -> Iterable[web.RouteDef]:
        del take
        return ()

    def start(self, receiver: UpdateReceiver, *, polling: bool) -> Iterable[Work]:
        del polling
        self.receiver = receiver
        return ()

    async def receive(self, update: RawUpdate, received_at: datetime) -> Received:
        del received_at
        at = datetime.fromisoformat(update.body["at"])
        content = KINDS[update.body["kind"]].validate_python(update.body["content"])
        address = Address(update.region, CHANNEL, update.chat)
        event = Incoming(address, update.number, update.number, at, True, content)
        return Received(event, partial(_fetch, update) if "file" in update.body else None)

    async def send(self, to: Address, message: Message) -> str:
        check(message)
        of = message.picture
        shown = (f"[berkas {of.filename}]" if of.filename else of.media) if of else None
        printed = Print(str(message.text.striptags()), message.buttons, shown)
        self.paper.setdefault(to.id, []).append(printed)
        return f"{to.id}-{len(self.paper[to.id])}"

    async def probe(self) -> None:
        """Paper tells no time."""

    async def close(self) -> None:
        """Nothing to hang up."""

    def written(
        self, region: str, chat: str, content: Content, at: datetime, file: bytes | None = None
    ) -> RawUpdate:
        """The next update, as a person makes it."""
        kind = type(content).__name__
        body = {"at": at.isoformat(), "kind": kind}
        body |= {"content": KINDS[kind].dump_python(content, mode="json")}
        body |= {"file": file.hex()} if file is not None else {}
        return RawUpdate(region, str(next(self.numbers)), chat, body)


async def _fetch(update: RawUpdate) -> Download:
    return Download(bytes.fromhex(update.body["file"]))


def check(message: Message | Reply) -> None:
    """Refuse what three buttons, ten rows and one message of text cannot carry."""
    limit = CAPTION if message.picture else TEXT
    if not 0 < len(message.text.striptags()) <= limit:
        raise TooRichError(f"{len(message.text)} characters")
    most, width = (BUTTONS, LABEL) if len(message.buttons) <= BUTTONS else (ROWS, ROW)
    labels = [button.label for button in message.buttons]
    if len(labels) > most or any(not 0 < len(label) <= width for label in labels):
        raise TooRichError(f"{labels}")
    if len(set(labels)) != len(labels):
        raise TooRichError(f"two buttons with one label: {labels}")
    if any(len(button.data.encode()) > 64 for button in message.buttons):
        raise TooRichError("a button's data is longer than 64 bytes")
