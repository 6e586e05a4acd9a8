"""Codes, resets, blocks, exemptions: who may do them, by which article, and what stays of them."""

import csv
from datetime import timedelta

import pytest

from handlers.usecases.invitations import hash_code
from tests.builders.house import BOSS, CLERK, HEAD, NURSE, House

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"


def bind(home: House, nip: str, region: str = "bulungan") -> None:
    home.rows(
        "INSERT INTO binding (region, channel, address, employee, bound_at) "
        "SELECT region, 'telegram', nip, employee, '2026-04-01 00:00:00+00:00' FROM employee "
        "WHERE nip = :nip AND region = :region RETURNING employee",
        nip=nip,
        region=region,
    )


def test_a_code_is_kept_as_a_hash_and_ends_by_the_regulation(home: House) -> None:
    file = home.folder / "surat.csv"
    words = ("activate", "bulungan", CLERK, "--bot", "@hadir_bot", "--csv", str(file))
    told = home.run(*words)
    assert told.exit_code == 0, told.output
    assert "berlaku sampai Kamis, 9 April 2026 pukul 08.00 WITA" in told.output
    (letter,) = csv.DictReader(file.read_text("utf-8-sig").splitlines())
    assert letter["tautan"] == f"https://t.me/hadir_bot?start={letter['kode']}"
    assert home.rows("SELECT code_hash FROM activation") == [(hash_code(letter["kode"]),)]
    assert letter["kode"] not in told.output
    assert file.stat().st_mode & 0o077 == 0


def test_letters_are_never_written_over_others(small: House) -> None:
    file = small.file("surat.csv", "lama")
    told = small.run("activate", "bulungan", "--all", "--csv", file)
    assert told.exit_code == 1
    assert "sudah ada" in told.output
    assert small.rows("SELECT count(*) FROM activation") == [(0,)]


def test_whoever_is_bound_gets_no_code_but_a_hint(small: House) -> None:
    bind(small, CLERK)
    told = small.run("activate", "bulungan", CLERK, NURSE)
    assert told.exit_code == 1
    assert "Yohanes Lawing" in told.output
    assert "hadir unbind" in told.output
    assert small.rows("SELECT count(*) FROM activation") == [(0,)]


def test_an_office_with_its_parts_or_everybody_gets_codes(small: House) -> None:
    bind(small, HEAD)
    office = small.run("activate", "bulungan", "--kantor", "dinkes")
    assert "1 kode, berlaku" in office.output  # the nurse of the hospital below it
    assert "1 pegawai dilewati" in office.output
    assert "2 kode, berlaku" in small.run("activate", "bulungan", "--all").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((BOSS,), "tidak ada"),
        (("--kantor", "XX"), "Kantor XX tidak ada"),
        (("--all", CLERK), "pilih salah satu"),
        ((), "pilih salah satu"),
        (("123",), "NIP harus 18 angka"),
    ],
)
def test_codes_for_nobody_are_refused(small: House, words: tuple[str, ...], told: str) -> None:
    refused = small.run("activate", "bulungan", *words)
    assert refused.exit_code in {1, 2}
    assert told in refused.output


def test_the_console_resets_a_binding_and_the_audit_says_why(home: House) -> None:
    bind(home, CLERK)
    told = home.run("unbind", "bulungan", CLERK, "--alasan", "HP hilang")
    assert told.exit_code == 0, told.output
    assert home.rows("SELECT count(*) FROM binding") == [(0,)]
    lines = home.rows("SELECT actor, detail FROM audit WHERE action = 'akun dilepas'")
    assert lines[0][0] == "cli"
    assert "HP hilang" in str(lines[0][1])
    again = home.run("unbind", "bulungan", CLERK, "--alasan", "lagi")
    assert again.exit_code == 1
    assert "belum terhubung" in again.output


@pytest.mark.parametrize(
    ("role", "code"),
    [
        pytest.param("administrator,,SK 1,2025-01-01,", 0, id="BLG-6-2a"),
        pytest.param("administrator,,SK 1,2025-01-01,2026-04-05", 1, id="ended-yesterday"),
        pytest.param("administrator,,SK 1,2026-04-07,", 1, id="from-tomorrow"),
        pytest.param("operator,SETDA,,2025-01-01,", 1, id="BLG-7-3"),
    ],
)
def test_in_bulungan_only_an_administrator_of_today_resets(
    small: House, role: str, code: int
) -> None:
    assert small.bring(peran=f"{ROLES}{HEAD},{role}").exit_code == 0
    bind(small, CLERK)
    told = small.run("unbind", "bulungan", CLERK, "--alasan", "HP", "--oleh", HEAD)
    assert told.exit_code == code
    assert ("Pasal 6 ayat (2) huruf a" in told.output) is bool(code)


