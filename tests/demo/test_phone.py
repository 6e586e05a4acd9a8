"""What people do on their phones reaches the bot as Telegram would bring it, or is refused."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest

from bot.demo.act import (
    Act,
    Block,
    Contact,
    Forward,
    Live,
    Move,
    Pin,
    Press,
    Read,
    Say,
    Stop,
    Tap,
    Unblock,
)
from bot.demo.phone import BLOCKED, UPLOADS, Phone, Unfit, Upload, carry_out
from bot.sandbox.keyboard import ReplyKeyboard
from bot.sandbox.model import Message
from tests.builders.calls import picture
from tests.demo.phones import MORNING, SARIS_PLACE, Pair, pair
from tests.office import GATE, OFFICE

KEYS = ReplyKeyboard(
    (
        ({"text": "Masuk"},),
        ({"text": "Nomor saya", "request_contact": True},),
        ({"text": "Lokasi saya", "request_location": True},),
    )
)


@pytest.fixture
async def two() -> Pair:
    return pair()


def answers(phone: Phone, text: str = "Baik") -> Message:
    """The bot says something in a chat."""
    bot = phone.talk.bot
    message = Message(bot.next_message(), bot.world.now(), bot.user, text)
    phone.talk.chat.heard(message)
    return message


async def test_unread_is_what_the_bot_said_since_the_last_look(two: Pair) -> None:
    assert two.budi.unread == 0
    for _ in range(2):
        answers(two.budi)
    await two.do(Say("halo"))
    assert two.budi.unread == 2
    await two.do(Read())
    assert two.budi.unread == 0
    first = answers(two.budi)
    await two.do(Say("terima kasih"))
    assert (two.budi.unread, two.sari.unread) == (1, 0)
    two.budi.talk.chat.put(replace(first, text="Baik sekali", edit_date=1))
    assert two.budi.unread == 1
    two.budi.talk.chat.forget(first.id)
    assert two.budi.unread == 0


async def test_reading_and_moving_tell_the_bot_nothing_but_the_page(two: Pair) -> None:
    answers(two.budi)
    bell = two.bot.world.bell
    for act in (Read(), Move(*GATE, 12)):
        rung = bell.rung
        await two.do(act)
        assert bell.rung == rung + 1
    assert two.received == []
    assert (two.budi.at, two.budi.accuracy) == (GATE, 12)


async def test_words_are_said_without_what_surrounds_them(two: Pair) -> None:
    await two.do(Say(" Rapat "))
    assert two.last["text"] == "Rapat"


async def test_a_tap_asks_the_bot(two: Pair) -> None:
    card = answers(two.budi)
    await two.do(Tap(card.id, "setujui"))
    query = two.received[-1]["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("setujui", card.id)


async def test_keys_say_their_label_or_share_what_they_ask_for(two: Pair) -> None:
    two.budi.talk.chat.show(KEYS, answers(two.budi).id)
    await two.do(Press("Masuk"))
    assert two.last["text"] == "Masuk"
    await two.do(Press("Nomor saya"))
    assert two.last["contact"]["user_id"] == two.budi.talk.user.id
    await two.do(Move(*GATE), Press("Lokasi saya"))
    assert (two.last["location"]["latitude"], two.last["location"]["longitude"]) == GATE


@pytest.mark.parametrize(
    ("whose", "name", "phone", "known"),
    [
        (None, "Budi", "+6281350000002", "budi"),
        ("sari", "Sari", "+6281350000001", "sari"),
        ("forged", "Budi", "+6281350000002", None),
    ],
    ids=["own", "somebody else's", "forged"],
)
async def test_a_contact_tells_whose_it_is_unless_it_was_typed_in(
    two: Pair, whose: str | None, name: str, phone: str, known: str | None
) -> None:
    """Only Telegram's own contact has the id of its account."""
    of = two.sari.key if whose == "sari" else None
    await two.do(Contact(of, forged=whose == "forged"))
    shared = two.last["contact"]
    assert (shared["first_name"], shared["phone_number"]) == (name, phone)
    ids = {"budi": two.budi.talk.user.id, "sari": two.sari.talk.user.id}
    assert shared.get("user_id") == (ids[known] if known else None)


