"""Every row of an import asks who may change what it changes, in both regions."""

import pytest

from tests.builders.house import (
    CLERK,
    HEAD,
    NURSE,
    OFFICES,
    PEOPLE,
    PEOPLE_COLUMNS,
    PLACES,
    SCHEDULES,
    House,
)

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
SHIFTS = "nip,tanggal,sampai,jadwal\n"
HOLIDAYS = "tanggal,nama,jenis,dasar\n"
NEW = "198001012005011001"

# The offices: RSUD is a part of DINKES, which is Bulungan's BKPSDM here and Karanganyar's Kominfo;
# SETDA is Karanganyar's BKPSDM.
ADMIN = (HEAD, "administrator,,SK 1,2025-01-01,")
OPERATOR = (HEAD, "operator,DINKES,,2025-01-01,")
HEADS = (HEAD, "kepala,DINKES,,2025-01-01,")
BKPSDM = (CLERK, "pengelola_bkpsdm,,,2025-01-01,")
KOMINFO = (HEAD, "pengelola_kominfo,,,2025-01-01,")
NOBODY = (NURSE, "")

FENCE = {"tempat": PLACES.splitlines()[0] + "\nRSUD,RSUD,Rumah Sakit,2.8519,117.3577,5000\n"}
HOURS = {"jadwal": SCHEDULES.replace("KANTOR,Lima hari", "PIKET,Piket")}
OFFICE = {"kantor": OFFICES.replace("Rumah Sakit", "RSUD dr. Soemarno")}
HOLIDAY = {"libur": HOLIDAYS + "2026-10-12,HUT Kabupaten,libur daerah,SK 1"}
PHONE = {"pegawai": PEOPLE.replace("6281250010005", "6281250010009")}
ELSEWHERE = {"pegawai": PEOPLE.replace("0812 5001 0004", "0812 5001 0009")}
POST = {"pegawai": PEOPLE.replace(",Perawat,", ",Kepala Ruang,")}
TRANSFER = {"pegawai": PEOPLE.replace("RSUD,2024-05-01", "DINKES,2026-04-01")}
SUPERIOR = {"pegawai": PEOPLE.replace(f"2024-05-01,{HEAD}", f"2024-05-01,{CLERK}")}
HIRED = {"pegawai": f"{PEOPLE_COLUMNS}{NEW},Baru,PNS,Staf,II/c,0812 5001 0010,RSUD,2026-04-01,,,\n"}
NIGHTS = {"sif": SHIFTS + f"{NURSE},2026-04-07,,MALAM"}
OWN_NIGHTS = {"pegawai": PEOPLE.replace("KANTOR,2024-05-01", "MALAM,2026-04-07")}
OWN_HOURS = {"pegawai": PEOPLE.replace("KANTOR,2024-05-01", "KANTOR,2026-04-07")}
AN_OPERATOR = {"peran": ROLES + f"{NURSE},operator,RSUD,,2026-04-01,"}
A_HEAD = {"peran": ROLES + f"{NURSE},kepala,RSUD,,2026-04-01,"}
FAR = {"peran": ROLES + f"{CLERK},operator,SETDA,,2026-04-01,"}


def rows(
    prefix: str, table: list[tuple[str, tuple[str, str], dict[str, str], int]]
) -> list[object]:
    return [pytest.param(prefix, *values, id=id_) for id_, *values in table]