def karanganyar(small: House, office: str) -> None:
    files = [str(small.folder / f"{name}.csv") for name in ("jadwal", "kantor", "pegawai")]
    assert small.run("import", "karanganyar", *files).exit_code == 0
    roles = f"{ROLES}{HEAD},operator,{office},,2025-01-01,\n{CLERK},pengelola_bkpsdm,,,2025-01-01,"
    assert small.bring("karanganyar", peran=roles).exit_code == 0


@pytest.mark.parametrize(
    ("office", "code"), [("RSUD", 0), ("DINKES", 0), ("SETDA", 1)], ids=["own", "above", "other"]
)
def test_in_karanganyar_an_operator_resets_within_the_own_office(
    small: House, office: str, code: int
) -> None:
    karanganyar(small, office)
    bind(small, NURSE, "karanganyar")
    told = small.run("unbind", "karanganyar", NURSE, "--alasan", "HP", "--oleh", HEAD)
    assert told.exit_code == code


def test_the_third_reset_in_thirty_days_is_for_bkpsdm(small: House) -> None:
    """KAM-12: two are routine; thirty days later to the second the count is still full."""
    karanganyar(small, "DINKES")
    words = ("unbind", "karanganyar", NURSE, "--alasan", "HP", "--oleh")
    for _ in range(2):
        bind(small, NURSE, "karanganyar")
        assert small.run(*words, HEAD).exit_code == 0
    bind(small, NURSE, "karanganyar")
    refused = small.run(*words, HEAD)
    assert refused.exit_code == 1
    assert "hanya oleh BKPSDM." in refused.output
    small.clock.advance(timedelta(days=30))
    assert small.run(*words, HEAD).exit_code == 1
    small.clock.advance(timedelta(seconds=1))
    assert small.run(*words, HEAD).exit_code == 0
    bind(small, NURSE, "karanganyar")
    assert small.run(*words, CLERK).exit_code == 0


def test_a_human_with_the_right_blocks_and_unblocks(home: House) -> None:
    assert home.bring(peran=f"{ROLES}{HEAD},administrator,,SK 1,2025-01-01,").exit_code == 0
    words = ("bulungan", CLERK, "--alasan", "titik sama", "--oleh")
    assert home.run("block", *words, NURSE).exit_code == 1
    told = home.run("block", *words, HEAD)
    assert told.exit_code == 0, told.output
    assert "Pasal 6 ayat (2) huruf g" in told.output
    assert "sudah diblokir" in home.run("block", *words, HEAD).output
    home.clock.advance(timedelta(hours=1))
    waits = home.run("unblock", *words, HEAD)
    assert waits.exit_code == 0, waits.output
    assert "masih menunggu: kepala" in waits.output
    assert home.rows("SELECT count(*) FROM block WHERE until IS NULL") == [(1,)]
    assert home.run("unblock", *words, HEAD).exit_code == 1, "one person has one say"
    lifted = home.run("unblock", *words[:-1], "--surat-kepala", "800/7")
    assert lifted.exit_code == 1, "of the administrators one has agreed already"


def test_a_block_is_lifted_by_the_administrator_and_the_letter_of_the_head(home: House) -> None:
    """AMB-38: both have to agree, AMB-71: with it the days are settled."""
    assert home.bring(peran=f"{ROLES}{HEAD},administrator,,SK 1,2025-01-01,").exit_code == 0
    words = ("bulungan", CLERK, "--alasan", "titik sama", "--oleh", HEAD)
    assert home.run("block", *words).exit_code == 0
    home.clock.advance(timedelta(hours=1))
    lifted = home.run("unblock", *words, "--surat-kepala", "800/7")
    assert lifted.exit_code == 0, lifted.output
    assert "dibuka" in lifted.output
    refused = home.run("unblock", *words)
    assert refused.exit_code == 1
    assert "tidak sedang diblokir" in refused.output
    query = "SELECT settled, until IS NOT NULL, decree FROM block"
    assert home.rows(query) == [("dipulihkan", 1, None)]
    agreed = home.rows("SELECT role, letter FROM block_consent ORDER BY role")
    assert agreed == [("administrator", None), ("kepala", "800/7")]


