"""getUpdates: the offset confirms, a wait ends with news, and there is one consumer."""

import asyncio
from datetime import timedelta

import pytest
import telegram
from telegram.error import Conflict

from bot.runtime.clock import VirtualClock
from bot.sandbox.bots import SandboxBot
from bot.sandbox.talk import PersonChat
from tests.builders.calls import inline
from tests.patience import PATIENCE
from tests.sandbox.receiver import Receiver

INSTANCE = "Terminated by other getupdates request; make sure that only one bot instance is running"


def texts(updates: tuple[telegram.Update, ...]) -> list[str | None]:
    return [update.effective_message.text for update in updates if update.effective_message]


async def test_an_offset_confirms_what_came_before(client: telegram.Bot, chat: PersonChat) -> None:
    for number in range(3):
        await chat.say(f"{number}")
    first = await client.get_updates(limit=2)
    assert texts(first) == ["/start", "0"]
    assert texts(await client.get_updates(limit=2)) == ["/start", "0"]
    assert texts(await client.get_updates(offset=first[-1].update_id + 1)) == ["1", "2"]
    assert texts(await client.get_updates(offset=-1)) == ["2"]
    assert texts(await client.get_updates()) == ["2"]


async def test_a_long_poll_ends_with_the_first_news(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat
) -> None:
    bot.updates.waiting.clear()
    poll = asyncio.create_task(client.get_updates(timeout=50))
    await waiting(bot)
    await chat.say("halo")
    assert texts(await poll) == ["halo"]


async def test_a_long_poll_without_news_ends_empty(client: telegram.Bot, bot: SandboxBot) -> None:
    assert await client.get_updates(timeout=1) == ()
    assert bot.poll is None


async def test_a_second_consumer_ends_the_first(client: telegram.Bot, bot: SandboxBot) -> None:
    first = asyncio.create_task(client.get_updates(timeout=50))
    await waiting(bot)
    assert await client.get_updates() == ()
    with pytest.raises(Conflict, match=f"(?i){INSTANCE}"):
        await first


async def test_a_webhook_ends_polling(client: telegram.Bot, bot: SandboxBot) -> None:
    receiver = Receiver()
    await receiver.start()
    poll = asyncio.create_task(client.get_updates(timeout=50))
    await waiting(bot)
    await client.set_webhook(receiver.url)
    with pytest.raises(Conflict, match=r"(?i)terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match=r"(?i)can't use getUpdates method while webhook is active"):
        await client.get_updates()
    await receiver.stop()


async def test_expired_updates_are_gone(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat, clock: VirtualClock
) -> None:
    await client.send_message(chat.chat.id, "x", reply_markup=inline([("Ya", "y")]))
    await chat.tap("Ya")
    assert len(await client.get_updates()) == 2
    clock.advance(timedelta(seconds=150))
    assert texts(await client.get_updates()) == ["/start"]
    clock.advance(timedelta(days=1))
    assert await client.get_updates() == ()
    assert not bot.updates.waiting


async def waiting(bot: SandboxBot) -> None:
    async with asyncio.timeout(PATIENCE):
        while bot.poll is None:  # noqa: ASYNC110 - the server tells nobody that a poll has begun
            await asyncio.sleep(0.005)
