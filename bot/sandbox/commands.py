"""The commands that a bot shows in its menu, per scope and language."""

import json
import re
from collections.abc import Mapping

from bot.sandbox.bots import SandboxBot
from bot.sandbox.chat import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.model import Json
from bot.sandbox.params import Params

MAX_COMMANDS = 100
MAX_NAME = 32
MAX_DESCRIPTION = 256

_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES = frozenset({"default", "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})


def set_my_commands(bot: SandboxBot, params: Params) -> bool:
    listed = params.decoded("commands", "can't parse commands JSON object")
    if not isinstance(listed, list):
        raise bad_request("expected an Array of BotCommand")
    scope, commands = _scope(bot, params), [_command(each) for each in listed]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if not all(_COMMAND.fullmatch(each["command"]) for each in commands):
        raise bad_request("BOT_COMMAND_INVALID")
    bot.commands[scope] = commands
    return True


def get_my_commands(bot: SandboxBot, params: Params) -> list[Mapping[str, str]]:
    return bot.commands.get(_scope(bot, params), [])


def delete_my_commands(bot: SandboxBot, params: Params) -> bool:
    bot.commands.pop(_scope(bot, params), None)
    return True


def menu(bot: SandboxBot, chat: Chat) -> list[Mapping[str, str]]:
    """What a private chat shows: its own commands, else those of all such chats, else the rest."""
    by_scope = {_applies(key): commands for key, commands in bot.commands.items()}
    scopes = (f"chat {chat.id}", "all_private_chats", "default")
    return next((by_scope[each] for each in scopes if each in by_scope), [])


def _applies(key: str) -> str:
    scope, _language = json.loads(key)
    return f"chat {scope['chat_id']}" if scope["type"] == "chat" else str(scope["type"])


def _scope(bot: SandboxBot, params: Params) -> str:
    scope = params.decoded("scope", "can't parse BotCommandScope JSON object")
    if scope is None:
        scope = {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    if str(scope.get("type")) in _CHAT_SCOPES:
        _check_chat(bot, scope)
    elif str(scope.get("type")) not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    language = params.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return json.dumps([scope, language], sort_keys=True)


def _check_chat(bot: SandboxBot, scope: Json) -> None:
    if "chat_id" not in scope:
        raise bad_request("can't parse BotCommandScope: Can't find field \"chat_id\"")
    chat = bot.chat(str(scope["chat_id"]))
    if chat.private and scope["type"] != "chat":
        raise bad_request("can't use specified scope in private chats")


def _command(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = (_trimmed(value, key) for key in ("command", "description"))
    name = name.removeprefix("/")
    for text, what, most in (
        (name, "command", MAX_NAME),
        (description, "command description", MAX_DESCRIPTION),
    ):
        if not text:
            raise bad_request(f"{what} must be non-empty")
        if len(text) > most:
            raise bad_request(f"{what} length must not exceed {most}")
    return {"command": name, "description": description}


def _trimmed(command: Json, key: str) -> str:
    if key not in command:
        raise bad_request(f"can't parse BotCommand: Can't find field \"{key}\"")
    value = command[key]
    if not isinstance(value, str):
        raise bad_request(f'can\'t parse BotCommand: Field "{key}" must be of type String')
    return value.strip()
