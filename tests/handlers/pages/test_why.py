"""`/kenapa` after every kind of answer, as dialogues: plain words, the article, never a number."""

from datetime import date

import pytest
from markupsafe import Markup

from core.law.answer import Ground
from db.people.employee import role, supervision
from handlers.chat.reply import Because
from handlers.pages import why
from tests.builders.requests import connected, filed
from tests.handlers.dialogue import PLEASE, SILENCE, at, employed, insert, later, say, share, tap
from tests.handlers.texts.test_verdict import context
from tests.handlers.worker import MONDAY, asking, entry, superior
from tests.office import EKO, GATE, SARI
from tests.world import World

LAW = "Perbup Bulungan 32/2023"
WEDNESDAY = "2026-04-08"
BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])


@BOTH
async def test_a_refused_request_is_explained(world: World) -> None:
    """BLG-L-A6f: one waits already; the words say which one could not be asked for, and why."""
    _, budi = await filed(world)
    await budi.play(
        (say("/izin"), "Mengajukan apa?"),
        (say("Cuti tahunan"), "Mulai tanggal berapa?"),
        (tap("Selasa, 7 April"), "Sampai tanggal berapa?"),
        (tap("Hari itu saja"), "masih menunggu keputusan"),
        (say("/kenapa"), "Cuti tahunan Selasa, 7 April 2026 belum bisa diajukan: masih ada"),
    )
    assert "Lampiran" in budi.newest or "Pasal" in budi.newest or "Ketentuan" in budi.newest


async def test_a_refused_activity_is_explained(world: World) -> None:
    """BLG-9-2, AMB-20: more than a day has, asked again in the same conversation."""
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry(spent="1000"),
        *entry("Lain", spent="30", again=True)[:4],
    )
    await budi.play((say("/batal"), "Dibatalkan."))
    begun = entry("Lagi", spent="600", again=True)
    *asked, _ = begun
    await budi.play(*asked[:-1], (tap("Lewati"), "melewati batas sehari"))
    await budi.play((say("/kenapa"), "Aktivitas Senin, 6 April 2026 belum bisa dicatat: lebih"))


@BOTH
async def test_a_decision_is_explained_to_who_asked(world: World) -> None:
    sari, budi = await filed(world)
    await sari.play((tap("Tolak"), "Apa alasannya?"), (tap("Tanggal tidak sesuai"), "❌ Ditolak"))
    await budi.play((say("/kenapa"), "Cuti tahunan: Senin, 6 April 2026. ❌ Ditolak oleh Sari"))
    assert f"Pasal 11 ayat (4) {LAW}" in budi.newest


async def test_a_decision_of_work_and_silence_are_explained(world: World) -> None:
    """BLG-9-8, BLG-9-10."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry())
    await sari.play((at("15.00", MONDAY), SILENCE), (tap("Setujui"), "✅ Disetujui"))
    await budi.play((say("/kenapa"), "Aktivitas Senin, 6 April 2026"))
    assert "✅ Disetujui oleh Sari" in budi.newest
    assert f"Pasal 9 ayat (8) {LAW}" in budi.newest
    await budi.play(*entry("Notula", again=True))
    await budi.play((at("15.00.01", WEDNESDAY), SILENCE), (later(seconds=0), "Dianggap disetujui"))
    await budi.play((say("/kenapa"), "Dianggap disetujui"))
    assert f"Pasal 9 ayat (10) {LAW}" in budi.newest


@BOTH
async def test_what_has_gone_up_is_explained_by_name(world: World) -> None:
    """AMB-35: our own decision is told as the region's rule, without its number."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    _, budi = await filed(world)
    await connected(world, EKO)
    await budi.play(
        (at("08.00.01", WEDNESDAY), SILENCE), (later(seconds=0), "jadi diteruskan ke Eko")
    )
    await budi.play((say("/kenapa"), "jadi diteruskan ke Eko"))
    assert f"Ketentuan E-Presensi, karena {LAW} tidak mengaturnya" in budi.newest


@KARANGANYAR
async def test_in_the_other_region_silence_is_explained_the_same_way(world: World) -> None:
    """KAM-01."""
    head = {"employee": EKO.id, "role": "kepala", "since": date(2024, 1, 1), "office": "setda"}
    await insert(world, role, until=None, decree="SK 1", **head)
    await superior(world)
    budi = await employed(world)
    begun = asking("Tugas khusus", paper=None)
    await budi.play(
        (at("06.50", MONDAY), SILENCE),
        begun[0],
        (say("Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
        (tap("Tidak ada"), "Mulai tanggal berapa?"),
        *begun[2:-2],
        (say("Rapat di provinsi"), "Kirim undangan atau foto?"),
        (tap("Lewati"), "Batas keputusan: Senin, 13 April 2026, 23.59 WIB."),
        (tap("Ya"), "tetap dua kali, dari tempat tugas."),
        (say("/kenapa"), "Tugas khusus Senin, 6 April 2026 diajukan"),
    )
    assert "Pasal 9A ayat (1) Perbup Karanganyar 33/2023" in budi.newest
    await budi.play(
        (at("07.00", "2026-04-14"), SILENCE),
        (later(seconds=0), "jadi diteruskan ke Eko"),
        (say("/kenapa"), "Belum diputuskan sampai Senin, 13 April 2026, 23.59 WIB"),
    )
    assert "Ketentuan E-Presensi, karena Perbup Karanganyar 33/2023" in budi.newest


async def test_points_are_explained(world: World) -> None:
    """BLG-9-2, BLG-11-3."""
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        (say("/poin"), "April 2026"),
        (say("/kenapa"), f"Poin April 2026 Pasal 9 ayat (2) {LAW}"),
    )
    assert f"Pasal 11 ayat (3) {LAW}" in budi.newest


async def test_the_newest_answer_is_explained_and_a_stamp_is_one(world: World) -> None:
    budi = await employed(world)
    await budi.play(
        (at("07.00", MONDAY), SILENCE),
        (say("/poin"), "April 2026"),
        (at("07.24", MONDAY), SILENCE),
        (say("Masuk"), PLEASE),
        (share(GATE), "Tercatat masuk"),
        (say("/kenapa"), "Presensi masuk Senin, 6 April 2026, 07.24 WITA"),
        (at("08.00", MONDAY), SILENCE),
        (say("/poin"), "April 2026"),
        (say("/kenapa"), "Poin April 2026"),
    )


async def test_nothing_yet_is_said_so(world: World) -> None:
    budi = await employed(world)
    await budi.play((say("/kenapa"), "Belum ada yang bisa dijelaskan."))


def test_what_is_remembered_is_bounded() -> None:
    """Whatever a regulation quotes, a chat's row stays small."""
    ctx = context("live")
    grounds = tuple(Ground("Pasal 1", "x" * 5_000) for _ in range(50))
    why.remember(ctx, Because("y" * 5_000, grounds))
    kept = ctx.state["verdict"]
    assert len(kept["title"]) == why.TITLE_CHARACTERS_MAX
    assert len(kept["grounds"]) == why.GROUNDS_MAX
    assert {len(words) for _, words in kept["grounds"]} == {why.GROUND_CHARACTERS_MAX}
    assert Markup.escape(kept["title"]) == kept["title"]