async def test_a_pin_is_where_the_phone_lies(two: Pair) -> None:
    await two.do(Move(*GATE, accuracy=7), Pin())
    assert two.last["location"] == {"latitude": GATE[0], "longitude": GATE[1]}


@pytest.mark.parametrize(
    ("kind", "sign"),
    [("venue", "venue"), ("via_bot", "via_bot"), ("scheduled", "is_from_offline")],
)
async def test_what_only_looks_like_a_pin_says_so_to_the_bot(
    two: Pair, kind: Literal["venue", "via_bot", "scheduled"], sign: str
) -> None:
    await two.do(Pin(), Pin(kind))
    plain, other = (update["message"] for update in two.received)
    assert other["location"] == plain["location"]
    assert (sign in plain, sign in other) == (False, True)


async def test_a_forwarded_location_stays_that_of_the_one_who_was_there(two: Pair) -> None:
    await carry_out(two.sari, Live(900), two.phones)
    (theirs,) = two.sari.talk.messages
    await two.do(Forward(theirs.id, two.sari.key))
    place = {"latitude": SARIS_PLACE[0], "longitude": SARIS_PLACE[1]}
    assert two.last["location"] == place  # no live_period: what is forwarded does not move
    assert two.last["from"]["first_name"] == "Budi"
    assert two.last["forward_origin"]["sender_user"]["first_name"] == "Sari"


def near(at: tuple[float, float], **more: object) -> dict[str, object]:
    """A live location within 5 m of a point: no GPS says the same twice."""
    north, east = (pytest.approx(degrees, abs=5e-5) for degrees in at)
    return {"latitude": north, "longitude": east, **more}


async def test_no_two_shares_from_one_spot_say_one_point(two: Pair) -> None:
    """As of real phones; what is a signal for a human is no ordinary day of the demo."""
    for _ in range(3):
        await two.do(Move(*GATE), Live(900), Stop())
    shared = [each["message"]["location"] for each in two.received if "message" in each]
    points = {(each["latitude"], each["longitude"]) for each in shared}
    assert len(points) == len(shared) == 3
    assert all(near(GATE, live_period=900) == each for each in shared)


async def test_sharing_begins_without_an_accuracy_and_then_tells_it(two: Pair) -> None:
    """As a real phone does."""
    await two.do(Move(*OFFICE, accuracy=15), Live(900))
    start, then = (each.get("message") or each["edited_message"] for each in two.received)
    place = near(OFFICE, live_period=900)
    assert start["location"] == place
    assert then["location"] == place | {"horizontal_accuracy": 15}


async def test_moving_while_sharing_tells_the_bot_where(two: Pair) -> None:
    await two.do(Live(900))
    assert two.budi.sharing is not None
    await two.do(Move(*GATE, accuracy=9.5))
    assert "edited_message" in two.received[-1]
    told = near(GATE, live_period=900)
    assert two.last["location"] == told | {"horizontal_accuracy": 9.5}
    await two.do(Move(*OFFICE))
    assert "horizontal_accuracy" not in two.last["location"]
    assert len(two.received) == 3


async def test_who_has_stopped_sharing_moves_unseen(two: Pair) -> None:
    await two.do(Live(3600), Stop())
    assert two.budi.sharing is None
    assert "live_period" not in two.last["location"]
    count = len(two.received)
    await two.do(Move(*GATE), Stop())
    assert len(two.received) == count
    await two.do(Live(900))
    assert two.last["location"] == near(GATE, live_period=900)


@pytest.mark.parametrize("period", [900, 3600, 28800])
async def test_sharing_ends_by_the_clock(two: Pair, period: int) -> None:
    await two.do(Live(period))  # type: ignore[arg-type]  # mypy does not see the three
    two.clock.advance(timedelta(seconds=period - 1))
    assert two.budi.sharing is not None
    assert two.budi.sharing.expires_at == MORNING.timestamp() + period
    two.clock.advance(timedelta(seconds=1))
    assert two.budi.sharing is None
    await two.do(Move(*GATE), Stop())
    assert len(two.received) == 1
    await two.do(Live(900))
    assert two.budi.sharing is not None


