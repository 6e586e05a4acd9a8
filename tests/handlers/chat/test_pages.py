"""Several pages are one letter: all kept, counted for the person, shown to whoever decides."""

from typing import Any

import pytest

from bot.sandbox.album import send_documents
from db.records.activity import activity
from db.records.request import request
from tests.bot.letters import a_letter
from tests.builders.requests import connected
from tests.handlers.albums import album, messages, picture_of
from tests.handlers.dialogue import SILENCE, Gesture, Speaker, at, employed, forged_tap, say, tap
from tests.handlers.worker import MONDAY, asking, entry, newest, superior
from tests.office import CITRA
from tests.world import World

TELEGRAM = pytest.mark.parametrize("profile", ["telegram"])
FULL = "Paling banyak 10 halaman."


async def letters(world: World) -> list[list[Any]]:
    return [row.paper for row in await world.rows(request)]


async def at_the_letter(world: World, kind: str = "Cuti tahunan") -> tuple[Speaker, Speaker]:
    """Sari, and Budi who is asked for his letter."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking(kind)[:-2])
    return sari, budi


async def test_all_pages_of_an_album_are_one_letter(world: World) -> None:
    """BLG-11-4, BLG-L-A5c."""
    sari, budi = await at_the_letter(world)
    await budi.hears(album(1, 2, 3, captions=("Surat lengkap",)))
    assert "Surat: 3 halaman Keterangan: Surat lengkap" in budi.newest
    await budi.play((tap("Ya"), "Terkirim"))
    ((first, second, third),) = await letters(world)
    assert len({first[0], second[0], third[0]}) == 3
    assert (first[3], second[3], third[3]) == ("Surat lengkap", "", "")
    card = await newest(sari)
    assert "Halaman 1 dari 3 Keterangan: Surat lengkap" in card
    assert sari.phone.labels == ["Setujui", "Tolak", "Halaman lain (2)"]


@TELEGRAM
async def test_an_album_gets_one_answer_that_counts_its_pages(world: World) -> None:
    """tdlib/telegram-bot-api 629: nothing says where it ends, so the answer is changed in place."""
    _, budi = await at_the_letter(world)
    before = messages(budi)
    await budi.hears(album(1, 2, 3))
    assert messages(budi) == before + 1
    assert "Surat: 3 halaman" in budi.chat.last.text
    assert budi.chat.last.buttons[0] == "Ya"
    await budi.play((tap("Ubah alasan"), "Apa alasannya?"), (say("Menikah"), "Alasan: Menikah"))
    await budi.hears(picture_of(4))
    assert "Surat: 4 halaman" in budi.chat.last.text
    assert messages(budi) == before + 3, "the summary stands under the words now"


async def test_further_photos_one_by_one_are_pages_too(world: World) -> None:
    sari, budi = await at_the_letter(world)
    await budi.play(
        (picture_of(1), "Surat: ada"),
        (picture_of(2, "Hal. 2"), "Surat: 2 halaman Keterangan: Hal. 2"),
    )
    await budi.hears(picture_of(2))  # the same once more
    await budi.play((tap("Ya"), "Terkirim"))
    ((one, two),) = await letters(world)
    assert (one[3], two[3]) == ("", "Hal. 2")
    assert "Halaman 1 dari 2" in await newest(sari)


async def test_the_verifier_opens_every_page(world: World) -> None:
    sari, budi = await at_the_letter(world)
    await budi.hears(album(1, 2, 3, captions=("", "Tanda tangan di sini")))
    await budi.play((tap("Ya"), "Terkirim"))
    heard = await sari.hears(tap("Halaman lain (2)"))
    pages = [" ".join(text.split()) for text in heard if "Halaman" in text and "dari" in text]
    assert [text.partition("Halaman ")[2] for text in pages] == [
        "2 dari 3 Keterangan: Tanda tangan di sini",
        "3 dari 3",
    ]
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    (row,) = await world.rows(request)
    citra = await connected(world, CITRA)
    await citra.play((_pressing(f"i:lembar:{row.id.hex}"), "Keputusan ini tidak di tangan Anda"))


async def test_ten_pages_and_no_more_and_that_is_said_once_for_an_album(world: World) -> None:
    _, budi = await at_the_letter(world)
    await budi.hears(album(*range(10)))
    assert "Surat: 10 halaman" in budi.newest
    heard = await budi.hears(album(10, 11, 12, name="8"))
    assert [text for text in heard if FULL in text] == heard
    assert len(heard) == 1
    await budi.play((picture_of(13), FULL), (tap("Ya"), "Terkirim"))
    assert len((await letters(world))[0]) == 10


async def test_going_back_asks_for_the_whole_letter_again(world: World) -> None:
    _, budi = await at_the_letter(world)
    await budi.hears(album(1, 2))
    await budi.play((tap("Ubah surat"), "Kirim foto atau PDF persetujuan cuti."))
    await budi.hears(album(3, 4, 5, name="8"))
    assert "Surat: 3 halaman" in budi.newest
    await budi.play((tap("Ya"), "Terkirim"))
    assert len((await letters(world))[0]) == 3


async def test_a_letter_that_follows_may_be_an_album(world: World) -> None:
    """AMB-35: it lacks until all of it was confirmed, and cannot be approved before."""
    sari, budi = await at_the_letter(world, "Sakit")
    await budi.play((tap("Menyusul"), "Surat: menyusul"), (tap("Ya"), "Susulkan surat"))
    await budi.play(
        (say("/izin_saya"), "1. Sakit"),
        (tap("1. Sakit"), "Sakit"),
        (tap("Susulkan surat"), "Kirim foto atau PDF surat keterangan sakit."),
    )
    await budi.hears(album(1, 2))
    assert "Surat: 2 halaman Kirim?" in budi.newest
    assert "Belum ada surat keterangan sakit" in await newest(sari)
    assert sari.phone.labels == ["Tolak"]
    await budi.play((tap("Ya"), "Surat ditambahkan: Sakit"))
    assert "Halaman 1 dari 2" in await newest(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui"))


async def test_the_photo_of_work_may_be_several_and_come_with_its_words(world: World) -> None:
    """BLG-L-A4d: a caption answers the open question for words, its picture the one for a photo."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        *entry()[:4],
        (picture_of(1, "Rapat\nkoordinasi"), "Hasil atau output-nya?"),
        (tap("Lewati"), "Foto: ada"),
    )
    await budi.hears(album(2, 3))
    assert "Foto: 3 halaman" in budi.newest
    await budi.play((tap("Ya"), "Tersimpan"))
    (row,) = await world.rows(activity)
    assert (row.description, len(row.photo)) == ("Rapat koordinasi", 3)
    assert [page[3] for page in row.photo] == ["", "", ""], "its words are the description"
    assert "📎 3 halaman" in await newest(sari)
    assert "Halaman lain (2)" in sari.phone.labels
    heard = await sari.hears(tap("Halaman lain (2)"))
    assert sum("dari 3" in text for text in heard) == 2


