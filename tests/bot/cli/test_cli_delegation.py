"""`hadir delegasi`: who may enter a Plt or Plh by decree, what is refused, what stays of it."""

import re
from datetime import timedelta

import pytest

from tests.builders.house import BOSS, CLERK, HEAD, NURSE, House

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
OF = ("--dari", HEAD)
DATES = ("--sejak", "2026-04-06", "--sampai", "2026-04-10")
PLH = (*OF, "--oleh", CLERK, *DATES, "--sk", "SK 9/2026")
NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def standing(home: House) -> list[tuple[str, ...]]:
    """Who stands in for whom by the tables, by NIP."""
    found = home.rows(
        'SELECT whom.nip, who.nip, why, decree FROM delegation JOIN employee whom ON "of" ='
        ' whom.employee JOIN employee who ON "by" = who.employee WHERE revoked_at IS NULL'
    )
    return [tuple(map(str, row)) for row in found]


def test_a_plh_is_entered_by_decree(home: House) -> None:
    """AMB-39."""
    told = home.run("delegasi", "bulungan", *PLH)
    assert told.exit_code == 0, told.output
    assert "Yohanes Lawing mewakili Rahmawati Lestari sejak 2026-04-06" in told.output
    assert standing(home) == [(HEAD, CLERK, "plt_plh", "SK 9/2026")]
    assert [str(each) for each in home.rows("SELECT since, until FROM delegation")[0]] == [
        "2026-04-06",
        "2026-04-10",
    ]
    ((actor, detail),) = home.rows("SELECT actor, detail FROM audit WHERE action LIKE 'Plt%'")
    assert actor == "cli"
    for words in (CLERK, "SK 9/2026", "Pasal 6 ayat (2) huruf f"):
        assert words in str(detail)


def test_the_list_of_somebody_names_who_stood_in(home: House) -> None:
    assert "belum pernah diwakili" in home.run("delegasi", "bulungan", *OF).output
    home.run("delegasi", "bulungan", *PLH)
    told = home.run("delegasi", "bulungan", *OF).output
    for words in (f"Yohanes Lawing ({CLERK})", "2026-04-06", "2026-04-10", "SK 9/2026"):
        assert words in told
    assert "belum pernah" in home.run("delegasi", "bulungan", "--dari", CLERK).output


def test_one_that_ends_early_is_closed_and_stays_in_the_list(home: House) -> None:
    home.run("delegasi", "bulungan", *PLH)
    (id_,) = NUMBER.findall(home.run("delegasi", "bulungan", *OF).output)
    other = home.run("delegasi", "bulungan", "--dari", CLERK, "--cabut", id_)
    assert other.exit_code == 1
    assert standing(home) != []
    told = home.run("delegasi", "bulungan", *OF, "--cabut", id_)
    assert told.exit_code == 0, told.output
    assert standing(home) == []
    assert "dicabut" in home.run("delegasi", "bulungan", *OF).output
    assert "Plt/Plh dicabut" in home.run("audit", "bulungan").output
    again = home.run("delegasi", "bulungan", *OF, "--cabut", id_)
    assert again.exit_code == 1
    assert "sudah dicabut" in again.output
    assert home.run("delegasi", "bulungan", *PLH).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (PLH[2:], "--dari"),
        ((*OF, "--oleh", CLERK), "isi --oleh, --sejak, --sampai dan --sk"),
        ((*OF, "--oleh", CLERK, *DATES), "isi --oleh, --sejak, --sampai dan --sk"),
        ((*OF, "--oleh", HEAD, *PLH[4:]), "Tidak ada yang mewakili diri sendiri."),
        ((*OF, "--oleh", BOSS, *PLH[4:]), f"NIP {BOSS} tidak ada"),
        (("--dari", BOSS, *PLH[2:]), f"NIP {BOSS} tidak ada"),
        (("--dari", BOSS), f"NIP {BOSS} tidak ada"),
        ((*OF, "--oleh", "123", *PLH[4:]), "NIP harus 18 angka"),
        ((*PLH[:7], "2026-04-05", *PLH[8:]), "--sampai lebih awal dari --sejak"),
        ((*PLH[:5], "2026-04-01", "--sampai", "2026-04-05", *PLH[8:]), "sudah lewat"),
        ((*PLH[:7], "2027-04-07", *PLH[8:]), "Lebih dari setahun"),
        ((*PLH[:5], "2028-04-06", "--sampai", "2028-04-07", *PLH[8:]), "Lebih dari setahun"),
        ((*PLH[:5], "6 April", *PLH[6:]), "bukan tanggal"),
        ((*PLH[:-1], " "), "tidak boleh kosong"),
        ((*PLH, "--cabut", f"{0:032}"), "--cabut hanya bersama --dari"),
        ((*OF, "--cabut", f"{0:032}"), "atau sudah dicabut"),
        ((*OF, "--cabut", "x"), "bukan nomor dari daftar"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    small: House, words: tuple[str, ...], told: str
) -> None:
    before = small.everything()
    refused = small.run("delegasi", "bulungan", *words)
    assert refused.exit_code in {1, 2}
    assert told in refused.output
    assert small.everything() == before


