"""The transport: what the network does becomes an error of the library, without any address."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from markupsafe import Markup
from telegram.error import InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.channels.errors import (
    AccountRefused,
    DeliveryUnknown,
    MessageRefused,
    RecipientUnreachable,
    RetryLater,
)
from bot.channels.telegram.account import seconds
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.request import AiohttpRequest
from bot.sandbox.faults import Blocked, Fault, Hang, Kind, ResetAfter, ServerError, Slow, TooMany
from handlers.chat.reply import Reply
from tests.harness.bot_and_telegram import TOKEN, Wire, a_wire
from tests.patience import PATIENCE
from tests.postgres import free_port

HALO = Reply(Markup("Halo"))


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with a_wire() as opened:
        yield opened


def impatient(wire: Wire) -> None:
    """From now on a call that is not answered soon has failed."""
    wire.transport._seconds = 0.3


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (TooMany(7), RetryLater),
        (Blocked(), RecipientUnreachable),
        (ServerError(500), DeliveryUnknown),
        (ServerError(502), DeliveryUnknown),
        (ServerError(504), DeliveryUnknown),
        (ResetAfter(), DeliveryUnknown),
        (Slow(PATIENCE), DeliveryUnknown),
        (Hang(PATIENCE), DeliveryUnknown),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_what_goes_wrong_has_a_name(wire: Wire, fault: Kind, error: type[Exception]) -> None:
    budi = await wire.chat()
    wire.sandbox.faults.add(Fault(fault, method="sendMessage"))
    if isinstance(fault, Slow | Hang):
        impatient(wire)
    with pytest.raises(error):
        await wire.send(str(budi.user.id), HALO)


async def test_too_many_requests_says_how_long_to_wait(wire: Wire) -> None:
    budi = await wire.chat()
    wire.sandbox.faults.add(Fault(TooMany(10_072), method="sendMessage"))
    with pytest.raises(RetryLater) as later:
        await wire.send(str(budi.user.id), HALO)
    assert later.value.seconds == 10_072


@pytest.mark.parametrize("wish", [7, timedelta(seconds=7)], ids=["seconds", "timedelta"])
def test_both_ways_to_tell_a_wait_are_understood(wish: int | timedelta) -> None:
    assert seconds(RetryAfter(wish)) == 7.0


async def test_a_chat_that_does_not_exist_is_unreachable(wire: Wire) -> None:
    with pytest.raises(RecipientUnreachable):
        await wire.send("404", HALO)


@pytest.mark.parametrize("text", ["", "<b>Halo", "x" * 5000], ids=["empty", "unclosed", "long"])
async def test_what_telegram_never_takes_is_impossible(wire: Wire, text: str) -> None:
    budi = await wire.chat()
    with pytest.raises(MessageRefused):
        await wire.send(str(budi.user.id), Reply(Markup(text)))  # noqa: S704 - broken on purpose


async def test_a_revoked_token_is_worth_another_try(wire: Wire) -> None:
    budi = await wire.chat()
    wire.sandbox._bots.clear()
    with pytest.raises(AccountRefused):
        await wire.send(str(budi.user.id), HALO)
    with pytest.raises(InvalidToken):
        await wire.bot.get_me()


async def test_nobody_answers_and_the_token_stays_secret() -> None:
    request = AiohttpRequest(PATIENCE)
    url = f"http://127.0.0.1:{free_port()}/bot{TOKEN}/getMe"
    with pytest.raises(NetworkError) as refused:
        await request.do_request(url, "POST")
    await request.shutdown()
    assert TOKEN not in str(refused.value)
    assert not isinstance(refused.value, TimedOut)


async def test_silence_ends_after_the_given_time(wire: Wire) -> None:
    wire.sandbox.faults.add(Fault(Hang(PATIENCE), method="getMe"))
    impatient(wire)
    with pytest.raises(TimedOut):
        await wire.bot.get_me()


async def test_a_request_may_wait_longer_than_the_others(wire: Wire) -> None:
    wire.sandbox.faults.add(Fault(Slow(0.5), method="getMe"))
    impatient(wire)
    me = await wire.bot.get_me(read_timeout=PATIENCE)
    assert me.id == wire.account.id


async def test_a_closed_channel_opens_again_when_it_is_asked(wire: Wire) -> None:
    await wire.channel.close()
    assert (await wire.bot.get_me()).id == wire.account.id


async def test_a_bot_is_opened_without_asking_telegram(wire: Wire) -> None:
    assert isinstance(wire.channel, TelegramChannel)
    assert wire.calls == []


@dataclass(slots=True)
class Stranger:
    """A server that is not Telegram's, and what it was asked."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    answer: web.StreamResponse = field(default_factory=web.Response)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        return self.answer


@pytest.fixture
async def stranger() -> AsyncIterator[Stranger]:
    found = Stranger()
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", found.handle)
    async with TestServer(application) as running:
        found.port = running.port or 0
        yield found


async def test_nobody_is_followed_elsewhere(stranger: Stranger) -> None:
    """The address of a call holds the token: whoever sends it on would learn it."""
    there = f"http://127.0.0.1:{stranger.port}"
    stranger.answer = web.Response(status=302, headers={"Location": f"{there}/elsewhere"})
    request = AiohttpRequest(PATIENCE)
    status, _ = await request.do_request(f"{there}/here", "GET")
    await request.shutdown()
    assert (status, stranger.asked) == (302, ["/here"])


@pytest.mark.parametrize("more", [0, 1], ids=["the largest", "a byte more"])
async def test_an_answer_has_a_largest_size(
    stranger: Stranger, more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.request.ANSWER_BYTES_MAX", 1_000)
    stranger.answer = web.Response(body=bytes(1_000 + more))
    stranger.answer.enable_compression()  # a few bytes on the wire may become any number
    request = AiohttpRequest(PATIENCE)
    asked = request.do_request(f"http://127.0.0.1:{stranger.port}/file", "GET")
    if more:
        with pytest.raises(NetworkError):
            await asked
    else:
        assert len((await asked)[1]) == 1_000
    await request.shutdown()


@pytest.mark.parametrize(
    ("date", "heard"),
    [
        ("Mon, 06 Apr 2026 00:24:00 GMT", [datetime(2026, 4, 6, 0, 24, tzinfo=UTC)]),
        ("Mon, 06 Apr 2026 00:24:00", []),
        ("Senin", []),
    ],
    ids=["as it has to be", "without a zone", "no date"],
)
async def test_telegrams_time_is_heard_from_its_answers_once_a_second(
    stranger: Stranger, date: str, heard: list[datetime]
) -> None:
    told: list[datetime] = []
    request = AiohttpRequest(PATIENCE)
    request.told = told.append
    for _ in range(2):
        stranger.answer = web.Response(headers={"Date": date})
        await request.do_request(f"http://127.0.0.1:{stranger.port}/", "GET")
    await request.shutdown()
    assert told == heard
