"""`hadir gangguan`: who keeps the outage register, what it takes, and what it moves (AMB-17)."""

import re
from datetime import timedelta

import pytest

from tests.builders.house import CLERK, HEAD, House

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
PERIOD = ("--sejak", "2026-04-06T07:00", "--sampai", "2026-04-06T09:30")
WHY = ("--alasan", "Listrik padam")
NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def file(home: House) -> None:
    """The clerk's work of the day before, entered 48 hours before it falls due."""
    home.rows(
        "INSERT INTO activity (region, id, employee, date, kind, minutes, description, filed_at,"
        " due_at, beyond, card) SELECT region, employee, employee, '2026-04-05', 'umum', 60, 'x',"
        " '2026-04-05 23:00:00.000000+00:00', '2026-04-07 23:00:00.000000+00:00', 0, employee"
        " FROM employee WHERE nip = :nip RETURNING id",
        nip=CLERK,
    )


def ask(home: House) -> None:
    """The clerk's sick note of the day before, which waits until the same moment."""
    home.rows(
        "INSERT INTO request (region, id, employee, code, first, last, reason, filed_at, due_at)"
        " SELECT region, employee, employee, 'sakit', '2026-04-06', '2026-04-06', 'Demam',"
        " '2026-04-05 23:00:00.000000+00:00', '2026-04-07 23:00:00.000000+00:00'"
        " FROM employee WHERE nip = :nip RETURNING id",
        nip=CLERK,
    )


def due(home: House, of: str = "activity") -> str:
    return str(home.rows(f"SELECT due_at FROM {of}")[0][0])[:19]  # noqa: S608 - one of two tables


def number(home: House, region: str = "bulungan") -> str:
    """What the list calls its one line."""
    (found,) = NUMBER.findall(home.run("gangguan", region).output)
    return str(found)


def test_an_outage_is_entered_in_local_time_and_moves_deadlines(home: House) -> None:
    """AMB-17: 07.00 WITA is still yesterday in UTC."""
    file(home)
    told = home.run("gangguan", "bulungan", *PERIOD, *WHY)
    assert told.exit_code == 0, told.output
    assert "2026-04-06 07.00 WITA sampai 2026-04-06 09.30 WITA dicatat" in told.output
    assert "1 tenggat verifikasi dihitung ulang." in told.output
    assert due(home) == "2026-04-08 01:30:00"
    kept = home.rows("SELECT since, until, office, reason, entered_by FROM outage")
    assert [str(each)[:19] for each in kept[0][:2]] == [
        "2026-04-05 23:00:00",
        "2026-04-06 01:30:00",
    ]
    assert kept[0][2:] == (None, "Listrik padam", "cli")
    ((actor, detail),) = home.rows("SELECT actor, detail FROM audit WHERE action LIKE 'gangguan%'")
    assert actor == "cli"
    assert "Listrik padam" in str(detail)


def test_deadlines_of_activities_and_of_requests_are_counted_together(home: House) -> None:
    """AMB-17, AMB-35: what is reckoned in hours is longer by the same time."""
    file(home)
    ask(home)
    told = home.run("gangguan", "bulungan", *PERIOD, *WHY)
    assert "; 2 tenggat verifikasi dihitung ulang." in told.output
    assert due(home, "request") == due(home) == "2026-04-08 01:30:00"
    again = home.run("gangguan", "bulungan", "--cabut", number(home))
    assert "dicabut; 2 tenggat" in again.output
    assert due(home, "request") == due(home) == "2026-04-07 23:00:00"


def test_entered_again_it_changes_nothing(home: House) -> None:
    """So a command that was cut off is simply given again."""
    file(home)
    home.run("gangguan", "bulungan", *PERIOD, *WHY)
    before = home.everything()
    again = home.run("gangguan", "bulungan", *PERIOD, *WHY)
    assert "sudah tercatat; 0 tenggat" in again.output
    assert home.everything() == before


