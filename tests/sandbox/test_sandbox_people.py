"""What people do on their phones, as a bot gets to know of it: judged by aiogram and PTB."""

from collections import deque
from datetime import timedelta

import aiogram.types
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest

from bot.runtime.clock import VirtualClock
from bot.sandbox.bots import SandboxBot
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.talk import PersonChat
from bot.sandbox.updates import Update
from tests.builders.calls import inline, picture
from tests.sandbox.judges import judge_update

OFFICE = (2.8375, 117.3653)


def newest(bot: SandboxBot) -> telegram.Update:
    """The last update, as PTB reads it."""
    return telegram.Update.de_json(_newest(bot).wire(), None)


def _newest(bot: SandboxBot) -> Update:
    update = list(bot.updates.waiting.values())[-1]
    judge_update(update.wire())
    return update


def said(bot: SandboxBot) -> telegram.Message:
    message = newest(bot).effective_message
    assert message is not None
    return message


async def test_words_carry_the_command_telegram_finds_in_them(
    bot: SandboxBot, chat: PersonChat, clock: VirtualClock
) -> None:
    await chat.say("/start abc123")
    message = said(bot)
    assert message.parse_entities() == {message.entities[0]: "/start"}
    assert (message.text, message.date) == ("/start abc123", clock.now())
    assert message.from_user is not None
    assert (message.from_user.id, message.chat.type) == (message.chat.id, "private")


async def test_updates_are_numbered_in_order(bot: SandboxBot, chat: PersonChat) -> None:
    await chat.say("a")
    await chat.pin(*OFFICE)
    ids = list(bot.updates.waiting)
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_a_contact_is_their_own_anothers_or_made_up(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat, budi: Person
) -> None:
    sari = sandbox.person("Sari", phone="+6281111111111")
    shares: list[tuple[dict[str, object], tuple[str, int | None]]] = [
        ({}, ("+6281234567890", budi.id)),
        ({"of": sari.user}, ("+6281111111111", sari.id)),
        ({"forged_phone": "+6280000000000"}, ("+6280000000000", None)),
        ({"forged_phone": "+6280000000000", "user_id": budi.id}, ("+6280000000000", budi.id)),
    ]
    for how, expected in shares:
        await chat.share_contact(**how)  # type: ignore[arg-type]  # a table of keyword arguments
        contact = said(bot).contact
        assert contact is not None
        assert (contact.phone_number, contact.user_id) == expected


async def test_a_live_location_moves_and_is_stopped(
    bot: SandboxBot, chat: PersonChat, clock: VirtualClock
) -> None:
    live = await chat.share_live(*OFFICE, period=900)
    first = said(bot).location
    assert first is not None
    assert (first.live_period, first.horizontal_accuracy) == (timedelta(minutes=15), None)
    clock.advance(timedelta(seconds=30))
    await live.move(2.8376, 117.3654, accuracy=12, heading=90)
    moved = newest(bot).edited_message
    assert moved is not None
    assert moved.location is not None
    assert (moved.message_id, moved.location.horizontal_accuracy) == (live.message_id, 12)
    assert moved.edit_date is not None
    assert moved.edit_date - moved.date == timedelta(seconds=30)
    await live.stop()
    stopped = newest(bot).edited_message
    assert stopped is not None
    assert stopped.location is not None
    assert (stopped.location.live_period, stopped.location.latitude) == (None, 2.8376)
    with pytest.raises(RuntimeError, match="has ended"):
        await live.move(*OFFICE)


async def test_a_live_location_that_runs_out_says_nothing(
    bot: SandboxBot, chat: PersonChat, clock: VirtualClock
) -> None:
    live = await chat.share_live(*OFFICE, period=900)
    before = list(bot.updates.waiting)
    clock.advance(timedelta(seconds=899))
    assert live.active
    clock.advance(timedelta(seconds=1))
    assert not live.active
    assert list(bot.updates.waiting) == before
    with pytest.raises(RuntimeError, match="has ended"):
        await live.move(*OFFICE)


