"""The witnesses and the person as dialogues: what has to be there before a head takes note."""

import pytest

from tests.handlers.dialogue import (
    SILENCE,
    again,
    at,
    old_button,
    say,
    tap,
)
from tests.handlers.month.cancellation.parts import (
    EXPLAINING,
    FAJAR,
    FRIDAY,
    SAW,
    TESTIFYING,
    TUESDAY,
    gathered,
    heard,
    newest,
    present,
    proposing,
    ready,
    the_case,
    told,
)
from tests.office import CITRA, EKO
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@BOTH
async def test_before_the_answer_or_the_end_of_its_term_no_head_takes_note(world: World) -> None:
    """KAM-11: the card is not there before, and /verifikasi says what it waits for."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    for each in (who.citra, who.eko):
        await each.play(*TESTIFYING)
    assert not told(who.hana, "Mohon diketahui")
    await who.hana.play(
        (say("/verifikasi"), "1 pembatalan"),
        (tap("1. Budi"), "Belum lengkap: pegawai bisa menjelaskan sampai"),
        (tap("Mengetahui"), "Belum bisa diketahui: pegawai masih bisa menjelaskan"),
        (at("23.59", FRIDAY), SILENCE),
        (say("/verifikasi"), "1 pembatalan"),
        (tap("1. Budi"), "Belum lengkap: pegawai bisa menjelaskan sampai"),
        (at("00.00", "2026-04-11"), SILENCE),
        (tap("Mengetahui"), "Diketahui Hana"),
    )
    assert (await the_case(world)).state == "disetujui"


async def test_the_term_skips_a_holiday_and_the_weekend(world: World) -> None:
    """KAM-11: Friday, 3 April is a holiday, so three working days from Wednesday end on Tuesday."""
    who = await gathered(world, day="2026-04-01")
    await present(world, day="2026-03-31")
    await who.sari.play((at("08.00", "2026-04-01"), SILENCE), *proposing(day="Selasa, 31 Maret"))
    assert "paling lambat Selasa, 7 April 2026, 23.59 WIB" in await newest(who.budi)


async def test_one_witness_is_not_enough(world: World) -> None:
    """KRA-9C-2."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.citra.play(*TESTIFYING)
    await who.budi.play(*EXPLAINING)
    await who.hana.play(
        (say("/verifikasi"), "1 pembatalan"),
        (tap("1. Budi"), "Belum lengkap: keterangan saksi masih kurang"),
        (tap("Mengetahui"), "Belum bisa diketahui: keterangan saksi masih kurang"),
    )
    assert (await the_case(world)).state is None
    await who.eko.play(*TESTIFYING)
    assert "Mohon diketahui" in await newest(who.hana)


@pytest.mark.parametrize("words", ["Tidak bersedia", "Saya tidak tahu"])
async def test_who_bears_no_witness_is_replaced(world: World, words: str) -> None:
    """KRA-9C-2, KAM-11: the superior hears that one is missing, never who nor what they know."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.citra.play(*TESTIFYING)
    if words == "Tidak bersedia":
        await who.eko.play((tap(words), "Apa alasannya?"), (say("Sedang cuti"), "Tersimpan"))
    else:
        await who.eko.play((tap(words), "Tersimpan: Anda tidak tahu."))
    missing = await newest(who.sari)
    assert "Seorang saksi tidak memberi keterangan" in missing
    assert "Masih perlu 1 saksi." in missing
    assert "Eko" not in missing
    await who.budi.play(*EXPLAINING)
    assert not told(who.hana, "Mohon diketahui")
    await who.sari.play(
        (old_button("Pilih saksi lain")(who.sari), "Siapa saksi lain"),
        (tap("1. Fajar"), "Fajar sudah ditanya."),
        (again, SILENCE),
    )
    await who.fajar.play(*TESTIFYING)
    assert "Mohon diketahui" in await newest(who.hana)
    assert await heard(world) == {
        CITRA.id: "melihat",
        EKO.id: "tidak bersedia" if words == "Tidak bersedia" else "tidak tahu",
        FAJAR.id: "melihat",
    }


@BOTH
async def test_a_statement_is_taken_back_until_the_head_has_taken_note(world: World) -> None:
    who = await gathered(world)
    await ready(who)
    card = old_button("Mengetahui")(who.hana)
    await who.eko.play((tap("Tarik keterangan"), "Keterangan Anda ditarik."))
    await who.hana.play((card, "Belum bisa diketahui: keterangan saksi masih kurang"))
    assert (await the_case(world)).state is None
    assert "Masih perlu 1 saksi." in await newest(who.sari)


async def test_afterwards_it_is_not_taken_back(world: World) -> None:
    who = await gathered(world)
    await ready(who)
    taken_back = old_button("Tarik keterangan")(who.eko)
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"))
    await who.eko.play((taken_back, "Keterangan ini tidak bisa ditarik lagi."))
    assert (await heard(world))[EKO.id] == "melihat"


async def test_a_witness_answers_once(world: World) -> None:
    """A stale button says so, and so does a second delivery: nothing."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    unknown = old_button("Saya tidak tahu")(who.citra)
    await who.citra.play(
        (tap("Ya, saya melihat"), "Tulis satu kalimat"),
        (say("x" * 161), "Terlalu panjang"),
        (say(SAW), "Terkirim."),
        (again, SILENCE),
        (unknown, "Jawaban ini sudah tersimpan"),
    )
    assert (await heard(world))[CITRA.id] == "melihat"


async def test_a_witness_who_declines_beside_enough_others_tells_nobody(world: World) -> None:
    """KRA-9C-2: the head has the card already, and no witness lacks."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing(more="1. Fajar"))
    await who.budi.play(*EXPLAINING)
    for each in (who.citra, who.eko):
        await each.play(*TESTIFYING)
    cards = who.hana.phone.told
    assert "Mohon diketahui" in cards[-1]
    await who.fajar.play((tap("Saya tidak tahu"), "Tersimpan: Anda tidak tahu."))
    assert who.hana.phone.told == cards
    assert not told(who.sari, "Masih perlu")


async def test_a_witness_who_testifies_beside_one_who_declined_tells_the_superior_nothing(
    world: World,
) -> None:
    """KAM-11: that one lacks was told when they declined."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.eko.play((tap("Tidak bersedia"), "Apa alasannya?"), (say("Sedang cuti"), "Tersimpan"))
    await who.citra.play(*TESTIFYING)
    assert sum("Masih perlu 1 saksi." in text for text in who.sari.phone.told) == 1
