"""From replies to calls of the Bot API: one table of shapes, judged by types that others wrote."""

import json
from collections.abc import AsyncIterator

import pytest
from markupsafe import Markup

from bot.sandbox.talk import PersonChat
from core.organisation.fence import Fence, Point
from handlers.chat.menu import KEYS, STRANGER_COMMANDS
from handlers.chat.reply import Button, InputKind, Map, Reply
from tests.harness.bot_and_telegram import Wire, a_wire
from tests.office import GATE, OFFICE, STREET

FENCE = Fence("setda", "Kantor <Bupati>", Point(*OFFICE), 100.0, ())
SOMEWHERE = Map((FENCE,), Point(*STREET), 12.0, "Kantor <Bupati>")
TEXT = Markup("<b>Halo</b> &lt;Budi&gt;")
SIX = tuple(Button(f"Pilihan {number}", f"7:leg:{number}") for number in range(6))


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with a_wire() as opened:
        yield opened


@pytest.fixture
async def budi(wire: Wire) -> PersonChat:
    return await wire.chat()


async def say(wire: Wire, budi: PersonChat, reply: Reply) -> str | None:
    return await wire.send(str(budi.user.id), reply)


@pytest.mark.parametrize(
    ("reply", "methods"),
    [
        (Reply(TEXT), ["sendMessage"]),
        (Reply(TEXT, SIX), ["sendMessage"]),
        (Reply(TEXT, input_kind=InputKind.LIVE_LOCATION), ["sendMessage"]),
        (Reply(TEXT, input_kind=InputKind.LOCATION), ["sendMessage"]),
        (Reply(TEXT, input_kind=InputKind.CONTACT), ["sendMessage"]),
        (Reply(TEXT, keys=KEYS), ["sendMessage"]),
        (Reply(TEXT, keys=KEYS, commands=STRANGER_COMMANDS), ["setMyCommands", "sendMessage"]),
        (Reply(TEXT, picture=SOMEWHERE), ["sendPhoto"]),
        (Reply(TEXT, SIX, picture=SOMEWHERE), ["sendPhoto"]),
    ],
    ids=["text", "buttons", "live", "location", "contact", "keys", "commands", "map", "map+"],
)
async def test_every_shape_of_reply_is_said(
    wire: Wire, budi: PersonChat, reply: Reply, methods: list[str]
) -> None:
    sent = await say(wire, budi, reply)
    assert wire.methods == methods
    assert (budi.last.text, str(budi.last.id)) == ("Halo <Budi>", sent)


async def test_buttons_stand_three_in_a_row_with_their_data(wire: Wire, budi: PersonChat) -> None:
    await say(wire, budi, Reply(TEXT, SIX))
    rows = budi.last.inline_keyboard
    assert [[button["callback_data"] for button in row] for row in rows] == [
        ["7:leg:0", "7:leg:1", "7:leg:2"],
        ["7:leg:3", "7:leg:4", "7:leg:5"],
    ]


@pytest.mark.parametrize(
    ("reply", "keyboard"),
    [
        (Reply(TEXT, keys=KEYS), [list(row) for row in KEYS]),
        (
            Reply(TEXT, input_kind=InputKind.CONTACT),
            [["📱 Bagikan nomor saya"], ["Kembali", "Batal"]],
        ),
        (Reply(TEXT, input_kind=InputKind.LOCATION), [["📍 Kirim lokasi saya"], ["Batal"]]),
    ],
    ids=["the daily keys", "the own number", "the location"],
)
async def test_the_keyboard_fits_what_is_wanted(
    wire: Wire, budi: PersonChat, reply: Reply, keyboard: list[list[str]]
) -> None:
    await say(wire, budi, reply)
    assert budi.keyboard == keyboard


async def test_the_person_gets_commands_of_their_own(wire: Wire, budi: PersonChat) -> None:
    await say(wire, budi, Reply(TEXT, commands=STRANGER_COMMANDS))
    scope = json.loads(wire.calls[0].params["scope"])
    assert scope == {"type": "chat", "chat_id": budi.user.id}


async def a_question(wire: Wire, budi: PersonChat) -> tuple[str, str]:
    """A message with a button, and the tap on it."""
    message = await say(wire, budi, Reply(Markup("Pulang?"), SIX))
    tap = await budi.tap("Pilihan 0")
    wire.sandbox.journal.calls.clear()
    return str(message), tap.query_id


