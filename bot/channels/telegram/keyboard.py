"""From the buttons and keys of a message to the keyboards of the Bot API."""

from functools import cache, lru_cache

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.channels.message import Message
from handlers.chat.reply import InputKind

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove
Rows = tuple[tuple[str | KeyboardButton, ...], ...]


def markup(message: Message) -> Markup | None:
    """What stands below or instead of the keyboard; buttons go before keys."""
    if message.buttons:
        return inline(message)
    match message.input_kind:
        case InputKind.CONTACT:
            share = KeyboardButton("📱 Bagikan nomor saya", request_contact=True)
            return _keyboard(((share,), ("Kembali", "Batal")), once=True)
        case InputKind.LOCATION:
            share = KeyboardButton("📍 Kirim lokasi saya", request_location=True)
            return _keyboard(((share,), ("Batal",)), once=True)
    if message.keys is None:
        return None
    return _keyboard(message.keys) if message.keys else ReplyKeyboardRemove()


def inline(message: Message) -> InlineKeyboardMarkup | None:
    """The buttons alone, for a message that is changed in place."""
    if not message.buttons:
        return None
    buttons = [InlineKeyboardButton(b.label, callback_data=b.data) for b in message.buttons]
    return InlineKeyboardMarkup([buttons[at : at + 3] for at in range(0, len(buttons), 3)])


@lru_cache(maxsize=64)  # the daily keys stand under nearly every answer
def as_json(markup: Markup) -> str:
    return markup.to_json()


@cache
def _keyboard(rows: Rows, *, once: bool = False) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        rows, resize_keyboard=True, is_persistent=not once, one_time_keyboard=once
    )
