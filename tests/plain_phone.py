"""A person on the plain channel; the same gestures as on Telegram."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.channels.base import RawUpdate
from bot.runtime.clock import Clock
from bot.sandbox import gps
from core.attendance.evidence import Share, ShareKind
from core.organisation.address import Address
from core.organisation.fence import Point
from handlers.chat.event import Contact, Content, Document, Located, Photo, Tap, Text
from handlers.chat.reply import Button
from tests.pictures import picture
from tests.plain import CHANNEL, PlainChannel, Print

_places = count(1)


@dataclass(slots=True, repr=False)
class PlainPhone:
    """Writes what the channel takes, and reads what it prints."""

    channel: PlainChannel
    region: str
    number: str
    phone: str
    clock: Clock
    fixes: Iterator[int] = field(default_factory=count)
    last: RawUpdate | None = None

    @property
    def address(self) -> Address:
        return Address(self.region, CHANNEL, self.number)

    @property
    def paper(self) -> list[Print]:
        return self.channel.paper.get(self.number, [])

    async def say(self, text: str) -> None:
        await self.does(Text(text))

    async def tap(self, label: str) -> None:
        await self.does(Tap(self.button(label).data, "q"))

    def button(self, label: str) -> Button:
        for printed in reversed(self.paper):
            for button in printed.buttons:
                if button.label == label:
                    return button
        raise LookupError(f"no button {label!r}")

    async def tap_old(self, button: Button) -> None:
        await self.does(Tap(button.data, "q"))

    async def share_contact(self, *, own: bool = True, phone: str | None = None) -> None:
        await self.does(Contact(phone or self.phone, own))

    async def locate(self, latitude: float, longitude: float) -> None:
        now = self.clock.now()
        point = Point(*gps.fix((latitude, longitude), next(self.fixes)))
        flags = {"forwarded": False, "via_bot": False, "scheduled": False, "private": True}
        share = Share(
            ShareKind.STATIC, point, None, now, now, live_until=None, heading=None, **flags
        )
        await self.does(Located(share))

    async def photo(self, number: int = 0, caption: str = "", album: str | None = None) -> None:
        """Another `number` is another picture."""
        content = Photo(caption=caption, album=album, place=next(_places))
        await self.does(content, picture(number))

    async def document(self, data: bytes, _name: str) -> None:
        """A file, whose name is not told."""
        await self.does(Document(place=next(_places)), data)

    async def does(self, content: Content, file: bytes | None = None) -> None:
        at = self.clock.now()
        self.last = self.channel.written(self.region, self.number, content, at, file)
        await self.redeliver()

    async def redeliver(self) -> None:
        """Hand in the newest update, once more if it was."""
        assert self.last is not None
        assert self.channel.receiver is not None
        await self.channel.receiver.handle(self.last)

    @property
    def told(self) -> list[str]:
        return [printed.words for printed in self.paper]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.paper[-1].buttons]
