"""Check-in on the day of an apel: there, in the office, outside both, freed, on a holiday."""

from datetime import date

import pytest

from core.law.kinds import HolidayKind
from db.people.holiday import holiday
from db.records.ceremony_presence import ceremony_presence
from db.records.stamp import stamp
from tests.handlers.calling import ALUN, MONDAY, SUNDAY, standing
from tests.handlers.dialogue import (
    SILENCE,
    Line,
    Speaker,
    again,
    at,
    employed,
    insert,
    say,
    share,
    tap,
)
from tests.handlers.worker import asking, superior
from tests.office import DEWI, GATE, OLD_OFFICE, SARI, STREET, wita
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
CALLED = "Hari ini Anda terdaftar ikut apel. Bila tidak ikut, beri tahu operator kantor."


def masuk(clock: str, place: tuple[float, float], answer: str) -> list[Line]:
    return [
        (at(clock, MONDAY), SILENCE),
        (say("Masuk"), "bagikan lokasi"),
        (share(place), answer),
    ]


async def called(world: World) -> Speaker:
    budi = await employed(world)
    await standing(world, "setda")
    return budi


@BOTH
@pytest.mark.parametrize(
    ("clock", "answer"),
    [
        pytest.param("08.59.59", "08.59 WITA di apel, tepat waktu", id="BLG-8-6 before"),
        pytest.param("09.00.00", "09.00 WITA di apel, tepat waktu", id="BLG-8-6 latest"),
        pytest.param("09.00.01", "Terlambat 1 menit, dihitung sejak 09.00 WITA.", id="AMB-72"),
        pytest.param("09.12.00", "09.12 WITA, sesudah batas apel (09.00 WITA)", id="AMB-72 later"),
    ],
)
async def test_at_the_apel(world: World, clock: str, answer: str) -> None:
    """And the month says the same as the answer."""
    budi = await called(world)
    await budi.play(*masuk(clock, ALUN, answer))
    assert "✅ Masuk tercatat" in budi.newest
    (row,) = await world.rows(stamp)
    assert (row.place, row.review) == ("apel: Alun-alun", False)
    late = {"09.00.01": "Terlambat 1 menit.", "09.12.00": "Terlambat 12 menit."}.get(clock)
    await budi.play((say("/rekap_saya"), "Rekap April 2026"))
    assert ("Terlambat" in budi.newest) is (late is not None)
    assert late is None or late in budi.newest


async def test_why_it_is_on_time_there(world: World) -> None:
    budi = await called(world)
    await budi.play(*masuk("08.30", ALUN, "tepat waktu"), (say("/kenapa"), "Pasal 8 ayat (6)"))


@pytest.mark.parametrize(
    ("clock", "answer"),
    [
        pytest.param("07.30.00", "Tercatat masuk 07.30 WITA, tepat waktu", id="AMB-12"),
        pytest.param("08.59.59", "terlambat 1 jam 30 menit", id="AMB-12 as ever"),
        pytest.param("09.00.01", "terlambat 1 jam 31 menit", id="AMB-12 after"),
    ],
)
async def test_at_the_own_office_instead(world: World, clock: str, answer: str) -> None:
    budi = await called(world)
    await budi.play(*masuk(clock, GATE, answer))
    assert budi.newest.count(CALLED) == 1


async def test_outside_both_nothing_is_recorded(world: World) -> None:
    budi = await called(world)
    await budi.play(*masuk("08.59.59", STREET, "di luar Kantor Bupati"))
    assert await world.rows(stamp) == []


async def test_who_is_not_called_is_outside_there_and_is_told_nothing_of_it(world: World) -> None:
    budi = await employed(world)
    await standing(world, "dinkes")
    await budi.play(*masuk("07.20", ALUN, "di luar Kantor Bupati"))
    await budi.play(*masuk("07.24", GATE, "Tercatat masuk 07.24 WITA, tepat waktu"))
    assert "apel" not in budi.newest


async def test_by_name_somebody_of_another_office_is_called(world: World) -> None:
    sari = await employed(world, SARI)
    await standing(world, people=(SARI,), place="kantor-dinkes")
    await sari.play(*masuk("08.40", OLD_OFFICE, "di apel, tepat waktu"))
    (row,) = await world.rows(stamp)
    assert row.place == "kantor-dinkes"