def test_a_mistake_is_revoked_and_its_time_taken_off(home: House) -> None:
    file(home)
    home.run("gangguan", "bulungan", *PERIOD, *WHY)
    id_ = number(home)
    told = home.run("gangguan", "bulungan", "--cabut", id_, "--alasan", "salah hari")
    assert told.exit_code == 0, told.output
    assert "dicabut; 1 tenggat" in told.output
    assert due(home) == "2026-04-07 23:00:00"
    ((detail,),) = home.rows("SELECT detail FROM audit WHERE action = 'gangguan dicabut'")
    assert "salah hari" in str(detail)
    assert "dicabut" in home.run("gangguan", "bulungan").output
    again = home.run("gangguan", "bulungan", "--cabut", id_)
    assert again.exit_code == 1
    assert "atau sudah dicabut" in again.output


def test_an_empty_register_says_so(small: House) -> None:
    assert "Belum ada gangguan" in small.run("gangguan", "bulungan").output


def test_the_list_has_each_region_by_itself(small: House) -> None:
    small.run("gangguan", "bulungan", *PERIOD, *WHY, "--kantor", "dinkes")
    told = small.run("gangguan", "bulungan").output
    for words in ("2026-04-06 07.00 WITA", "DINKES", "Listrik padam", "cli"):
        assert words in told
    assert "Belum ada gangguan" in small.run("gangguan", "karanganyar").output


def test_an_outage_of_an_office_stops_the_clocks_of_that_office(small: House) -> None:
    """BLG-11-1c: the units are named; the clerk works in SETDA."""
    file(small)
    assert (
        "; 0 tenggat" in small.run("gangguan", "bulungan", *PERIOD, *WHY, "--kantor", "RSUD").output
    )
    assert (
        "; 1 tenggat"
        in small.run("gangguan", "bulungan", *PERIOD, *WHY, "--kantor", "SETDA").output
    )


@pytest.mark.parametrize(
    ("later", "moved"),
    [(timedelta(hours=47), 1), (timedelta(hours=47, seconds=1), 0)],
    ids=["the last second", "after it"],
)
def test_what_silence_has_approved_stays_so(small: House, later: timedelta, moved: int) -> None:
    """BLG-9-10."""
    file(small)
    small.clock.advance(later)
    assert f"; {moved} tenggat" in small.run("gangguan", "bulungan", *PERIOD, *WHY).output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--sejak", "2026-04-06T07:00"), "isi --sejak, --sampai dan --alasan"),
        ((*PERIOD, "--kantor", "SETDA"), "isi --sejak, --sampai dan --alasan"),
        (("--kantor", "SETDA"), "isi --sejak, --sampai dan --alasan"),
        ((*PERIOD, "--alasan", " "), "tidak boleh kosong"),
        ((*PERIOD, *WHY, "--kantor", "XX"), "Kantor XX tidak ada"),
        ((*PERIOD, *WHY, "--kantor", "<b>"), "tidak sah"),
        ((*PERIOD, *WHY, "--cabut", "x"), "bukan nomor dari daftar"),
        ((*PERIOD, "--cabut", f"{0:032}"), "--cabut tidak bersama"),
        (("--cabut", f"{0:032}"), "Tidak ada gangguan"),
        (("--sejak", "2026-04-06", *PERIOD[2:], *WHY), "bukan waktu"),
        (("--sejak", "2026-04-31T07:00", *PERIOD[2:], *WHY), "tidak ada di kalender"),
        (("--sejak", "2026-04-06T25:00", *PERIOD[2:], *WHY), "bukan jam"),
        ((*PERIOD[:3], "2026-04-06T07:00", *WHY), "--sampai harus sesudah --sejak"),
        ((*PERIOD[:3], "2026-04-05T09:30", *WHY), "--sampai harus sesudah --sejak"),
        ((*PERIOD[:3], "2026-05-07T07:01", *WHY), "lebih dari 31 hari; periksa"),
        (
            ("--sejak", "2026-05-07T07:00", "--sampai", "2026-05-07T08:01", *WHY),
            "31 hari dari sekarang",
        ),
        ((*PERIOD, *WHY, "--oleh", "123"), "NIP harus 18 angka"),
        ((*PERIOD, *WHY, "--oleh", "196501011990031001"), "tidak ada dalam data pegawai"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    small: House, words: tuple[str, ...], told: str
) -> None:
    file(small)
    before = small.everything(), due(small)
    refused = small.run("gangguan", "bulungan", *words)
    assert refused.exit_code in {1, 2}
    assert told in refused.output
    assert (small.everything(), due(small)) == before


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-04-06T07:00", "2026-05-07T07:00"),
        ("06/04/2026 07.00", "06/04/2026 09.30"),
        ("2026-05-07T07:00", "2026-05-07T08:00"),
    ],
    ids=["31 days", "as clerks write it", "announced 31 days ahead"],
)
def test_what_can_be_is_taken(small: House, since: str, until: str) -> None:
    told = small.run("gangguan", "bulungan", "--sejak", since, "--sampai", until, *WHY)
    assert told.exit_code == 0, told.output


