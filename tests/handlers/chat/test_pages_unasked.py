"""Pictures where none is asked for: said once for a whole album, and a caption counts as words."""

import pytest

from tests.handlers.albums import album, picture_of
from tests.handlers.dialogue import SILENCE, at, employed, say
from tests.handlers.worker import MONDAY
from tests.world import World


@pytest.mark.parametrize("pages", [(1,), (1, 2, 3)], ids=["one", "an album"])
async def test_a_picture_that_nobody_asked_for_gets_one_hint(
    world: World, pages: tuple[int, ...]
) -> None:
    budi = await employed(world)
    sent = album(*pages) if len(pages) > 1 else picture_of(pages[0])
    heard = await budi.hears(sent)
    assert len(heard) == 1
    assert heard[0].startswith(
        "Tidak tersimpan: belum ada yang meminta foto. Ketik dulu /aktivitas"
    )
    assert "/izin_saya untuk surat yang menyusul" in heard[0]


@pytest.mark.parametrize("regulation", ["karanganyar"])
async def test_the_hint_offers_only_what_the_law_knows(world: World) -> None:
    budi = await employed(world)
    (heard,) = await budi.hears(picture_of(1))
    assert "/aktivitas" not in heard
    assert "/izin untuk izin baru" in heard


async def test_an_album_where_a_choice_is_asked_is_refused_once(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), (say("/izin"), "Mengajukan apa?"))
    heard = await budi.hears(album(1, 2, 3))
    assert len(heard) == 1
    assert "Silakan pilih salah satu" in heard[0]


async def test_a_caption_is_a_choice_like_any_words(world: World) -> None:
    budi = await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/izin"), "Mengajukan apa?"),
        (picture_of(1, "Sakit"), "Mulai tanggal berapa?"),
    )
