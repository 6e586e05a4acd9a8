"""From Telegram's updates to events: whatever a person can send becomes the right `Incoming`."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.inbound import incoming
from bot.sandbox.live import LiveShare
from bot.sandbox.model import User
from bot.sandbox.talk import PersonChat
from core.attendance.evidence import Share, ShareKind
from core.organisation.address import Address
from core.organisation.fence import Point
from handlers.chat.event import (
    Blocked,
    Contact,
    Content,
    Document,
    Incoming,
    Located,
    Moved,
    Other,
    Photo,
    Tap,
    Text,
)
from tests.harness.bot_and_telegram import MONDAY, Wire, a_wire
from tests.office import GATE
from tests.pictures import picture

SENT = MONDAY.astimezone(UTC)
LATER = SENT + timedelta(seconds=30)
STRANGER = User(4_000_000_001, "Orang")
INLINE_BOT = User(4_000_000_002, "Peta", username="peta_bot", is_bot=True)


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with a_wire() as opened:
        yield opened


@pytest.fixture
async def budi(wire: Wire) -> PersonChat:
    return await wire.chat()


def events(wire: Wire, received_at: datetime = SENT) -> list[Incoming | None]:
    return [read(update, received_at) for update in wire.updates()]


def read(update: dict[str, Any], received_at: datetime = SENT) -> Incoming | None:
    return incoming(Update.de_json(update, None), "bulungan", received_at)


def only(wire: Wire, received_at: datetime = SENT) -> Incoming:
    (event,) = events(wire, received_at)
    assert event is not None
    return event


def shared(content: Content) -> Share:
    assert isinstance(content, Located | Moved)
    assert content.share is not None
    return content.share


async def test_words_come_with_whose_they_are_and_when(wire: Wire, budi: PersonChat) -> None:
    said = await budi.say("Masuk <b>")
    found = only(wire, LATER)
    address = Address("bulungan", "telegram", str(budi.user.id))
    update = found.update
    assert found == Incoming(address, update, str(said.id), SENT, True, Text("Masuk <b>"))
    assert update.isdigit()


async def test_the_first_message_of_a_live_location(wire: Wire, budi: PersonChat) -> None:
    await budi.share_live(*GATE, period=900)
    expected = Share(
        kind=ShareKind.LIVE,
        point=Point(*GATE),
        accuracy=None,
        sent_at=SENT,
        received_at=LATER,
        live_until=SENT + timedelta(seconds=900),
        forwarded=False,
        via_bot=False,
        scheduled=False,
        private=True,
        heading=None,
    )
    assert only(wire, LATER).content == Located(expected)


async def live(wire: Wire, budi: PersonChat) -> LiveShare:
    shared = await budi.share_live(*GATE, period=900)
    wire.updates()
    wire.clock.advance(timedelta(seconds=30))
    return shared


async def test_a_live_location_moves(wire: Wire, budi: PersonChat) -> None:
    share = await live(wire, budi)
    await share.move(2.84, 117.37, accuracy=8.0, heading=90)
    event = only(wire, LATER)
    assert (event.at, event.message) == (LATER, str(share.message_id))
    assert isinstance(event.content, Moved)
    assert event.content.running
    point = shared(event.content)
    assert (point.kind, point.point) == (ShareKind.LIVE, Point(2.84, 117.37))
    assert (point.accuracy, point.heading, point.sent_at) == (8.0, 90, LATER)
    assert point.live_until == SENT + timedelta(seconds=900), "counted from the first message"


async def test_a_stopped_live_location_tells_where_it_ended(wire: Wire, budi: PersonChat) -> None:
    share = await live(wire, budi)
    await share.stop()
    event = only(wire)
    assert isinstance(event.content, Moved)
    assert not event.content.running
    point = shared(event.content)
    found = (point.kind, point.point, point.live_until)
    assert found == (ShareKind.LIVE, Point(*GATE), None)


async def test_until_i_turn_it_off_is_a_live_location_too(wire: Wire, budi: PersonChat) -> None:
    await budi.share_live(*GATE, period=0x7FFFFFFF)
    share = shared(only(wire).content)
    assert (share.kind, share.live_until) == (
        ShareKind.LIVE,
        SENT + timedelta(seconds=0x7FFFFFFF),
    )


async def test_a_pin_is_static(wire: Wire, budi: PersonChat) -> None:
    await budi.pin(*GATE)
    share = shared(only(wire).content)
    assert (share.kind, share.live_until) == (ShareKind.STATIC, None)


async def test_a_venue_is_no_location(wire: Wire, budi: PersonChat) -> None:
    await budi.venue(*GATE, "Kantor Bupati", "Jl. Jelarai")
    assert shared(only(wire).content).kind is ShareKind.VENUE


async def test_where_a_location_came_from_is_told(wire: Wire, budi: PersonChat) -> None:
    await budi.forward_pin(*GATE, STRANGER)
    await budi.forward_live(*GATE, STRANGER, period=900)
    await budi.via_bot_pin(*GATE, INLINE_BOT)
    await budi.scheduled_pin(*GATE)
    found = [shared(event.content) for event in events(wire) if event]
    origins = [(share.forwarded, share.via_bot, share.scheduled) for share in found]
    assert origins == [
        (True, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


async def test_a_group_is_not_private(wire: Wire) -> None:
    group = wire.sandbox.group("Kantor", wire.account)
    there = wire.sandbox.person("Budi").join(group)
    await there.say("halo")
    await there.pin(*GATE)
    text, pin = (event for event in events(wire) if event)
    assert (text.private, pin.private, shared(pin.content).private) == (False, False, False)
    assert text.address.id == str(group.chat.id)


async def test_a_contact_counts_only_when_telegram_vouches_for_it(
    wire: Wire, budi: PersonChat
) -> None:
    await budi.share_contact()
    await budi.share_contact(of=User(STRANGER.id, "Orang", phone="+6281200000000"))
    await budi.share_contact(forged_phone="+6281350000002")
    found = [event.content for event in events(wire) if event]
    assert found == [
        Contact("+6281350000002", own=True),
        Contact("+6281200000000", own=False),
        Contact("+6281350000002", own=False),
    ]


@pytest.mark.parametrize("origin", ["forward_origin", "via_bot"])
async def test_a_contact_passed_on_proves_nothing(
    wire: Wire, budi: PersonChat, origin: str
) -> None:
    await budi.forward_pin(*GATE, STRANGER)
    await budi.via_bot_pin(*GATE, INLINE_BOT)
    await budi.share_contact()
    forwarded, via, own = wire.updates()
    source: Any = {"forward_origin": forwarded, "via_bot": via}[origin]
    message: Any = own["message"]
    found = read(own | {"message": message | {origin: source["message"][origin]}})
    assert found is not None
    assert found.content == Contact("+6281350000002", own=False)


async def test_a_tap_is_heard_from_whoever_pressed(wire: Wire, budi: PersonChat) -> None:
    said = await budi.say("halo")
    wire.updates()
    wire.clock.advance(timedelta(minutes=1))
    tap = await budi.tap_data("7:leg:pulang", said.id)
    event = only(wire, LATER)
    assert event.content == Tap("7:leg:pulang", tap.query_id)
    assert (event.address.id, event.message) == (str(budi.user.id), str(said.id))
    assert (event.at, event.private) == (LATER, True), "Telegram tells no time for a tap"


async def test_a_tap_on_a_message_that_is_gone_is_still_heard(wire: Wire, budi: PersonChat) -> None:
    await budi.tap_data("7:leg:pulang", 999)
    assert only(wire).message == "999"


async def test_blocking_and_letting_in_again(wire: Wire, budi: PersonChat) -> None:
    await budi.block()
    await budi.unblock()
    found = [event.content for event in events(wire) if event]
    assert found == [Blocked(True), Blocked(False)]


async def test_photos_and_files_say_what_they_are(wire: Wire, budi: PersonChat) -> None:
    """What was written under them is words, so nothing hides in it."""
    photo = await budi.photo(picture(), caption="A\u200bp\u202eel")
    letter = await budi.document(b"x", "surat.pdf", album="7")
    found = [event.content for event in events(wire) if event]
    assert found == [Photo(caption="Apel", place=photo.id), Document(album="7", place=letter.id)]


async def test_what_no_conversation_asks_for_has_a_name(wire: Wire, budi: PersonChat) -> None:
    await budi.say("halo")
    (update,) = wire.updates()
    message: Any = update["message"]
    del message["text"]
    voice = {"file_id": "A", "file_unique_id": "B", "duration": 3}
    found = read(update | {"message": message | {"voice": voice}})
    assert found is not None
    assert found.content == Other("other")


async def test_an_edited_text_is_nobodys_business(wire: Wire, budi: PersonChat) -> None:
    await budi.say("Masuk")
    (update,) = wire.updates()
    message: Any = update.pop("message")
    edited = message | {"text": "Pulang", "edit_date": message["date"] + 9}
    assert read(update | {"edited_message": edited}) is None


async def test_a_channel_post_is_nobodys_business(wire: Wire, budi: PersonChat) -> None:
    await budi.say("Pengumuman")
    (update,) = wire.updates()
    message: Any = update.pop("message")
    post = message | {"chat": {"id": -100_123, "type": "channel", "title": "Kabar"}}
    assert read(update | {"channel_post": post}) is None


async def test_coordinates_that_are_no_point_on_earth(wire: Wire, budi: PersonChat) -> None:
    await budi.pin(99.0, 117.0)
    assert only(wire).content == Located(None)
