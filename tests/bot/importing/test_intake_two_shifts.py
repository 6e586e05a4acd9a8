"""Two shifts on one date, a morning's and a night's, as hospitals have them."""

import pytest

from tests.builders.house import NURSE, SCHEDULES, House

SHIFTS = "nip,tanggal,sampai,jadwal\n"
MORNING = "PAGI,Sif pagi,sif,2020-01-01,,07.00-14.00,07.00-14.00,,,,,,06.00,16.00\n"
BOTH = SHIFTS + f"{NURSE},2026-04-06,,PAGI\n{NURSE},2026-04-06,,MALAM"


def rostered(house: House) -> list[tuple[object, ...]]:
    return house.rows(
        "SELECT number, schedule FROM employee_duty WHERE until IS NOT NULL ORDER BY since, number"
    )


@pytest.fixture
def hospital(home: House) -> House:
    home.found()
    assert home.bring(jadwal=SCHEDULES + MORNING).exit_code == 0
    return home


def test_both_stand_side_by_side_and_come_in_again(hospital: House) -> None:
    """KRA-7-3b, AMB-07."""
    assert "2 baru, 0 berubah, 0 sama." in hospital.bring(sif=BOTH).output
    assert "0 baru, 0 berubah, 2 sama." in hospital.bring(sif=BOTH).output
    assert rostered(hospital) == [(1, "PAGI"), (2, "MALAM")]


def test_a_roster_is_written_as_a_whole(hospital: House) -> None:
    """Whoever is given one shift where two stood has one."""
    hospital.bring(sif=BOTH)
    assert hospital.bring(sif=SHIFTS + f"{NURSE},2026-04-06,,MALAM").exit_code == 0
    assert rostered(hospital) == [(1, "MALAM")]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (f"{NURSE},2026-04-06,,PAGI\n{NURSE},2026-04-06,,PAGI", "sudah ada di sif.csv baris 2"),
        (f"{NURSE},2026-04-06,,PAGI\n{NURSE},2026-04-06,,LIBUR", "LIBUR tidak bisa bersama sif"),
        (
            f"{NURSE},2026-04-06,,PAGI\n{NURSE},2026-04-06,2026-04-07,MALAM",
            "harus sama dengan di sif.csv baris 2",
        ),
    ],
    ids=["the same twice", "off and on duty", "of different length"],
)
def test_what_cannot_stand_side_by_side_is_refused(hospital: House, rows: str, words: str) -> None:
    refused = hospital.bring(sif=SHIFTS + rows)
    assert refused.exit_code == 1
    assert words in refused.output
    assert rostered(hospital) == []
