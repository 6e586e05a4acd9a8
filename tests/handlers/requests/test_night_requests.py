"""What is asked for on a night shift: "hari ini" is the date of its evening."""

from datetime import date

import pytest

from db.people.employee import employee_duty
from db.records.request import request
from db.records.stamp import stamp
from tests.handlers.dialogue import SILENCE, Line, at, insert, say, share, tap
from tests.handlers.night_shift import (
    CALLED,
    MORNING,
    NIGHT,
    SICK,
    TUESDAY,
    granted,
    on_duty,
    through,
)
from tests.office import DEWI, GATE, STREET
from tests.world import World

SPECIAL = [
    (say("/izin"), "2. Tugas khusus"),
    (tap("2. Tugas khusus"), "Ada surat perintah tugas (SPT)?"),
    (tap("Tidak ada"), "Mulai tanggal berapa?"),
]


@pytest.mark.parametrize(
    ("said", "night", "morning"),
    [
        ("hari ini", "Senin, 6 April 2026", "Selasa, 7 April 2026"),
        ("besok", "Selasa, 7 April 2026", "Rabu, 8 April 2026"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "proof", "regulation"),
    [
        pytest.param(SICK, "Menyusul", "bulungan", id="sick on the shift"),
        pytest.param(SPECIAL, "Lewati", "karanganyar", id="KRA-9A-1 special duty on the shift"),
    ],
)
async def test_a_request_for_today_is_for_the_shift(
    world: World, kind: list[Line], proof: str, said: str, night: str, morning: str
) -> None:
    """AMB-56: its date is not over either, so that its letter may follow."""

    def asked(day: str) -> list[Line]:
        return [
            *kind,
            (say(said), "Sampai tanggal berapa?"),
            (tap("Hari itu saja"), "Apa alasannya?"),
            (say("Perlu"), "Kirim"),
            (tap(proof), day),
            (say("batal"), "Dibatalkan."),
        ]

    dewi = await on_duty(world)
    await through(dewi, asked(night), asked(morning))


async def test_the_dates_to_tap_are_those_around_the_shift(world: World) -> None:
    dewi = await on_duty(world)
    later = ["Senin, 6 April", "Selasa, 7 April", "Rabu, 8 April"]
    near = ["Minggu, 5 April", "Senin, 6 April", "Selasa, 7 April"]
    for clock, day in NIGHT:
        told = f"Untuk {CALLED}, pilih tanggal itu." if day == TUESDAY else SICK[1][1]
        await dewi.play((at(clock, day), SILENCE), SICK[0], (SICK[1][0], told))
        assert [label for label in dewi.phone.labels if "April" in label] == near
        await dewi.play((say("batal"), "Dibatalkan."))
    await dewi.play(*MORNING, *SICK)
    assert [label for label in dewi.phone.labels if "April" in label] == later


async def test_sickness_of_the_night_before_needs_its_letter(world: World) -> None:
    """AMB-56: what is over is told from the shift, not from midnight."""
    dewi = await on_duty(world)
    letter = "Kirim foto atau PDF surat keterangan sakit."
    for said, may_follow in (("hari ini", True), ("kemarin", False)):
        await dewi.play(
            (at("00.30", TUESDAY), SILENCE),
            *SICK,
            (say(said), "Sampai tanggal berapa?"),
            (tap("Hari itu saja"), "Apa alasannya?"),
            (say("Demam"), letter),
        )
        assert ("Menyusul" in dewi.phone.labels) is may_follow, said


@pytest.mark.parametrize(
    ("regulation", "name"),
    [("bulungan", "Dispensasi pulang"), ("karanganyar", "Izin pulang cepat")],
)
async def test_leaving_early_leaves_the_shift(world: World, name: str) -> None:
    """BLG-11-5, KRA-9-5: its words, its stamp and its request have the evening's date."""
    dewi = await on_duty(world)
    told = f"itulah presensi pulang Anda {CALLED}."
    reason, proof = (say("Anak sakit"), "Kirim foto pendukung?"), (tap("Lewati"), told)
    for clock, day in NIGHT:
        begin = [(say("/izin"), "Mengajukan apa?"), (say(name), "Apa alasannya?"), reason, proof]
        await dewi.play((at(clock, day), SILENCE), *begin, (say("batal"), "Dibatalkan."))
    await dewi.play(*begin, (tap("Ya"), "bagikan"), (share(GATE), "Tercatat pulang 06.30"))
    (row,) = await world.rows(request)
    assert (row.first, row.last) == (date(2026, 4, 6), date(2026, 4, 6))
    assert {row.date for row in await world.rows(stamp)} == {date(2026, 4, 6)}
    await dewi.play((say("Hari ini"), "Selasa, 7 April 2026"))


async def test_leaving_the_second_shift_of_a_date_early(world: World) -> None:
    """L4, report 12: within the hours of the night, which are not those of the morning."""
    both = {"employee": DEWI.id, "since": date(2026, 4, 6), "until": date(2026, 4, 6)}
    await insert(world, employee_duty, **both, number=1, schedule="lima-hari")
    await insert(world, employee_duty, **both, number=2, schedule="malam")
    dewi = await on_duty(world)
    await dewi.play(
        (at("02.00", TUESDAY), SILENCE),
        (say("/izin"), "Mengajukan apa?"),
        (say("Dispensasi pulang"), "Apa alasannya?"),
        (say("Anak sakit"), "Kirim foto pendukung?"),
        (tap("Lewati"), "Sekarang 02.00 WITA, 5 jam sebelum jam pulang. Alasan: Anak sakit Setel"),
        (tap("Ya"), "bagikan"),
        (share(STREET), "Tercatat pulang 02.00 WITA, 5 jam lebih cepat"),
    )


async def test_leave_is_told_as_that_of_the_night(world: World) -> None:
    """L2: whoever stamps although they are on leave for Monday alone."""
    await granted(world, date(2026, 4, 6), date(2026, 4, 6))
    dewi = await on_duty(world)
    assert "Hari ini tetap cuti." in dewi.newest
    await dewi.play(*MORNING)
    assert "Dinas malam Senin, 6 April tetap cuti." in dewi.newest


async def test_leave_from_tomorrow_on_is_given_back_until_the_night_is_over(world: World) -> None:
    """L2: what has not begun is the person's own to give back; from then on it is ended."""
    dewi = await on_duty(world)
    await granted(world, date(2026, 4, 7), date(2026, 4, 8))
    night = [(say("/izin_saya"), "1. Cuti tahunan"), (tap("1. Cuti tahunan"), "Cuti tahunan")]
    await dewi.play((at("00.30", TUESDAY), SILENCE), *night)
    assert dewi.phone.labels == ["Tarik kembali"]
    await dewi.play(*MORNING, *night)
    assert dewi.phone.labels == ["Akhiri lebih awal"]
