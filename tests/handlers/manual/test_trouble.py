"""/kendala as dialogues: what opens, what is left, who hears of it, and how it ends."""

import pytest

from db.records.audit import audit
from db.records.incident import extension, incident
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    a_stranger,
    again,
    at,
    contact,
    employed,
    give_code,
    old_button,
    say,
    tap,
)
from tests.handlers.manual.paper import (
    BLG,
    BOTH,
    KRA,
    NOT_YOURS,
    REGENCIES,
    TUESDAY,
    head,
    morning,
    opening,
    operator,
    receiver,
)
from tests.handlers.naming import met, pressing
from tests.handlers.worker import newest
from tests.office import BUDI, DEWI
from tests.world import World

ONLY_KRA = pytest.mark.parametrize("regulation", [KRA])


@BOTH
async def test_a_broken_phone_opens_seven_days_and_the_operator_hears_of_it(world: World) -> None:
    """BLG-11-1b, BLG-11-2, BLG-11-6."""
    citra, budi = await operator(world), await employed(world)
    await budi.play(morning(), *opening(), (again, SILENCE))
    assert "Senin, 6 April 2026 sampai Minggu, 12 April 2026 (paling lama 7 hari)" in budi.newest
    assert "Surat keterangan: minta kepada kepala kantor." in budi.newest
    assert "Presensi manual Budi, Senin, 6 April 2026 sampai Minggu" in await newest(citra)
    (row,) = await world.rows(incident)
    assert (row.employee, row.condition, row.closed_at) == (BUDI.id, "telepon_rusak", None)
    assert [each.action for each in await world.rows(audit)] == ["kendala dibuka"]


@ONLY_KRA
async def test_there_it_is_told_how_often_and_until_when_the_letter_must_be_there(
    world: World,
) -> None:
    """KRA-9-1c, KRA-9-2, KRA-9-3, KRA-9-4; no weak signal there (KRA-9-1)."""
    budi = await employed(world)
    await budi.play(morning(), (say("/kendala"), "Sinyal lemah belum menjadi alasan di sini."))
    await budi.play((tap("Batal"), "Dibatalkan."), *opening("Ponsel hilang"))
    assert "Terpakai 0 dari 3 hari bulan ini." in budi.newest
    assert "diterima BKPSDM paling lambat Jumat, 1 Mei 2026." in budi.newest


async def test_weak_signal_says_why_nothing_else_worked(world: World) -> None:
    """BLG-11-1a, AMB-23."""
    budi = await employed(world)
    await budi.play(
        morning(),
        (say("/kendala"), "Pilih sebabnya."),
        (tap("Sinyal lemah"), "Mulai tanggal berapa"),
        (tap("Hari ini"), "Mengapa tidak bisa dikirim lewat ponsel"),
        (say("Tidak ada sinyal sampai malam"), "Buka presensi manual?"),
        (tap("Ya"), "Presensi manual dibuka untuk Anda, mulai Senin, 6 April 2026."),
    )
    (row,) = await world.rows(incident)
    assert row.reason == "Tidak ada sinyal sampai malam"


@REGENCIES
async def test_the_server_is_away_only_where_the_register_says_so(world: World) -> None:
    """BLG-11-1c, KRA-9-1a, AMB-24, KAM-04."""
    budi = await employed(world)
    await budi.play(
        morning(),
        (say("/kendala"), "Pilih sebabnya."),
        (tap("Server terganggu"), "Tidak bisa: Senin, 6 April tidak ada gangguan server"),
    )
    assert await world.rows(incident) == []


