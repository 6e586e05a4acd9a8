"""The transport: what the network does becomes an error of the library, without any address."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from markupsafe import Markup
from telegram.error import InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.outbox import Impossible, Lost, TryLater, Unreachable
from bot.sandbox.faults import Blocked, Fault, Hang, Kind, ResetAfter, ServerError, Slow, TooMany
from bot.telegram.channel import TelegramChannel, seconds
from bot.telegram.request import AiohttpRequest
from handlers.reply import Reply
from tests.bot.wire import TOKEN, Wire, a_wire
from tests.postgres import free_port

HALO = Reply(Markup("Halo"))


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with a_wire(timeout=0.3) as opened:
        yield opened


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (TooMany(7), TryLater),
        (Blocked(), Unreachable),
        (ServerError(500), Lost),
        (ServerError(502), Lost),
        (ServerError(504), Lost),
        (ResetAfter(), Lost),
        (Slow(1.0), Lost),
        (Hang(1.0), Lost),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
async def test_what_goes_wrong_has_a_name(wire: Wire, fault: Kind, error: type[Exception]) -> None:
    budi = await wire.chat()
    wire.sandbox.faults.add(Fault(fault, method="sendMessage"))
    with pytest.raises(error):
        await wire.channel.send(str(budi.user.id), HALO)


async def test_too_many_requests_says_how_long_to_wait(wire: Wire) -> None:
    budi = await wire.chat()
    wire.sandbox.faults.add(Fault(TooMany(10_072), method="sendMessage"))
    with pytest.raises(TryLater) as later:
        await wire.channel.send(str(budi.user.id), HALO)
    assert later.value.seconds == 10_072


@pytest.mark.parametrize("wish", [7, timedelta(seconds=7)], ids=["seconds", "timedelta"])
def test_both_ways_to_tell_a_wait_are_understood(wish: int | timedelta) -> None:
    assert seconds(RetryAfter(wish)) == 7.0


async def test_a_chat_that_does_not_exist_is_unreachable(wire: Wire) -> None:
    with pytest.raises(Unreachable):
        await wire.channel.send("404", HALO)


@pytest.mark.parametrize("text", ["", "<b>Halo", "x" * 5000], ids=["empty", "unclosed", "long"])
async def test_what_telegram_never_takes_is_impossible(wire: Wire, text: str) -> None:
    budi = await wire.chat()
    with pytest.raises(Impossible):
        await wire.channel.send(str(budi.user.id), Reply(Markup(text)))  # noqa: S704 - broken on purpose


async def test_a_revoked_token_is_worth_another_try(wire: Wire) -> None:
    budi = await wire.chat()
    wire.sandbox._bots.clear()
    with pytest.raises(TryLater):
        await wire.channel.send(str(budi.user.id), HALO)
    with pytest.raises(InvalidToken):
        await wire.bot.get_me()


async def test_nobody_answers_and_the_token_stays_secret() -> None:
    request = AiohttpRequest(1.0)
    url = f"http://127.0.0.1:{free_port()}/bot{TOKEN}/getMe"
    with pytest.raises(NetworkError) as refused:
        await request.do_request(url, "POST")
    await request.shutdown()
    assert TOKEN not in str(refused.value)
    assert not isinstance(refused.value, TimedOut)


async def test_silence_ends_after_the_given_time(wire: Wire) -> None:
    wire.sandbox.faults.add(Fault(Hang(1.0), method="getMe"))
    with pytest.raises(TimedOut):
        await wire.bot.get_me()


async def test_a_request_may_wait_longer_than_the_others(wire: Wire) -> None:
    wire.sandbox.faults.add(Fault(Slow(0.5), method="getMe"))
    me = await wire.bot.get_me(read_timeout=5)
    assert me.id == wire.account.id


async def test_a_closed_channel_opens_again_when_it_is_asked(wire: Wire) -> None:
    await wire.channel.close()
    assert (await wire.bot.get_me()).id == wire.account.id


async def test_a_bot_is_opened_without_asking_telegram(wire: Wire) -> None:
    assert isinstance(wire.channel, TelegramChannel)
    assert wire.calls == []
