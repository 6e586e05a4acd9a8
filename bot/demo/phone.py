"""Somebody's phone: where it lies, what was read on it, and what is done with it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.demo.act import (
    Act,
    Block,
    Contact,
    Forward,
    Live,
    Move,
    Pin,
    Press,
    Read,
    Say,
    Stop,
    Tap,
    Unblock,
)
from bot.demo.camera import sizes
from bot.sandbox.entities import units
from bot.sandbox.live import LiveShare
from bot.sandbox.model import Message, User
from bot.sandbox.talk import PersonChat
from bot.sandbox.words import MAX_CAPTION

OTHER_BOT = User(800_000_001, "Peta", username="peta_bot", is_bot=True)
BLOCKED = "Bot sedang diblokir; buka blokirnya dulu."


class Unfit(Exception):
    """Why it cannot be done, in plain Indonesian."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody attaches."""

    data: bytes
    name: str
    caption: str


@dataclass(slots=True)
class Phone:
    """Somebody's phone: the chat with their regency's bot, and where it lies.

    `at` in degrees, `accuracy` in metres, and how often it was moved: a page may be told of an
    earlier place after it has moved on. `read` is the newest message that was seen. A stranger has
    no `nip`.
    """

    region: str
    nip: str
    talk: PersonChat
    at: tuple[float, float]
    accuracy: float | None = None
    moves: int = 0
    live: LiveShare | None = None
    read: int = 0

    @property
    def key(self) -> str:
        return f"{self.talk.bot.id}-{self.talk.user.id}"

    @property
    def sharing(self) -> LiveShare | None:
        """The live location that is under way."""
        return self.live if self.live is not None and self.live.active else None

    @property
    def unread(self) -> int:
        mine = self.talk.user.id
        return sum(m.id > self.read and m.sender.id != mine for m in self.talk.messages)


async def carry_out(phone: Phone, act: Act, phones: Mapping[str, Phone]) -> None:  # noqa: C901, PLR0912 - one line per act
    """Do it; `Unfit` for what an app would not let its user do."""
    talk = phone.talk
    match act:
        case Read():
            phone.read = max(talk.chat.messages, default=0)
            talk.chat.bell.ring()
        case Move():
            await _move(phone, act)
        case Unblock():
            await talk.unblock()
        case _ if talk.chat.refusal is not None:
            raise Unfit(BLOCKED)
        case Say(text):
            await _say(talk, text)
        case Tap(message, data):
            await talk.tap_data(data, message)
        case Press(label):
            await _press(phone, label)
        case Contact():
            await _share_contact(talk, act, phones)
        case Live(period):
            await _share_live(phone, period)
        case Stop():
            if phone.sharing is not None:
                await phone.sharing.stop()
                phone.live = None
        case Pin(kind):
            await PINS[kind](talk, *phone.at)
        case Forward(message, of):
            await _forward(talk, phones.get(of), message)
        case Block():
            await talk.block()
        case _:
            assert_never(act)


PINS: Mapping[str, Callable[[PersonChat, float, float], Awaitable[Message]]] = {
    "own": PersonChat.pin,
    "venue": lambda talk, lat, lon: talk.venue(lat, lon, "Kantor", "pilihan dari daftar tempat"),
    "via_bot": lambda talk, lat, lon: talk.via_bot_pin(lat, lon, OTHER_BOT),
    "scheduled": PersonChat.scheduled_pin,
}


async def _say(talk: PersonChat, text: str) -> None:
    try:
        await talk.say(text)
    except ValueError:
        raise Unfit("Pesan berisi 1 sampai 4.096 huruf.") from None


async def _press(phone: Phone, label: str) -> None:
    try:
        await phone.talk.press(label, at=phone.at)
    except LookupError:
        raise Unfit("Tombol itu sudah tidak ada.") from None


async def _move(phone: Phone, to: Move) -> None:
    phone.at, phone.accuracy, phone.moves = (to.lat, to.lon), to.accuracy, phone.moves + 1
    if phone.sharing is not None and phone.talk.chat.refusal is None:
        await phone.sharing.move(*phone.talk.fix(phone.at), accuracy=to.accuracy)
    phone.talk.chat.bell.ring()


async def _share_live(phone: Phone, period: int) -> None:
    if phone.sharing is not None:
        raise Unfit("Lokasi langsung masih dibagikan; hentikan dulu.")
    # The first message of a real phone never tells how sure it is; its edits do.
    phone.live = await phone.talk.share_live(*phone.talk.fix(phone.at), period)
    if phone.accuracy is not None:
        await phone.live.move(*phone.talk.fix(phone.at), accuracy=phone.accuracy)


async def _share_contact(talk: PersonChat, act: Contact, phones: Mapping[str, Phone]) -> None:
    if act.forged:
        await talk.share_contact(forged_phone=talk.user.phone)
    elif act.of is None:
        await talk.share_contact()
    elif (other := phones.get(act.of)) is not None:
        await talk.share_contact(of=other.talk.user)
    else:
        raise Unfit("Orang itu tidak ada di sini.")


async def _forward(talk: PersonChat, source: Phone | None, number: int) -> None:
    message = source.talk.chat.messages.get(number) if source else None
    place = message.media.get("location") if message else None
    if message is None or not isinstance(place, dict):
        raise Unfit("Yang diteruskan harus sebuah lokasi.")
    await talk.forward_pin(place["latitude"], place["longitude"], message.sender)


async def _send_photo(phone: Phone, upload: Upload) -> None:
    """Send a picture as an app does: without its metadata, in several smaller sizes."""
    try:
        *smaller, largest = await asyncio.to_thread(sizes, upload.data)
    except ValueError:
        raise Unfit("Itu bukan gambar; kirim sebagai dokumen.") from None
    _check(phone, upload)
    await phone.talk.photo(largest, *smaller, caption=upload.caption)


async def _send_document(phone: Phone, upload: Upload) -> None:
    _check(phone, upload)
    await phone.talk.document(upload.data, upload.name, upload.caption)


UPLOADS: Mapping[str, Callable[[Phone, Upload], Awaitable[None]]] = {
    "photo": _send_photo,
    "document": _send_document,
}


def _check(phone: Phone, upload: Upload) -> None:
    if phone.talk.chat.refusal is not None:
        raise Unfit(BLOCKED)
    if not upload.data:
        raise Unfit("Berkas itu kosong.")
    if units(upload.caption) > MAX_CAPTION:
        raise Unfit("Keterangan di bawah berkas paling panjang 1.024 huruf.")
