"""Deciding requests as dialogues: the right one, once, in time; what silence does is told."""

import asyncio
from datetime import date

import pytest

from core.request import State
from db.delegation import delegation
from db.employee import role, supervision
from db.outbox import outbox
from db.request import request
from tests.handlers.dialogue import (
    SILENCE,
    STALE,
    Gesture,
    Speaker,
    at,
    employed,
    forged_tap,
    insert,
    later,
    old_button,
    photo,
    say,
    tap,
)
from tests.handlers.worker import MONDAY, asking, newest, superior
from tests.office import BUDI, CITRA, EKO, SARI, Actor
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
NOT_YOURS = "Keputusan ini tidak di tangan Anda hari ini."
DUE = "2026-04-08"  # what is filed on Monday at eight waits until Wednesday at eight


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(request)]


async def filed(world: World, kind: str = "Cuti tahunan") -> tuple[Speaker, Speaker]:
    """Sari and Budi, who has asked for Monday at eight; now it is nine."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking(kind), (at("09.00"), SILENCE))
    return sari, budi


async def connected(world: World, actor: Actor) -> Speaker:
    who = await employed(world, actor)
    await who.play((say("menu"), "Silakan pilih."))
    return who


@BOTH
async def test_one_tap_approves_and_the_person_is_told(world: World) -> None:
    """BLG-11-3, BLG-L-A6e: the card changes in place, with what the approval brings."""
    sari, budi = await filed(world)
    again = old_button("Setujui")(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari, 09.00 WITA"))
    assert sari.phone.labels == []
    assert await newest(budi) == (
        "Cuti tahunan: Senin, 6 April 2026 ✅ Disetujui oleh Sari, 09.00 WITA Masuk, pulang dan "
        "360 poin per hari kerja dihitung otomatis (Pasal 11 ayat (3) Perbup Bulungan 32/2023)."
    )
    await sari.play((at("10.00"), SILENCE), (again, "Sudah diputuskan lebih dulu"))
    assert await states(world) == ["disetujui"]


async def test_a_rejection_needs_a_reason_of_the_kind(world: World) -> None:
    sari, budi = await filed(world)
    await sari.play(
        (tap("Tolak"), "Menolak Budi Cuti tahunan: Senin, 6 April 2026 Apa alasannya?"),
        (tap("Batal"), "Dibatalkan."),
        (say("/verifikasi"), "1. Budi: 1 izin, paling lambat Rabu, 8 April 2026, 08.00 WITA"),
        (tap("1. Budi"), "Cuti tahunan: Senin, 6 April 2026"),
        (tap("Tolak"), "Apa alasannya?"),
        (tap("Tanggal tidak sesuai"), "❌ Ditolak oleh Sari, 09.00 WITA: Tanggal tidak sesuai"),
    )
    assert "❌ Ditolak oleh Sari, 09.00 WITA: Tanggal tidak sesuai" in await newest(budi)
    assert await states(world) == ["ditolak"]


async def test_without_the_letter_sickness_cannot_be_approved(world: World) -> None:
    """BLG-11-4, BLG-L-A6d, AMB-35: it may follow, but it must be there, as a picture in place."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        *asking("Sakit", paper=None)[:-2],
        (say("Demam"), "Boleh menyusul"),
        (tap("Menyusul"), "Kirim?"),
        (tap("Ya"), "Susulkan surat keterangan sakit lewat /izin_saya."),
    )
    await sari.play((tap("Setujui"), "Belum ada surat keterangan sakit, jadi belum dapat"))
    assert await states(world) == [None]
    await budi.play(
        (say("/izin_saya"), "1. Sakit: Senin, 6 April 2026 Demam ⏳ Menunggu"),
        (tap("1. Sakit"), "Sakit: Senin"),
        (tap("Susulkan surat"), "Kirim foto atau PDF surat keterangan sakit."),
        (photo, "Surat ditambahkan: Sakit: Senin, 6 April 2026. Diteruskan kepada Sari."),
        (say("/izin_saya"), "1. Sakit"),
        (tap("1. Sakit"), "Sakit"),
    )
    assert "Susulkan surat" not in budi.phone.labels
    assert "Belum ada" not in await newest(sari)
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    assert await states(world) == ["disetujui"]


@pytest.mark.parametrize("who", [BUDI, CITRA, EKO], ids=["themselves", "a colleague", "another"])
async def test_nobody_but_the_verifier_decides(world: World, who: Actor) -> None:
    """AMB-39: not with a button out of somebody else's chat, and nothing is shown either."""
    _, budi = await filed(world)
    other = budi if who is BUDI else await connected(world, who)
    (row,) = await world.rows(request)
    for verb in ("setuju", "tolak"):
        await other.play((_pressing(f"i:{verb}:{row.id.hex}"), NOT_YOURS))
    await other.play((_pressing(f"l:orang:{BUDI.id.hex}:0"), NOT_YOURS))
    assert await states(world) == [None]


