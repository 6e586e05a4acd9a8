"""What somebody writes reaches the verifier as it was written: nothing hidden, nothing turned."""

import pytest

from db.records.request import request
from tests.handlers.dialogue import SILENCE, at, employed, photo, say, tap
from tests.handlers.worker import MONDAY, asking, newest, superior
from tests.world import World

# Where text comes in is the channel's: the plain one of the tests has no wire.
TELEGRAM = pytest.mark.parametrize("profile", ["telegram"])


@TELEGRAM
async def test_a_reason_is_kept_and_shown_without_what_nobody_can_see(world: World) -> None:
    sari, budi = await superior(world), await employed(world)
    hidden = "Ke\u200bluarga \u202enikah\u202c ra\u00adpat Z" + "\u0301" * 200
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan", reason=hidden))
    (row,) = await world.rows(request)
    assert row.reason == "Keluarga nikah rapat Ź\u0301\u0301\u0301\u0301"
    assert f"Alasan: {row.reason}" in await newest(sari)


@TELEGRAM
@pytest.mark.parametrize("blank", ["\u200b\u200b", "\u3164", "\u2800", "\U000e0041"])
async def test_a_reason_of_nothing_but_the_unseen_is_none(world: World, blank: str) -> None:
    budi = await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        *asking("Cuti tahunan")[:-3],
        (say(blank), "Silakan tulis dengan kata-kata."),
        (say("Keluarga"), "Kirim "),
        (photo, "Kirim?"),
        (tap("Ya"), "Terkirim"),
    )


async def test_arabic_words_turn_nothing_else_of_a_card_around(world: World) -> None:
    sari, budi = await superior(world), await employed(world)
    words = "عيد الأضحى 3 hari"
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan", reason=words))
    assert f"Alasan: \u2068{words}\u2069 " in await newest(sari)
    await budi.play((say("/izin_saya"), f" \u2068{words}\u2069 "))