def test_what_was_proved_ends_a_block_only_with_the_number_of_a_decision(home: House) -> None:
    """AMB-71, BLG-12-2: only whom the law names, and never without a number."""
    assert home.bring(peran=f"{ROLES}{HEAD},administrator,,SK 1,2025-01-01,").exit_code == 0
    words = ("bulungan", CLERK, "--alasan", "titik sama", "--oleh")
    assert home.run("block", *words, HEAD).exit_code == 0
    home.clock.advance(timedelta(hours=1))
    assert home.run("putus-blokir", *words, HEAD).exit_code == 2
    assert home.run("putus-blokir", *words, NURSE, "--sk", "800/9").exit_code == 1
    done = home.run("putus-blokir", *words, HEAD, "--sk", "800/9")
    assert done.exit_code == 0, done.output
    assert home.rows("SELECT settled, decree FROM block") == [("terbukti", "800/9")]


def test_where_the_text_gives_nobody_the_right_not_even_the_console_blocks(small: House) -> None:
    karanganyar(small, "DINKES")
    refused = small.run("block", "karanganyar", NURSE, "--alasan", "curang")
    assert refused.exit_code == 1
    assert "tidak diatur dalam Perbup Karanganyar 33/2023 (KAM-13)" in refused.output


def test_an_exemption_stands_on_a_decree_and_on_the_text(home: House) -> None:
    words = ("exempt", "bulungan", NURSE, "ditahan", "--sejak", "2026-04-06")
    assert home.run(*words).exit_code == 2
    backwards = home.run(*words, "--sk", "SK 7", "--sampai", "2026-04-05")
    assert backwards.exit_code == 1
    assert "--sampai lebih awal dari --sejak." in backwards.output
    assert "Pasal 8 ayat (5)" in home.run(*words, "--sk", "SK 7").output
    assert home.rows("SELECT kind, decree FROM exemption") == [("ditahan", "SK 7")]


FROM_TODAY = ("--sejak", "2026-04-06", "--sk", "SK 7")


@pytest.mark.parametrize("status", ["diberhentikan_sementara", "tugas_belajar"])
@pytest.mark.parametrize(
    ("who", "code"),
    [
        pytest.param(CLERK, 0, id="BLG-8-5a,BLG-8-5b,BLG-9-11 a PNS"),
        pytest.param(NURSE, 1, id="BLG-8-5a,BLG-8-5b,BLG-9-11 a PPPK"),
    ],
)
def test_what_the_text_says_of_pns_exempts_no_pppk(
    home: House, who: str, code: int, status: str
) -> None:
    told = home.run("exempt", "bulungan", who, status, *FROM_TODAY, "--dibebaskan")
    assert told.exit_code == code, told.output
    assert "Pasal 8 ayat (5) Perbup Bulungan 32/2023" in told.output
    assert home.rows("SELECT count(*) FROM exemption") == [(1 - code,)]
    if code:
        assert "hanya mengecualikan CPNS dan PNS" in told.output
        assert "Andi Pratama PPPK. Tidak ada yang diubah." in told.output


@pytest.mark.parametrize(
    ("released", "code", "exempt", "words"),
    [
        (("--dibebaskan",), 0, 1, "dikecualikan sejak 2026-04-06"),
        (("--tidak-dibebaskan",), 0, 0, "presensi tetap seperti biasa"),
        ((), 1, 0, "tulis --dibebaskan atau --tidak-dibebaskan"),
    ],
    ids=["AMB-10 released", "AMB-10 not released", "AMB-10 not said"],
)
def test_whoever_studies_is_exempt_only_where_released_from_the_post(
    home: House, released: tuple[str, ...], code: int, exempt: int, words: str
) -> None:
    told = home.run("exempt", "bulungan", CLERK, "tugas_belajar", *FROM_TODAY, *released)
    assert (told.exit_code, words in told.output) == (code, True), told.output
    assert home.rows("SELECT count(*) FROM exemption") == [(exempt,)]
    noted = home.rows("SELECT action FROM audit WHERE action NOT LIKE 'impor%'")
    said = {1: "dikecualikan", 0: "tetap wajib presensi"}[exempt]
    assert noted == ([] if code else [(said,)])


def test_no_exemption_where_the_text_has_none(small: House) -> None:
    karanganyar(small, "DINKES")
    words = ("exempt", "karanganyar", NURSE, "ditahan", "--sejak", "2026-04-01", "--sk", "SK 7")
    assert "tidak diatur" in small.run(*words).output