@pytest.mark.parametrize("data", ["i:", "i:setuju", "i:setuju:x", "i:x:{id}", "i:setuju:{id}:1"])
async def test_a_button_that_was_never_shown_does_nothing(world: World, data: str) -> None:
    sari, _ = await filed(world)
    (row,) = await world.rows(request)
    await sari.play((_pressing(data.format(id=row.id.hex)), STALE))
    assert await states(world) == [None]


@pytest.mark.parametrize("verb", ["lihat", "tarik", "susul"])
async def test_nobody_touches_the_request_of_another(world: World, verb: str) -> None:
    sari, _ = await filed(world)
    (row,) = await world.rows(request)
    await sari.play((_pressing(f"o:{verb}:{row.id.hex}"), STALE))
    assert await states(world) == [None]


async def test_taken_back_it_cannot_be_decided_and_another_may_be_asked_for(world: World) -> None:
    sari, budi = await filed(world)
    button = old_button("Setujui")(sari)
    await budi.play(
        (say("/izin_saya"), "1. Cuti tahunan"),
        (tap("1. Cuti tahunan"), "Cuti tahunan"),
        (tap("Tarik kembali"), "Ditarik kembali: Cuti tahunan: Senin, 6 April 2026"),
    )
    assert "↩️ Ditarik kembali, 09.00 WITA" in await newest(sari)
    await sari.play((button, "Sudah diputuskan lebih dulu"))
    await budi.play(*asking("Cuti tahunan"))
    assert await states(world) == ["ditarik", None]


async def test_what_is_decided_cannot_be_taken_back(world: World) -> None:
    sari, budi = await filed(world)
    await budi.play((say("/izin_saya"), "1. Cuti tahunan"), (tap("1. Cuti tahunan"), "Cuti"))
    button = old_button("Tarik kembali")(budi)
    await sari.play((tap("Setujui"), "Disetujui"))
    await budi.play((button, "Izin itu sudah diputuskan, jadi tidak dapat diubah lagi."))
    assert await states(world) == ["disetujui"]


@BOTH
async def test_what_waits_too_long_goes_up_to_the_next_superior(world: World) -> None:
    """AMB-35: the next one decides, the first one may not any more, and all three are told."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    sari, budi = await filed(world)
    eko = await connected(world, EKO)
    button = old_button("Setujui")(sari)
    await budi.play((at("08.00.00", DUE), SILENCE), (later(seconds=0), SILENCE))
    assert "Hampir habis waktunya:" in await newest(sari)
    await budi.play(
        (later(seconds=1), "⬆️ Lewat batas Rabu, 8 April 2026, 08.00 WITA, naik ke pejabat")
    )
    assert "⬆️ Lewat batas" in await newest(eko)
    await sari.play((button, NOT_YOURS), (say("/verifikasi"), "Tidak ada yang menunggu"))
    await eko.play(
        (say("/verifikasi"), "1. Budi: 1 izin, lewat batas Rabu, 8 April 2026, 08.00 WITA"),
        (tap("1. Budi"), "Lewat batas"),
        (tap("Setujui"), "✅ Disetujui oleh Eko, 08.00 WITA"),
    )
    assert "✅ Disetujui oleh Eko" in await newest(budi)
    await budi.play((later(hours=1), SILENCE))


async def test_the_last_second_is_still_the_superiors(world: World) -> None:
    """AMB-35: on this side of the border."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    sari, _ = await filed(world)
    await sari.play((at("08.00.00", DUE), SILENCE), (tap("Setujui"), "Disetujui oleh Sari"))
    assert await states(world) == ["disetujui"]


async def test_with_nobody_above_it_stays_where_it_is(world: World) -> None:
    sari, _ = await filed(world)
    await sari.play((at("08.00.01", DUE), SILENCE), (tap("Setujui"), "Disetujui oleh Sari"))
    assert await states(world) == ["disetujui"]


@KARANGANYAR
async def test_after_five_working_days_it_goes_up_to_the_head(world: World) -> None:
    """KRA-9A-4, KAM-01, KAM-02: Monday is day 0, so until the end of the next Monday."""
    head = {"employee": EKO.id, "role": "kepala", "since": date(2024, 1, 1), "office": "setda"}
    await insert(world, role, until=None, decree="SK 1", **head)
    sari, budi = await superior(world), await employed(world)
    eko = await connected(world, EKO)
    begun = asking("Tugas khusus", paper=None)
    await budi.play(
        (at("06.50", MONDAY), SILENCE),
        begun[0],
        (say("Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Tidak ada"), "Mulai tanggal berapa?"),
        *begun[2:-2],
        (say("Rapat di provinsi"), "Kirim undangan atau foto? Boleh dilewati."),
        (tap("Lewati"), "Batas keputusan: Senin, 13 April 2026, 23.59 WIB."),
        (tap("Ya"), "Presensi masuk dan pulang tetap dua kali, dari tempat tugas."),
    )
    assert "Pasal 9A ayat (4) Perbup Karanganyar 33/2023" in await newest(sari)
    assert "lewat itu naik ke kepala (keputusan KAM-01)" in await newest(sari)
    await sari.play((at("12.00", "2026-04-13"), SILENCE), (later(seconds=0), "Hampir habis"))
    await eko.play((say("/verifikasi"), "Tidak ada yang menunggu"))
    await budi.play((at("00.00.01", "2026-04-14"), SILENCE), (later(seconds=0), SILENCE))
    await sari.play((tap("Setujui"), NOT_YOURS))
    await budi.play((at("07.00"), SILENCE), (later(seconds=0), "naik ke pejabat berikutnya"))
    await eko.play((tap("Setujui"), "✅ Disetujui oleh Eko, 07.00 WIB"))
    assert await states(world) == ["disetujui"]


