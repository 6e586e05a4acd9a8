"""A holiday that a later decree moves or withdraws: a working day again, and its history kept."""

import pytest

from tests.bot.importing.test_intake_deadlines import COUNTED, FIFTH, SIXTH, ask, due, founded
from tests.builders.house import CLERK, HEAD, House, in_january

HOLIDAYS = "tanggal,nama,jenis,dasar\n"
ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
FIRST = HOLIDAYS + "2026-04-07,Tahun Baru Islam,libur nasional,SKB 1\n"
MOVED = HOLIDAYS + ("2026-04-07,,batal,SKB 2\n2026-04-08,Tahun Baru Islam,libur nasional,SKB 2\n")
TAKEN = HOLIDAYS + "2026-04-07,,batal,SKB 2\n"
KEPT = "SELECT name, kind, decree, withdrawn_by FROM holiday ORDER BY date"


@pytest.fixture
def home(bare_home: House) -> House:
    return founded(bare_home)


@pytest.fixture
def small(bare: House) -> House:
    return founded(bare)


@pytest.mark.parametrize("how", ["command", "import"])
def test_a_withdrawn_holiday_is_worked_again_and_deadlines_move_back(home: House, how: str) -> None:
    """KAM-02, KRA-9B-3."""
    ask(home)
    home.bring("karanganyar", libur=FIRST)
    assert due(home) == SIXTH
    told = (
        home.run("batal-libur", "karanganyar", "2026-04-07", "--dasar", "SKB 2")
        if how == "command"
        else home.bring("karanganyar", libur=TAKEN)
    )
    assert told.exit_code == 0, told.output
    assert f"1 {COUNTED}" in told.output
    assert due(home) == FIFTH
    assert home.rows(KEPT) == [("Tahun Baru Islam", "libur nasional", "SKB 1", "SKB 2")]
    assert str(home.rows("SELECT withdrawn_at FROM holiday")[0][0])[:19] == "2026-04-06 00:00:00"
    whole = home.run("audit", "karanganyar", "--rinci", "--jumlah", "1").output
    for change in ("jenis libur nasional → batal", "sk SKB 1 → SKB 2"):
        assert change in whole


def test_a_moved_holiday_is_one_row_back_and_one_anew(small: House) -> None:
    ask(small)
    small.bring("karanganyar", libur=FIRST)
    told = small.bring("karanganyar", libur=MOVED)
    assert "1 baru, 1 berubah, 0 sama." in told.output
    assert due(small) == SIXTH
    assert "0 baru, 0 berubah, 2 sama." in small.bring("karanganyar", libur=MOVED).output


def test_neither_a_seed_nor_the_old_file_brings_it_back(small: House) -> None:
    assert in_january(small).run("libur", "karanganyar", "2026").exit_code == 0
    seeded = small.rows("SELECT count(*) FROM holiday")
    words = ("batal-libur", "karanganyar", "2026-08-17", "--dasar", "SKB 2")
    assert small.run(*words).exit_code == 0
    assert in_january(small).run("libur", "karanganyar", "2026").exit_code == 0
    assert small.rows("SELECT count(*) FROM holiday") == seeded
    stands = "SELECT withdrawn_by FROM holiday WHERE date = '2026-08-17'"
    assert small.rows(stands) == [("SKB 2",)]
    small.bring("karanganyar", libur=FIRST)
    small.bring("karanganyar", libur=TAKEN)
    told = small.bring("karanganyar", libur=FIRST)
    assert "0 baru, 0 berubah, 1 sama." in told.output
    assert "tetap hari kerja: dicabut dengan SKB 2" in told.output


def test_a_third_decree_makes_it_a_holiday_again(small: House) -> None:
    ask(small)
    small.bring("karanganyar", libur=FIRST)
    small.bring("karanganyar", libur=TAKEN)
    told = small.bring("karanganyar", libur=FIRST.replace("SKB 1", "SKB 3"))
    assert "libur lagi: sebelumnya dicabut dengan SKB 2" in told.output
    assert due(small) == SIXTH
    assert small.rows(KEPT) == [("Tahun Baru Islam", "libur nasional", "SKB 3", None)]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-04-09,,batal,SKB 2", "tidak tercatat sebagai hari libur"),
        ("2026-04-07,,batal,", "belum diisi"),
        ("2026-04-07,,dicabut,SKB 2", "libur daerah, batal"),
        ("2026-04-08,,libur nasional,SKB 2", "nama"),
    ],
)
def test_rows_that_cannot_be_are_refused(small: House, row: str, words: str) -> None:
    small.bring("karanganyar", libur=FIRST)
    refused = small.bring("karanganyar", libur=HOLIDAYS + row)
    assert refused.exit_code == 1
    assert words in refused.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2026-04-09", "--dasar", "SKB 2"), "tidak tercatat sebagai hari libur"),
        (("2026-04-07", "--dasar", "SKB 3"), "sudah dicabut dengan SKB 2"),
        (("besok", "--dasar", "SKB 2"), "bukan tanggal"),
        (("2026-04-07",), "--dasar"),
    ],
)
def test_a_command_that_cannot_be_is_refused(
    small: House, words: tuple[str, ...], told: str
) -> None:
    small.bring("karanganyar", libur=FIRST)
    small.bring("karanganyar", libur=TAKEN)
    refused = small.run("batal-libur", "karanganyar", *words)
    assert refused.exit_code in {1, 2}
    assert told in refused.output


@pytest.mark.parametrize(("role", "by", "code"), [("operator,DINKES", HEAD, 1), ("", CLERK, 1)])
def test_holidays_are_those_of_whoever_sets_the_hours(
    small: House, role: str, by: str, code: int
) -> None:
    """KRA-6-3b."""
    small.bring("karanganyar", libur=FIRST)
    if role:
        small.bring("karanganyar", peran=f"{ROLES}{by},{role},,2025-01-01,")
    words = ("batal-libur", "karanganyar", "2026-04-07", "--dasar", "SKB 2", "--oleh", by)
    assert small.run(*words).exit_code == code
    small.bring("karanganyar", peran=f"{ROLES}{CLERK},pengelola_bkpsdm,,,2025-01-01,")
    assert small.run(*words[:-1], CLERK).exit_code == 0


def test_the_audit_tells_which_dates_a_seed_filled_and_which_it_dropped(small: House) -> None:
    small.rows(
        "INSERT INTO holiday (region, date, name, kind) VALUES"
        " ('karanganyar', '2026-04-08', 'Perkiraan', 'libur nasional') RETURNING date"
    )
    assert in_january(small).run("libur", "karanganyar", "2026").exit_code == 0
    whole = small.run("audit", "karanganyar", "--rinci", "--jumlah", "9").output
    assert "libur 2026-04-08: nama Perkiraan → (kosong)" in whole
    assert "libur 2026-08-17: nama (kosong) →" in whole
