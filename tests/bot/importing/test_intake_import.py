"""`hadir import` on both databases: what it writes, corrects, refuses, and leaves alone."""

import pytest

from tests.builders.house import (
    BOSS,
    CLERK,
    DATA,
    DEMO_AGENCIES,
    HEAD,
    NURSE,
    OFFICES,
    PEOPLE,
    PEOPLE_COLUMNS,
    PLACES,
    SCHEDULES,
    House,
)

OFFICES_OF = """
    SELECT office FROM posting p JOIN employee e ON e.employee = p.employee
    WHERE nip = :nip ORDER BY since"""
SUPERVISED_SINCE = """
    SELECT since FROM supervision s JOIN employee e ON e.employee = s.employee
    WHERE nip = :nip ORDER BY since"""


@pytest.mark.parametrize("region", ["bulungan", "karanganyar"])
def test_the_demo_files_come_in_and_come_in_again_without_a_change(
    home: House, region: str
) -> None:
    files = sorted(str(file) for file in (DATA / region).iterdir())
    home.agencies.update(DEMO_AGENCIES)
    first = home.run("import", region, *files)
    assert first.exit_code == 0, first.output
    assert ", 0 berubah, 0 sama." in first.output
    again = home.run("import", region, *files)
    assert "0 baru, 0 berubah," in again.output
    assert home.rows("SELECT version FROM region") == [(1,)]
    assert len(home.rows("SELECT actor FROM audit WHERE action = 'impor'")) == 1


def test_offices_may_name_what_stands_in_another_file_or_further_down(home: House) -> None:
    home.found()
    assert home.rows("SELECT office, parent FROM office ORDER BY office") == [
        ("DINKES", None),
        ("RSUD", "DINKES"),
        ("SETDA", None),
    ]
    assert home.rows("SELECT phone FROM employee WHERE nip = :nip", nip=CLERK) == [
        ("+6281250010004",)
    ]
    assert len(home.rows("SELECT * FROM supervision")) == 2


def test_a_transfer_adds_a_posting_and_the_same_day_again_corrects_it(home: House) -> None:
    home.found()
    move = PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-04-01")
    assert "0 baru, 1 berubah, 2 sama." in home.bring(pegawai=move).output
    assert home.rows(OFFICES_OF, nip=CLERK) == [("SETDA",), ("RSUD",)]
    corrected = move.replace("RSUD,2026-04-01", "DINKES,2026-04-01")
    assert "0 baru, 1 berubah, 2 sama." in home.bring(pegawai=corrected).output
    assert home.rows(OFFICES_OF, nip=CLERK) == [("SETDA",), ("DINKES",)]


def test_an_old_file_again_changes_nothing_after_a_transfer(home: House) -> None:
    home.found()
    later = PEOPLE.replace("SETDA,2020-01-06", "RSUD,2026-04-01")
    home.bring(pegawai=later.replace("Pranata Komputer", "Analis"))
    assert "0 baru, 0 berubah, 3 sama." in home.bring(pegawai=PEOPLE).output
    assert home.rows("SELECT title FROM employee WHERE nip = :nip", nip=CLERK) == [("Analis",)]


def test_a_posting_before_the_newest_one_is_refused(small: House) -> None:
    small.found()
    early = PEOPLE.replace("SETDA,2020-01-06", "RSUD,2019-12-31")
    refused = small.bring(pegawai=early)
    assert refused.exit_code == 1
    assert "2019-12-31 lebih awal dari penempatan terakhir" in refused.output


@pytest.mark.parametrize(
    ("old", "new", "since"),
    [
        (f"2020-01-06,{HEAD}", f"2020-01-06,{NURSE}", "2026-04-06"),  # the import's local day
        (f"SETDA,2020-01-06,{HEAD}", f"RSUD,2026-04-01,{NURSE}", "2026-04-01"),  # the transfer's
    ],
)
def test_another_superior_holds_from_the_import_or_with_the_transfer(
    small: House, old: str, new: str, since: str
) -> None:
    small.found()
    assert small.bring(pegawai=PEOPLE.replace(old, new)).exit_code == 0
    assert small.rows(SUPERVISED_SINCE, nip=CLERK) == [("2020-01-06",), (since,)]


def test_a_dry_run_tells_what_it_would_do_and_leaves_everything(home: House) -> None:
    home.found()
    before = home.everything()
    told = home.bring("bulungan", "--dry-run", tempat=PLACES)
    assert told.exit_code == 0
    assert "2 baru, 0 berubah, 0 sama. Tidak ada yang disimpan" in told.output
    assert home.everything() == before
    assert home.rows("SELECT version FROM region") == [(1,)]


def test_one_bad_row_stops_all_files_and_every_fault_is_listed(home: House) -> None:
    broken = PEOPLE.replace("+6281250010002", "12").replace("2024-05-01,", "kemarin,", 1)
    refused = home.bring(jadwal=SCHEDULES, kantor=OFFICES, pegawai=broken)
    assert refused.exit_code == 1
    assert "“12” bukan nomor telepon" in refused.output
    assert "“kemarin” bukan tanggal" in refused.output
    assert "2 kesalahan; tidak ada yang diubah." in refused.output
    assert set(home.everything().values()) == {0}


