"""/batalkan as dialogues (Pasal 9C): from the superior's word to BKPSDM's receipt."""

import pytest

from db.records.audit import audit
from db.records.document import document
from tests.handlers.dialogue import (
    SILENCE,
    Line,
    Speaker,
    again,
    at,
    employed,
    forged_tap,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.month.cancellation.parts import (
    EXPLAINING,
    FRIDAY,
    GALIH,
    HANA,
    INDRA,
    REASON,
    SAW,
    TESTIFYING,
    THURSDAY,
    TUESDAY,
    gathered,
    hired,
    newest,
    noted,
    proposing,
    ready,
    the_case,
    told,
)
from tests.office import BUDI, CITRA, EKO, SARI
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
LETTER: list[Line] = [
    (tap("Kirim surat"), "Kirim foto atau PDF surat pembatalan"),
    (photo, "Semua sudah bertanda tangan?"),
    (tap("Kirim surat"), "Surat tersimpan."),
]
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."


async def pressed(who: Speaker, data: str) -> str:
    """What a button says that was never shown to them."""
    return " ".join(await who.hears(lambda each: forged_tap(each, data)))


@BOTH
async def test_from_the_proposal_to_the_receipt(world: World) -> None:
    """KRA-9C-1, KRA-9C-2, KRA-9C-3: the day is absent with the signed letter, and not before."""
    who = await gathered(world)
    await ready(who)
    assert "Mohon diketahui: pembatalan kehadiran Budi" in await newest(who.hana)
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"), (again, SILENCE))
    assert "Diketahui Hana" in await newest(who.sari)
    await who.budi.play((say("/rekap_saya"), "Hadir 1 hari"))
    await who.sari.play(*LETTER, (again, SILENCE))
    assert "dibatalkan dan dihitung alpa" in await newest(who.budi)
    await who.budi.play((say("/rekap_saya"), "Alpa 1 hari"))
    assert "Surat pembatalan Budi" in await newest(who.galih)
    await who.galih.play((tap("Sudah dicatat"), "Tercatat."), (again, SILENCE))
    assert "BKPSDM menerima surat pembatalan" in await newest(who.sari)


async def test_every_step_is_in_the_audit_with_who_did_it(world: World) -> None:
    who = await gathered(world)
    await noted(who)
    await who.sari.play(*LETTER)
    await who.galih.play((tap("Sudah dicatat"), "Tercatat."))
    lines = {(row.actor, row.action) for row in await world.rows(audit)}
    assert {
        (SARI.nip, "pembatalan diusulkan"),
        (SARI.nip, "saksi diminta"),
        (CITRA.nip, "saksi: melihat"),
        (EKO.nip, "saksi: melihat"),
        (BUDI.nip, "penjelasan pembatalan"),
        (HANA.nip, "pembatalan diketahui"),
        (SARI.nip, "surat pembatalan diunggah"),
        (GALIH.nip, "surat pembatalan dicatat"),
    } <= lines


async def test_the_person_hears_at_once_and_has_three_working_days(world: World) -> None:
    """KAM-11: told what is said, that nothing is decided, and until when they may explain."""
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    words = await newest(who.budi)
    assert "Kehadiran Anda Senin, 6 April 2026 diusulkan dibatalkan." in words
    assert "Ini belum keputusan. Hari itu masih hadir." in words
    assert "Jelaskan paling lambat Jumat, 10 April 2026, 23.59 WIB" in words
    for each in (who.citra, who.eko):
        assert "Anda diminta menjadi saksi." in await newest(each)
    assert "saksi" not in await newest(who.fajar)


@BOTH
async def test_the_superior_withdraws_until_the_head_has_taken_note(world: World) -> None:
    who = await gathered(world)
    await ready(who)
    card = old_button("Mengetahui")(who.hana)
    withdraw = old_button("Tarik usulan")(who.sari)
    await who.sari.play((withdraw, "Usulan ditarik."), (again, SILENCE))
    assert "Usulan pembatalan tidak dilanjutkan." in await newest(who.budi)
    for each in (who.citra, who.eko):
        assert "tidak diperlukan lagi" in await newest(each)
    await who.hana.play((card, "Sudah diputuskan lebih dulu"))
    assert (await the_case(world)).state == "ditarik"
    # The day may be proposed again.
    await who.sari.play(*proposing())


async def test_and_not_afterwards(world: World) -> None:
    who = await gathered(world)
    await ready(who)
    withdraw = old_button("Tarik usulan")(who.sari)
    await who.hana.play((tap("Mengetahui"), "Diketahui Hana"))
    await who.sari.play((withdraw, "Usulan ini sudah diputuskan, ditarik, atau lewat waktunya."))
    assert (await the_case(world)).state == "disetujui"


async def test_the_head_returns_it_with_a_reason(world: World) -> None:
    who = await gathered(world)
    await ready(who)
    await who.hana.play(
        (tap("Kembalikan"), "Kembalikan usulan pembatalan Budi"),
        (tap("Saksi belum cukup"), "Dikembalikan Hana"),
        (again, SILENCE),
    )
    assert "Dikembalikan Hana" in await newest(who.sari)
    assert "Saksi belum cukup" in await newest(who.sari)
    assert "Senin, 6 April 2026 tetap hadir" in await newest(who.budi)
    await who.budi.play((say("/rekap_saya"), "Hadir 1 hari"))


async def test_a_head_reads_all_of_it_before(world: World) -> None:
    who = await gathered(world)
    await ready(who)
    said = await who.hana.hears(tap("Baca semua"))
    everything = " ".join(said)
    for words in (REASON, SAW, "Citra", "Eko", "Mengantar surat ke kecamatan"):
        assert words in everything


async def test_where_the_head_cancels_the_sekda_takes_note(world: World) -> None:
    """KAM-11, KAM-34: nobody takes note of their own."""
    who = await gathered(world, head=False)
    await hired(world, INDRA)
    indra = await employed(world, INDRA)
    await indra.hears(say("menu"))
    await ready(who)
    assert "Mohon diketahui" in await newest(indra)
    assert not told(who.sari, "Mohon diketahui")
    data = f"bt:tahu:{(await the_case(world)).id.hex}"
    assert NOT_YOURS in await pressed(who.sari, data)
    await indra.play((tap("Mengetahui"), "Diketahui Indra"))


async def test_reminders_come_once_a_day_at_nine(world: World) -> None:
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    await who.citra.play(*TESTIFYING)

    def reminded(each: Speaker) -> int:
        return sum("Satu jawaban Anda ditunggu" in text for text in each.phone.told)

    counts = []
    for day, clock in ((TUESDAY, "09.05"), ("2026-04-08", "08.55"), ("2026-04-08", "09.05")):
        await at(clock, day)(who.eko)
        await world.tick(1)
        await world.tick(1)
        counts.append((reminded(who.eko), reminded(who.citra)))
    assert counts == [(1, 0), (1, 0), (2, 0)]
    card = old_button("Ya, saya melihat")(who.eko)
    await who.eko.play((card, "Tulis satu kalimat"), (say(SAW), "Terkirim."))
    await who.budi.play(*EXPLAINING)
    for day in (THURSDAY, FRIDAY):
        await at("09.05", day)(who.hana)
        await world.tick(1)
        await world.tick(1)
    assert reminded(who.hana) == 2


async def test_the_letter_is_asked_for_with_all_names(world: World) -> None:
    """KRA-9C-6, KRA-F-E: printed for whoever cancels, and for nobody before it is taken note of."""
    who = await gathered(world)
    await noted(who)
    said = await who.sari.hears(tap("Unduh surat"))
    assert "Suratnya sedang dibuat dan dikirim ke sini." in said
    assert "Surat keterangan pembatalan kehadiran" in said
    (row,) = await world.rows(document)
    assert (row.kind, row.asked_by) == ("surat_pembatalan", SARI.id)
    assert row.body == {"id": str((await the_case(world)).id)}
