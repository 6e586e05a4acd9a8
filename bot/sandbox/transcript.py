"""Prints a chat for a terminal: who said what when, with its buttons."""

from datetime import UTC, datetime, tzinfo

from bot.sandbox.model import Message
from bot.sandbox.talk import PersonChat

_MEDIA = {
    "photo": "[foto]",
    "document": "[berkas]",
    "venue": "[tempat]",
    "location": "[lokasi]",
    "contact": "[kontak]",
}


def transcript(talk: PersonChat, zone: tzinfo = UTC) -> str:
    """One line per message, ``07.24 Budi: Masuk``; longer texts and buttons are indented."""
    return "\n".join(_lines(message, zone) for message in talk.messages)


def _lines(message: Message, zone: tzinfo) -> str:
    at = datetime.fromtimestamp(message.date, zone)
    said = " ".join(part for part in (_media(message), message.text) if part)
    edited = " (diedit)" if message.edit_date is not None else ""
    first, *more = f"{said}{edited}".splitlines() or [""]
    rows = [" ".join(f"[{button['text']}]" for button in row) for row in message.inline_keyboard]
    head = f"{at:%H.%M} {message.sender.first_name}: {first}"
    return "\n".join([head, *(f"      {line}" for line in (*more, *rows))])


def _media(message: Message) -> str:
    place = message.media.get("location")
    if isinstance(place, dict) and "live_period" in place:
        return "[lokasi langsung]"
    return next((sign for name, sign in _MEDIA.items() if name in message.media), "")