@pytest.mark.parametrize(
    ("role", "code"),
    [
        pytest.param("administrator,,SK 1,2025-01-01,", 0, id="BLG-6-2d"),
        pytest.param("administrator,,SK 1,2025-01-01,2026-04-05", 1, id="ended-yesterday"),
        pytest.param("operator,SETDA,,2025-01-01,", 1, id="BLG-7-3"),
    ],
)
def test_in_bulungan_an_administrator_keeps_the_register(
    small: House, role: str, code: int
) -> None:
    assert small.bring(peran=f"{ROLES}{HEAD},{role}").exit_code == 0
    before = small.everything()
    told = small.run("gangguan", "bulungan", *PERIOD, *WHY, "--oleh", HEAD)
    assert told.exit_code == code, told.output
    if code:
        assert f"{HEAD} tidak berwenang mencatat gangguan; hanya administrator" in told.output
        assert small.everything() == before
    else:
        assert small.rows("SELECT entered_by FROM outage") == [(HEAD,)]


@pytest.mark.parametrize(
    ("role", "by", "code"),
    [("pengelola_kominfo", HEAD, 0), ("pengelola_bkpsdm", CLERK, 1)],
    ids=["KAM-04", "other"],
)
def test_in_karanganyar_kominfo_enters_and_revokes(
    small: House, role: str, by: str, code: int
) -> None:
    """KAM-04, KRA-9-1a."""
    files = [str(small.folder / f"{name}.csv") for name in ("jadwal", "kantor", "pegawai")]
    assert small.run("import", "karanganyar", *files).exit_code == 0
    assert small.bring("karanganyar", peran=f"{ROLES}{by},{role},,,2025-01-01,").exit_code == 0
    told = small.run("gangguan", "karanganyar", *PERIOD, *WHY, "--oleh", by)
    assert told.exit_code == code
    small.run("gangguan", "karanganyar", *PERIOD, *WHY)
    words = ("--cabut", number(small, "karanganyar"), "--oleh", by)
    assert small.run("gangguan", "karanganyar", *words).exit_code == code
    assert bool(small.rows("SELECT 1 FROM outage WHERE revoked_at IS NULL")) is bool(code)


def test_nobody_revokes_for_another_region(small: House) -> None:
    small.run("gangguan", "bulungan", *PERIOD, *WHY)
    refused = small.run("gangguan", "karanganyar", "--cabut", number(small))
    assert refused.exit_code == 1
    assert small.rows("SELECT 1 FROM outage WHERE revoked_at IS NULL")


def test_a_day_later_the_outage_of_that_day_still_counts_for_what_waits(small: House) -> None:
    """AMB-17."""
    file(small)
    small.clock.advance(timedelta(days=1))
    assert "; 1 tenggat" in small.run("gangguan", "bulungan", *PERIOD, *WHY).output
    assert due(small) == "2026-04-08 01:30:00"