async def test_a_tap_is_answered_where_it_was_made(wire: Wire, budi: PersonChat) -> None:
    message, query = await a_question(wire, budi)
    said = await say(wire, budi, Reply(TEXT).hearing(query, message))
    assert said == message
    assert wire.methods == ["answerCallbackQuery", "editMessageText"]
    assert (budi.last.text, budi.last.buttons) == ("Halo <Budi>", [])
    assert [toast.text for toast in budi.toasts] == [""]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(TEXT, keys=KEYS),
        Reply(TEXT, input_kind=InputKind.CONTACT),
        Reply(TEXT, picture=SOMEWHERE),
    ],
    ids=["keys", "contact", "map"],
)
async def test_what_no_edit_can_show_is_said_anew_and_the_buttons_go(
    wire: Wire, budi: PersonChat, reply: Reply
) -> None:
    message, query = await a_question(wire, budi)
    said = await say(wire, budi, reply.hearing(query, message))
    assert said != message
    question = next(each for each in budi.messages if str(each.id) == message)
    assert (question.text, question.buttons) == ("Pulang?", [])
    assert budi.last.text == "Halo <Budi>"


async def test_a_passing_note_is_shown_and_gone(wire: Wire, budi: PersonChat) -> None:
    message, query = await a_question(wire, budi)
    note = Reply(Markup("Tombol <b>lama</b>. ") + "x" * 300, toast=True)
    assert await say(wire, budi, note.hearing(query, message)) is None
    assert wire.methods == ["answerCallbackQuery"]
    (toast,) = budi.toasts
    assert (toast.text[:13], len(toast.text)) == ("Tombol lama. ", 200)


async def test_a_passing_note_without_a_tap_is_a_message(wire: Wire, budi: PersonChat) -> None:
    await say(wire, budi, Reply(TEXT, toast=True))
    assert wire.methods == ["sendMessage"]


async def test_the_same_answer_twice_is_a_success(wire: Wire, budi: PersonChat) -> None:
    """After a lost answer the outbox repeats: Telegram calls that "not modified"."""
    message, query = await a_question(wire, budi)
    answer = Reply(TEXT, SIX).hearing(query, message)
    assert await say(wire, budi, answer) == message
    assert await say(wire, budi, answer) == message
    assert len([each for each in budi.messages if each.sender.is_bot]) == 1


async def test_a_message_that_is_gone_is_said_anew(wire: Wire, budi: PersonChat) -> None:
    message, query = await a_question(wire, budi)
    await wire.bot.delete_message(budi.user.id, int(message))
    said = await say(wire, budi, Reply(TEXT).hearing(query, message))
    assert said not in {None, message}
    assert budi.last.text == "Halo <Budi>"


async def test_a_message_that_is_gone_keeps_no_map_from_coming(
    wire: Wire, budi: PersonChat
) -> None:
    message, query = await a_question(wire, budi)
    await wire.bot.delete_message(budi.user.id, int(message))
    await say(wire, budi, Reply(TEXT, picture=SOMEWHERE).hearing(query, message))
    assert budi.last.files[0].width > 0


async def test_a_tap_under_a_picture_is_answered_by_a_message(wire: Wire, budi: PersonChat) -> None:
    picture = await say(wire, budi, Reply(TEXT, SIX, picture=SOMEWHERE))
    tap = await budi.tap("Pilihan 0")
    said = await say(wire, budi, Reply(Markup("Baik")).hearing(tap.query_id, str(picture)))
    assert (said != picture, budi.last.text) == (True, "Baik")


async def test_a_forged_tap_on_a_message_of_their_own_is_answered(
    wire: Wire, budi: PersonChat
) -> None:
    own = await budi.say("halo")
    tap = await budi.tap_data("7:leg:masuk", own.id)
    await say(wire, budi, Reply(TEXT).hearing(tap.query_id, str(own.id)))
    assert budi.last.text == "Halo <Budi>"


async def test_a_tap_of_long_ago_is_still_answered(wire: Wire, budi: PersonChat) -> None:
    message, _ = await a_question(wire, budi)
    assert await say(wire, budi, Reply(TEXT).hearing("12345", message)) == message
    assert budi.last.text == "Halo <Budi>"


async def test_a_map_of_many_fences_is_one_picture(wire: Wire, budi: PersonChat) -> None:
    near = Fence("b", "B", Point(*GATE), 50.0, ())
    picture = Map((FENCE, near), Point(*STREET), None, "Kantor Bupati")
    await say(wire, budi, Reply(TEXT, picture=picture))
    assert len(budi.last.files) == 1


@pytest.mark.parametrize("edits", ["99999", None], ids=["gone from the screen", "never sent"])
async def test_a_change_in_place_sends_nothing_where_there_is_nothing_to_change(
    wire: Wire, budi: PersonChat, edits: str | None
) -> None:
    """An older copy of a card is not worth a message; the newest one is."""
    before = len(budi.messages)
    assert await say(wire, budi, Reply(TEXT, edits=edits, in_place=True)) is None
    assert len(budi.messages) == before
    if edits:
        assert await say(wire, budi, Reply(TEXT, edits=edits)) == str(budi.last.id)


async def test_a_change_in_place_changes_what_is_on_the_screen(
    wire: Wire, budi: PersonChat
) -> None:
    message, _ = await a_question(wire, budi)
    assert await say(wire, budi, Reply(TEXT, edits=message, in_place=True)) == message
    assert (budi.last.text, budi.last.buttons) == ("Halo <Budi>", [])
