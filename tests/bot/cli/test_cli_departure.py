"""`hadir berhenti` and berhenti files: last day, decree, return, mistake, whoever is left."""

import pytest

from tests.builders.house import CLERK, HEAD, NURSE, PEOPLE, PEOPLE_COLUMNS, House

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
LEFT = "nip,hari_terakhir,sebab,sk,kembali,sk_kembali\n"
RETIRED = ("--hari-terakhir", "2026-04-03", "--sebab", "pensiun", "--sk", "SK 88/2026")


def kept(home: House) -> list[tuple[str, ...]]:
    columns = "last, kind, decree, back, back_decree"
    return [tuple(map(str, row)) for row in home.rows(f"SELECT {columns} FROM departure")]  # noqa: S608 - the names above


def test_somebody_retires_by_decree_and_whoever_was_below_is_named(home: House) -> None:
    home.bring(peran=f"{ROLES}{HEAD},kepala,DINKES,,2025-01-01,")
    told = home.run("berhenti", "bulungan", HEAD, *RETIRED)
    assert told.exit_code == 0, told.output
    assert "Rahmawati Lestari berhenti (pensiun), hari terakhir Jumat, 3 April 2026" in told.output
    assert "2 pegawai tidak lagi punya atasan ini: Andi Pratama, Yohanes Lawing" in told.output
    assert "perannya ikut berakhir: kepala DINKES" in told.output
    assert kept(home) == [("2026-04-03", "pensiun", "SK 88/2026", "None", "None")]
    whole = home.run("audit", "bulungan", "--rinci", "--jumlah", "1").output
    assert "hari_terakhir (kosong) → 2026-04-03" in whole
    listed = home.run("berhenti", "bulungan", HEAD).output
    assert "SK 88/2026" in listed


def test_whoever_left_acts_no_more_and_gets_no_code(small: House) -> None:
    small.bring(peran=f"{ROLES}{HEAD},administrator,,SK 1,2025-01-01,")
    small.run("berhenti", "bulungan", HEAD, *RETIRED)
    refused = small.run("block", "bulungan", NURSE, "--alasan", "x", "--oleh", HEAD)
    assert f"Rahmawati Lestari ({HEAD}) sudah berhenti pada 2026-04-06" in refused.output
    assert "sudah berhenti pada 2026-04-06" in small.run("activate", "bulungan", HEAD).output
    assert "2 kode, berlaku" in small.run("activate", "bulungan", "--all").output
    plh = ("--sejak", "2026-04-06", "--sampai", "2026-04-10", "--sk", "SK 9")
    acting = small.run("delegasi", "bulungan", "--dari", NURSE, "--oleh", HEAD, *plh)
    assert acting.exit_code == 1
    instead = small.run("delegasi", "bulungan", "--dari", HEAD, "--oleh", NURSE, *plh)
    assert instead.exit_code == 0, instead.output


def test_they_may_come_back_and_leave_again(small: House) -> None:
    words = ("berhenti", "bulungan", CLERK)
    assert small.run(*words, *RETIRED).exit_code == 0
    twice = small.run(*words, "--hari-terakhir", "2026-06-30", *RETIRED[2:])
    assert "sudah tercatat berhenti, hari terakhir 2026-04-03" in twice.output
    early = small.run(*words, "--kembali", "2026-04-03", "--sk", "SK 2")
    assert early.exit_code == 1
    assert small.run(*words, "--kembali", "2026-05-01", "--sk", "SK 2").exit_code == 0
    assert small.run(*words, "--hari-terakhir", "2026-06-30", *RETIRED[2:]).exit_code == 0
    assert kept(small) == [
        ("2026-04-03", "pensiun", "SK 88/2026", "2026-05-01", "SK 2"),
        ("2026-06-30", "pensiun", "SK 88/2026", "None", "None"),
    ]


def test_a_mistake_is_revoked_and_stays_to_be_seen(small: House) -> None:
    words = ("berhenti", "bulungan", CLERK)
    small.run(*words, *RETIRED)
    revoked = ("--cabut", "2026-04-03", "--alasan", "orang lain")
    assert "dicabut" in small.run(*words, *revoked).output
    assert small.run(*words, *revoked).exit_code == 1
    assert "dicabut" in small.run(*words).output
    assert small.run("activate", "bulungan", CLERK).exit_code == 0
    assert small.run(*words, *RETIRED).exit_code == 0
    assert small.run("activate", "bulungan", CLERK).exit_code == 1


