"""The values the sandbox keeps: users, files and messages, and their shape on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

Json: TypeAlias = dict[str, object]
Rows: TypeAlias = tuple[tuple[Json, ...], ...]


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    phone: str = ""
    is_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as Telegram keeps it; ``width`` and ``height`` in pixels, 0 if it is no picture."""

    id: str
    unique_id: str
    path: str
    upload: Upload
    width: int = 0
    height: int = 0

    @property
    def data(self) -> bytes:
        return self.upload.data


@dataclass(frozen=True, slots=True)
class Message:
    """One message, replaced as a whole when it is edited.

    ``text`` is what a person reads, without tags: the text, or the caption under ``media``.
    ``media`` is the wire form of what it carries (photo, document, location, venue, contact),
    ``extra`` of how it came (forward_origin, via_bot, is_from_offline). ``fixed`` messages carry
    a reply keyboard, which Telegram never lets a bot edit.
    """

    id: int
    date: int
    sender: User
    text: str = ""
    entities: tuple[Json, ...] = ()
    media: Mapping[str, object] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)
    inline_keyboard: Rows = ()
    files: tuple[StoredFile, ...] = ()
    fixed: bool = False
    reply_to: "Message | None" = None
    edit_date: int | None = None

    @property
    def buttons(self) -> list[str]:
        return [str(button["text"]) for row in self.inline_keyboard for button in row]


def user_wire(user: User) -> Json:
    optional = {
        "last_name": user.last_name,
        "username": user.username,
        "language_code": user.language_code,
    }
    return {
        "id": user.id,
        "is_bot": user.is_bot,
        "first_name": user.first_name,
        **{key: value for key, value in optional.items() if value},
    }


def message_wire(chat: Json, message: Message) -> Json:
    wire: Json = {
        "message_id": message.id,
        "from": user_wire(message.sender),
        "chat": chat,
        "date": message.date,
        **message.extra,
        **message.media,
    }
    if message.edit_date is not None:
        wire["edit_date"] = message.edit_date
    if message.reply_to is not None:
        wire["reply_to_message"] = message_wire(chat, message.reply_to)
    return wire | _text_wire(message) | _keyboard_wire(message)


def quoted(message: Message) -> Message:
    """Give the message as another one quotes it: Telegram nests one level only."""
    return replace(message, reply_to=None)


def _text_wire(message: Message) -> Json:
    if not message.text:
        return {}
    name = "caption" if message.media else "text"
    wire: Json = {name: message.text}
    if message.entities:
        wire["caption_entities" if message.media else "entities"] = list(message.entities)
    return wire


def _keyboard_wire(message: Message) -> Json:
    if not message.inline_keyboard:
        return {}
    return {"reply_markup": {"inline_keyboard": [list(row) for row in message.inline_keyboard]}}
