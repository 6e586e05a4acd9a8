"""What is closed is closed for the chat's writers too: the last instant, and the first after it.

BLG-13-4, AMB-28: April 2026 is closed from Tuesday, 5 May, 00.00.00 WITA on.
"""

import pytest
import sqlalchemy as sa

from db.people.office import office_duty
from db.records.activity import activity
from db.records.request import request
from db.records.review import review
from db.records.stamp import stamp
from tests.handlers.attendance.test_review import EDGE, looked_at, refused
from tests.handlers.attendance.test_review import states as looks
from tests.handlers.attendance.test_unjudged import ALWAYS, NO_HOURS, clerk
from tests.handlers.dialogue import (
    PLEASE,
    SILENCE,
    Line,
    act,
    at,
    employed,
    insert,
    later,
    old_button,
    say,
    share,
    tap,
)
from tests.handlers.worker import asking, newest, superior
from tests.office import wita
from tests.world import World

FOURTH, FIFTH = "2026-05-04", "2026-05-05"
SHUT = "❌ April 2026 sudah ditutup sejak Selasa, 5 Mei 2026, 00.00 WITA. Tidak ada yang diubah."
LAST, FIRST = ("23.59.59", FOURTH), ("00.00", FIFTH)
BORDER = pytest.mark.parametrize(
    ("moment", "open_"), [(LAST, True), (FIRST, False)], ids=["the last instant", "the first after"]
)


def entered(day: str) -> list[Line]:
    """The whole of /aktivitas for a date."""
    return [
        (say("/aktivitas"), "tanggal berapa?"),
        (say(day), "Jenis aktivitas?"),
        (tap("Jabatan"), "Berapa lama?"),
        (say("90"), "Uraian kegiatannya?"),
        (say("Menyusun laporan"), "Hasil atau output-nya?"),
        (tap("Lewati"), "Foto pendukung?"),
        (tap("Lewati"), "Simpan?"),
        (tap("Ya"), "Tersimpan"),
    ]


async def work(world: World) -> list[str | None]:
    rows = await world.rows(activity)
    return [row.state for row in sorted(rows, key=lambda row: row.filed_at)]


@BORDER
async def test_the_second_chance_ends_with_the_month(
    world: World, moment: tuple[str, str], *, open_: bool
) -> None:
    """AMB-18, AMB-55: rejected on the fourth, its 48 hours would reach into the sixth."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("20.00", "2026-05-02"), SILENCE), *entered("30 April"))
    await sari.play(
        (at("19.00", FOURTH), SILENCE),
        (tap("Tolak"), "Apa alasannya?"),
        (tap("Menit tidak wajar"), "Ditolak oleh Sari"),
    )
    told = await newest(budi)
    assert told.endswith("Dapat diperbaiki satu kali sebelum Selasa, 5 Mei 2026, 00.00 WITA.")
    mend = old_button("Perbaiki")(budi)
    if not open_:
        shut = "Bulannya sudah ditutup. Bila ada yang keliru, hubungi operator kantor."
        await budi.play((at(*moment), SILENCE), (mend, shut))
        assert "Pasal 13 ayat (4)" in budi.newest
        assert await work(world) == ["ditolak"]
        return
    await budi.play((at(*moment), SILENCE), (mend, "Simpan?"), (tap("Ya"), "Tersimpan"))
    assert "batas verifikasi Selasa, 5 Mei 2026, 00.00 WITA" in budi.newest
    assert await work(world) == ["ditolak", None]
    await sari.play((at(*FIRST), SILENCE), (tap("Setujui"), "Sudah diputuskan lebih dulu"))
    assert await work(world) == ["ditolak", "dianggap disetujui"]


@BORDER
async def test_whoever_verifies_decides_of_an_open_month_only(
    world: World, moment: tuple[str, str], *, open_: bool
) -> None:
    """A row from before there was this limit, which would wait beyond its month."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("20.00", "2026-05-02"), SILENCE), *entered("30 April"))
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.update(activity).values(due_at=wita("2026-05-06", "20.00")))
    heard = "Disetujui oleh Sari" if open_ else SHUT
    await sari.play((at(*moment), SILENCE), (tap("Setujui"), heard))
    assert await work(world) == ["disetujui" if open_ else None]
    if not open_:
        await budi.play(
            (say("/aktivitas_saya"), "Menyusun laporan"),
            (tap("1. Menyusun laporan"), "Menyusun laporan"),
            (tap("Tarik kembali"), SHUT),
        )
        assert await work(world) == [None]


