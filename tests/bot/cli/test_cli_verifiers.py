"""`hadir verifikator` and the import: for whom a decision would find nobody (AMB-39)."""

from tests.bot.cli.test_cli_delegation import PLH
from tests.builders.house import CLERK, HEAD, OFFICES, PEOPLE, SCHEDULES, House

LISTED = "Daftarnya: hadir verifikator bulungan"


def connected(home: House, *nips: str) -> None:
    """These have a chat each."""
    for nip in nips:
        home.rows(
            "INSERT INTO binding (region, channel, address, employee, bound_at)"
            " SELECT region, 'telegram', nip, employee, '2026-04-01 00:00:00+00:00'"
            " FROM employee WHERE nip = :nip RETURNING region",
            nip=nip,
        )


def listed(home: House, region: str = "bulungan") -> str:
    told = home.run("verifikator", region)
    assert told.exit_code == 0, told.output
    return " ".join(told.output.split())


def test_nobody_above_and_not_connected_are_two_things(home: House) -> None:
    """Yohanes and Andi have Rahmawati above them, who has nobody."""
    text = listed(home)
    assert f"belum ada yang ditunjuk memutuskan │ Rahmawati Lestari │ {HEAD} │ 1" in text
    assert f"memutuskan, tetapi belum terhubung │ Rahmawati Lestari │ {HEAD} │ 2" in text


def test_whoever_blocked_the_bot_is_listed_and_who_is_connected_is_not(home: House) -> None:
    connected(home, HEAD)
    home.rows("UPDATE binding SET unreachable_since = '2026-04-06 00:00:00+00:00' RETURNING region")
    text = listed(home)
    assert f"memutuskan, tetapi tidak bisa dihubungi │ Rahmawati Lestari │ {HEAD} │ 2" in text
    home.rows("UPDATE binding SET unreachable_since = NULL RETURNING region")
    text = listed(home)
    assert "belum terhubung" not in text
    assert "tidak bisa dihubungi" not in text


def test_whoever_stands_in_is_the_one_who_must_be_reached(home: House) -> None:
    """AMB-39: for the dates of the Plh."""
    connected(home, HEAD)
    home.run("delegasi", "bulungan", *PLH)
    assert "memutuskan, tetapi belum terhubung │ Yohanes Lawing" in listed(home)


def test_without_anybody_in_an_office_there_is_nothing_to_mend(bare: House) -> None:
    bare.bring(jadwal=SCHEDULES, kantor=OFFICES)
    assert "Setiap pegawai punya pemutus yang bisa dihubungi." in listed(bare)


def test_a_head_is_missed_only_where_the_law_sends_it_to_one(home: House, small: House) -> None:
    """KAM-01: in Karanganyar it goes to the head, in Bulungan to the next superior (AMB-35)."""
    assert "kantor belum punya kepala" not in listed(home)
    small.bring("karanganyar", jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE)
    assert "kantor belum punya kepala │ Dinas Kesehatan │ DINKES" in listed(small, "karanganyar")


def test_an_import_says_so_in_one_sentence(home: House) -> None:
    told = " ".join(home.bring(pegawai=PEOPLE).output.split())
    assert "Perhatian: 1 belum ada yang ditunjuk memutuskan (Rahmawati Lestari)" in told
    assert "1 memutuskan, tetapi belum terhubung (Rahmawati Lestari)" in told
    assert LISTED in told
    assert LISTED not in home.bring(libur="tanggal,nama,jenis,dasar\n").output


def test_a_dry_run_says_it_before_anything_is_written(home: House) -> None:
    moved = PEOPLE.replace(f"SETDA,2020-01-06,{HEAD}", "SETDA,2020-01-06,")
    told = home.bring("bulungan", "--dry-run", pegawai=moved)
    assert "ditunjuk memutuskan" in told.output
    assert len(home.rows("SELECT * FROM supervision")) == 2
    assert CLERK in PEOPLE