@REGENCIES
async def test_what_is_left_is_one_command_away_and_a_phone_ends_it(
    world: World, regulation: str
) -> None:
    """BLG-11-6 day 3 of 7, KRA-9-4."""
    budi = await employed(world)
    told = {BLG: "Presensi manual hari ke-3 dari 7.", KRA: "Terpakai 0 dari 3 hari bulan ini."}
    await budi.play(
        morning(),
        *opening(),
        (at("08.00", "2026-04-08"), SILENCE),
        (say("/kendala"), told[regulation]),
    )
    ended = old_button("Ponsel sudah ada")(budi)
    await budi.play(
        (tap("Ponsel sudah ada"), "✅ Presensi manual ditutup."),
        (ended, "Kendala ini sudah selesai."),
        (say("/kendala"), "Pilih sebabnya."),
    )
    (row,) = await world.rows(incident)
    assert str(row.closed) == "2026-04-08"


async def test_the_last_days_ask_whether_the_phone_is_there(world: World) -> None:
    """BLG-11-6: the fifth, the seventh, and the eighth day."""
    budi = await employed(world)
    await budi.play(morning(), *opening())
    for day, told in (("10", "Tinggal 2 hari."), ("12", "Hari ini yang terakhir.")):
        await budi.play((at("08.00", f"2026-04-{day}"), SILENCE), (say("/kendala"), told))
    await budi.play((at("08.00", "2026-04-13"), SILENCE), (say("/kendala"), "Minggu, 12 April"))
    assert "hari ke-8" not in budi.newest


@BOTH
@REGENCIES
async def test_more_is_asked_of_whoever_may_grant_it_and_decided_once(
    world: World, regulation: str
) -> None:
    """AMB-26, KAM-03: nobody else's tap decides, and a second tap changes nothing."""
    eko, budi = await receiver(world, regulation), await employed(world)
    await budi.play(
        morning(),
        *opening(),
        (say("/kendala"), "Presensi manual Anda"),
        (tap("Minta perpanjangan"), "Diperpanjang sampai tanggal berapa?"),
        (say("20 April 2026"), "Apa alasannya?"),
        (say("Menunggu suku cadang"), "Kirim?"),
        (tap("Ya"), "⏳ Terkirim."),
    )
    assert "Diminta sampai: Senin, 20 April 2026" in await newest(eko)
    grant = old_button("Setujui")(eko)
    await eko.play(
        (tap("Setujui"), "✅ Diperpanjang: presensi manual Budi sampai Senin, 20 April 2026."),
        (grant, "Sudah diputuskan lebih dulu."),
    )
    assert "diperpanjang sampai Senin, 20 April 2026 oleh Eko" in await newest(budi)


async def test_an_operator_reports_a_lost_phone_and_the_head_vouches_for_it(world: World) -> None:
    """BLG-11-1b: nothing may be recorded before the head has said so."""
    sari, citra, budi = await head(world), await operator(world), await employed(world)
    await citra.play(
        morning(),
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Buka kendala"), "Kendala siapa?"),
        (say("Budi"), "Apa sebabnya?"),
        (tap("Ponsel hilang"), "Mulai tanggal berapa?"),
        (tap("Hari ini"), "Minta kepastian kepala kantor?"),
        (tap("Ya"), "⏳ Terkirim ke kepala kantor."),
    )
    assert "Mohon dipastikan: ponsel hilang Budi" in await newest(sari)
    await budi.play((say("/kendala"), "⏳ Menunggu kepastian kepala kantor."))
    vouch = old_button("Ya, benar")(sari)
    await sari.play(
        (tap("Ya, benar"), "✅ Dipastikan: ponsel hilang Budi."),
        (vouch, "Sudah dijawab lebih dulu."),
    )
    assert "Kendala dipastikan: ponsel hilang Budi, oleh Sari" in await newest(citra)
    assert "Presensi manual dibuka untuk Anda" in await newest(budi)


async def test_what_the_head_denies_is_over(world: World) -> None:
    sari, citra = await head(world), await operator(world)
    await citra.play(
        morning(),
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Buka kendala"), "Kendala siapa?"),
        (say("Budi"), "Apa sebabnya?"),
        (tap("Ponsel hilang"), "Mulai tanggal berapa?"),
        (tap("Hari ini"), "Minta kepastian kepala kantor?"),
        (tap("Ya"), "⏳ Terkirim ke kepala kantor."),
    )
    await sari.play((tap("Tidak benar"), "❌ Tidak dibuka: ponsel hilang Budi."))
    assert "Kendala tidak dibuka" in await newest(citra)
    (row,) = await world.rows(incident)
    assert (row.vouched, row.closed_at is None) == (False, False)


