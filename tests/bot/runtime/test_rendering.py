"""Replies become messages that a channel can show, by what it can do and not by its name."""

from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.channels.base import Capability
from bot.channels.message import Message
from bot.media.photo import PHOTO_BYTES_MAX
from bot.media.store import Store
from bot.runtime.rendering import UNSEEN, render
from core.organisation.fence import Point
from handlers.chat.event import JPEG, PNG, Kept
from handlers.chat.reply import Button, Map, RecapLine, RecapPage, Reply
from tests.office import GATE

TEXT = Markup("<b>Budi</b> sakit")
YES, LOOK = (Button("Setujui", "1:ya"),), (Button("Lihat surat", "1:lihat"),)
EDITS, NOTHING = frozenset({Capability.EDIT}), frozenset[Capability]()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path), "bulungan")


async def shown(reply: Reply, can: frozenset[Capability], store: Store) -> Message:
    message = await render(reply, can, store)
    assert message is not None
    return message


async def test_what_can_be_changed_is_changed_and_elsewhere_it_is_said_anew(store: Store) -> None:
    reply = Reply(TEXT, YES, edits="7")
    assert (await shown(reply, EDITS, store)).edits == "7"
    assert (await shown(reply, NOTHING, store)).edits is None


async def test_what_is_worth_no_message_of_its_own_is_not_said_where_nothing_changes(
    store: Store,
) -> None:
    reply = Reply(TEXT, edits="7", in_place=True)
    assert (await shown(reply, EDITS, store)).in_place
    assert await render(reply, NOTHING, store) is None


async def test_a_map_is_a_picture_before_the_channel_sees_it(store: Store) -> None:
    reply = Reply(TEXT, picture=Map((), Point(*GATE), 12.0, "Kantor Bupati"))
    picture = (await shown(reply, NOTHING, store)).picture
    assert picture is not None
    drawn = await picture.load()
    assert (picture.media, picture.already_shown) == (JPEG, False)
    assert drawn is not None
    assert drawn.startswith(b"\xff\xd8\xff")
    assert len(drawn) <= PHOTO_BYTES_MAX


async def test_a_recap_is_drawn_before_the_channel_sees_it(store: Store) -> None:
    day = date(2026, 10, 1)
    page = RecapPage("Hadir", "Dinas Contoh", day, day, (RecapLine("Siti", ("H",) * 31),))
    picture = (await shown(Reply(TEXT, picture=page), NOTHING, store)).picture
    assert picture is not None
    drawn = await picture.load()
    assert picture.media == PNG
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG")


async def test_a_kept_photo_is_read_only_when_somebody_loads_it(store: Store) -> None:
    """Most changes of a card leave its picture alone, and must not wait for the store."""
    kept = await store.keep(b"a photo", JPEG)
    picture = (await shown(Reply(TEXT, YES, picture=kept), EDITS, store)).picture
    assert picture is not None
    assert (picture.media, picture.already_shown) == (JPEG, True)
    assert await picture.load() == b"a photo"


async def test_what_is_there_no_more_loads_as_nothing_and_the_words_say_so(store: Store) -> None:
    lost = Kept("0" * 64, 9, JPEG)
    message = await shown(Reply(TEXT, YES, picture=lost), EDITS, store)
    assert message.picture is not None
    assert await message.picture.load() is None
    alone = message.without_picture()
    assert (alone.picture, alone.buttons) == (None, YES)
    assert alone.text.endswith("(Berkasnya tidak ada lagi di penyimpanan kami.)")


async def test_a_card_whose_picture_is_gone_offers_what_may_be_done_unseen(store: Store) -> None:
    lost = Kept("0" * 64, 9, JPEG)
    message = await shown(Reply(TEXT, YES, picture=lost, unseen=LOOK), EDITS, store)
    assert (message.picture, message.buttons, message.unseen) == (None, LOOK, ())
    assert message.text == TEXT + f"\n\n{UNSEEN}"
