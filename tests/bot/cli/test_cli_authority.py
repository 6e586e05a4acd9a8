"""Every act asks who may: by NIP of whoever acts, by the roles that the regulation names."""

import pytest

from tests.builders.house import CLERK, HEAD, NURSE, House

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
ADMINISTRATOR = f"{HEAD},administrator,,SK 1,2025-01-01,\n"
OPERATOR = f"{HEAD},operator,DINKES,,2025-01-01,\n"
EXEMPT = ("exempt", "bulungan", CLERK, "ditahan", "--sejak", "2026-04-06", "--sk", "SK 7")
ACTS = {
    "exempt": EXEMPT,
    "activate": ("activate", "bulungan", CLERK),
    "activate an office": ("activate", "bulungan", "--kantor", "SETDA"),
    "activate all": ("activate", "bulungan", "--all"),
    "block": ("block", "bulungan", CLERK, "--alasan", "titik sama"),
    "outage": (
        *("gangguan", "bulungan", "--sejak", "2026-04-06T07:00"),
        *("--sampai", "2026-04-06T09:00", "--alasan", "Listrik padam"),
    ),
    "holidays": ("libur", "bulungan", "2027"),
    "first use": ("mulai", "bulungan", "--sejak", "2026-04-08", "--sk", "SK 3"),
    "first use of an office": (
        *("mulai", "bulungan", "--kantor", "SETDA"),
        *("--sejak", "2026-04-08", "--sk", "SK 3"),
    ),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("role", "by", "code"),
    [
        pytest.param("", NURSE, 1, id="nobody"),
        pytest.param(OPERATOR, HEAD, 1, id="operator of another office"),
        pytest.param(ADMINISTRATOR, HEAD, 0, id="administrator"),
    ],
)
def test_an_act_is_for_those_to_whom_the_text_gives_it(
    small: House, act: str, role: str, by: str, code: int
) -> None:
    """BLG-6-2, BLG-7-3, AMB-33, AMB-59."""
    assert small.bring(peran=ROLES + role).exit_code == 0
    before = small.everything()
    told = small.run(*ACTS[act], "--oleh", by)
    assert told.exit_code == code, told.output
    assert ("tidak berwenang" in told.output) is bool(code)
    if code:
        assert small.everything() == before
    else:
        assert small.rows("SELECT actor FROM audit ORDER BY at, id")[-1] == (by,)


def test_an_operator_hands_out_codes_in_the_own_office(small: House) -> None:
    """AMB-33."""
    assert small.bring(peran=ROLES + OPERATOR).exit_code == 0
    assert small.run("activate", "bulungan", NURSE, "--oleh", HEAD).exit_code == 0
    refused = small.run("activate", "bulungan", CLERK, "--oleh", HEAD)
    assert "tidak berwenang memberi kode di SETDA" in refused.output


def test_an_administrator_who_left_bkpsdm_is_told_so(small: House) -> None:
    """BLG-1-18."""
    assert small.bring(peran=ROLES + ADMINISTRATOR).exit_code == 0
    small.rows("UPDATE posting SET office = 'SETDA' WHERE office = 'DINKES' RETURNING office")
    refused = small.run(*EXEMPT, "--oleh", HEAD)
    assert refused.exit_code == 1
    assert "selama ia bertugas di DINKES (Pasal 1 angka 18" in refused.output
    assert "kini di SETDA" in refused.output


def test_where_the_region_names_no_bkpsdm_the_words_say_what_to_fill_in(small: House) -> None:
    """BLG-1-18."""
    assert small.bring(peran=ROLES + ADMINISTRATOR).exit_code == 0
    small.agencies["bulungan"].clear()
    refused = small.run(*EXEMPT, "--oleh", HEAD)
    assert refused.exit_code == 1
    assert "Isi dulu kantor_bkpsdm dalam berkas daerah bulungan.toml." in refused.output


@pytest.mark.parametrize("act", ACTS)
def test_without_a_name_it_is_the_console_and_the_audit_says_so(small: House, act: str) -> None:
    told = small.run(*ACTS[act])
    assert told.exit_code == 0, told.output
    assert small.rows("SELECT actor FROM audit ORDER BY at, id")[-1] == ("cli",)