async def test_places_that_are_no_proof_are_told_apart(
    sandbox: Sandbox, bot: SandboxBot, chat: PersonChat
) -> None:
    sari = sandbox.person("Sari").user
    await chat.pin(*OFFICE)
    plain = said(bot)
    assert plain.location is not None
    assert plain.location.live_period is None
    assert plain.location.horizontal_accuracy is None
    assert (plain.forward_origin, plain.via_bot, plain.venue) == (None, None, None)
    await chat.venue(*OFFICE, "Kantor Bupati", "Jl. Jelarai")
    assert said(bot).venue is not None
    assert said(bot).location is not None
    await chat.forward_pin(*OFFICE, sari)
    assert isinstance(said(bot).forward_origin, telegram.MessageOriginUser)
    await chat.forward_live(*OFFICE, sari, period=900)
    assert said(bot).forward_origin is not None
    await chat.via_bot_pin(*OFFICE, bot.user)
    assert said(bot).via_bot is not None
    await chat.scheduled_pin(*OFFICE)
    assert said(bot).is_from_offline


async def test_a_photo_has_its_sizes_and_a_document_its_name(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat
) -> None:
    await chat.photo(picture(640, 480), picture(90, 67), caption="Sakit")
    message = said(bot)
    assert [(each.width, each.height) for each in message.photo] == [(90, 67), (640, 480)]
    assert message.caption == "Sakit"
    file = await client.get_file(message.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == picture(640, 480)
    await chat.document(b"PK", "daftar.xlsx")
    document = said(bot).document
    assert document is not None
    assert document.file_name == "daftar.xlsx"


async def test_keys_say_their_label_or_give_what_they_ask_for(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat
) -> None:
    keys = [
        [KeyboardButton("Masuk"), KeyboardButton("Nomor HP", request_contact=True)],
        [KeyboardButton("Lokasi", request_location=True)],
    ]
    sent = await client.send_message(chat.chat.id, "Menu", reply_markup=ReplyKeyboardMarkup(keys))
    await chat.press("Masuk")
    assert said(bot).text == "Masuk"
    await chat.press("Nomor HP")
    assert said(bot).contact is not None
    await chat.press("Lokasi", at=OFFICE)
    assert said(bot).location is not None
    assert said(bot).reply_to_message == sent
    await chat.press("Lokasi")
    assert said(bot).text == "Lokasi"
    with pytest.raises(LookupError, match="no key 'Pulang'"):
        await chat.press("Pulang")


async def test_a_tap_is_answered_once(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat
) -> None:
    await client.send_message(chat.chat.id, "1", reply_markup=inline([("Setujui", "a:1")]))
    await client.send_message(chat.chat.id, "2", reply_markup=inline([("Setujui", "a:2")]))
    tap = await chat.tap("Setujui")
    query = newest(bot).callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("a:2", chat.user.id)
    assert await client.answer_callback_query(query.id, "Disetujui", show_alert=True)
    toast = await tap.answered()
    assert (toast.text, toast.alert) == ("Disetujui", True)
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
        await client.answer_callback_query(query.id)
    with pytest.raises(LookupError, match="no button 'Tolak'"):
        await chat.tap("Tolak")


@pytest.mark.parametrize(("seconds", "alive"), [(149, True), (150, False)])
async def test_a_tap_is_answered_within_150_seconds(
    client: telegram.Bot, chat: PersonChat, clock: VirtualClock, seconds: int, *, alive: bool
) -> None:
    await client.send_message(chat.chat.id, "1", reply_markup=inline([("Ya", "y")]))
    tap = await chat.tap("Ya")
    clock.advance(timedelta(seconds=seconds))
    if alive:
        assert await client.answer_callback_query(tap.query_id)
    else:
        with pytest.raises(BadRequest, match="Query is too old"):
            await client.answer_callback_query(tap.query_id)


async def test_a_toast_has_200_letters(client: telegram.Bot, chat: PersonChat) -> None:
    await client.send_message(chat.chat.id, "1", reply_markup=inline([("Ya", "y")]))
    tap = await chat.tap("Ya")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await client.answer_callback_query(tap.query_id, "a" * 201)
    assert tap.toast is None
    assert await client.answer_callback_query(tap.query_id, "a" * 200)


async def test_stale_buttons_and_forged_data_reach_the_bot(
    client: telegram.Bot, bot: SandboxBot, chat: PersonChat
) -> None:
    sent = await client.send_message(chat.chat.id, "1", reply_markup=inline([("Ya", "y")]))
    seen = chat.last
    await client.edit_message_text("Sudah diputus", chat.chat.id, sent.message_id)
    await chat.tap("Ya", seen)
    await chat.tap_data("a:999", sent.message_id)
    query = newest(bot).callback_query
    assert query is not None
    assert query.data == "a:999"
    await client.delete_message(chat.chat.id, sent.message_id)
    await chat.tap("Ya", seen)
    query_of_aiogram = judge_update(_newest(bot).wire()).callback_query
    assert query_of_aiogram is not None
    assert isinstance(query_of_aiogram.message, aiogram.types.InaccessibleMessage)


async def test_a_link_is_no_button_of_the_bot(client: telegram.Bot, chat: PersonChat) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Peta", url="https://example.org")]])
    await client.send_message(chat.chat.id, "x", reply_markup=link)
    with pytest.raises(LookupError):
        await chat.tap("Peta")


async def test_blocking_and_unblocking_is_told(bot: SandboxBot, chat: PersonChat) -> None:
    await chat.block()
    gone = newest(bot).my_chat_member
    assert gone is not None
    assert (gone.old_chat_member.status, gone.new_chat_member.status) == ("member", "kicked")
    await chat.unblock()
    back = newest(bot).my_chat_member
    assert back is not None
    assert back.new_chat_member.status == "member"


async def test_a_group_has_many_voices(
    client: telegram.Bot, sandbox: Sandbox, bot: SandboxBot, budi: Person
) -> None:
    group = sandbox.group("Dinas Kesehatan", bot)
    sari = sandbox.person("Sari")
    await budi.join(group).pin(*OFFICE)
    await sari.join(group).say("Pagi")
    message = said(bot)
    assert (message.chat.type, message.chat.title) == ("supergroup", "Dinas Kesehatan")
    assert message.from_user is not None
    assert message.from_user.id == sari.id
    await client.send_message(group.chat.id, "Absen di percakapan pribadi, ya.")
    assert sari.join(group).last.text == budi.join(group).last.text


async def test_waiting_for_an_answer_ends_with_it_or_in_time(
    client: telegram.Bot, chat: PersonChat
) -> None:
    await client.send_message(chat.chat.id, "lama")
    await chat.say("halo")
    with pytest.raises(TimeoutError, match="did not answer Budi Santoso"):
        await chat.answered(timeout=0.02)
    await client.send_message(chat.chat.id, "a")
    await client.send_message(chat.chat.id, "b")
    assert (await chat.answered(count=2)).text == "b"
    with pytest.raises(TimeoutError):
        await chat.answered(timeout=0.02)


async def test_what_was_said_is_heard_one_after_the_other_as_it_was_said(
    client: telegram.Bot, chat: PersonChat
) -> None:
    await client.send_message(chat.chat.id, "lama")
    await chat.say("halo")
    sent = await client.send_message(chat.chat.id, "a")
    await client.send_message(chat.chat.id, "b")
    await client.edit_message_text("a lagi", chat.chat.id, sent.message_id)
    assert [(await chat.hear()).text for _ in range(3)] == ["a", "b", "a lagi"]
    with pytest.raises(TimeoutError, match="did not answer Budi Santoso"):
        await chat.hear(timeout=0.02)
    await client.send_message(chat.chat.id, "c")
    assert (await chat.hear()).text == "c"


async def test_of_more_than_can_be_remembered_the_oldest_is_not_heard(
    client: telegram.Bot, chat: PersonChat
) -> None:
    chat.chat.lately = deque(maxlen=2)
    await chat.say("halo")
    for text in "abc":
        await client.send_message(chat.chat.id, text)
    assert [(await chat.hear()).text for _ in range(2)] == ["b", "c"]


async def test_one_person_has_one_chat_with_each_bot(
    sandbox: Sandbox, bot: SandboxBot, budi: Person
) -> None:
    other = sandbox.add_bot("222:other", "lain_bot")
    assert budi.open(bot) is budi.open(bot)
    await budi.open(other).say("/start")
    assert (len(bot.updates.waiting), len(other.updates.waiting)) == (0, 1)
    with pytest.raises(ValueError, match="<id>:<secret>"):
        sandbox.add_bot("nonsense", "x")
