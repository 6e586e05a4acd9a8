"""A bad day of Telegram and of the network, on demand."""

import asyncio

import pytest
import telegram
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from bot.sandbox.bots import SandboxBot
from bot.sandbox.faults import (
    Blocked,
    Fault,
    Faults,
    Hang,
    Kind,
    ResetAfter,
    ServerError,
    Slow,
    TooMany,
)
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import post
from tests.patience import PATIENCE


@pytest.mark.parametrize(
    ("kind", "error", "applied"),
    [
        (TooMany(3), RetryAfter, False),
        (Blocked(), Forbidden, False),
        (ServerError(500), NetworkError, False),
        (ServerError(502), NetworkError, False),
        (Hang(0.1), NetworkError, False),
        (Hang(5), TimedOut, False),
        (Slow(5), TimedOut, True),
        (ResetAfter(), NetworkError, True),
    ],
    ids=str,
)
async def test_a_fault_strikes_once_and_the_next_call_works(
    client: telegram.Bot,
    sandbox: Sandbox,
    chat: PersonChat,
    *,
    kind: Kind,
    error: type[Exception],
    applied: bool,
) -> None:
    sandbox.faults.add(Fault(kind, method="sendMessage", times=1))
    assert await client.get_me()
    patience = 0.3 if error is TimedOut else PATIENCE
    with pytest.raises(error):
        await client.send_message(chat.chat.id, "satu", read_timeout=patience)
    await client.send_message(chat.chat.id, "dua")
    said = [message.text for message in chat.messages]
    assert said == ["/start", "satu", "dua"] if applied else ["/start", "dua"]


async def test_429_says_how_long(sandbox: Sandbox, bot: SandboxBot, chat: PersonChat) -> None:
    sandbox.faults.add(Fault(TooMany(35), chat_id=chat.chat.id))
    answer = await post(sandbox, bot, "sendMessage", chat_id=chat.chat.id, text="x")
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 35",
        "parameters": {"retry_after": 35},
    }


async def test_a_slow_answer_is_still_an_answer(
    client: telegram.Bot, sandbox: Sandbox, chat: PersonChat
) -> None:
    sandbox.faults.add(Fault(Slow(0.05)))
    began = asyncio.get_running_loop().time()
    assert await client.send_message(chat.chat.id, "x")
    passed = round(1000 * (asyncio.get_running_loop().time() - began))  # it counts milliseconds
    assert passed >= 50


async def test_a_fault_can_concern_one_chat(
    client: telegram.Bot, sandbox: Sandbox, bot: SandboxBot, chat: PersonChat
) -> None:
    sari = sandbox.person("Sari").open(bot)
    await sari.say("/start")
    sandbox.faults.add(Fault(Blocked(), chat_id=chat.chat.id))
    assert await client.send_message(sari.chat.id, "x")
    with pytest.raises(Forbidden):
        await client.send_message(chat.chat.id, "x")
    sandbox.faults.clear()
    assert await client.send_message(chat.chat.id, "x")


def test_a_share_is_about_its_share_and_repeatable() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add(Fault(TooMany(1), share=0.1))
        return [faults.strike("sendmessage", "1") is not None for _ in range(1000)]

    assert struck(7) == struck(7)
    assert 60 <= sum(struck(7)) <= 140


async def test_the_journal_keeps_refused_calls_too(
    client: telegram.Bot, sandbox: Sandbox, chat: PersonChat
) -> None:
    sandbox.faults.add(Fault(Blocked(), times=1, method="sendMessage"))
    with pytest.raises(Forbidden):
        await client.send_message(chat.chat.id, "satu")
    await client.send_message(chat.chat.id, "dua")
    calls = sandbox.journal.find("sendMessage", chat.chat.id)
    assert [call.outcome for call in calls] == ["Forbidden: bot was blocked by the user", "ok"]
    assert [call.params["text"] for call in sandbox.journal.accepted("sendMessage")] == ["dua"]
    assert sandbox.journal.counts["sendMessage", 403] == 1