@KARANGANYAR
@pytest.mark.parametrize(
    ("clock", "answer"),
    [
        pytest.param("07.30.00", "tepat waktu", id="KAM-13 the announced hour"),
        pytest.param("07.30.01", "sesudah batas apel (07.30 WIB)", id="KAM-13 after it"),
    ],
)
async def test_in_karanganyar_the_announced_hour_is_the_limit(
    world: World, clock: str, answer: str
) -> None:
    budi = await called(world)
    await budi.play(*masuk(clock, ALUN, answer))


@KARANGANYAR
async def test_who_is_on_special_duty_is_told_that_they_are_free_of_it(world: World) -> None:
    """KRA-9A-3."""
    await superior(world)
    budi = await called(world)
    await budi.play((at("09.00", SUNDAY), SILENCE))
    await budi.play(
        (say("/izin"), "Mengajukan apa?"),
        (say("Tugas khusus"), "Ada surat perintah"),
        (tap("Tidak ada"), "Mulai tanggal berapa?"),
        (say("6 April"), "Sampai tanggal berapa?"),
        (tap("Hari itu saja"), "Apa alasannya?"),
        (say("Rapat"), "Boleh dilewati."),
        (tap("Lewati"), "Kirim?"),
        (tap("Ya"), "Terkirim: Tugas khusus"),
    )
    await budi.play(*masuk("07.20", STREET, "Hari ini tugas khusus: tidak perlu ikut apel."))
    assert CALLED not in budi.newest


async def test_a_person_on_leave_who_comes_to_the_office_is_told_so(world: World) -> None:
    """KAM-16."""
    sari = await superior(world)
    budi = await called(world)
    await budi.play((at("09.00", SUNDAY), SILENCE), *asking("Cuti tahunan", "6 April"))
    await sari.play((tap("Setujui"), "Disetujui"))
    await budi.play(*masuk("07.20", GATE, "Hari ini cuti: tidak perlu ikut apel."))


async def test_a_night_shift_is_not_reminded_of_an_apel(world: World) -> None:
    """AMB-73."""
    dewi = await employed(world, DEWI)
    await standing(world, "rsud")
    await dewi.play(*masuk("20.40", GATE, "Tercatat masuk 20.40 WITA"))
    assert "apel" not in dewi.newest


async def on_holiday(world: World) -> Speaker:
    day = {"date": date(2026, 4, 6), "name": "Hari Kemerdekaan", "decree": None}
    await insert(world, holiday, **day, kind=HolidayKind.NATIONAL.value)
    return await called(world)


@BOTH
async def test_on_a_holiday_being_there_is_noted_once_and_nothing_is_stamped(world: World) -> None:
    """AMB-73."""
    budi = await on_holiday(world)
    await budi.play(*masuk("07.20", ALUN, "✅ Hadir di apel tercatat 07.20 WITA"))
    assert "Hari ini libur, jadi tidak perlu presensi." in budi.newest
    await budi.play((again, SILENCE), (say("/kenapa"), "dicatat di rekap apel"))
    await budi.play(*masuk("09.10", ALUN, "sesudah batas 09.00 WITA"))
    (row,) = await world.rows(ceremony_presence)
    assert (row.at, row.date) == (wita(MONDAY, "07.20"), date(2026, 4, 6))
    assert await world.rows(stamp) == []


async def test_on_a_holiday_who_is_elsewhere_is_told_where_it_is(world: World) -> None:
    budi = await on_holiday(world)
    await budi.play(*masuk("07.20", STREET, "Apel hari ini di Alun-alun: bagikan lokasi"))
    assert await world.rows(ceremony_presence) == []


async def test_the_month_counts_the_apel(world: World) -> None:
    budi = await employed(world)
    await standing(world, "setda", until=date(2026, 4, 20))
    await budi.play(*masuk("08.30", ALUN, "tepat waktu"))
    await budi.play((at("12.00", "2026-04-13"), SILENCE), (say("/rekap_saya"), "Rekap April 2026"))
    assert "Apel: 2 kali, hadir 1, tidak tercatat 1." in budi.newest


async def test_a_month_without_any_says_nothing_of_apel(world: World) -> None:
    budi = await employed(world)
    await budi.play((at("12.00", MONDAY), SILENCE), (say("/rekap_saya"), "Rekap April 2026"))
    assert "Apel" not in budi.newest