def test_the_same_one_is_entered_once(small: House) -> None:
    assert small.run("delegasi", "bulungan", *PLH).exit_code == 0
    before = small.everything()
    refused = small.run("delegasi", "bulungan", *PLH)
    assert refused.exit_code == 1
    assert "sudah tercatat" in refused.output
    assert small.everything() == before


@pytest.mark.parametrize(
    ("until", "code"), [("2026-04-06", 0), ("2027-04-06", 0)], ids=["today", "366 days"]
)
def test_the_first_and_the_last_date_that_can_be(small: House, until: str, code: int) -> None:
    assert small.run("delegasi", "bulungan", *PLH[:7], until, *PLH[8:]).exit_code == code


@pytest.mark.parametrize(
    ("role", "code"),
    [
        pytest.param("administrator,,SK 1,2025-01-01,", 0, id="BLG-6-2f"),
        pytest.param("administrator,,SK 1,2026-04-07,", 1, id="from-tomorrow"),
        pytest.param("operator,DINKES,,2025-01-01,", 1, id="BLG-7-3"),
    ],
)
def test_in_bulungan_the_administrator_enters_one(small: House, role: str, code: int) -> None:
    assert small.bring(peran=f"{ROLES}{NURSE},{role}").exit_code == 0
    told = small.run("delegasi", "bulungan", *PLH, "--pelaku", NURSE)
    assert told.exit_code == code, told.output
    assert bool(standing(small)) is not bool(code)
    if code:
        assert "Pasal 6 ayat (2) huruf f" in told.output
    else:
        assert small.rows("SELECT actor FROM audit WHERE action LIKE 'Plt%'") == [(NURSE,)]


@pytest.mark.parametrize(
    ("office", "code"), [("DINKES", 0), ("SETDA", 1)], ids=["own office", "other office"]
)
def test_in_karanganyar_the_operator_of_the_office_does(
    small: House, office: str, code: int
) -> None:
    """KRA-7-3: who updates superiors there, also closes what was entered."""
    files = [str(small.folder / f"{name}.csv") for name in ("jadwal", "kantor", "pegawai")]
    assert small.run("import", "karanganyar", *files).exit_code == 0
    role = f"{ROLES}{NURSE},operator,{office},,2025-01-01,"
    assert small.bring("karanganyar", peran=role).exit_code == 0
    told = small.run("delegasi", "karanganyar", *PLH, "--pelaku", NURSE)
    assert told.exit_code == code
    small.run("delegasi", "karanganyar", *PLH)
    (id_,) = NUMBER.findall(small.run("delegasi", "karanganyar", *OF).output)
    words = (*OF, "--cabut", id_, "--pelaku", NURSE)
    assert small.run("delegasi", "karanganyar", *words).exit_code == code


def test_after_its_last_date_one_can_no_longer_be_entered(small: House) -> None:
    small.clock.advance(timedelta(days=4))
    assert small.run("delegasi", "bulungan", *PLH).exit_code == 0
    small.clock.advance(timedelta(days=1))
    refused = small.run("delegasi", "bulungan", *OF, "--oleh", NURSE, *PLH[4:])
    assert refused.exit_code == 1
    assert "sudah lewat" in refused.output