@pytest.mark.parametrize(
    ("role", "by", "code"),
    [
        pytest.param("", NURSE, 1, id="nobody"),
        pytest.param(f"{HEAD},operator,DINKES,,2025-01-01,", HEAD, 1, id="operator"),
        pytest.param(f"{HEAD},administrator,,SK 1,2025-01-01,", HEAD, 0, id="AMB-59"),
    ],
)
def test_it_is_entered_by_whoever_keeps_the_status(
    small: House, role: str, by: str, code: int
) -> None:
    small.bring(peran=ROLES + role)
    words = ("berhenti", "bulungan", NURSE, *RETIRED)
    assert small.run(*words, "--oleh", by).exit_code == code
    again = small.bring("bulungan", "--oleh", by, berhenti=f"{LEFT}{CLERK},2026-04-03,pindah,SK,,")
    assert again.exit_code == code, again.output


@pytest.mark.parametrize(
    "words",
    [
        ("--hari-terakhir", "2026-04-03"),
        ("--kembali", "2026-04-03"),
        (*RETIRED, "--kembali", "2026-05-01"),
        ("--cabut", "2026-04-03"),
        ("--hari-terakhir", "2026-04-03", "--sebab", "bosan", "--sk", "SK"),
    ],
)
def test_half_of_it_is_refused(small: House, words: tuple[str, ...]) -> None:
    assert small.run("berhenti", "bulungan", CLERK, *words).exit_code == 2
    assert kept(small) == []


def test_a_file_tells_many_at_once_and_again_changes_nothing(home: House) -> None:
    text = f"{LEFT}{HEAD},2026-04-03,pensiun,SK 1,,\n{NURSE},2026-04-30,kontrak berakhir,SK 2,,"
    told = home.bring(berhenti=text)
    assert "2 baru, 0 berubah, 0 sama." in told.output
    assert "1 pegawai tidak lagi punya atasan ini: Yohanes Lawing" not in told.output
    assert "2 pegawai tidak lagi punya atasan ini: Andi Pratama, Yohanes Lawing" in told.output
    assert "0 baru, 0 berubah, 2 sama." in home.bring(berhenti=text).output
    back = text.replace("SK 1,,", "SK 1,2026-09-01,SK 3")
    assert "0 baru, 1 berubah, 1 sama." in home.bring(berhenti=back).output


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"{CLERK},2026-04-03,pensiun,,,", "belum diisi"),
        (f"{CLERK},2026-04-03,bosan,SK,,", "pilihannya pensiun, meninggal, pindah"),
        (f"{CLERK},2026-04-03,pensiun,SK,2026-05-01,", "kembali dan sk_kembali diisi bersama"),
        (f"{CLERK},2026-04-03,pensiun,SK,2026-04-03,SK", "kembali harus sesudah hari terakhir"),
        (f"{CLERK},2026-04-03,pensiun,SK,,\n{CLERK},2026-05-03,pindah,SK,,", "sudah tercatat"),
        ("197004121995031002,2026-04-03,pensiun,SK,,", "tidak ada dalam data pegawai"),
    ],
)
def test_rows_that_cannot_be_are_refused(small: House, row: str, words: str) -> None:
    refused = small.bring(berhenti=LEFT + row)
    assert refused.exit_code == 1
    assert words in refused.output
    assert kept(small) == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"pegawai": PEOPLE.replace("2021-02-01,,", f"2021-02-01,{CLERK},")}, "atasan"),
        ({"pegawai": PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-05-01")}, "catat dulu kembali"),
        ({"sif": f"nip,tanggal,sampai,jadwal\n{CLERK},2026-04-07,,MALAM"}, "sudah berhenti"),
        ({"peran": f"{ROLES}{CLERK},operator,SETDA,,2026-04-01,"}, "sudah berhenti"),
    ],
    ids=["superior", "transfer", "shift", "role"],
)
def test_nothing_new_is_given_to_whoever_left(
    small: House, files: dict[str, str], words: str
) -> None:
    small.run("berhenti", "bulungan", CLERK, *RETIRED)
    refused = small.bring(**files)
    assert refused.exit_code == 1, refused.output
    assert words in refused.output


def test_an_old_file_still_comes_in_but_says_who_is_gone(small: House) -> None:
    small.run("berhenti", "bulungan", HEAD, *RETIRED)
    told = small.bring(pegawai=PEOPLE)
    assert "0 baru, 0 berubah, 3 sama." in told.output
    assert f"NIP {HEAD} sudah berhenti; isi atasan baru" in told.output


def test_a_number_may_be_given_to_another_after_somebody_left(small: House) -> None:
    row = "198001012005011001,Baru,PNS,Staf,II/c,0812 5001 0004,SETDA,2026-04-06,,,"
    assert small.bring(pegawai=PEOPLE_COLUMNS + row).exit_code == 1
    small.run("berhenti", "bulungan", CLERK, *RETIRED)
    assert small.bring(pegawai=PEOPLE_COLUMNS + row).exit_code == 0
