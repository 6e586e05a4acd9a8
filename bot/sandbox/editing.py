"""editMessageText, editMessageCaption, editMessageReplyMarkup, deleteMessage."""

from dataclasses import replace

from bot.sandbox.bots import SandboxBot
from bot.sandbox.chat import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboard import read_inline
from bot.sandbox.model import Json, Message, message_wire
from bot.sandbox.params import Params
from bot.sandbox.words import read_caption, read_text

DELETABLE = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
_CAPTIONED = frozenset({"photo", "document"})


def edit_text(bot: SandboxBot, params: Params) -> Json:
    chat, message = _editable(bot, params)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(params)
    rows = read_inline(params.text("reply_markup"))
    edited = replace(message, text=text, entities=entities, inline_keyboard=rows)
    return _apply(bot, chat, message, edited)


def edit_caption(bot: SandboxBot, params: Params) -> Json:
    chat, message = _editable(bot, params)
    if not _CAPTIONED & message.media.keys():
        raise bad_request("there is no caption in the message to edit")
    text, entities = read_caption(params)
    rows = read_inline(params.text("reply_markup"))
    edited = replace(message, text=text, entities=entities, inline_keyboard=rows)
    return _apply(bot, chat, message, edited)


def edit_reply_markup(bot: SandboxBot, params: Params) -> Json:
    chat, message = _editable(bot, params)
    rows = read_inline(params.text("reply_markup"))
    return _apply(bot, chat, message, replace(message, inline_keyboard=rows))


def delete_message(bot: SandboxBot, params: Params) -> bool:
    chat = bot.chat(params.text("chat_id"))
    message = chat.messages.get(_message_id(params))
    if message is None:
        raise bad_request("message to delete not found")
    if not chat.private and message.sender.id != bot.id:  # no bot is an administrator here
        raise bad_request("message can't be deleted")
    if bot.world.now() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    chat.forget(message.id)
    return True


def _editable(bot: SandboxBot, params: Params) -> tuple[Chat, Message]:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = bot.writable(params.text("chat_id"))
    message = chat.messages.get(_message_id(params))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender.id != bot.id or message.fixed:
        raise bad_request("message can't be edited")
    return chat, message


def _message_id(params: Params) -> int:
    number = params.integer("message_id")
    if number <= 0:
        raise bad_request("message identifier is not specified")
    return number


def _apply(bot: SandboxBot, chat: Chat, before: Message, after: Message) -> Json:
    if before == after:
        raise bad_request(NOT_MODIFIED)
    edited = replace(after, edit_date=bot.world.now())
    chat.heard(edited)
    return message_wire(chat.wire(), edited)
