"""`hadir mulai`: from when on a region and its offices use Hadir, what was before, and who may."""

from datetime import timedelta

import pytest

from bot.runtime.clock import VirtualClock
from tests.builders.house import CLERK, HEAD, MORNING, NURSE, House

SINCE = ("--sejak", "2026-04-08", "--sk", "SK 3")
REGION, OFFICE = (
    "SELECT used_since FROM region",
    "SELECT used_since FROM office WHERE office = '{}'",
)
LIST = ("mulai", "bulungan")


def since(house: House, office: str | None = None) -> str:
    found = house.rows(OFFICE.format(office) if office else REGION)
    return str(found[0][0])


def test_a_region_starts_on_a_date(home: House) -> None:
    """AMB-52."""
    version = home.rows("SELECT version FROM region")[0][0]
    told = home.run(*LIST, *SINCE)
    assert told.exit_code == 0, told.output
    assert "memakai Hadir sejak Rabu, 8 April 2026 (SK 3)." in told.output
    assert (since(home), since(home, "SETDA")) == ("2026-04-08", "None")
    assert home.rows("SELECT version FROM region") == [(version + 1,)], "processes read it anew"


def test_an_office_starts_on_a_date_of_its_own(home: House) -> None:
    told = home.run(*LIST, "--kantor", "DINKES", *SINCE)
    assert "Dinas Kesehatan memakai Hadir sejak Rabu, 8 April 2026 (SK 3)." in told.output
    assert [since(home, each) for each in (None, "DINKES", "RSUD")] == [
        "None",
        "2026-04-08",
        "None",
    ]


def test_the_audit_has_what_was_and_what_is(small: House) -> None:
    small.run(*LIST, *SINCE)
    small.run(*LIST, "--sejak", "2026-04-13", "--sk", "SK 4")
    told = small.run("audit", "bulungan", "--rinci", "--jumlah", "2").output
    assert "hari pertama bulungan: sejak (kosong) → 2026-04-08, sk (kosong) → SK 3" in told
    assert "hari pertama bulungan: sejak 2026-04-08 → 2026-04-13" in told


@pytest.mark.parametrize(
    ("to", "heard"),
    [
        ("2026-03-30", "Perhatian: Senin, 30 Maret 2026 sampai Rabu, 1 April 2026 ikut dihitung."),
        ("2026-04-01", "Perhatian: Rabu, 1 April 2026 ikut dihitung."),
        ("2026-04-02", None),
        ("2026-04-03", "Perhatian: Kamis, 2 April 2026 tidak dihitung lagi."),
        ("2026-12-01", "Kamis, 2 April 2026 sampai Senin, 6 April 2026 tidak dihitung lagi."),
    ],
)
def test_a_date_that_moves_says_which_days_change(small: House, to: str, heard: str | None) -> None:
    """From the 2nd of April, seen on the 6th."""
    small.run(*LIST, "--sejak", "2026-04-02", "--sk", "SK 3")
    told = small.run(*LIST, "--sejak", to, "--sk", "SK 4").output
    assert heard in told if heard else "Perhatian" not in told


def test_a_date_still_to_come_moves_without_a_word(small: House) -> None:
    small.run(*LIST, *SINCE)
    assert "Perhatian" not in small.run(*LIST, "--sejak", "2026-04-07", "--sk", "SK 4").output


def test_the_list_shows_every_date_and_who_has_none(small: House) -> None:
    small.run(*LIST, *SINCE)
    small.run(*LIST, "--kantor", "RSUD", "--sejak", "2026-05-04", "--sk", "SK 4")
    told = small.run(*LIST).output
    lines = {line.split()[1]: line for line in told.splitlines() if line.startswith("│")}
    assert "2026-04-08" in lines["(seluruh"]
    assert "2026-05-04" in lines["RSUD"]
    assert "2026" not in lines["SETDA"]


def test_the_list_says_whose_days_count_for_nothing_yet(small: House) -> None:
    small.run("activate", "bulungan", CLERK)
    assert "2 pegawai belum pernah mendapat kode" in small.run(*LIST).output
    small.run("activate", "bulungan", "--all")
    assert "belum pernah" not in small.run(*LIST).output


@pytest.mark.parametrize(
    ("words", "code", "heard"),
    [
        (("--sejak", "2026-04-08"), 2, "isi --sejak dan --sk bersama"),
        (("--sk", "SK 3"), 2, "isi --sejak dan --sk bersama"),
        (("--kantor", "RSUD"), 2, "isi --sejak dan --sk bersama"),
        (("--kantor", "KADAL", *SINCE), 1, "Kantor KADAL tidak ada"),
        (("--sejak", "besok", "--sk", "SK 3"), 2, "besok"),
    ],
)
def test_what_does_not_fit_changes_nothing(
    small: House, words: tuple[str, ...], code: int, heard: str
) -> None:
    told = small.run(*LIST, *words)
    assert (told.exit_code, heard in told.output) == (code, True), told.output
    assert since(small) == "None"


def test_a_code_is_the_offer_from_which_on_days_count(home: House) -> None:
    """AMB-52: the first code; the second one moves nothing, and nobody else has one."""
    offered = "SELECT nip FROM employee WHERE offered_at IS NOT NULL"
    assert home.rows(offered) == []
    home.run("activate", "bulungan", CLERK)
    first = home.rows("SELECT nip, offered_at FROM employee WHERE offered_at IS NOT NULL")
    assert [nip for nip, _ in first] == [CLERK]
    assert str(first[0][1]).startswith("2026-04-06 00:00:00")
    assert isinstance(home.clock, VirtualClock)
    home.clock.travel(MORNING + timedelta(days=3))
    home.run("activate", "bulungan", CLERK)
    home.run("activate", "bulungan", "--all")
    again = home.rows("SELECT nip, offered_at FROM employee ORDER BY offered_at, nip")
    assert again[0] == first[0]
    assert {nip for nip, _ in again[1:]} == {HEAD, NURSE}


def test_a_new_import_moves_no_offer_and_no_date(small: House) -> None:
    small.run("activate", "bulungan", CLERK)
    small.run(*LIST, *SINCE)
    before = small.rows("SELECT nip, offered_at FROM employee ORDER BY nip")
    small.found()
    assert small.rows("SELECT nip, offered_at FROM employee ORDER BY nip") == before
    assert since(small) == "2026-04-08"