def test_a_broken_row_is_not_told_again_by_those_who_point_to_it(small: House) -> None:
    broken = PEOPLE.replace("+6281250010002", "12")
    refused = small.bring(jadwal=SCHEDULES, kantor=OFFICES, pegawai=broken)
    assert "1 kesalahan" in refused.output


CROSSED = PEOPLE.replace("DINKES,2021-02-01,,,", f"DINKES,2021-02-01,{NURSE},,")
ROLES = "nip,peran,kantor,sk,sejak,sampai\n"
SHIFTS = "nip,tanggal,sampai,jadwal\n"
HOLIDAYS = "tanggal,nama,jenis,dasar\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        pytest.param({"kantor": OFFICES.replace("KANTOR", "KANTR")}, "mungkin maksudnya KANTOR"),
        pytest.param({"kantor": OFFICES.replace("DINKES,KANTOR", "DINKS,KANTOR")}, "kantor DINKS"),
        pytest.param(
            {"kantor": OFFICES.replace("Kesehatan,,", "Kesehatan,RSUD,")}, "induk dari induknya"
        ),
        pytest.param(
            {"kantor": OFFICES + OFFICES.splitlines()[1]}, "sudah ada di kantor.csv baris"
        ),
        pytest.param({"tempat": PLACES.replace("2.8407", "NaN")}, "“NaN” bukan angka"),
        pytest.param({"tempat": PLACES.replace("2.8407,117.3633", "117.3633,2.8407")}, "di luar"),
        pytest.param({"tempat": PLACES.replace("120", "20001")}, "20001 di luar", id="LARGEST"),
        pytest.param({"tempat": PLACES.replace("SETDA,SETDA", "SETDA,SEDTA")}, "kantor SEDTA"),
        pytest.param({"jadwal": SCHEDULES.replace("20.00", "")}, "sif harus punya jam buka"),
        pytest.param(
            {"jadwal": SCHEDULES.replace("/90,,,,", "/90,,,06.00,")}, "hanya untuk sif", id="AMB-07"
        ),
        pytest.param(
            {"jadwal": SCHEDULES.replace("07.30-16.00/60", "06.29-16.00/60")},
            "mulai sebelum 06.30 (Pasal 8 ayat (2) huruf a Perbup Bulungan 32/2023); pakai jenis",
            id="BLG-8-2a",
        ),
        pytest.param(
            {"jadwal": SCHEDULES.replace("07.30-16.00/60", "07.30-18.31/60")},
            "selesai sesudah 18.30 (Pasal 8 ayat (2) huruf b",
            id="BLG-8-2b",
        ),
        pytest.param(
            {"jadwal": SCHEDULES.replace("07.30-16.00/60", "22.00-06.00")}, "keesokan harinya"
        ),
        pytest.param({"jadwal": SCHEDULES.replace(",sif,", ",reguler,")}, "hanya untuk sif"),
        pytest.param({"pegawai": PEOPLE.replace(CLERK, "199003172015031")}, "18 angka, ini 15"),
        pytest.param({"pegawai": PEOPLE.replace(",PNS,Kep", ",Honorer,Kep")}, "CPNS, PNS, PPPK"),
        pytest.param(
            {"pegawai": PEOPLE.replace("+6281250010002", "081250010004")},
            "+6281250010004 juga dipakai di pegawai.csv baris 2",
        ),
        pytest.param(
            {"pegawai": PEOPLE.replace("+6281250010002", "081250010004")},
            "+6281250010004 juga dipakai di pegawai.csv baris 3",
        ),
        pytest.param({"pegawai": PEOPLE.replace(HEAD, "197808152003122005", 1)}, "tidak ada dalam"),
        pytest.param({"pegawai": PEOPLE.replace(f"06,{HEAD}", f"06,{CLERK}")}, "diri sendiri"),
        pytest.param({"pegawai": CROSSED}, "atasan berputar", id="AMB-39"),
        pytest.param({"pegawai": PEOPLE + PEOPLE.splitlines()[1]}, "sudah ada di pegawai.csv"),
        pytest.param({"pegawai": PEOPLE.replace("Yohanes", "=1+1")}, "seperti rumus"),
        pytest.param({"pegawai": PEOPLE.replace("Yohanes", "\u202eY")}, "huruf tak terlihat"),
        pytest.param({"pegawai": PEOPLE.replace("Yohanes", "Y" * 4000)}, "terlalu panjang"),
        pytest.param({"sif": SHIFTS + f"{BOSS},2026-04-06,,MALAM"}, "tidak ada dalam data pegawai"),
        pytest.param({"sif": SHIFTS + f"{NURSE},2026-04-06,,PAGI"}, "jadwal PAGI belum ada"),
        pytest.param({"sif": SHIFTS + f"{NURSE},2026-04-06,2026-04-05,MALAM"}, "lebih awal"),
        pytest.param({"sif": SHIFTS + f"{NURSE},2024-05-01,,MALAM"}, "mulai pada hari yang sama"),
        pytest.param({"libur": HOLIDAYS + "2026-10-12,HUT,libur desa,SK 1"}, "libur daerah"),
        pytest.param({"libur": HOLIDAYS + "2026-10-12,HUT,libur daerah,"}, "dasar"),
        pytest.param(
            {"peran": ROLES + f"{HEAD},administrator,,,2026-01-01,"},
            "administrator harus punya SK: Pasal 6 ayat (1) Perbup Bulungan 32/2023",
            id="BLG-6-1",
        ),
        pytest.param({"peran": ROLES + f"{CLERK},operator,,,2026-01-01,"}, "harus punya kantor"),
        pytest.param(
            {"peran": ROLES + f"{CLERK},bupati,,,2026-01-01,"}, "pilihannya administrator"
        ),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(
    small: House, files: dict[str, str], words: str
) -> None:
    small.found()
    before = small.everything()
    refused = small.bring(**files)
    assert refused.exit_code == 1, refused.output
    assert words in refused.output
    assert small.everything() == before


