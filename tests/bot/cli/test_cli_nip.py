"""`hadir nip` and nip_lama: a corrected NIP keeps the person, and never makes a second one."""

import pytest

from tests.builders.house import CLERK, HEAD, NURSE, PEOPLE, PEOPLE_COLUMNS, House

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
NEW = "199003172015031009"
COLUMNS = PEOPLE_COLUMNS.replace("jadwal_sejak", "jadwal_sejak,nip_lama,alasan")
WHY = ("--alasan", "salah ketik")


def row(nip: str = NEW, former: str = CLERK, why: str = "salah ketik") -> str:
    facts = "Yohanes Lawing,PNS,Pranata Komputer,III/b,0812 5001 0004,SETDA,2020-01-06"
    return f"{COLUMNS}{nip},{facts},{HEAD},,,{former},{why}\n"


def people(home: House) -> dict[str, str]:
    return {nip: str(key) for nip, key in home.rows("SELECT nip, employee FROM employee")}


@pytest.mark.parametrize("how", ["command", "import"])
def test_a_corrected_nip_keeps_the_person_and_the_old_one_is_remembered(
    home: House, how: str
) -> None:
    before = people(home)
    told = (
        home.run("nip", "bulungan", CLERK, "--menjadi", NEW, *WHY)
        if how == "command"
        else home.bring(pegawai=row())
    )
    assert told.exit_code == 0, told.output
    after = people(home)
    assert after == {NEW: before[CLERK], HEAD: before[HEAD], NURSE: before[NURSE]}
    assert home.rows("SELECT nip FROM former_nip") == [(CLERK,)]
    whole = home.run("audit", "bulungan", "--rinci", "--jumlah", "1").output
    assert f"nip {CLERK} → {NEW}" in whole
    assert "salah ketik" in whole


def test_a_file_with_the_old_nip_makes_no_second_person(small: House) -> None:
    small.run("nip", "bulungan", CLERK, "--menjadi", NEW, *WHY)
    refused = small.bring(pegawai=PEOPLE)
    assert f"NIP ini sudah dibetulkan menjadi {NEW}; pakai itu" in refused.output
    shift = small.bring(sif=f"nip,tanggal,sampai,jadwal\n{CLERK},2026-04-07,,MALAM")
    assert f"tidak ada dalam data pegawai; kini {NEW}" in shift.output
    assert len(people(small)) == 3


def test_a_file_that_corrects_is_given_again_and_changes_nothing(small: House) -> None:
    assert small.bring(pegawai=row()).exit_code == 0
    before = small.everything()
    assert "0 baru, 0 berubah, 1 sama." in small.bring(pegawai=row()).output
    assert small.everything() == before


def test_superiors_follow_a_corrected_nip(small: House) -> None:
    """The head's own NIP was wrong; nobody below them changes the superior by that."""
    new = "197808152003122009"
    text = row(new, HEAD).replace("Yohanes Lawing", "Rahmawati Lestari")
    text = text.replace("0812 5001 0004,SETDA,2020-01-06", "0812 5001 0002,DINKES,2021-02-01")
    corrected = text.replace(f",{HEAD},,,{HEAD}", f",,,,{HEAD}")
    rest = PEOPLE.replace(HEAD, new).splitlines()[1::2]
    told = small.bring(pegawai=corrected + "".join(f"{line},,\n" for line in rest))
    assert told.exit_code == 0, told.output
    assert "1 berubah, 2 sama." in told.output
    assert len(small.rows("SELECT * FROM supervision")) == 2


def test_back_to_the_old_nip_is_a_correction_as_well(small: House) -> None:
    small.run("nip", "bulungan", CLERK, "--menjadi", NEW, *WHY)
    assert small.run("nip", "bulungan", NEW, "--menjadi", CLERK, *WHY).exit_code == 0
    assert small.rows("SELECT nip FROM former_nip") == [(NEW,)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (CLERK, HEAD, "sudah milik Rahmawati Lestari"),
        (NEW, "199003172015031008", "tidak ada dalam data pegawai"),
        (CLERK, "123", "18 angka"),
    ],
)
def test_what_cannot_be_is_refused(small: House, old: str, new: str, words: str) -> None:
    before = people(small)
    refused = small.run("nip", "bulungan", old, "--menjadi", new, *WHY)
    assert refused.exit_code in {1, 2}
    assert words in refused.output
    assert people(small) == before


def test_a_nip_that_was_somebodys_goes_to_nobody_else(small: House) -> None:
    small.run("nip", "bulungan", CLERK, "--menjadi", NEW, *WHY)
    refused = small.run("nip", "bulungan", NURSE, "--menjadi", CLERK, *WHY)
    assert f"dulu milik pegawai yang kini ber-NIP {NEW}" in refused.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (row(why=""), "belum diisi, padahal nip_lama diisi"),
        (row(NURSE), f"NIP ini sudah milik pegawai lain, bukan {CLERK}"),
        (row(former="199003172015031001"), "NIP 199003172015031001 tidak ada"),
        (row().replace(f",{CLERK},salah ketik", ",,"), "isi nip_lama dan alasan"),
    ],
    ids=["no reason", "taken", "unknown", "the same phone"],
)
def test_rows_that_cannot_be_are_refused(small: House, text: str, words: str) -> None:
    before = people(small)
    refused = small.bring(pegawai=text)
    assert refused.exit_code == 1
    assert words in refused.output
    assert people(small) == before


def test_the_status_is_kept_by_whoever_the_text_names(small: House) -> None:
    """AMB-59."""
    small.bring(peran=f"{ROLES}{HEAD},operator,SETDA,,2025-01-01,")
    by = ("--oleh", HEAD)
    assert small.run("nip", "bulungan", CLERK, "--menjadi", NEW, *WHY, *by).exit_code == 1
    refused = small.bring("bulungan", *by, pegawai=row())
    assert "hanya administrator (keputusan AMB-59)" in refused.output


def test_the_official_of_the_region_is_to_be_changed_in_its_file(small: House) -> None:
    """AMB-39."""
    small.agencies["bulungan"]["pejabat_verifikasi"] = CLERK
    told = small.run("nip", "bulungan", CLERK, "--menjadi", NEW, *WHY)
    assert "pejabat_verifikasi dalam berkas bulungan.toml masih NIP lama" in told.output