@BOTH
async def test_a_new_binding_ends_what_the_lost_phone_had_opened(world: World) -> None:
    """AMB-26: the morning of that date may still be manual."""
    sari, citra = await head(world), await operator(world)
    await citra.play(
        morning(),
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Buka kendala"), "Kendala siapa?"),
        (say("Budi"), "Apa sebabnya?"),
        (tap("Ponsel hilang"), "Mulai tanggal berapa?"),
        (tap("Hari ini"), "Minta kepastian kepala kantor?"),
        (tap("Ya"), "⏳ Terkirim ke kepala kantor."),
    )
    await sari.play((tap("Ya, benar"), "✅ Dipastikan"))
    await give_code(world)
    budi = a_stranger(world, BUDI)
    await budi.play(
        (at("10.00", TUESDAY), SILENCE),
        (say("/start K7-MELATI-42"), "Apa status pegawai Anda?"),
        (tap("PNS"), "Berapa NIP Anda?"),
        (say(BUDI.nip), "bagikan nomor telepon Anda sendiri"),
        (contact(), "Hubungkan akun ini dengan Budi"),
        (tap("Ya"), "Ponsel baru terhubung. Presensi manual ditutup."),
    )
    (row,) = await world.rows(incident)
    assert (str(row.closed), row.closed_by) == (TUESDAY, None)


async def test_whoever_is_no_operator_gets_nothing(world: World) -> None:
    """An employee of the office, one of another office, and people elsewhere for the operator."""
    citra, budi, dewi = await operator(world), await employed(world), await employed(world, DEWI)
    for each in (budi, dewi):
        await each.play(
            morning(),
            (say("/manual"), "Ini untuk operator kantor."),
            (say("/kendala"), "Pilih sebabnya."),
            (pressing("mm:catat"), "Ini untuk operator kantor."),
            (pressing("mm:hapus"), STALE),
        )
    await citra.play(
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Buka kendala"), "Kendala siapa?"),
        (say("Dewi"), "Tidak ada pegawai kantor Anda dengan nama atau NIP ini."),
        (say("Budi"), "Apa sebabnya?"),
        (say("/batal"), "Dibatalkan."),
    )
    assert await world.rows(incident) == []


@REGENCIES
async def test_cards_decide_nothing_for_whom_they_are_not(world: World, regulation: str) -> None:
    """The buttons of heads and of whoever grants more, pressed by the person and a colleague."""
    await receiver(world, regulation)
    sari, budi, dewi = await head(world), await employed(world), await met(world, DEWI)
    await budi.play(
        morning(),
        *opening(),
        (say("/kendala"), "Presensi manual Anda"),
        (tap("Minta perpanjangan"), "Diperpanjang sampai tanggal berapa?"),
        (say("20 April 2026"), "Apa alasannya?"),
        (say("Menunggu suku cadang"), "Kirim?"),
        (tap("Ya"), "⏳ Terkirim."),
    )
    (asked,) = await world.rows(extension)
    (opened,) = await world.rows(incident)
    for each in (budi, dewi, sari):
        await each.play((pressing(f"kp:setuju:{asked.id.hex}"), NOT_YOURS))
    for each in (budi, dewi):
        await each.play((pressing(f"ks:benar:{opened.id.hex}"), NOT_YOURS))
    await dewi.play((pressing(f"ko:selesai:{opened.id.hex}"), "Kendala ini bukan milik Anda."))
    (asked,) = await world.rows(extension)
    (opened,) = await world.rows(incident)
    assert (asked.granted, opened.vouched, opened.closed_at) == (None, None, None)