@pytest.mark.parametrize(
    ("start", "end"), [("06.30", "18.30"), ("07.30", "16.00")], ids=["BLG-8-2", "Perpres-21-2023"]
)
def test_hours_up_to_the_minute_of_the_law_are_ordinary(small: House, start: str, end: str) -> None:
    text = SCHEDULES.replace("07.30-16.00/60", f"{start}-{end}/60")
    assert small.bring(jadwal=text).exit_code == 0


def test_a_status_that_does_not_fit_the_nip_is_a_warning_only(small: House) -> None:
    small.found()
    text = PEOPLE_COLUMNS + f"{NURSE},Andi,PNS,Perawat,IX,081250010005,RSUD,2024-05-01,,,"
    told = small.bring(pegawai=text)
    assert told.exit_code == 0
    assert "Perhatian: pegawai.csv: baris 2: status: status PNS tidak lazim" in told.output


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        ("0552 21234", "+6255221234 nomor telepon rumah atau kantor"),
        ("+60 12 345 6789", "+60123456789 nomor luar negeri"),
        ("080000000000", "+6280000000000 bukan nomor yang dikenal"),
    ],
    ids=["57 a landline", "60 abroad", "no operator has it"],
)
def test_a_number_that_may_never_register_is_a_warning_only(
    small: House, phone: str, words: str
) -> None:
    small.found()
    text = PEOPLE_COLUMNS + f"{NURSE},Andi,PPPK,Perawat,IX,{phone},RSUD,2024-05-01,,,"
    told = small.bring(pegawai=text)
    assert told.exit_code == 0, told.output
    assert f"Perhatian: pegawai.csv: baris 2: telepon: {words}" in told.output


def test_shifts_days_off_holidays_and_roles_come_in_and_again(home: House) -> None:
    home.found()
    files = {
        "sif": SHIFTS + f"{NURSE},2026-04-06,2026-04-08,malam\n{NURSE},2026-04-09,,LIBUR",
        "libur": HOLIDAYS + "12/10/2026,HUT Kabupaten,Libur Daerah,SK Bupati 1/2026",
        "peran": ROLES + f"{HEAD},Administrator,,Keputusan Bupati 1/2025,2025-01-02,",
    }
    assert "4 baru, 0 berubah, 0 sama." in home.bring(**files).output
    assert "0 baru, 0 berubah, 4 sama." in home.bring(**files).output
    off = home.rows("SELECT schedule FROM employee_duty WHERE until IS NOT NULL ORDER BY since")
    assert off == [("MALAM",), (None,)]


def test_the_audit_names_who_imported_and_strangers_cannot(small: House) -> None:
    small.found()
    assert small.bring(peran=ROLES + f"{HEAD},administrator,,SK 1,2025-01-01,").exit_code == 0
    assert small.bring("bulungan", "--oleh", HEAD, tempat=PLACES).exit_code == 0
    assert small.rows("SELECT actor FROM audit ORDER BY at, id")[1:] == [("cli",), (HEAD,)]
    stranger = small.bring("bulungan", "--oleh", BOSS, tempat=PLACES)
    assert stranger.exit_code == 1
    assert f"NIP {BOSS} tidak ada" in stranger.output


def test_one_region_never_sees_the_other(small: House) -> None:
    small.found()
    assert small.bring("karanganyar", pegawai=PEOPLE).exit_code == 1
    assert (
        small.bring("karanganyar", jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE).exit_code == 0
    )
    assert small.rows("SELECT region, count(*) FROM employee GROUP BY region ORDER BY region") == [
        ("bulungan", 3),
        ("karanganyar", 3),
    ]
