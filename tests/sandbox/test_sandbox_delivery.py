"""The webhook: order per chat, chats in parallel, retries, the secret, duplicates, expiry."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import telegram
from aiohttp import web
from telegram.error import BadRequest

from bot.runtime.clock import VirtualClock
from bot.sandbox.bots import SandboxBot
from bot.sandbox.delivery import Pace
from bot.sandbox.faults import Fault, LostAnswer
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import inline
from tests.patience import PATIENCE
from tests.sandbox.judges import judge_update
from tests.sandbox.receiver import Receiver


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    running = Receiver()
    await running.start()
    yield running
    await running.stop()
    for update in running.got:
        judge_update(update)


def texts(receiver: Receiver) -> list[str]:
    return [update["message"]["text"] for update in receiver.got if "message" in update]


async def settle(bot: SandboxBot) -> None:
    assert bot.webhook is not None
    await bot.webhook.settled()


async def test_the_webhook_brings_what_was_waiting_and_its_secret(
    client: telegram.Bot, chat: PersonChat, receiver: Receiver
) -> None:
    await client.set_webhook(receiver.url, secret_token="rahasia_1")
    await chat.say("halo")
    await receiver.received(2)
    assert texts(receiver) == ["/start", "halo"]
    assert receiver.secrets == ["rahasia_1"] * 2


async def test_a_chat_waits_for_its_first_update_while_others_go_on(
    client: telegram.Bot, sandbox: Sandbox, bot: SandboxBot, chat: PersonChat, receiver: Receiver
) -> None:
    gate = asyncio.Event()

    async def hold(update: dict[str, Any]) -> web.Response:
        if update["message"]["text"] == "/start":
            await asyncio.wait_for(gate.wait(), PATIENCE)
        return web.Response()

    receiver.answer = hold
    await client.set_webhook(receiver.url)
    await chat.say("kedua")
    await sandbox.person("Sari").open(bot).say("saya Sari")
    await receiver.received(2)
    assert texts(receiver) == ["/start", "saya Sari"]
    gate.set()
    await settle(bot)
    assert texts(receiver) == ["/start", "saya Sari", "kedua"]


async def test_taps_and_messages_of_one_person_are_two_queues(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat, receiver: Receiver
) -> None:
    await client.send_message(chat.chat.id, "x", reply_markup=inline([("Ya", "y")]))

    async def refuse_messages(update: dict[str, Any]) -> web.Response:
        return web.Response(status=500 if "message" in update else 200)

    receiver.answer = refuse_messages
    await client.set_webhook(receiver.url)
    await chat.tap("Ya")
    async with asyncio.timeout(PATIENCE):
        while not any("callback_query" in update for update in receiver.got):  # noqa: ASYNC110 - the receiver has no event for it
            await asyncio.sleep(0.005)
    assert bot.updates.waiting


async def test_max_connections_limits_the_parallel(
    client: telegram.Bot, sandbox: Sandbox, bot: SandboxBot, receiver: Receiver
) -> None:
    now, most = 0, 0

    async def count(_: dict[str, Any]) -> web.Response:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.005)
        now -= 1
        return web.Response()

    receiver.answer = count
    await client.set_webhook(receiver.url, max_connections=3)
    for name in "ABCDEFGHIJ":
        await sandbox.person(name).open(bot).say(name)
    await settle(bot)
    assert (most, len(receiver.got)) == (3, 10)


@dataclass(frozen=True, slots=True)
class NotedPace(Pace):
    """Knows what it waited for, and does not wait."""

    waits: list[float] = field(default_factory=list)

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def noted(bot: SandboxBot) -> list[float]:
    pace = NotedPace(answer=PATIENCE)
    bot.world.settings = replace(bot.world.settings, pace=pace)
    return pace.waits


async def test_a_refused_update_comes_again_in_order_with_growing_waits(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat, receiver: Receiver, noted: list[float]
) -> None:
    tries = 0

    async def fail_seven_times(_: dict[str, Any]) -> web.Response:
        nonlocal tries
        tries += 1
        return web.Response(status=500 if tries < 8 else 200)

    receiver.answer = fail_seven_times
    await client.set_webhook(receiver.url)
    await chat.say("kedua")
    await settle(bot)
    assert texts(receiver) == ["/start"] * 8 + ["kedua"]
    assert noted == [0, 2, 4, 8, 16, 32, 60]
    info = await client.get_webhook_info()
    assert info.last_error_message == ("Wrong response from the webhook: 500 Internal Server Error")
    assert info.pending_update_count == 0


async def test_retry_after_is_honoured(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat, receiver: Receiver, noted: list[float]
) -> None:
    async def draining(_: dict[str, Any]) -> web.Response:
        busy = not noted
        return web.Response(
            status=503 if busy else 200, headers={"Retry-After": "7"} if busy else {}
        )

    receiver.answer = draining
    await client.set_webhook(receiver.url)
    await settle(bot)
    assert noted == [7]
    assert chat.messages


async def test_nothing_is_lost_while_the_receiver_is_down(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat, receiver: Receiver
) -> None:
    port = int(receiver.url.rsplit(":")[-1].split("/")[0])
    await client.set_webhook(receiver.url)
    await settle(bot)
    await receiver.stop()
    for number in range(5):
        await chat.say(f"{number}")
    await asyncio.sleep(0.03)
    assert len(bot.updates.waiting) == 5
    await receiver.start(port)
    await settle(bot)
    assert texts(receiver) == ["/start", *"01234"]


@pytest.mark.parametrize("pace", [Pace(scale=0.01, answer=0.5)])
async def test_a_receiver_that_never_answers_gets_it_again(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat, receiver: Receiver
) -> None:
    never = asyncio.Event()

    async def sleepy(_: dict[str, Any]) -> web.Response:
        if len(receiver.got) == 1:
            await never.wait()
        return web.Response()

    receiver.answer = sleepy
    await client.set_webhook(receiver.url)
    await settle(bot)
    assert len(texts(receiver)) > 1
    assert set(texts(receiver)) == {"/start"}
    assert (await client.get_webhook_info()).last_error_message == "Read timeout expired"
    assert chat.messages


async def test_the_same_update_can_come_twice(
    client: telegram.Bot, sandbox: Sandbox, bot: SandboxBot, chat: PersonChat, receiver: Receiver
) -> None:
    sandbox.faults.add(Fault(LostAnswer(), times=1))
    await client.set_webhook(receiver.url)
    await settle(bot)
    await bot.redeliver()
    assert texts(receiver) == ["/start"] * 3
    assert len({update["update_id"] for update in receiver.got}) == 1
    assert chat.messages


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(seconds=149), {"message", "callback_query"}),
        (timedelta(seconds=150), {"message"}),
        (timedelta(hours=24) - timedelta(seconds=1), {"message"}),
        (timedelta(hours=24), set()),
    ],
)
async def test_old_updates_are_never_delivered(
    client: telegram.Bot,
    bot: SandboxBot,
    chat: PersonChat,
    clock: VirtualClock,
    receiver: Receiver,
    *,
    age: timedelta,
    expected: set[str],
) -> None:
    await client.send_message(chat.chat.id, "x", reply_markup=inline([("Ya", "y")]))
    await chat.tap("Ya")
    clock.advance(age)
    await client.set_webhook(receiver.url)
    await settle(bot)
    assert {kind for update in receiver.got for kind in update} - {"update_id"} == expected
    assert not bot.updates.waiting


async def test_the_bot_chooses_what_it_hears(
    client: telegram.Bot, bot: SandboxBot, budi: Person, receiver: Receiver
) -> None:
    await client.set_webhook(receiver.url, allowed_updates=["my_chat_member"])
    chat = budi.open(bot)
    await chat.say("unheard")
    await chat.block()
    await settle(bot)
    assert [list(update)[1] for update in receiver.got] == ["my_chat_member"]
    assert (await client.get_webhook_info()).allowed_updates == ("my_chat_member",)


async def test_a_deleted_webhook_leaves_the_rest_waiting(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat, receiver: Receiver
) -> None:
    await client.set_webhook(receiver.url)
    await settle(bot)
    assert await client.delete_webhook()
    assert (await client.get_webhook_info()).url == ""
    await chat.say("later")
    assert [update.effective_message.text for update in await client.get_updates()] == ["later"]  # type: ignore[union-attr]  # it is a message
    assert await client.delete_webhook(drop_pending_updates=True)
    assert not bot.updates.waiting
    with pytest.raises(LookupError, match="no webhook is set"):
        await bot.redeliver()


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("ftp://127.0.0.1/x", "a", "An https url must be provided for webhook"),
        ("https://hadir.example.org/x", "a", "Failed to resolve host"),
        ("http://127.0.0.1/x", "a b", "Secret token contains unallowed characters"),
        ("http://127.0.0.1/x", "a" * 257, "Secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(
    client: telegram.Bot, bot: SandboxBot, url: str, secret: str, words: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await client.set_webhook(url, secret_token=secret)
    assert bot.webhook is None
