"""The methods of the Bot API that the sandbox knows, by their name in lower case."""

from collections.abc import Awaitable, Callable
from types import MappingProxyType
from typing import TypeAlias

from bot.sandbox import account, commands, editing, polling, sending
from bot.sandbox.bots import SandboxBot
from bot.sandbox.errors import TelegramError
from bot.sandbox.params import Params

Method: TypeAlias = Callable[[SandboxBot, Params], object]
Waiting: TypeAlias = Callable[[SandboxBot, Params], Awaitable[object]]

METHODS: MappingProxyType[str, Method] = MappingProxyType(
    {
        "getme": account.get_me,
        "sendmessage": sending.send_message,
        "sendphoto": sending.send_photo,
        "senddocument": sending.send_document,
        "sendchataction": sending.send_chat_action,
        "editmessagetext": editing.edit_text,
        "editmessagecaption": editing.edit_caption,
        "editmessagereplymarkup": editing.edit_reply_markup,
        "deletemessage": editing.delete_message,
        "answercallbackquery": account.answer_callback_query,
        "getfile": account.get_file,
        "setmycommands": commands.set_my_commands,
        "getmycommands": commands.get_my_commands,
        "deletemycommands": commands.delete_my_commands,
        "getwebhookinfo": account.get_webhook_info,
    }
)
WAITING: MappingProxyType[str, Waiting] = MappingProxyType(
    {
        "setwebhook": account.set_webhook,
        "deletewebhook": account.delete_webhook,
        "getupdates": polling.get_updates,
    }
)


async def call(bot: SandboxBot, method: str, params: Params) -> object:
    """Give the ``result`` of a call; TelegramError when Telegram would refuse it."""
    if method in METHODS:
        return METHODS[method](bot, params)
    if method in WAITING:
        return await WAITING[method](bot, params)
    raise TelegramError(404, "Not Found: method not found")
