"""The commands in a bot's menu: kept per scope and language, refused as Telegram refuses them."""

import pytest
import telegram
from telegram import BotCommand, BotCommandScopeChat, BotCommandScopeChatMember
from telegram.error import BadRequest

from bot.sandbox.bots import SandboxBot
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import post


async def test_commands_are_kept_per_scope_and_language(
    client: telegram.Bot, chat: PersonChat
) -> None:
    everybody = [BotCommand("masuk", "Absen masuk")]
    chief = [BotCommand("setujui", "Setujui permintaan")]
    scope = BotCommandScopeChat(chat.chat.id)
    await client.set_my_commands(everybody)
    await client.set_my_commands(chief, scope=scope, language_code="id")
    assert await client.get_my_commands() == tuple(everybody)
    assert await client.get_my_commands(scope=scope, language_code="id") == tuple(chief)
    assert await client.get_my_commands(scope=scope) == ()
    await client.delete_my_commands()
    assert await client.get_my_commands() == ()


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([("Masuk", "x")], "Bot_command_invalid"),
        ([("hari-ini", "x")], "Bot_command_invalid"),
        ([("", "x")], "Command must be non-empty"),
        ([("/", "x")], "Command must be non-empty"),
        ([("m" * 33, "x")], "Command length must not exceed 32"),
        ([("masuk", " ")], "Command description must be non-empty"),
        ([("masuk", "x" * 257)], "Command description length must not exceed 256"),
        ([("masuk", "x")] * 101, "Bot_commands_too_much"),
    ],
    ids=[
        "capital",
        "hyphen",
        "no name",
        "slash alone",
        "33 letters",
        "blank description",
        "257 letters",
        "101 commands",
    ],
)
async def test_bad_commands_are_refused(
    client: telegram.Bot, commands: list[tuple[str, str]], words: str
) -> None:
    await client.set_my_commands([("lama", "Yang lama")])
    with pytest.raises(BadRequest, match=words):
        await client.set_my_commands(commands)
    assert await client.get_my_commands() == (BotCommand("lama", "Yang lama"),)


async def test_commands_up_to_the_limits_are_accepted(client: telegram.Bot) -> None:
    commands = [BotCommand(f"{number:_>32}", "x" * 256) for number in range(100)]
    assert await client.set_my_commands(commands)
    assert await client.get_my_commands() == tuple(commands)


async def test_commands_for_an_unknown_chat_are_refused(client: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.set_my_commands([("a", "b")], scope=BotCommandScopeChat(404))


async def test_commands_for_one_member_are_none_of_a_private_chat(
    client: telegram.Bot, chat: PersonChat
) -> None:
    scope = BotCommandScopeChatMember(chat.chat.id, chat.user.id)
    with pytest.raises(BadRequest, match="Can't use specified scope in private chats"):
        await client.set_my_commands([("a", "b")], scope=scope)


async def test_a_language_has_two_letters(client: telegram.Bot) -> None:
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await client.set_my_commands([("a", "b")], language_code="ind")


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({"type": "nobody"}, "Unsupported type specified"),
        ({"type": "chat"}, 'Can\'t find field "chat_id"'),
        ([], "BotCommandScope must be an Object"),
    ],
)
async def test_a_scope_that_is_none_is_refused(
    sandbox: Sandbox, bot: SandboxBot, scope: object, words: str
) -> None:
    answer = await post(sandbox, bot, "setMyCommands", commands=[], scope=scope)
    assert answer["description"] == f"Bad Request: can't parse BotCommandScope: {words}"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (1, "expected an Object"),
        ({"description": "x"}, 'Can\'t find field "command"'),
        ({"command": "a", "description": 1}, 'Field "description" must be of type String'),
    ],
)
async def test_a_command_that_is_none_is_refused(
    sandbox: Sandbox, bot: SandboxBot, command: object, words: str
) -> None:
    answer = await post(sandbox, bot, "setMyCommands", commands=[command])
    assert answer["description"] == f"Bad Request: can't parse BotCommand: {words}"