BULUNGAN = [
    ("BLG-6-2d-nobody", NOBODY, FENCE, 1),
    ("BLG-6-2d-operator", OPERATOR, FENCE, 1),
    ("BLG-6-2d", ADMIN, FENCE, 0),
    ("BLG-6-2b-operator", OPERATOR, HOURS, 1),
    ("BLG-6-2b", ADMIN, HOURS, 0),
    ("BLG-6-2b-office", OPERATOR, OFFICE, 1),
    ("BLG-6-2b-holiday", OPERATOR, HOLIDAY, 1),
    ("BLG-6-2b-holiday-by-one", ADMIN, HOLIDAY, 0),
    ("BLG-7-3b", OPERATOR, PHONE, 0),
    ("BLG-7-3b-elsewhere", OPERATOR, ELSEWHERE, 1),
    ("BLG-7-3b-nobody", NOBODY, PHONE, 1),
    ("BLG-7-3b-new", OPERATOR, HIRED, 0),
    ("BLG-7-3b-head", HEADS, HIRED, 1),
    ("BLG-6-2c-operator", OPERATOR, TRANSFER, 1),
    ("BLG-6-2c", ADMIN, TRANSFER, 0),
    ("BLG-6-2f-operator", OPERATOR, SUPERIOR, 1),
    ("BLG-6-2f", ADMIN, SUPERIOR, 0),
    ("AMB-07-operator", OPERATOR, NIGHTS, 1),
    ("AMB-07", ADMIN, NIGHTS, 0),
    ("BLG-7-1", HEADS, AN_OPERATOR, 0),
    ("BLG-7-1-elsewhere", HEADS, FAR, 1),
    ("BLG-7-1-admin", ADMIN, AN_OPERATOR, 1),
    ("AMB-58-operator", OPERATOR, A_HEAD, 1),
    ("AMB-58", ADMIN, A_HEAD, 0),
]
KARANGANYAR = [
    ("KRA-6-4b-bkpsdm", BKPSDM, FENCE, 1),
    ("KRA-6-4b", KOMINFO, FENCE, 0),
    ("KRA-7-3b", OPERATOR, NIGHTS, 0),
    ("KRA-7-3b-own", OPERATOR, OWN_NIGHTS, 0),
    ("KRA-7-3b-bkpsdm", BKPSDM, NIGHTS, 1),
    ("KRA-6-3b-operator", OPERATOR, OWN_HOURS, 1),
    ("KRA-6-3b", BKPSDM, OWN_HOURS, 0),
    ("KRA-7-3d", OPERATOR, SUPERIOR, 0),
    ("KRA-7-3d-bkpsdm", BKPSDM, SUPERIOR, 1),
    ("KRA-6-3e", BKPSDM, PHONE, 0),
    ("KRA-6-3e-operator", OPERATOR, PHONE, 1),
    ("KRA-6-3d", BKPSDM, TRANSFER, 0),
    ("KAM-27", BKPSDM, A_HEAD, 0),
    ("KAM-27-kominfo", KOMINFO, A_HEAD, 1),
    ("KRA-7-1", HEADS, AN_OPERATOR, 0),
    ("KRA-7-1-elsewhere", HEADS, FAR, 1),
    ("KRA-7-1-bkpsdm", BKPSDM, AN_OPERATOR, 1),
    ("KRA-6-3c", BKPSDM, POST, 0),
    ("KRA-6-3c-operator", OPERATOR, POST, 1),
]


@pytest.mark.parametrize(
    ("region", "role", "files", "code"),
    [*rows("bulungan", BULUNGAN), *rows("karanganyar", KARANGANYAR)],
)
def test_a_row_is_for_those_to_whom_the_text_gives_what_it_changes(
    small: House, region: str, role: tuple[str, str], files: dict[str, str], code: int
) -> None:
    by, held = role
    founded = {"jadwal": SCHEDULES, "kantor": OFFICES, "pegawai": PEOPLE}
    assert small.bring(region, **founded).exit_code == 0
    assert small.bring(region, peran=ROLES + (f"{by},{held}" if held else "")).exit_code == 0
    before = small.everything()
    told = small.bring(region, "--oleh", by, **files)
    assert told.exit_code == code, told.output
    assert ("tidak berwenang" in told.output) is bool(code)
    assert (small.everything() == before) is bool(code)


@pytest.mark.parametrize(("region", "rule"), [("bulungan", "BLG-7-2"), ("karanganyar", "KRA-7-2")])
def test_an_office_may_have_more_than_one_operator(small: House, region: str, rule: str) -> None:
    """BLG-7-2, KRA-7-2: a second one takes nothing from the first."""
    assert small.bring(region, jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE).exit_code == 0
    both = ROLES + ",".join(OPERATOR) + f"\n{NURSE},operator,DINKES,,2025-01-01,"
    assert small.bring(region, peran=both).exit_code == 0, rule
    query = "SELECT count(*) FROM role WHERE role = 'operator' AND until IS NULL"
    assert small.rows(query) == [(2,)]
    for by, day in ((HEAD, "07"), (NURSE, "08")):
        phone = {"pegawai": PEOPLE.replace("6281250010005", f"62812500100{day}")}
        night = {"sif": SHIFTS + f"{NURSE},2026-04-{day},,MALAM"}
        told = small.bring(region, "--oleh", by, **(phone if rule == "BLG-7-2" else night))
        assert told.exit_code == 0, told.output