NOTHING_TO_SAY = "Pesan berisi 1 sampai 4.096 huruf."
NO_KEY = "Tombol itu sudah tidak ada."
NO_PLACE = "Yang diteruskan harus sebuah lokasi."


@pytest.mark.parametrize(
    ("act", "why"),
    [
        pytest.param(Say(""), NOTHING_TO_SAY, id="no words"),
        pytest.param(Say(" \n "), NOTHING_TO_SAY, id="blanks"),
        pytest.param(Say("x" * 4097), NOTHING_TO_SAY, id="a letter too many"),
        pytest.param(Say("😀" * 2049), NOTHING_TO_SAY, id="emoji count twice"),
        pytest.param(Press("Masuk"), NO_KEY, id="a key that is gone"),
        pytest.param(Forward(1, "700000001-5000000002"), NO_PLACE, id="no location"),
        pytest.param(Forward(99, "700000001-5000000002"), NO_PLACE, id="no message"),
        pytest.param(Forward(1, "1-1"), NO_PLACE, id="no chat"),
        pytest.param(Contact("1-1"), "Orang itu tidak ada di sini.", id="nobody's contact"),
        pytest.param(
            Live(900), "Lokasi langsung masih dibagikan; hentikan dulu.", id="sharing twice"
        ),
    ],
)
async def test_what_an_app_would_not_do_is_refused_in_words(two: Pair, act: Act, why: str) -> None:
    await carry_out(two.sari, Say("halo"), two.phones)
    await two.do(Live(900))
    before = two.received
    with pytest.raises(Unfit) as refused:
        await two.do(act)
    assert str(refused.value) == why
    assert two.received == before


async def test_4096_letters_are_not_too_many(two: Pair) -> None:
    await two.do(Say("x" * 4096))
    assert len(two.last["text"]) == 4096


@pytest.mark.parametrize(
    "act",
    [
        *(Say("halo"), Tap(1, "x"), Press("Masuk"), Contact(), Live(), Stop(), Pin(), Block()),
        Forward(1, "700000001-5000000002"),
    ],
    ids=lambda act: type(act).__name__,
)
async def test_who_has_blocked_the_bot_can_only_unblock_it(two: Pair, act: Act) -> None:
    await two.do(Live(900), Block())
    assert two.received[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    before = two.received
    with pytest.raises(Unfit, match=BLOCKED):
        await two.do(act)
    await two.do(Read(), Move(*GATE))
    assert (two.received, two.budi.at) == (before, GATE)
    await two.do(Unblock(), Say("halo lagi"))
    assert two.last["text"] == "halo lagi"


@pytest.mark.parametrize("kind", UPLOADS)
async def test_who_has_blocked_the_bot_sends_no_files(two: Pair, kind: str) -> None:
    await two.do(Block())
    before = two.received
    with pytest.raises(Unfit, match=BLOCKED):
        await UPLOADS[kind](two.budi, Upload(picture(), "a.jpg", ""))
    assert (two.received, two.bot.world.files.count) == (before, 0)


@pytest.mark.parametrize("kind", UPLOADS)
@pytest.mark.parametrize(
    ("data", "caption", "why"),
    [(b"", "", "Berkas itu kosong|bukan gambar"), (picture(), "x" * 1025, "1.024 huruf")],
    ids=["nothing in it", "a letter too many below it"],
)
async def test_what_telegram_would_not_take_is_not_sent(
    two: Pair, kind: str, data: bytes, caption: str, why: str
) -> None:
    with pytest.raises(Unfit, match=why):
        await UPLOADS[kind](two.budi, Upload(data, "a.jpg", caption))
    assert two.received == []


async def test_1024_letters_below_a_file_are_not_too_many(two: Pair) -> None:
    await UPLOADS["document"](two.budi, Upload(b"%PDF-", "a.pdf", "x" * 1024))
    assert len(two.last["caption"]) == 1024
