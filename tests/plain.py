"""A plain channel: what every conversation must also work on before WhatsApp comes.

Three buttons of 20 characters or a list of ten rows of 24, no edits, no live location, no HTML,
and exactly one reply to each message.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.runtime.app import App
from bot.runtime.clock import Clock
from bot.sandbox import gps
from core.attendance.evidence import Share, ShareKind
from core.organisation.address import Address
from core.organisation.fence import Point
from handlers.chat.event import JPEG, Contact, Content, Incoming, Kept, Located, Photo, Tap, Text
from handlers.chat.reply import Button, Reply

CHANNEL = "plain"
BUTTONS, LABEL = 3, 20
ROWS, ROW = 10, 24
TEXT, CAPTION = 4096, 1024


class TooRichError(AssertionError):
    """A reply that a plain channel could not show."""


@dataclass(slots=True)
class PlainChannel:
    """The far end of the channel: what each address was sent, checked against the limits."""

    clock: Clock
    sent: dict[str, list[Reply]] = field(default_factory=dict)

    async def send(self, address: str, reply: Reply) -> str | None:
        check(reply)
        if reply.in_place:  # a channel without edits has nothing to change
            return None
        self.sent.setdefault(address, []).append(reply)
        return f"{address}-{len(self.sent[address])}"


def check(reply: Reply) -> None:
    """Refuse what three buttons, ten rows and one message of text cannot carry."""
    limit = CAPTION if reply.picture else TEXT
    if not 0 < len(reply.text.striptags()) <= limit:
        raise TooRichError(f"{len(reply.text)} characters")
    most, width = (BUTTONS, LABEL) if len(reply.buttons) <= BUTTONS else (ROWS, ROW)
    labels = [button.label for button in reply.buttons]
    if len(labels) > most or any(not 0 < len(label) <= width for label in labels):
        raise TooRichError(f"{labels}")
    if len(set(labels)) != len(labels):
        raise TooRichError(f"two buttons with one label: {labels}")
    if any(len(button.data.encode()) > 64 for button in reply.buttons):
        raise TooRichError("a button's data is longer than 64 bytes")


_updates = count(1)


@dataclass(slots=True)
class PlainPhone:
    """A person on the plain channel; the same gestures as on Telegram."""

    app: App
    channel: PlainChannel
    region: str
    number: str
    phone: str
    clock: Clock
    fixes: Iterator[int] = field(default_factory=count)

    @property
    def address(self) -> Address:
        return Address(self.region, CHANNEL, self.number)

    @property
    def replies(self) -> list[Reply]:
        return self.channel.sent.get(self.number, [])

    async def say(self, text: str) -> None:
        await self._does(Text(text))

    async def tap(self, label: str) -> None:
        await self._does(Tap(self.button(label).data, "q"))

    def button(self, label: str) -> Button:
        for reply in reversed(self.replies):
            for button in reply.buttons:
                if button.label == label:
                    return button
        raise LookupError(f"no button {label!r}")

    async def tap_old(self, button: Button) -> None:
        await self._does(Tap(button.data, "q"))

    async def share_contact(self, *, own: bool = True, phone: str | None = None) -> None:
        await self._does(Contact(phone or self.phone, own))

    async def locate(self, latitude: float, longitude: float) -> None:
        now = self.clock.now()
        point = Point(*gps.fix((latitude, longitude), next(self.fixes)))
        flags = {"forwarded": False, "via_bot": False, "scheduled": False, "private": True}
        share = Share(
            ShareKind.STATIC, point, None, now, now, live_until=None, heading=None, **flags
        )
        await self._does(Located(share))

    async def photo(self, number: int = 0, caption: str = "", album: str | None = None) -> None:
        """As after a channel has fetched and kept it; `number` tells one picture from another."""
        kept = Kept(f"{number:064x}", 150_000, JPEG)
        await self._does(Photo(kept, caption=caption, album=album, place=next(_updates)))

    async def _does(self, content: Content) -> None:
        number = str(next(_updates))
        event = Incoming(self.address, number, number, self.clock.now(), True, content)
        await self.app.receive(event, {})

    @property
    def told(self) -> list[str]:
        return [str(reply.text.striptags()) for reply in self.replies]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.replies[-1].buttons]
