"""From a message to calls of the Bot API."""

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

from bot.channels.message import Message, Picture
from bot.channels.telegram import keyboard
from bot.channels.telegram.raw import call
from handlers.chat.event import PDF
from handlers.chat.reply import InputKind

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NO_PREVIEW_RAW = _NO_PREVIEW.to_dict()
# Deleted by the person, a picture, or not ours: then the answer is a message of its own.
_NOT_TO_EDIT = ("message to edit not found", "no text in the message", "message can't be edited")
_CAPTION = int(MessageLimit.CAPTION_LENGTH)
# Asked for in words alone: neither takes a keyboard.
_WORDS_DO = (InputKind.NOTHING, InputKind.PHOTO, InputKind.DATE, InputKind.WORDS)


async def send(bot: Bot, chat: str, message: Message) -> str | None:
    """Say it in a chat; gives the message's id, or None where nothing stays on the screen.

    A repeat after a lost answer is harmless: everything but the message itself is idempotent.
    Raises Telegram's errors, and `MediaUnavailable` while a picture cannot be read.
    """
    if message.answers_callback:
        await _answer_tap(bot, message)
    if message.toast and message.answers_callback:
        return None
    if message.commands is not None:
        commands = [BotCommand(*command) for command in message.commands]
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(int(chat)))
    if message.in_place and not message.edits:
        return None
    if message.edits and _can_be_edited_in(message):
        return await _edit(bot, chat, message, message.edits)
    if message.edits:
        await _take_buttons_off(bot, chat, message.edits)
    return await _new(bot, chat, message)


def _can_be_edited_in(message: Message) -> bool:
    """What is not on the screen yet comes in a message of its own."""
    shown = message.picture is None or message.picture.already_shown
    return shown and message.keys is None and message.input_kind in _WORDS_DO


async def _answer_tap(bot: Bot, message: Message) -> None:
    note = message.text.striptags()[:200] if message.toast else None
    try:
        await bot.answer_callback_query(message.answers_callback or "", text=note)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise


async def _take_buttons_off(bot: Bot, chat: str, number: str) -> None:
    """A question that was answered by a new message keeps no buttons to press again."""
    with suppress(BadRequest):  # gone, or without buttons already
        await bot.edit_message_reply_markup(chat_id=chat, message_id=int(number))


async def _edit(bot: Bot, chat: str, message: Message, number: str) -> str | None:
    under = message.picture is not None and _is_caption(message)
    if message.unseen and not under:  # nobody knows whether the picture stands above
        return await _anew(bot, chat, message, number)
    try:
        await (_edit_caption if under else _edit_text)(bot, chat, message, int(number))
    except BadRequest as error:
        words = error.message.lower()
        if "not modified" in words:
            return number
        if "no caption in the message" in words:  # the text was too long and stands by itself
            if message.unseen:  # or the picture could not be shown until now
                return await _anew(bot, chat, message, number)
            return await _edit(bot, chat, replace(message, picture=None), number)
        if not any(each in words for each in _NOT_TO_EDIT):
            raise
        if message.in_place and "no text in the message" not in words:
            return None
        if "no text in the message" in words:  # a picture, which is on the screen already
            await _take_buttons_off(bot, chat, number)
            if message.in_place:
                return number
            message = replace(message, picture=None)
        return await _new(bot, chat, message)
    return number


async def _anew(bot: Bot, chat: str, message: Message, number: str) -> str | None:
    """A message of its own, with its picture; in place only what may be done without one."""
    if message.in_place:
        blind = replace(message, picture=None, buttons=message.unseen, unseen=())
        return await _edit(bot, chat, blind, number)
    await _take_buttons_off(bot, chat, number)
    return await _new(bot, chat, message)


async def _edit_text(bot: Bot, chat: str, message: Message, number: int) -> None:
    await bot.edit_message_text(
        message.text,
        chat_id=chat,
        message_id=number,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard.inline(message),
        link_preview_options=_NO_PREVIEW,
    )


async def _edit_caption(bot: Bot, chat: str, message: Message, number: int) -> None:
    await bot.edit_message_caption(
        chat,
        number,
        caption=message.text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard.inline(message),
    )


async def _new(bot: Bot, chat: str, message: Message) -> str:
    if message.picture is not None:
        return await _pictured(bot, chat, message, message.picture)
    params: dict[str, Any] = {
        "chat_id": chat,
        "text": message.text,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW_RAW,
    }
    if keys := keyboard.markup(message):
        params["reply_markup"] = keyboard.as_json(keys)
    return str((await call(bot, "send_message", params))["message_id"])


async def _pictured(bot: Bot, chat: str, message: Message, picture: Picture) -> str:
    """With the words below it, or after it where they are too many."""
    content = await picture.load()
    if content is None:
        return await _new(bot, chat, message.without_picture())
    if _is_caption(message):
        under: dict[str, Any] = {"caption": message.text, "parse_mode": ParseMode.HTML}
        under |= {"reply_markup": keyboard.markup(message)}
        return await _upload(bot, chat, picture, content, under)
    await _upload(bot, chat, picture, content, {})
    return await _new(bot, chat, replace(message, picture=None))


async def _upload(
    bot: Bot, chat: str, picture: Picture, content: bytes, under: Mapping[str, Any]
) -> str:
    if picture.filename is None and picture.media != PDF:
        try:
            return str((await bot.send_photo(chat, content, **under)).message_id)
        except BadRequest as error:
            # A panorama is no photo to Telegram, but a file like any other.
            if "photo_invalid_dimensions" not in error.message.lower():
                raise
    sent = await bot.send_document(chat, _file(picture, content), **under)
    return str(sent.message_id)


def _file(picture: Picture, content: bytes) -> InputFile:
    """The file as it is named; its type is known and not guessed from the name."""
    name = picture.filename or ("berkas.pdf" if picture.media == PDF else "foto.jpg")
    file = InputFile(content, filename=name)
    file.mimetype = picture.media
    return file


def _is_caption(message: Message) -> bool:
    """Whether the words fit below a picture; tags, which do not count, are counted in."""
    return len(message.text.encode("utf-16-le")) // 2 <= _CAPTION
