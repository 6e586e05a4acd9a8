"""A whole day in the sandbox: two hundred messages, and what a terminal shows of it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import telegram
from aiohttp import web
from telegram.ext import Application, CommandHandler

from bot.runtime.clock import SystemClock, VirtualClock
from bot.sandbox.bots import SandboxBot, Settings
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from bot.sandbox.transcript import transcript
from tests.builders.calls import inline, picture
from tests.sandbox.receiver import Receiver

WITA = ZoneInfo("Asia/Makassar")


@pytest.fixture
async def echo(client: telegram.Bot) -> AsyncIterator[Receiver]:
    """A bot that repeats what it hears."""
    receiver = Receiver()

    async def repeat(update: dict[str, dict[str, dict[str, int]]]) -> web.Response:
        message = update["message"]
        await client.send_message(message["chat"]["id"], f"{message['text']}!")
        return web.Response()

    receiver.answer = repeat
    await receiver.start()
    await client.set_webhook(receiver.url)
    yield receiver
    await receiver.stop()


async def test_two_hundred_messages_are_answered_in_order(
    sandbox: Sandbox, bot: SandboxBot, echo: Receiver
) -> None:
    people = [sandbox.person(f"P{number}").open(bot) for number in range(10)]
    for number in range(20):
        for chat in people:
            await chat.say(f"{number}")
    assert bot.webhook is not None
    await bot.webhook.settled(20)
    for chat in people:
        answers = [each.text for each in chat.messages if each.sender.is_bot]
        assert answers == [f"{number}!" for number in range(20)]
    assert len(echo.got) == len(sandbox.journal.accepted("sendMessage")) == 200


async def test_the_answer_can_be_waited_for(echo: Receiver, bot: SandboxBot, budi: Person) -> None:
    chat = budi.open(bot)
    await chat.say("halo")
    assert (await chat.answered()).text == "halo!"
    assert len(echo.got) == 1


async def test_an_unmodified_bot_polls_and_answers_a_command(
    sandbox: Sandbox, bot: SandboxBot, budi: Person
) -> None:
    async def start(update: telegram.Update, _: object) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text("Selamat datang")

    builder = Application.builder().token(bot.token).base_url(sandbox.base_url)
    application = builder.base_file_url(sandbox.base_file_url).build()
    application.add_handler(CommandHandler("start", start))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=1)
        await application.start()
        chat = budi.open(bot)
        await chat.say("/start")
        assert (await chat.answered()).text == "Selamat datang"
        await application.updater.stop()
        await application.stop()


async def test_the_bot_and_the_people_share_one_clock(
    client: telegram.Bot, chat: PersonChat, clock: VirtualClock
) -> None:
    clock.advance(timedelta(hours=9))
    sent = await client.send_message(chat.chat.id, "Waktunya pulang")
    assert (sent.date, chat.last.date) == (clock.now(), int(clock.now().timestamp()))


async def test_a_live_location_that_nobody_can_see_any_more_has_ended(clock: VirtualClock) -> None:
    async with Sandbox(clock, Settings(keep_messages=2)) as sandbox:
        await sandbox.start()
        chat = sandbox.person("Budi").open(sandbox.add_bot("9:x", "hadir_bot"))
        live = await chat.share_live(2.84, 117.36)
        await chat.say("satu")
        assert live.active
        await chat.say("dua")
        assert not live.active


async def test_old_messages_make_room(clock: VirtualClock) -> None:
    async with Sandbox(clock, Settings(keep_messages=3, keep_files=2, keep_calls=1)) as sandbox:
        bot = sandbox.add_bot("1:a", "a_bot")
        chat = sandbox.person("Budi").open(bot)
        for number in range(5):
            await chat.document(b"x", f"{number}.txt")
        assert [each.files[0].upload.name for each in chat.messages] == ["2.txt", "3.txt", "4.txt"]
        assert len(sandbox.world.files.by_id) == 2
        assert list(sandbox.world.files.by_id) == [each.files[0].id for each in chat.messages[1:]]


async def test_the_real_clock_works_too() -> None:
    async with Sandbox(SystemClock()) as sandbox:
        await sandbox.start()
        bot = sandbox.add_bot("1:a", "a_bot")
        before = int(SystemClock().now().timestamp())
        message = await sandbox.person("Budi").open(bot).say("halo")
        assert before <= message.date <= SystemClock().now().timestamp()


async def test_the_transcript_reads_like_the_chat(
    client: telegram.Bot, bot: SandboxBot, budi: Person, clock: VirtualClock
) -> None:
    chat = budi.open(bot)
    await chat.say("Masuk")
    live = await chat.share_live(2.8375, 117.3653)
    sent = await client.send_message(budi.id, "<b>Tercatat</b> masuk", parse_mode="HTML")
    clock.advance(timedelta(minutes=1))
    await live.stop()
    await client.edit_message_text(
        "Tercatat masuk\n07.24 WITA",
        budi.id,
        sent.message_id,
        reply_markup=inline([("Kenapa?", "w")]),
    )
    await chat.photo(picture(), caption="Apel")
    assert transcript(chat, WITA).splitlines() == [
        "15.24 Budi: Masuk",
        "15.24 Budi: [lokasi] (diedit)",
        "15.24 Hadir: Tercatat masuk",
        "      07.24 WITA (diedit)",
        "      [Kenapa?]",
        "15.25 Budi: [foto] Apel",
    ]


def test_the_sandbox_leans_on_nothing_of_the_bot_but_its_clock() -> None:
    folder = Path(__file__).parents[2] / "bot" / "sandbox"
    own = ("from bot.sandbox", "from bot.runtime.clock")
    imports = [
        line
        for file in folder.glob("*.py")
        for line in file.read_text().splitlines()
        if line.startswith(("from bot", "import bot", "from core", "from db", "from handlers"))
    ]
    assert imports
    assert [line for line in imports if not line.startswith(own)] == []
