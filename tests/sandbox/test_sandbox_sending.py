"""What a bot may say, and to whom."""

import aiogram.types
import aiohttp
import pytest
import telegram
from telegram import (
    ForceReply,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.runtime.clock import VirtualClock
from bot.sandbox.bots import SandboxBot
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from tests.builders.calls import inline, picture, post


async def test_a_message_arrives_as_the_person_reads_it(
    client: telegram.Bot, chat: PersonChat, clock: VirtualClock
) -> None:
    sent = await client.send_message(
        chat.chat.id,
        "<b>Tercatat</b> masuk &lt;07.24&gt; 🎉 <i>WITA</i>\n",
        parse_mode="HTML",
        reply_markup=inline([("Kenapa?", "why:1")]),
    )
    assert chat.last.text == sent.text == "Tercatat masuk <07.24> 🎉 WITA"
    assert sent.date == clock.now()
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bold", 0, 8),
        ("italic", 26, 4),
    ]
    assert sent.parse_entities() == {sent.entities[0]: "Tercatat", sent.entities[1]: "WITA"}
    assert chat.last.buttons == ["Kenapa?"]


async def test_get_me_is_whole(client: telegram.Bot) -> None:
    me = await client.get_me()
    assert (me.is_bot, me.username, me.can_join_groups) == (True, "hadir_bot", True)


async def test_a_reply_keyboard_stays_until_it_is_removed(
    client: telegram.Bot, chat: PersonChat
) -> None:
    await client.send_message(
        chat.chat.id, "Menu", reply_markup=ReplyKeyboardMarkup([["Masuk", "Pulang"], ["Izin"]])
    )
    await client.send_message(chat.chat.id, "x", reply_markup=ForceReply())
    assert chat.keyboard == [["Masuk", "Pulang"], ["Izin"]]
    await client.send_message(chat.chat.id, "x", reply_markup=ReplyKeyboardRemove())
    assert chat.keyboard == []


async def test_a_photo_and_a_document_can_be_sent_again_by_their_id(
    client: telegram.Bot, chat: PersonChat
) -> None:
    first = await client.send_photo(
        chat.chat.id, picture(), caption="<b>Apel</b>", parse_mode="HTML"
    )
    again = await client.send_photo(chat.chat.id, first.photo[-1].file_id)
    assert (again.photo[-1].width, again.photo[-1].height) == (64, 48)
    assert chat.messages[1].files[0].data == picture()
    report = await client.send_document(chat.chat.id, b"%PDF-1.7", filename="LRP.pdf")
    assert report.document is not None
    assert (report.document.file_name, report.document.mime_type) == ("LRP.pdf", "application/pdf")


async def test_a_file_is_fetched_back_byte_for_byte(client: telegram.Bot, chat: PersonChat) -> None:
    surat = await chat.document(b"%PDF surat", "surat.pdf")
    file = await client.get_file(surat.files[0].id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF surat"


async def test_an_answer_quotes_the_message(client: telegram.Bot, chat: PersonChat) -> None:
    asked = await chat.say("Sudah masuk?")
    sent = await client.send_message(chat.chat.id, "Sudah", reply_to_message_id=asked.id)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Sudah masuk?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await client.send_message(chat.chat.id, "x", reply_to_message_id=999)


async def test_a_chat_that_never_began_does_not_exist(
    client: telegram.Bot, bot: SandboxBot, budi: Person
) -> None:
    chat = budi.open(bot)
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.send_message(budi.id, "x")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await client.send_message(budi.id, "")
    await chat.say("/start")
    assert await client.send_message(budi.id, "x")


async def test_who_blocks_the_bot_or_leaves_telegram_is_out_of_reach(
    client: telegram.Bot, chat: PersonChat
) -> None:
    await chat.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await client.send_message(chat.chat.id, "x")
    with pytest.raises(RuntimeError, match="cannot write here"):
        await chat.say("halo?")
    await chat.unblock()
    assert await client.send_message(chat.chat.id, "x")
    chat.deactivate()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await client.send_chat_action(chat.chat.id, "typing")


async def test_a_wrong_token_is_nobody(sandbox: Sandbox) -> None:
    stranger = telegram.Bot("1:wrong", base_url=sandbox.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_what_is_not_there_is_404(sandbox: Sandbox, bot: SandboxBot) -> None:
    answer = await post(sandbox, bot, "sendNothing")
    assert answer == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }
    async with aiohttp.ClientSession() as web, web.get(sandbox.base_url + "nonsense/getMe") as raw:
        assert (raw.status, (await raw.json())["description"]) == (404, "Not Found")


@pytest.mark.parametrize("form", ["json", "data", "params"])
async def test_a_call_may_come_as_json_form_or_query(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat, form: str
) -> None:
    params = {"chat_id": str(chat.chat.id), "text": "Halo", "nonsense": "is ignored"}
    url = f"{sandbox.base_url}{bot.token}/sendmessage"
    async with aiohttp.ClientSession() as web, web.post(url, **{form: params}) as raw:  # type: ignore[arg-type]  # by name
        answer = await raw.json()
    assert aiogram.types.Message.model_validate(answer["result"]).text == "Halo"
    bot.world.journal.calls.clear()  # "nonsense" is no parameter that the judge knows


async def test_a_body_that_is_no_object_is_refused(sandbox: Sandbox, bot: SandboxBot) -> None:
    url = f"{sandbox.base_url}{bot.token}/getMe"
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as web:
        for body in ("{", "[]"):
            async with web.post(url, data=body, headers=headers) as raw:
                assert raw.status == 400
