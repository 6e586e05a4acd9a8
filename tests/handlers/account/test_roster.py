"""Shifts that are rostered by the date: every page knows them, not only those around today."""

from datetime import date

import pytest

from db.people.employee import employee_duty
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, insert, say, tap
from tests.handlers.worker import MONDAY
from tests.office import BUDI
from tests.world import World


async def on_saturday(world: World, day: int) -> Speaker:
    """Budi, who works in the week, has one night from 21.00 to 07.00 on a Saturday of April."""
    only = {"since": date(2026, 4, day), "until": date(2026, 4, day)}
    await insert(world, employee_duty, employee=BUDI.id, schedule="malam", **only)
    budi = await employed(world)
    await budi.play((at("10.00", MONDAY), SILENCE))
    return budi


@pytest.mark.parametrize(
    ("day", "heard"),
    [
        (11, "Bila disetujui, 1 hari kerja dihitung hadir."),
        (18, "Tidak ada hari kerja Anda di tanggal itu."),
    ],
    ids=["on it", "another Saturday"],
)
async def test_sickness_is_credited_for_a_shift_that_is_days_away(
    world: World, day: int, heard: str
) -> None:
    """BLG-11-3, AMB-21."""
    budi = await on_saturday(world, 11)
    await budi.play(
        (say("/izin"), "Mengajukan apa?"),
        (say("Sakit"), "Mulai tanggal berapa?"),
        (say(f"{day} April"), "Sampai tanggal berapa?"),
        (tap("Hari itu saja"), "Apa alasannya?"),
        (say("Operasi"), "Kirim"),
        (tap("Menyusul"), heard),
    )


@pytest.mark.parametrize(("day", "beyond"), [(4, False), (11, True)], ids=["worked", "off"])
async def test_work_of_a_shift_two_days_ago_is_within_its_hours(
    world: World, day: int, *, beyond: bool
) -> None:
    """AMB-20: 60 minutes of a night of nine hours."""
    budi = await on_saturday(world, day)
    await budi.play(
        (say("/aktivitas"), "tanggal berapa?"),
        (tap("Sabtu, 4 April"), "Jenis aktivitas?"),
        (tap("Jabatan"), "Berapa lama?"),
        (say("60"), "Uraian kegiatannya?"),
        (say("Jaga bangsal"), "Hasil atau output-nya?"),
        (tap("Lewati"), "Foto pendukung?"),
        (tap("Lewati"), "Simpan?"),
    )
    assert ("jam kerja" in budi.newest) is beyond


@pytest.mark.parametrize("profile", ["telegram"])
@pytest.mark.parametrize(("day", "pace"), [(25, "340"), (4, "358")], ids=["one more", "over"])
async def test_the_pace_counts_every_shift_of_the_month(
    world: World, day: int, pace: str, drawn: list[str]
) -> None:
    """AMB-13: what is left of the target, by the working days that are left."""
    budi = await on_saturday(world, day)
    await budi.play((say("/poin"), "April 2026: 0 dari 6.800 poin."))
    assert any(pace in words for words in drawn), drawn