@KARANGANYAR
async def test_in_karanganyar_only_what_its_law_knows_may_be_asked_for(world: World) -> None:
    """KRA-9-5, 9A-1, 9B-2: both trips, special duty, leaving early; the rest is silent, KAM-13."""
    budi = await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), (say("/izin"), "Mengajukan apa?"))
    kinds = "1. Dinas luar 2. Tugas khusus 3. Izin pulang cepat"
    assert " ".join(budi.newest.split()) == f"Mengajukan apa? {kinds}"


@KARANGANYAR
async def test_with_an_order_it_is_a_trip_and_not_special_duty(world: World) -> None:
    """KAM-08, KRA-9B-2: asked, for the two overlap."""
    budi = await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/izin"), "2. Tugas khusus"),
        (tap("2. Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Ada"), "1. Perjalanan dinas dalam Daerah 2. Perjalanan dinas luar Daerah"),
        (say("1"), "Mulai tanggal berapa?"),
        (tap("Kembali"), "Yang mana?"),
        (tap("Kembali"), "Mengajukan apa?"),
        (tap("2. Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Tidak ada"), "Mulai tanggal berapa?"),
    )


@KARANGANYAR
async def test_a_trip_needs_the_number_of_its_order(world: World) -> None:
    """KRA-9B-1, KRA-9B-2a, KRA-9B-2b, KAM-02: five working days from its last day."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/izin"), "1. Dinas luar"),
        (tap("1. Dinas luar"), "1. Perjalanan dinas dalam Daerah 2. Perjalanan dinas luar Daerah"),
        (say("2"), "Mulai tanggal berapa?"),
        (tap("Senin, 6 April"), "Sampai tanggal berapa?"),
        (say("8 April"), "Apa alasannya?"),
        (say("Konsultasi"), "Nomor surat perintah tugas?"),
        (say("800/12/2026"), "Kirim foto atau PDF surat perintah tugas."),
        (photo, "Batas keputusan: Rabu, 15 April 2026, 23.59 WIB."),
        (tap("Ya"), "Terkirim"),
    )
    assert "Nomor surat: 800/12/2026" in await newest(sari)


async def test_whoever_stands_in_decides_and_the_superior_may_not(world: World) -> None:
    """AMB-39: a Plh of today; the card comes to them."""
    sari, _ = await filed(world)
    eko = await connected(world, EKO)
    day = date(2026, 4, 7)
    await insert(
        world,
        delegation,
        id=BUDI.id,
        of=SARI.id,
        by=EKO.id,
        why="plt_plh",
        since=day,
        until=day,
        decree="SK 1",
    )
    await eko.play((at("09.00", "2026-04-07"), SILENCE), (later(seconds=0), "Cuti tahunan"))
    await sari.play((tap("Setujui"), NOT_YOURS))
    await eko.play((tap("Setujui"), "✅ Disetujui oleh Eko, 09.00 WITA"))


@BOTH
async def test_of_two_taps_at_once_one_wins_and_the_person_is_told_once(world: World) -> None:
    sari, budi = await filed(world)
    press = old_button("Setujui")(sari)
    await asyncio.gather(press(sari), press(sari))
    await world.quiet()
    told = [text for text in budi.phone.told if "Disetujui oleh Sari" in text]
    assert len(told) == 1
    assert await states(world) == [State.APPROVED.value]
    assert {row.state for row in await world.rows(outbox)} == {"sent"}


async def test_the_same_letter_twice_is_told_to_the_superior(world: World) -> None:
    sari, budi = await filed(world)
    await sari.play((tap("Tolak"), "Apa"), (tap("Surat tidak sesuai"), "Ditolak"))
    await budi.play(*asking("Cuti tahunan"))
    assert "⚠️ Surat yang sama pernah dikirim orang yang sama." in await newest(sari)
    citra = await employed(world, CITRA)
    await citra.play(*asking("Cuti tahunan"))
    assert "⚠️ Surat yang sama pernah dikirim orang lain." in await newest(sari)


def _pressing(data: str) -> Gesture:
    return lambda who: forged_tap(who, data)