def test_a_row_that_changes_nothing_asks_nothing(small: House) -> None:
    """An operator gives the whole file again, of which only the own office has changed."""
    small.found()
    assert small.bring(tempat=PLACES).exit_code == 0
    assert small.bring(peran=ROLES + ",".join(OPERATOR)).exit_code == 0
    files = PHONE | {"tempat": PLACES, "kantor": OFFICES, "jadwal": SCHEDULES}
    told = small.bring("bulungan", "--oleh", HEAD, **files)
    assert "0 baru, 1 berubah" in told.output, told.output


def test_every_row_without_the_right_is_told_with_its_place_and_article(small: House) -> None:
    """KRA-6-4b."""
    assert small.bring("karanganyar", jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE)
    assert small.bring("karanganyar", peran=ROLES + ",".join(BKPSDM)).exit_code == 0
    refused = small.bring("karanganyar", "--oleh", CLERK, tempat=PLACES.replace("3577,", "3577,90"))
    assert refused.output.count("hanya pengelola_kominfo (Pasal 6 ayat (4) huruf b") == 2
    for words in ("tempat SETDA", "tempat RSUD", "2 kesalahan; tidak ada yang diubah."):
        assert words in refused.output


def test_a_file_lends_its_bearer_no_reach(small: House) -> None:
    """Whoever puts an office under their own with one file does not rule it with the next row."""
    small.found()
    assert small.bring(peran=ROLES + ",".join(OPERATOR)).exit_code == 0
    under = OFFICES.replace("Sekretariat Daerah,,", "Sekretariat Daerah,DINKES,")
    refused = small.bring("bulungan", "--oleh", HEAD, kantor=under, **ELSEWHERE)
    assert "pegawai" in refused.output
    assert "2 kesalahan" in refused.output


@pytest.mark.parametrize(
    ("region", "row", "words"),
    [
        ("bulungan", f"{HEAD},pengelola_kominfo,,SK,2026-01-01,", "tidak mengenal peran pengelola"),
        ("karanganyar", f"{CLERK},administrator,,SK,2026-01-01,", "tidak mengenal peran admin"),
        ("bulungan", f"{CLERK},administrator,,SK,2026-01-01,", "harus bertugas di DINKES (Pasal 1"),
        ("karanganyar", f"{HEAD},pengelola_bkpsdm,,,2026-01-01,", "harus bertugas di SETDA"),
        ("karanganyar", f"{CLERK},pengelola_kominfo,,,2026-01-01,", "harus bertugas di DINKES"),
    ],
    ids=["BLG", "KRA", "BLG-1-18", "KRA-6-3", "KRA-6-4"],
)
def test_a_role_is_one_of_the_text_and_of_its_agency_even_from_the_console(
    small: House, region: str, row: str, words: str
) -> None:
    assert small.bring(region, jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE).exit_code == 0
    refused = small.bring(region, peran=ROLES + row)
    assert refused.exit_code == 1
    assert words in refused.output


def test_an_administrator_may_come_to_bkpsdm_with_the_same_import(small: House) -> None:
    """BLG-1-18."""
    small.found()
    moved = PEOPLE.replace("SETDA,2020-01-06", "DINKES,2026-04-01")
    role = ROLES + f"{CLERK},administrator,,SK 1,2026-04-06,"
    assert small.bring(pegawai=moved, peran=role).exit_code == 0


def test_where_the_region_does_not_say_which_is_bkpsdm_nobody_becomes_administrator(
    small: House,
) -> None:
    """BLG-1-18."""
    small.found()
    small.agencies["bulungan"].clear()
    refused = small.bring(peran=ROLES + ",".join(ADMIN))
    assert "isi dulu kantor_bkpsdm dalam berkas daerah bulungan.toml" in refused.output
