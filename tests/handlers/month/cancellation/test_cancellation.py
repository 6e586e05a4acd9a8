"""/batalkan as dialogues (Pasal 9C): from the superior's word to BKPSDM's receipt."""

import pytest

from core.approvals.case import State
from db.records.audit import audit
from db.records.cancellation import cancellation
from db.records.document import document
from db.records.request import request
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Line,
    Speaker,
    again,
    at,
    employed,
    forged_tap,
    insert,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.month.cancellation.parts import (
    DAY,
    EXPLAINING,
    FAJAR,
    FRIDAY,
    GALIH,
    HANA,
    INDRA,
    MONDAY,
    REASON,
    SAW,
    TESTIFYING,
    THURSDAY,
    TUESDAY,
    gathered,
    heard,
    hired,
    newest,
    noted,
    present,
    proposing,
    ready,
    the_case,
    told,
)
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, wita
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


REFUSED = [
    ("KRA-9C-1 duty elsewhere", "dinas_luar.dalam-daerah", "izin, dinas luar, tugas khusus"),
    ("KRA-9C-1 special duty", "tugas_khusus", "izin, dinas luar, tugas khusus"),
    ("KRA-9C-1 dispensation", "pulang_cepat", "izin, dinas luar, tugas khusus"),
]


@pytest.mark.parametrize(
    ("code", "answered"), [pytest.param(*row, id=rule) for rule, *row in REFUSED]
)
async def test_with_permission_of_the_superior_it_is_not_possible(
    world: World, code: str, answered: str
) -> None:
    who = await gathered(world)
    filed = wita(MONDAY, "07.00")
    row = {"employee": BUDI.id, "code": code, "first": DAY, "last": DAY, "reason": "x"}
    await insert(
        world, request, id=BUDI.id, state=State.APPROVED, filed_at=filed, due_at=filed, **row
    )
    await who.sari.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (tap("1. Budi"), "Tanggal berapa?"),
        (tap("Senin, 6 April"), answered),
    )
    assert "Tanggal berapa?" in who.sari.newest


async def test_a_day_without_complete_attendance_is_asked_for_again(world: World) -> None:
    """KRA-9C-1: a wrong answer, and its recovery."""
    who = await gathered(world)
    await present(world, day="2026-04-02", legs="m")
    await who.sari.play(
        (at("08.00", TUESDAY), SILENCE),
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (say("Bambang"), "Tidak ada pegawai dengan nama"),
        (say("bud"), "Tanggal berapa?"),
        (say("2 April"), "presensi Budi hari itu tidak lengkap"),
        (say("5 April"), "tanggal ini libur bagi Budi"),
        (say("besok"), "terlalu jauh"),
        (tap("Senin, 6 April"), "Apa yang Anda ketahui?"),
        (tap("Batal"), "Dibatalkan. Tidak ada yang disimpan."),
    )
    assert await world.rows(cancellation) == []


async def test_a_closed_month_is_left_to_bkpsdm(world: World) -> None:
    """KAM-11, KAM-23: April is closed from 1 June on."""
    who = await gathered(world)
    await who.sari.play(
        (at("08.00", "2026-06-01"), SILENCE),
        (say("/batalkan"), "Batalkan kehadiran siapa?"),
        (tap("1. Budi"), "Tanggal berapa?"),
        (say("6 April"), "April 2026 sudah ditutup. Pembatalan sesudah itu hanya oleh BKPSDM."),
    )


async def test_what_is_not_complete_when_its_month_closes_lapses(world: World) -> None:
    """KAM-11: the day stays present, and everybody hears of it."""
    who = await gathered(world)
    await ready(who)
    card = old_button("Mengetahui")(who.hana)
    await who.hana.play((at("00.00", "2026-06-01"), SILENCE), (card, "sudah ditutup"))
    await who.sari.hears(at("09.05", "2026-06-01"))
    await world.tick(1)
    assert (await the_case(world)).state == "gugur"
    assert told(who.budi, "Usulan pembatalan tidak dilanjutkan.")
    assert told(who.sari, "Bulannya sudah ditutup sebelum semuanya lengkap.")


async def test_a_letter_that_comes_too_late_changes_nothing(world: World) -> None:
    """KAM-32, KAM-11: taken note of, but the month is closed."""
    who = await gathered(world)
    await noted(who)
    letter = old_button("Kirim surat")(who.sari)
    await who.sari.play((at("08.00", "2026-06-01"), SILENCE), (letter, "sudah ditutup"))
    await who.sari.hears(at("09.05", "2026-06-01"))
    await world.tick(1)
    assert (await the_case(world)).state == "ditarik"
    assert told(who.budi, "Usulan pembatalan tidak dilanjutkan.")


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


async def test_whoever_has_no_part_in_it_gets_nothing(world: World) -> None:
    """The person as a witness, another office, an operator, a stranger, BKPSDM's card."""
    who = await gathered(world)
    await ready(who)
    id_ = (await the_case(world)).id.hex
    dewi = await employed(world, DEWI)
    await dewi.hears(say("menu"))
    outsiders = (dewi, who.fajar, who.budi, who.galih)
    for each in outsiders:
        for data in (f"bts:ya:{id_}", f"bts:tarik:{id_}"):
            assert STALE in await pressed(each, data), data
        assert NOT_YOURS in await pressed(each, f"bt:tahu:{id_}")
        assert STALE in await pressed(each, f"bto:tarik:{id_}")
    for each in (dewi, who.sari, who.hana):
        assert STALE in await pressed(each, f"bto:jawab:{id_}")
        assert NOT_YOURS in await pressed(each, f"btb:catat:{id_}")
    case = await the_case(world)
    assert (case.state, case.received_at) == (None, None)


async def test_only_of_their_own_people_somebody_cancels_anything(world: World) -> None:
    who = await gathered(world)
    await who.budi.play((say("/batalkan"), "Hari ini tidak ada pegawai yang Anda verifikasi."))
    await who.galih.play((say("/batalkan"), "Hari ini tidak ada pegawai yang Anda verifikasi."))


@pytest.mark.parametrize("regulation", ["bulungan"])
async def test_where_the_law_knows_no_cancellation_nobody_cancels(world: World) -> None:
    """AMB-43."""
    sari = await employed(world, SARI)
    await sari.play((say("/batalkan"), "tidak mengenal pembatalan kehadiran"))


async def test_two_heads_at_once_one_takes_note(world: World) -> None:
    """Of a head and a tap of the same card a moment later, the second reads what was decided."""
    who = await gathered(world)
    await ready(who)
    first, second = old_button("Mengetahui")(who.hana), old_button("Kembalikan")(who.hana)
    await who.hana.play((first, "Diketahui Hana"), (second, "Sudah diputuskan lebih dulu"))


async def test_of_two_proposals_for_one_day_there_is_one(world: World) -> None:
    who = await gathered(world)
    await who.sari.play((at("08.00", TUESDAY), SILENCE), *proposing())
    *first, (_, _) = proposing()
    await who.sari.play(*first, (tap("Ajukan"), "hari itu sudah diusulkan"))
    assert len(await world.rows(cancellation)) == 1
