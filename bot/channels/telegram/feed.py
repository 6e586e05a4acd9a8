"""Parsing Telegram's updates, broken ones included."""

import zlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from telegram import Bot, Update

from bot.channels.base import RawUpdate, Received
from bot.channels.telegram.files import fetch
from bot.channels.telegram.inbound import incoming


def raw_update(region: str, body: Mapping[str, Any]) -> RawUpdate:
    """One update of a region's bot; nothing is built from it yet."""
    return RawUpdate(region, _number(body), _chat(body), body, _moves(body))


def received(bot: Bot, update: RawUpdate, received_at: datetime) -> Received | None:
    """The event in an update; None for what nobody here asked for. Raises what the library does."""
    sent = Update.de_json(dict(update.body), bot)
    event = incoming(sent, update.region, received_at)
    if event is None:
        return None
    message = sent.message
    has_file = message is not None and (message.photo or message.document)
    return Received(event, partial(fetch, bot, message) if message and has_file else None)


def _moves(body: Mapping[str, Any]) -> str | None:
    try:
        return str(body["edited_message"]["message_id"])
    except (KeyError, TypeError):
        return None


def _number(body: Mapping[str, Any]) -> str:
    """The update's number, or what tells it from others where it has none."""
    number = body.get("update_id")
    return str(number) if isinstance(number, int) else f"#{zlib.crc32(repr(body).encode()):08x}"


def _chat(body: Mapping[str, Any]) -> str:
    """Whose update it is, as far as an update that may be broken can tell."""
    for part in body.values():
        if isinstance(part, dict):
            chat = part.get("chat") or part.get("from")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return str(chat["id"])
    return ""