async def test_a_picture_before_its_question_is_kept_for_it(world: World) -> None:
    _, budi = await superior(world), await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        *entry()[:4],
        (picture_of(1), "Foto tersimpan. Uraian kegiatannya?"),
        (picture_of(2), "2 foto tersimpan. Uraian kegiatannya?"),
        (say("Rapat"), "Hasil"),
        (say("Notula"), "Berapa jumlahnya?"),
        (picture_of(3), "3 foto tersimpan. Berapa jumlahnya?"),
        (say("1"), "Foto: 3 halaman"),
    )


async def test_a_skipped_photo_may_still_come(world: World) -> None:
    _, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *entry()[:-1])
    await budi.play((picture_of(1), "Foto: ada"), (tap("Ya"), "Tersimpan"))


async def test_a_page_that_others_handed_in_is_told_whichever_it_is(world: World) -> None:
    sari, budi = await at_the_letter(world)
    await budi.play((picture_of(2), "Surat: ada"), (tap("Ya"), "Terkirim"))
    await sari.play((tap("Tolak"), "Apa alasannya?"), (say("Buram"), "Ditolak"))
    await budi.play(*asking("Cuti tahunan", "Selasa, 7 April")[:-2])
    await budi.hears(album(1, 2, 3))
    await budi.play((tap("Ya"), "Terkirim"))
    assert "Surat yang sama pernah dikirim orang yang sama" in await newest(sari)


@TELEGRAM
async def test_two_pdfs_as_one_group_are_two_pages(world: World) -> None:
    sari, budi = await at_the_letter(world)
    files = [(a_letter(), "1.pdf"), (a_letter(pages=2), "2.pdf")]
    before = messages(budi)
    await budi.hears(lambda who: send_documents(who.chat, *files))
    assert messages(budi) == before + 1
    assert "Surat: 2 halaman" in budi.chat.last.text
    await budi.play((tap("Ya"), "Terkirim"))
    assert [page[2] for page in (await letters(world))[0]] == ["application/pdf"] * 2
    assert "Halaman 1 dari 2" in await newest(sari)


@TELEGRAM
async def test_a_page_that_cannot_be_kept_is_refused_by_itself(world: World) -> None:
    _, budi = await at_the_letter(world)
    files = [(a_letter(), "1.pdf"), (b"%PDF-1.4\n", "2.pdf"), (a_letter(pages=2), "3.pdf")]
    before = messages(budi)
    await budi.hears(lambda who: send_documents(who.chat, *files))
    assert messages(budi) == before + 2
    said = budi.phone.told[-2:]
    assert "PDF ini rusak. Buat ulang, atau kirim fotonya." in said[1]
    assert "Surat: 2 halaman" in " ".join(said[0].split())


def _pressing(data: str) -> Gesture:
    return lambda who: forged_tap(who, data)
