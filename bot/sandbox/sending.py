"""sendMessage, sendPhoto, sendDocument, sendChatAction: what a bot says."""

from dataclasses import replace

from bot.sandbox.bots import SandboxBot
from bot.sandbox.chat import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.files import document_wire, given, photo_wire
from bot.sandbox.keyboard import (
    ForceReply,
    InlineKeyboard,
    Markup,
    RemoveKeyboard,
    ReplyKeyboard,
    read_markup,
)
from bot.sandbox.model import Json, Message, StoredFile, message_wire, quoted
from bot.sandbox.params import Params
from bot.sandbox.words import read_caption, read_text

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(bot: SandboxBot, params: Params) -> Json:
    text, entities = read_text(params)
    chat = bot.writable(params.text("chat_id"))
    return _say(bot, chat, params, Message(0, 0, bot.user, text, entities))


def send_photo(bot: SandboxBot, params: Params) -> Json:
    chat = bot.writable(params.text("chat_id"))
    found = given(params, "photo", bot.world.files)
    text, entities = read_caption(params)
    if not isinstance(found, StoredFile):
        found = bot.world.files.photo(found)
    elif not found.width:
        raise bad_request("can't use file of type Document as Photo")
    media = photo_wire((found,)) | _shown(params)
    return _say(bot, chat, params, Message(0, 0, bot.user, text, entities, media, files=(found,)))


def send_document(bot: SandboxBot, params: Params) -> Json:
    chat = bot.writable(params.text("chat_id"))
    found = given(params, "document", bot.world.files)
    text, entities = read_caption(params)
    if not isinstance(found, StoredFile):
        found = bot.world.files.add(found, "documents")
    elif found.width:
        raise bad_request("can't use file of type Photo as Document")
    media = document_wire(found)
    return _say(bot, chat, params, Message(0, 0, bot.user, text, entities, media, files=(found,)))


def send_chat_action(bot: SandboxBot, params: Params) -> bool:
    chat = bot.writable(params.text("chat_id"))
    action = params.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.act(action)
    return True


def _shown(params: Params) -> Json:
    shown = {
        "show_caption_above_media": params.flag("show_caption_above_media"),
        "has_media_spoiler": params.flag("has_spoiler"),
    }
    return {name: True for name, wanted in shown.items() if wanted}


def _say(bot: SandboxBot, chat: Chat, params: Params, draft: Message) -> Json:
    markup = read_markup(params.text("reply_markup"), private=chat.private)
    message = replace(
        draft,
        reply_to=_replied(chat, params),
        inline_keyboard=markup.rows if isinstance(markup, InlineKeyboard) else (),
        fixed=markup is not None and not isinstance(markup, InlineKeyboard),
        extra={"has_protected_content": True} if params.flag("protect_content") else {},
        date=bot.world.now(),
        id=bot.next_message(),
    )
    _show_keyboard(chat, markup, message.id)
    chat.heard(message)
    return message_wire(chat.wire(), message)


def _replied(chat: Chat, params: Params) -> Message | None:
    reply = params.decoded("reply_parameters", "can't parse reply parameters JSON object")
    if reply is None:
        return None
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    number = reply.get("message_id")
    message = chat.messages.get(number) if isinstance(number, int) else None
    if message is not None:
        return quoted(message)
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _show_keyboard(chat: Chat, markup: Markup, message_id: int) -> None:
    match markup:
        case ReplyKeyboard():
            chat.show(markup, message_id)
        case RemoveKeyboard():
            chat.show(None, None)
        case InlineKeyboard() | ForceReply() | None:
            pass
