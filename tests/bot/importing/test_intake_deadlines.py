"""Imports and `hadir libur` say which days are worked: the five of a request are counted anew."""

from datetime import date

import pytest

from tests.builders.house import CLERK, NURSE, OFFICES, PEOPLE, PLACES, SCHEDULES, House, in_january

WEEK = "07.30-16.00/60,,,,07.30-16.30/90,,"
FIVE = SCHEDULES.replace(WEEK, "07.30-16.00/60," * 4 + "07.30-16.30/90,,")
SIX = FIVE + "ENAM,Enam hari,reguler,2020-01-01,," + "07.30-13.30," * 6 + ",,\n"
HOURS = OFFICES.replace("Daerah,,KANTOR,2020-01-01", "Daerah,,ENAM,2026-04-06")
SIX_NOW = SIX.replace("ENAM,Enam hari,reguler,2020-01-01", "KANTOR,Lima hari,reguler,2026-04-07")
HOLIDAYS = "tanggal,nama,jenis,dasar\n"
SHIFTS = "nip,tanggal,sampai,jadwal\n"
ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
COUNTED = "tenggat verifikasi izin dihitung ulang."

MONDAY, FIFTH, SIXTH = date(2026, 4, 6), "2026-04-13", "2026-04-14"


@pytest.fixture
def home(home: House) -> House:
    return founded(home)


@pytest.fixture
def small(small: House) -> House:
    return founded(small)


def founded(home: House) -> House:
    done = home.bring("karanganyar", jadwal=FIVE, kantor=OFFICES, pegawai=PEOPLE)
    assert f"0 {COUNTED}" in done.output
    return home


def ask(home: House, first: date = MONDAY, due: str = FIFTH) -> None:
    """The clerk's trip of one day, which waits until the last second of a local date."""
    home.rows(
        "INSERT INTO request (region, id, employee, code, first, last, reason, filed_at, due_at)"  # noqa: S608 - the test's own dates
        " SELECT region, employee, employee, 'dinas_luar.luar-daerah',"
        f" '{first}', '{first}', 'Rapat', '{first} 03:00:00.000000+00:00',"
        f" '{due} 16:59:59.999999+00:00' FROM employee WHERE nip = :nip RETURNING id",
        nip=CLERK,
    )


def due(home: House) -> str:
    at = str(home.rows("SELECT due_at FROM request")[0][0])
    assert at[10:19] == " 16:59:59"  # 23.59.59 WIB
    return at[:10]


def decree(day: str, kind: str = "cuti bersama") -> str:
    return f"{HOLIDAYS}{day},Libur,{kind},SKB 1/2026"


@pytest.mark.parametrize(
    ("day", "moved", "until"),
    [
        pytest.param("2026-04-06", 0, FIFTH, id="day 0"),
        pytest.param("2026-04-07", 1, SIXTH, id="the first"),
        pytest.param("2026-04-11", 0, FIFTH, id="a Saturday"),
        pytest.param("2026-04-13", 1, SIXTH, id="the fifth"),
        pytest.param("2026-04-14", 0, FIFTH, id="the day after"),
    ],
)
def test_a_holiday_that_comes_late_moves_what_waits(
    home: House, day: str, moved: int, until: str
) -> None:
    """KAM-02, KRA-9B-3."""
    ask(home)
    told = home.bring("karanganyar", libur=decree(day))
    assert told.exit_code == 0, told.output
    assert f"{moved} {COUNTED}" in told.output
    assert due(home) == until
    again = home.bring("karanganyar", libur=decree(day))
    assert "0 baru, 0 berubah, 1 sama." in again.output
    assert f"0 {COUNTED}" in again.output
    assert due(home) == until


