"""`hadir check` tells what lookups would not find: holidays, hours, places, superiors."""

from datetime import UTC, datetime

import pytest

from tests.bot.cli.test_cli_verifiers import connected
from tests.builders.house import CLERK, OFFICES, PEOPLE, PEOPLE_COLUMNS, PLACES, SCHEDULES, House

NEW_YEAR = "tanggal,nama,jenis,dasar\n{},Tahun Baru,libur nasional,SKB 2026\n"
HEALTH = "kode,kantor,nama,lintang,bujur,radius\nDK,DINKES,Dinas,2.84,117.36,100\n"
UNPLACED = "199003152015031002,Budi,PNS,Analis,III/a,0812 5001 0009,RSUD,2026-12-01,,,\n"


@pytest.fixture
def home(bare: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Offices of which no data are missing, on 6 April 2026."""
    monkeypatch.setenv("HADIR_DATA_CONTOH", "ya")
    bare.bring(jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE)
    bare.bring(tempat=PLACES)
    bare.bring(tempat=HEALTH)
    bare.bring(libur=NEW_YEAR.format("2026-01-01"))
    bare.rows("UPDATE employee SET offered_at = '2026-04-01 00:00:00+00:00' RETURNING 1")
    return bare


def on(home: House, year: int, month: int, day: int) -> None:
    home.clock.advance(datetime(year, month, day, 1, tzinfo=UTC) - home.clock.now())


def warned(home: House) -> list[str]:
    """What is missing; whether superiors are connected is the business of another test."""
    told = home.run("check")
    assert told.exit_code == 0, told.output
    lines = [each.removeprefix("Perhatian: bulungan: ") for each in told.output.splitlines()]
    assert lines[0] == "Semua berkas benar."
    return [each for each in lines[1:] if "memutuskan" not in each and "contoh" not in each]


def test_where_nothing_is_missing_nothing_is_said(home: House) -> None:
    assert warned(home) == []


def test_a_region_in_which_nobody_works_yet_lacks_nothing(
    bare: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HADIR_DATA_CONTOH", "ya")
    assert warned(bare) == []


def test_a_year_without_national_holidays_is_missed_and_local_ones_are_not_enough(
    home: House,
) -> None:
    home.bring(libur="tanggal,nama,jenis,dasar\n2027-10-12,Hari jadi,libur daerah,SK 1\n")
    on(home, 2026, 9, 30)
    assert warned(home) == []
    on(home, 2026, 10, 1)
    assert warned(home) == ["1 belum punya libur nasional (tahun 2027)"]
    home.bring(libur=NEW_YEAR.format("2027-01-01"))
    assert warned(home) == []


@pytest.mark.parametrize(
    ("day", "until", "missed"),
    [
        ((2026, 4, 6), "2026-05-06", []),
        ((2026, 4, 6), "2026-05-05", ["mulai 6 Mei 2026"]),
        ((2026, 4, 6), "2026-04-05", [""]),
        ((2026, 9, 30), "2027-01-30", []),
        ((2026, 10, 1), "2027-01-31", []),
        ((2026, 10, 1), "2027-01-30", ["mulai 31 Januari 2027"]),
    ],
)
def test_hours_are_missed_a_month_ahead_and_in_the_last_quarter_through_january(
    home: House, day: tuple[int, int, int], until: str, missed: list[str]
) -> None:
    home.bring(libur=NEW_YEAR.format("2027-01-01"))
    home.rows("UPDATE edition SET until = :u WHERE schedule = 'KANTOR' RETURNING 1", u=until)
    on(home, *day)
    what = "jadwal kerjanya akan habis" if any(missed) else "belum punya jadwal kerja"
    since = f" {missed[0]}" if any(missed) else ""
    names = ", ".join(
        f"{each}{since}" for each in ("Andi Pratama", "Dinas Kesehatan", "Sekretariat Daerah")
    )
    assert warned(home) == ([f"3 {what} ({names})"] if missed else [])


def test_a_place_of_the_office_itself_and_an_office_of_everybody_are_missed(home: House) -> None:
    home.rows("DELETE FROM place WHERE office = 'RSUD' RETURNING 1")
    home.bring(pegawai=PEOPLE_COLUMNS + UNPLACED)
    assert warned(home) == [
        "1 belum punya tempat presensi (Rumah Sakit)",
        "1 belum ditempatkan di kantor (Budi)",
    ]


def test_whoever_never_got_a_code_is_missed(home: House) -> None:
    """AMB-52: none of their days counts."""
    home.rows("UPDATE employee SET offered_at = NULL WHERE nip = :nip RETURNING 1", nip=CLERK)
    told = "1 belum pernah mendapat kode, jadi harinya belum dihitung (Yohanes Lawing)"
    assert warned(home) == [told]


def test_superiors_are_among_it(home: House) -> None:
    assert "1 memutuskan, tetapi belum terhubung (Rahmawati Lestari)" in home.run("check").output
    connected(home, *(each[0] for each in home.rows("SELECT nip FROM employee")))
    told = home.run("check").output
    assert "belum terhubung" not in told
    assert "Perhatian: bulungan: 1 belum ada yang ditunjuk memutuskan (Rahmawati Lest" in told


def test_without_tables_the_files_are_checked_all_the_same(
    bare: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HADIR_DATA_CONTOH", "ya")
    empty = House(bare.folder, f"sqlite+aiosqlite:///{bare.folder / 'none.sqlite3'}", bare.clock)
    told = empty.run("check")
    assert told.exit_code == 0
    assert "Semua berkas benar." in told.output
    assert "Isi basis data belum diperiksa. Basis data belum disiapkan" in told.output


def test_files_that_are_named_are_looked_at_alone(home: House) -> None:
    home.rows("DELETE FROM place RETURNING 1")
    told = home.run("check", str(home.regions() / "bulungan.toml"))
    assert told.output == "Semua berkas benar.\n"