@BORDER
@pytest.mark.parametrize("verb", ["Terima", "Tolak"])
async def test_a_stamp_is_looked_at_while_its_month_is_open(
    world: World, moment: tuple[str, str], verb: str, *, open_: bool
) -> None:
    """AMB-46: what nobody looked at counts, and nobody is asked any more."""
    sari, budi = await looked_at(world)
    await budi.play((later(minutes=15), SILENCE))
    await newest(sari)
    button = old_button(verb)(sari)
    heard = {"Terima": "✅ Diterima Sari", "Tolak": "Tolak presensi masuk Budi?"}[verb]
    await sari.play((at(*moment), SILENCE), (button, heard if open_ else SHUT))
    if open_:
        return
    assert "Bulannya sudah ditutup tanpa keputusan. Presensinya tetap dihitung." in sari.newest
    assert not {"Terima", "Tolak"} & set(sari.phone.labels)
    assert await looks(world) == [None]
    await sari.play((say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda."))
    await budi.play((later(minutes=15), SILENCE))
    (row,) = await world.rows(review)
    assert row.escalated_at is None


async def test_a_refusal_that_was_begun_before_is_not_finished_after(world: World) -> None:
    sari, budi = await looked_at(world)
    await budi.play((later(minutes=15), SILENCE))
    await newest(sari)
    await sari.play(
        (at("23.50", FOURTH), SILENCE),
        (tap("Tolak"), "Tolak presensi masuk Budi?"),
        (at("00.00", FIFTH), SILENCE),
        (tap("Rapat di tempat lain"), SHUT),
    )
    assert await looks(world) == [None]


@BORDER
async def test_a_refusal_is_answered_while_its_month_is_open(
    world: World, moment: tuple[str, str], *, open_: bool
) -> None:
    """An answer opens it again, so it is none of a closed month."""
    _, budi = await refused(world)
    button = old_button("Beri penjelasan")(budi)
    heard = "Apa penjelasan Anda?" if open_ else SHUT
    await budi.play((at(*moment), SILENCE), (button, heard))
    if open_:
        await budi.play((at(*FIRST), SILENCE), (say("Saya di pos jaga"), SHUT))
    assert await looks(world) == ["ditolak"]


@BORDER
async def test_what_was_shared_without_a_schedule_is_judged_while_its_month_is_open(
    world: World, moment: tuple[str, str], *, open_: bool
) -> None:
    """Data that come after the lock make no stamp of that month."""
    budi = await clerk(world)
    await budi.play(*act("2026-04-30", "07.20", "Masuk", NO_HOURS), (at(*moment), SILENCE))
    await insert(world, office_duty, schedule="lima-hari", **ALWAYS)
    world.service.app.organisations.clear()
    await budi.play((later(seconds=0), "sekarang tercatat" if open_ else SILENCE))
    assert len(await world.rows(stamp)) == open_


@BORDER
async def test_a_letter_follows_while_the_first_month_of_its_dates_is_open(
    world: World, moment: tuple[str, str], *, open_: bool
) -> None:
    """AMB-35, KAM-24: it would decide of April, too; the rest is asked for anew."""
    await superior(world)
    budi = await employed(world)
    sick = asking("Sakit", "30 April", "6 Mei", paper=tap("Menyusul"))
    await budi.play((at("20.00", FOURTH), SILENCE), *sick)
    await budi.play(
        (at(*moment), SILENCE),
        (say("/izin_saya"), "1. Sakit"),
        (tap("1. Sakit"), "Sakit"),
        (tap("Susulkan surat"), "Kirim foto atau PDF" if open_ else SHUT),
    )
    if not open_:
        assert "Tarik izin ini, lalu ajukan lagi untuk hari yang bulannya" in budi.newest
        (row,) = await world.rows(request)
        assert row.paper is None


async def test_in_another_month_everything_goes_on(world: World) -> None:
    """Control: the guard asks for the month of the fact, not for the day of the act."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", FIFTH), SILENCE), *entered("5 Mei"))
    await sari.play((at("00.00", "2026-05-06"), SILENCE), (tap("Setujui"), "Disetujui oleh Sari"))
    assert await work(world) == ["disetujui"]


@pytest.mark.parametrize("regulation", ["karanganyar"])
@pytest.mark.parametrize(
    ("moment", "open_"),
    [(("23.59.59", "2026-05-31"), True), (("00.00", "2026-06-01"), False)],
    ids=["the last instant", "the first after"],
)
async def test_in_karanganyar_a_month_closes_with_the_next_one(
    world: World, moment: tuple[str, str], *, open_: bool
) -> None:
    """KAM-23."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        (at("07.24", "2026-04-06"), SILENCE),
        (say("Masuk"), PLEASE),
        (share((EDGE[0] + 0.0001, EDGE[1]), 40.0), "Tercatat masuk 07.24 WIB"),
        (later(minutes=15), SILENCE),
    )
    await newest(sari)
    shut = "❌ April 2026 sudah ditutup sejak Senin, 1 Juni 2026, 00.00 WIB."
    button = old_button("Terima")(sari)
    await sari.play((at(*moment), SILENCE), (button, "✅ Diterima Sari" if open_ else shut))
    assert await looks(world) == (["disetujui"] if open_ else [None])