def test_an_import_that_was_cut_off_is_given_again_and_counts(home: House) -> None:
    """The holiday was written, the deadlines were not."""
    ask(home)
    home.bring("karanganyar", libur=decree("2026-04-07"))
    home.rows("UPDATE request SET due_at = '2026-04-13 16:59:59.999999+00:00' RETURNING id")
    told = home.bring("karanganyar", libur=decree("2026-04-07"))
    assert "0 baru, 0 berubah, 1 sama." in told.output
    assert f"1 {COUNTED}" in told.output
    assert due(home) == SIXTH


@pytest.mark.parametrize(
    ("flags", "rows", "code"),
    [
        pytest.param(("--dry-run",), "", 0, id="dry run"),
        pytest.param((), "\n2026-04-31,Libur,cuti bersama,SKB", 1, id="a bad row"),
    ],
)
def test_what_is_not_kept_moves_nothing(
    home: House, flags: tuple[str, ...], rows: str, code: int
) -> None:
    ask(home)
    told = home.bring("karanganyar", *flags, libur=decree("2026-04-07") + rows)
    assert told.exit_code == code
    assert "tenggat" not in told.output
    assert due(home) == FIFTH


def test_a_seeded_year_moves_what_waits(home: House) -> None:
    """KAM-02: 1 May is no working day."""
    ask(home, date(2026, 4, 27), "2026-05-04")
    assert f"1 {COUNTED}" in in_january(home).run("libur", "karanganyar", "2026").output
    assert due(home) == "2026-05-05"
    assert f"0 {COUNTED}" in in_january(home).run("libur", "karanganyar", "2026").output


def test_an_estimated_holiday_that_turns_out_to_be_none_moves_it_back(home: House) -> None:
    """KAM-02: what a seed replaces is gone."""
    ask(home, due=SIXTH)
    home.rows(
        "INSERT INTO holiday (region, date, name, kind) VALUES"
        " ('karanganyar', '2026-04-08', 'Perkiraan', 'libur nasional') RETURNING date"
    )
    assert f"1 {COUNTED}" in in_january(home).run("libur", "karanganyar", "2026").output
    assert due(home) == FIFTH


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"jadwal": SIX_NOW}, id="a new edition"),
        pytest.param({"kantor": HOURS}, id="hours"),
        pytest.param({"pegawai": PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-04-06")}, id="post"),
    ],
)
def test_new_working_days_of_the_office_move_what_waits(
    small: House, files: dict[str, str]
) -> None:
    """KAM-02: a unit with six days has its own."""
    small.bring("karanganyar", jadwal=SIX)
    small.bring("karanganyar", kantor=OFFICES.replace("DINKES,KANTOR", "DINKES,ENAM"))
    ask(small)
    assert f"1 {COUNTED}" in small.bring("karanganyar", **files).output
    assert due(small) == "2026-04-11"
    assert f"0 {COUNTED}" in small.bring("karanganyar", **files).output


def test_a_transfer_after_its_last_date_moves_nothing(small: House) -> None:
    """AMB-51: what was done before stays under the days that held then."""
    small.bring("karanganyar", jadwal=SIX)
    small.bring("karanganyar", kantor=OFFICES.replace("DINKES,KANTOR", "DINKES,ENAM"))
    ask(small)
    moved = PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-04-07")
    assert f"0 {COUNTED}" in small.bring("karanganyar", pegawai=moved).output
    assert due(small) == FIFTH


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"sif": SHIFTS + f"{CLERK},2026-04-07,2026-04-10,LIBUR"}, id="one's shifts"),
        pytest.param({"tempat": PLACES.replace("3577,", "3577,100")}, id="places"),
        pytest.param({"peran": ROLES + f"{NURSE},pengelola_kominfo,,,2025-01-01,"}, id="roles"),
    ],
)
def test_what_says_nothing_of_working_days_says_nothing_of_deadlines(
    small: House, files: dict[str, str]
) -> None:
    """KAM-02: the days of the office count, not those of one person's shifts."""
    ask(small)
    told = small.bring("karanganyar", **files)
    assert told.exit_code == 0, told.output
    assert "tenggat" not in told.output
    assert due(small) == FIFTH
