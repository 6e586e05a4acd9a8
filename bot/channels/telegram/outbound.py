"""From a `Reply` to calls of the Bot API."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InputFile,
    LinkPreviewOptions,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest

from bot.channels.telegram import keyboard
from bot.channels.telegram.raw import call
from bot.media.errors import MediaUnavailable
from bot.media.store import Store
from bot.pictures.calendar import draw_month
from bot.pictures.map import draw_map
from handlers.chat.event import JPEG, Kept
from handlers.chat.reply import Map, Month, Reply, Wants

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NO_PREVIEW_RAW = _NO_PREVIEW.to_dict()
# Deleted by the person, a picture, or not ours: then the answer is a message of its own.
_NOT_TO_EDIT = ("message to edit not found", "no text in the message", "message can't be edited")
_CAPTION = int(MessageLimit.CAPTION_LENGTH)
# Asked for in words alone: neither takes a keyboard.
_WORDS_DO = (Wants.NOTHING, Wants.PHOTO, Wants.DATE, Wants.WORDS)
_MISSING = "(Berkasnya tidak ada lagi di penyimpanan kami.)"
_UNSEEN = "⚠️ Foto atau suratnya belum bisa dibuka sekarang."


async def send(bot: Bot, chat: str, reply: Reply, store: Store) -> str | None:
    """Say a reply in a chat; gives the message's id, or None where nothing stays on the screen.

    A repeat after a lost answer is harmless: everything but the message itself is idempotent.
    Raises Telegram's errors, and `MediaUnavailable` while a kept picture cannot be read.
    """
    if reply.heard:
        await _hear(bot, reply)
    if reply.passing and reply.heard:
        return None
    if reply.commands is not None:
        commands = [BotCommand(*command) for command in reply.commands]
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(int(chat)))
    if reply.in_place and not reply.edits:
        return None
    reply = await _seen_or_not(reply, store)
    if reply.edits and _can_be_edited_in(reply):
        return await _edit(bot, chat, reply, reply.edits, store)
    if reply.edits:
        await _take_buttons_off(bot, chat, reply.edits)
    return await _message(bot, chat, reply, store)


async def _seen_or_not(reply: Reply, store: Store) -> Reply:
    """A card whose picture cannot be shown now says so, and offers what may be done without."""
    if not (reply.unseen and isinstance(reply.picture, Kept)):
        return reply
    with suppress(MediaUnavailable):
        if await store.has(reply.picture.hash):
            return reply
    text = reply.text + f"\n\n{_UNSEEN}"
    return replace(reply, text=text, buttons=reply.unseen, unseen=(), picture=None)


def _can_be_edited_in(reply: Reply) -> bool:
    """A map that stays stands above the words already; any other is drawn as a new message."""
    plain = reply.keys is None and reply.wants in _WORDS_DO
    if isinstance(reply.picture, Map):
        return plain and reply.picture.stays
    return plain and not isinstance(reply.picture, Month)


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


async def _edit(bot: Bot, chat: str, reply: Reply, message: str, store: Store) -> str | None:
    under = isinstance(reply.picture, Kept | Map) and _is_caption(reply)
    if reply.unseen and not under:  # nobody knows whether the picture stands above
        return await _anew(bot, chat, reply, message, store)
    try:
        await (_edit_caption if under else _edit_text)(bot, chat, reply, int(message))
    except BadRequest as error:
        words = error.message.lower()
        if "not modified" in words:
            return message
        if "no caption in the message" in words:  # the text was too long and stands by itself
            if reply.unseen:  # or the picture could not be shown until now
                return await _anew(bot, chat, reply, message, store)
            return await _edit(bot, chat, replace(reply, picture=None), message, store)
        if not any(each in words for each in _NOT_TO_EDIT):
            raise
        if reply.in_place and "no text in the message" not in words:
            return None
        if "no text in the message" in words:  # a picture, which is on the screen already
            await _take_buttons_off(bot, chat, message)
            if reply.in_place:
                return message
            reply = replace(reply, picture=None)
        return await _message(bot, chat, reply, store)
    return message


async def _anew(bot: Bot, chat: str, reply: Reply, message: str, store: Store) -> str | None:
    """A message of its own, with its picture; in place only what may be done without one."""
    if reply.in_place:
        blind = replace(reply, picture=None, buttons=reply.unseen, unseen=())
        return await _edit(bot, chat, blind, message, store)
    await _take_buttons_off(bot, chat, message)
    return await _message(bot, chat, reply, store)


async def _edit_text(bot: Bot, chat: str, reply: Reply, message: int) -> None:
    await bot.edit_message_text(
        reply.text,
        chat_id=chat,
        message_id=message,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard.inline(reply),
        link_preview_options=_NO_PREVIEW,
    )


async def _edit_caption(bot: Bot, chat: str, reply: Reply, message: int) -> None:
    await bot.edit_message_caption(
        chat,
        message,
        caption=reply.text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard.inline(reply),
    )


async def _message(bot: Bot, chat: str, reply: Reply, store: Store) -> str:
    match reply.picture:
        case Map() | Month() as picture:
            return await _drawn(bot, chat, reply, picture)
        case Kept() as kept:
            return await _file(bot, chat, reply, kept, store)
    params: dict[str, Any] = {
        "chat_id": chat,
        "text": reply.text,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW_RAW,
    }
    if keys := keyboard.markup(reply):
        params["reply_markup"] = keyboard.as_json(keys)
    return str((await call(bot, "send_message", params))["message_id"])


async def _drawn(bot: Bot, chat: str, reply: Reply, picture: Map | Month) -> str:
    drawn = await asyncio.to_thread(_draw, picture)
    sent = await bot.send_photo(
        chat,
        drawn,
        caption=reply.text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard.markup(reply),
    )
    return str(sent.message_id)


def _draw(picture: Map | Month) -> bytes:
    if isinstance(picture, Month):
        return draw_month(picture)
    return draw_map(picture.fences, picture.point, picture.accuracy, caption=picture.caption)


async def _file(bot: Bot, chat: str, reply: Reply, kept: Kept, store: Store) -> str:
    """With the words below it, or after it where they are too many."""
    words = replace(reply, picture=None)
    content = await store.content(kept)
    if content is None:
        text, buttons = reply.text + f"\n\n{_MISSING}", reply.unseen or reply.buttons
        lost = replace(words, text=text, buttons=buttons)
        return await _message(bot, chat, lost, store)
    if _is_caption(reply):
        under: dict[str, Any] = {"caption": reply.text, "parse_mode": ParseMode.HTML}
        under |= {"reply_markup": keyboard.markup(reply)}
        return await _upload(bot, chat, kept, content, under)
    await _upload(bot, chat, kept, content, {})
    return await _message(bot, chat, words, store)


async def _upload(bot: Bot, chat: str, kept: Kept, content: bytes, under: Mapping[str, Any]) -> str:
    if kept.media == JPEG:
        try:
            return str((await bot.send_photo(chat, content, **under)).message_id)
        except BadRequest as error:
            # A panorama is no photo to Telegram, but a file like any other.
            if "photo_invalid_dimensions" not in error.message.lower():
                raise
    name = "foto.jpg" if kept.media == JPEG else "berkas.pdf"
    sent = await bot.send_document(chat, InputFile(content, filename=name), **under)
    return str(sent.message_id)


def _is_caption(reply: Reply) -> bool:
    """Whether the words fit below a picture; tags, which do not count, are counted in."""
    return len(reply.text.encode("utf-16-le")) // 2 <= _CAPTION
