"""From a `Reply` to calls of the Bot API."""

import asyncio
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.pictures.map import draw_map
from bot.telegram.raw import call
from handlers.reply import Map, Reply, Wants

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove
Rows = tuple[tuple[str | KeyboardButton, ...], ...]

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NO_PREVIEW_RAW = _NO_PREVIEW.to_dict()
# Deleted by the person, a picture, or not ours: then the answer is a message of its own.
_NOT_TO_EDIT = ("message to edit not found", "no text in the message", "message can't be edited")


async def send(bot: Bot, chat: str, reply: Reply) -> str | None:
    """Say a reply in a chat; gives the message's id, or None where nothing stays on the screen.

    A repeat after a lost answer is harmless: everything but the message itself is idempotent.
    """
    if reply.heard:
        await _hear(bot, reply)
    if reply.passing and reply.heard:
        return None
    if reply.commands is not None:
        commands = [BotCommand(*command) for command in reply.commands]
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(int(chat)))
    if reply.edits and reply.keys is None and reply.wants is Wants.NOTHING and not reply.picture:
        return await _edit(bot, chat, reply, reply.edits)
    if reply.edits:
        await _take_buttons_off(bot, chat, reply.edits)
    return await _message(bot, chat, reply)


async def _hear(bot: Bot, reply: Reply) -> None:
    note = reply.text.striptags()[:200] if reply.passing else None
    try:
        await bot.answer_callback_query(reply.heard or "", text=note)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise


async def _take_buttons_off(bot: Bot, chat: str, message: str) -> None:
    """A question that was answered by a new message keeps no buttons to press again."""
    with suppress(BadRequest):  # gone, or without buttons already
        await bot.edit_message_reply_markup(chat_id=chat, message_id=int(message))


async def _edit(bot: Bot, chat: str, reply: Reply, message: str) -> str | None:
    try:
        await bot.edit_message_text(
            reply.text,
            chat_id=chat,
            message_id=int(message),
            parse_mode=ParseMode.HTML,
            reply_markup=_inline(reply),
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if "not modified" in error.message.lower():
            return message
        if any(words in error.message.lower() for words in _NOT_TO_EDIT):
            return await _message(bot, chat, reply)
        raise
    return message


async def _message(bot: Bot, chat: str, reply: Reply) -> str:
    if reply.picture is not None:
        return await _photo(bot, chat, reply, reply.picture)
    params: dict[str, Any] = {
        "chat_id": chat,
        "text": reply.text,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW_RAW,
    }
    if markup := _markup(reply):
        params["reply_markup"] = _json(markup)
    return str((await call(bot, "send_message", params))["message_id"])


async def _photo(bot: Bot, chat: str, reply: Reply, picture: Map) -> str:
    drawn = await asyncio.to_thread(
        draw_map, picture.fences, picture.point, picture.accuracy, caption=picture.caption
    )
    sent = await bot.send_photo(
        chat, drawn, caption=reply.text, parse_mode=ParseMode.HTML, reply_markup=_markup(reply)
    )
    return str(sent.message_id)


def _markup(reply: Reply) -> Markup | None:
    if reply.buttons:
        return _inline(reply)
    match reply.wants:
        case Wants.CONTACT:
            share = KeyboardButton("📱 Bagikan nomor saya", request_contact=True)
            return _keyboard(((share,), ("Kembali", "Batal")), once=True)
        case Wants.LOCATION:
            share = KeyboardButton("📍 Kirim lokasi saya", request_location=True)
            return _keyboard(((share,), ("Batal",)), once=True)
    if reply.keys is None:
        return None
    return _keyboard(reply.keys) if reply.keys else ReplyKeyboardRemove()


def _inline(reply: Reply) -> InlineKeyboardMarkup | None:
    if not reply.buttons:
        return None
    buttons = [InlineKeyboardButton(b.label, callback_data=b.data) for b in reply.buttons]
    return InlineKeyboardMarkup([buttons[at : at + 3] for at in range(0, len(buttons), 3)])


@lru_cache(maxsize=64)  # the daily keys stand under nearly every answer
def _json(markup: Markup) -> str:
    return markup.to_json()


@cache
def _keyboard(rows: Rows, *, once: bool = False) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        rows, resize_keyboard=True, is_persistent=not once, one_time_keyboard=once
    )
