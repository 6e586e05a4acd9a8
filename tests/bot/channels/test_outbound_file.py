"""Kept photos and PDFs on their way out: words below them, or after them where they are many."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from markupsafe import Markup
from PIL import Image

from bot.channels.errors import RetryLater
from bot.media.photo import shrink
from bot.sandbox.model import Message
from bot.sandbox.talk import PersonChat
from handlers.chat.event import JPEG, PDF, PNG, XLSX, ZIP, Kept
from handlers.chat.reply import Button, Enclosure, InputKind, Reply
from tests.bot.media.test_photo import file, scene
from tests.harness.bot_and_telegram import Wire, a_wire

TEXT = Markup("<b>Budi</b> sakit")
LONG = Markup("<b>Budi</b> ") + "x" * 1100
TWO = (Button("Setujui", "1:ya"), Button("Tolak", "1:tidak"))
LETTER = b"%PDF-1.7 surat"


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with a_wire() as opened:
        yield opened


@pytest.fixture
async def sari(wire: Wire) -> PersonChat:
    return await wire.chat("Sari")


async def photo(wire: Wire) -> Kept:
    return await wire.store.keep(shrink(file(scene(640, 480))), JPEG)


async def say(wire: Wire, sari: PersonChat, reply: Reply) -> str:
    sent = await wire.send(str(sari.user.id), reply)
    assert sent
    return sent


def shown(sari: PersonChat) -> list[Message]:
    return [message for message in sari.messages if message.sender.is_bot]


async def test_a_photo_is_shown_with_the_words_and_buttons_below(
    wire: Wire, sari: PersonChat
) -> None:
    kept = await photo(wire)
    sent = await say(wire, sari, Reply(TEXT, TWO, picture=kept))
    assert wire.methods == ["sendPhoto"]
    assert (sari.last.text, sari.last.buttons) == ("Budi sakit", ["Setujui", "Tolak"])
    assert (str(sari.last.id), len(sari.last.files[0].data)) == (sent, kept.size)


async def test_a_pdf_comes_as_a_file(wire: Wire, sari: PersonChat) -> None:
    kept = await wire.store.keep(LETTER, PDF)
    await say(wire, sari, Reply(TEXT, TWO, picture=kept))
    assert wire.methods == ["sendDocument"]
    (sent,) = sari.last.files
    assert (sent.upload.name, sent.upload.mime, sent.data) == (
        "berkas.pdf",
        "application/pdf",
        LETTER,
    )
    assert (sari.last.text, sari.last.buttons) == ("Budi sakit", ["Setujui", "Tolak"])


@pytest.mark.parametrize(
    ("filename", "media"),
    [
        ("Rekap_2026-04_DINKES.pdf", PDF),
        ("Rekap_2026-04_DINKES.xlsx", XLSX),
        ("Laporan_2026-04.zip", ZIP),
        ("Peta.png", PNG),
    ],
)
async def test_an_enclosure_comes_as_a_file_of_its_name_and_type(
    wire: Wire, sari: PersonChat, filename: str, media: str
) -> None:
    kept = await wire.store.keep(LETTER, media)
    await say(wire, sari, Reply(TEXT, TWO, picture=Enclosure(kept, filename)))
    assert wire.methods == ["sendDocument"]
    (sent,) = sari.last.files
    assert (sent.upload.name, sent.upload.mime, sent.data) == (filename, media, LETTER)
    assert (sari.last.text, sari.last.buttons) == ("Budi sakit", ["Setujui", "Tolak"])


async def test_an_enclosure_takes_no_text_s_place(wire: Wire, sari: PersonChat) -> None:
    """A text on the screen cannot become a file: the answer to a tap is a message of its own."""
    asked = await say(wire, sari, Reply(TEXT, TWO))
    kept = await wire.store.keep(LETTER, PDF)
    sent = await say(wire, sari, Reply(TEXT, picture=Enclosure(kept, "Rekap.pdf"), edits=asked))
    assert sent != asked
    assert [message.buttons for message in shown(sari)] == [[], []]


async def test_an_enclosure_that_is_gone_says_so(wire: Wire, sari: PersonChat) -> None:
    gone = Enclosure(Kept("0" * 64, 9, PDF), "Rekap.pdf")
    await say(wire, sari, Reply(TEXT, picture=gone))
    assert wire.methods == ["sendMessage"]
    assert "tidak ada lagi" in sari.last.text


@pytest.mark.parametrize(
    ("text", "methods"),
    [
        (Markup("x") * 1024, ["sendPhoto"]),
        (Markup("x") * 1025, ["sendPhoto", "sendMessage"]),
        (Markup("😀") * 512, ["sendPhoto"]),
        (Markup("😀") * 513, ["sendPhoto", "sendMessage"]),
    ],
    ids=["1024", "1025", "1024 in pairs", "1026 in pairs"],
)
async def test_words_too_many_for_a_caption_follow_as_a_message(
    wire: Wire, sari: PersonChat, text: Markup, methods: list[str]
) -> None:
    sent = await say(wire, sari, Reply(text, TWO, picture=await photo(wire)))
    assert wire.methods == methods
    assert (sari.last.text, sari.last.buttons) == (text, ["Setujui", "Tolak"])
    assert str(sari.last.id) == sent, "the message with the buttons is the one to edit"


async def test_a_panorama_comes_as_a_file(wire: Wire, sari: PersonChat) -> None:
    """Telegram takes no photo that is more than twenty times as wide as it is high.

    Older releases kept them.
    """
    strip = file(Image.new("RGB", (1200, 40)))
    kept = await wire.store.keep(strip, JPEG)
    await say(wire, sari, Reply(TEXT, TWO, picture=kept))
    assert wire.methods == ["sendDocument"]
    assert sari.last.files[0].upload.name == "foto.jpg"
    assert sari.last.text == "Budi sakit"


async def test_without_the_file_the_words_still_come(wire: Wire, sari: PersonChat) -> None:
    lost = replace(await photo(wire), hash="0" * 64)
    await say(wire, sari, Reply(TEXT, TWO, picture=lost))
    assert wire.methods == ["sendMessage"]
    assert sari.last.text.startswith("Budi sakit\n\n(Berkasnya tidak ada lagi")
    assert sari.last.buttons == ["Setujui", "Tolak"]


async def test_while_the_store_is_away_it_is_tried_again(wire: Wire, sari: PersonChat) -> None:
    kept = await photo(wire)
    folder = wire.files / "bulungan"
    folder.rename(wire.files / "elsewhere")
    folder.write_text("something stands in its way")
    with pytest.raises(RetryLater):
        await wire.send(str(sari.user.id), Reply(TEXT, picture=kept))
    assert wire.methods == []


@pytest.mark.parametrize("said", [TEXT, LONG], ids=["below the picture", "after the picture"])
@pytest.mark.parametrize("now", [Markup("Disetujui"), LONG + "y"], ids=["short", "long"])
async def test_a_card_is_changed_where_it_stands(
    wire: Wire, sari: PersonChat, said: Markup, now: Markup
) -> None:
    """The picture is on the screen already and never comes twice; no button is left behind."""
    card = Reply(said, TWO, picture=await photo(wire))
    first = await say(wire, sari, card)
    second = await say(wire, sari, replace(card, text=now, buttons=(), edits=first))
    with_picture = [message for message in shown(sari) if message.files]
    assert len(with_picture) == 1
    assert sari.last.text == now.striptags()
    assert str(sari.last.id) == second
    assert [message.buttons for message in shown(sari)] == [[] for _ in shown(sari)]
    grew = len(said) < 1024 < len(now)
    assert (second == first) is not grew


async def test_the_same_change_twice_is_a_success(wire: Wire, sari: PersonChat) -> None:
    card = Reply(TEXT, TWO, picture=await photo(wire))
    first = await say(wire, sari, card)
    decided = replace(card, text=Markup("Disetujui"), buttons=(), edits=first)
    assert [await say(wire, sari, decided) for _ in range(2)] == [first, first]


async def test_a_card_that_is_gone_comes_anew_with_its_picture(
    wire: Wire, sari: PersonChat
) -> None:
    card = Reply(TEXT, TWO, picture=await photo(wire))
    first = await say(wire, sari, card)
    await wire.bot.delete_message(sari.user.id, int(first))
    second = await say(wire, sari, replace(card, edits=first))
    assert second != first
    assert len(sari.last.files) == 1


async def test_a_photo_is_asked_for_where_the_last_question_stood(
    wire: Wire, sari: PersonChat
) -> None:
    first = await say(wire, sari, Reply(Markup("Jenis?"), TWO))
    asked = Reply(Markup("Fotonya?"), input_kind=InputKind.PHOTO, edits=first)
    assert await say(wire, sari, asked) == first
    assert sari.last.text == "Fotonya?"


INSTEAD = (Button("Lihat surat", "1:lihat"), Button("Tolak", "1:tidak"))


def away(wire: Wire) -> None:
    folder = wire.files / "bulungan"
    folder.rename(wire.files / "elsewhere")
    folder.write_text("something stands in its way")


@pytest.mark.parametrize("how", ["gone", "away"])
async def test_what_cannot_be_shown_cannot_be_approved_with_one_tap(
    wire: Wire, sari: PersonChat, how: str
) -> None:
    kept = await photo(wire)
    if how == "gone":
        kept = replace(kept, hash="0" * 64)
    else:
        away(wire)
    await say(wire, sari, Reply(TEXT, TWO, picture=kept, unseen=INSTEAD))
    assert sari.last.text.endswith("Foto atau suratnya belum bisa dibuka sekarang.")
    assert sari.last.buttons == ["Lihat surat", "Tolak"]


async def test_what_can_be_shown_has_its_own_buttons(wire: Wire, sari: PersonChat) -> None:
    await say(wire, sari, Reply(TEXT, TWO, picture=await photo(wire), unseen=INSTEAD))
    assert (len(sari.last.files), sari.last.buttons) == (1, ["Setujui", "Tolak"])


@pytest.mark.parametrize("text", [TEXT, LONG], ids=["below the picture", "after the picture"])
async def test_a_card_that_could_not_be_shown_comes_anew_once_it_can(
    wire: Wire, sari: PersonChat, text: Markup
) -> None:
    """Whatever changes it meanwhile: its approval never comes back without its picture."""
    kept = await photo(wire)
    lost = replace(kept, hash="0" * 64)
    card = Reply(text, TWO, picture=lost, unseen=INSTEAD)
    first = await say(wire, sari, card)
    changed = await say(wire, sari, replace(card, edits=first))
    assert changed == first
    assert sari.last.buttons == ["Lihat surat", "Tolak"]
    second = await say(wire, sari, replace(card, picture=kept, edits=first))
    assert second != first
    assert [len(message.files) for message in shown(sari)].count(1) == 1
    assert sari.last.buttons == ["Setujui", "Tolak"]
    assert [message.buttons for message in shown(sari)].count(["Setujui", "Tolak"]) == 1
