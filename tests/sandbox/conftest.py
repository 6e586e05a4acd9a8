"""A sandbox at a fixed Monday morning, a bot in it, and judges that nobody here wrote."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.runtime.clock import VirtualClock
from bot.sandbox.bots import SandboxBot, Settings
from bot.sandbox.delivery import Pace
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.sandbox.judges import judge_call, judge_update

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
MONDAY = datetime(2026, 3, 2, 7, 24, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot warns until durations are asked for as timedelta."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(MONDAY)


@pytest.fixture
def pace() -> Pace:
    """Back-off a hundred times faster than Telegram's, patience for a busy machine."""
    return Pace(scale=0.01, answer=20)


@pytest.fixture
async def sandbox(clock: VirtualClock, pace: Pace) -> AsyncIterator[Sandbox]:
    async with Sandbox(clock, Settings(pace=pace)) as running:
        await running.start()
        yield running
        for call in running.journal.accepted():
            judge_call(call.method, dict(call.params), call.files)


@pytest.fixture
def bot(sandbox: Sandbox) -> SandboxBot:
    return sandbox.add_bot(TOKEN, "hadir_bot")


@pytest.fixture
async def client(sandbox: Sandbox, bot: SandboxBot) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot over its own default transport."""
    async with telegram.Bot(
        bot.token,
        base_url=sandbox.base_url,
        base_file_url=sandbox.base_file_url,
        request=_transport(),
        get_updates_request=_transport(),
    ) as real:
        yield real


def _transport() -> HTTPXRequest:
    """Loading the certificates takes longer than a test, and loopback needs none."""
    return HTTPXRequest(httpx_kwargs={"verify": False})


@pytest.fixture
def budi(sandbox: Sandbox) -> Person:
    return sandbox.person("Budi", "Santoso", phone="+6281234567890", username="budi_s")


@pytest.fixture
async def chat(bot: SandboxBot, budi: Person) -> AsyncIterator[PersonChat]:
    """Budi has pressed Start; whatever is still waiting at the end is judged."""
    opened = budi.open(bot)
    await opened.say("/start")
    yield opened
    for update in bot.updates.waiting.values():
        judge_update(update.wire())
