"""Holidays, exports, checks, dead letters, settings: the rest of the command line."""

import csv
import io
import json
import re
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.runtime.delivery import Outcome
from bot.runtime.regions import load_regions
from core.law.kinds import HolidayKind
from core.law.regulation import shipped
from core.organisation.region import RegionError
from handlers.usecases.holidays import national
from tests.builders.house import (
    CLERK,
    DATA,
    OFFICES,
    PEOPLE,
    SCHEDULES,
    House,
    house,
    in_january,
)


def test_the_holidays_of_2026_are_those_of_the_decree() -> None:
    days = national(2026)
    kinds = [day.kind for day in days]
    assert kinds.count(HolidayKind.NATIONAL) == 17
    assert kinds.count(HolidayKind.COLLECTIVE) == 8


def test_a_seed_never_overwrites_a_decree_and_can_be_repeated(home: House) -> None:
    decreed = "tanggal,nama,jenis,dasar\n2026-08-17,Proklamasi,libur nasional,SKB 1497/2025"
    assert home.bring(libur=decreed).exit_code == 0
    for _ in range(2):
        told = in_january(home).run("libur", "bulungan", "2026")
        assert "24 hari libur 2026 diisi, 1 yang sudah diimpor tetap." in told.output
        assert "Perhatian" not in told.output
    kept = "SELECT name, decree FROM holiday WHERE decree IS NOT NULL"
    assert home.rows(kept) == [("Proklamasi", "SKB 1497/2025")]
    assert home.rows("SELECT count(*) FROM holiday") == [(25,)]


def test_a_year_without_cuti_bersama_is_told(small: House) -> None:
    assert "cuti bersama 2029 belum diketahui" in small.run("libur", "bulungan", "2029").output


def stamp(home: House, name: str, region: str = "bulungan") -> None:
    """Of somebody who could stamp since the year began."""
    home.rows(
        "UPDATE employee SET name = :name, offered_at = '2026-01-02 00:00:00.000000+00:00'"
        " WHERE nip = :nip AND region = :region RETURNING nip",
        name=name,
        nip=CLERK,
        region=region,
    )
    home.rows(
        "INSERT INTO stamp (region, employee, date, leg, at, received_at, review, place, distance,"
        " latitude, longitude, channel, message, evidence, grounds) "
        "SELECT region, employee, '2026-04-06', 'masuk', '2026-04-05 23:24:00+00:00',"
        " '2026-04-05 23:24:01+00:00', true, 'SETDA', 12.34, 2.84, 117.36, 'telegram', '1',"
        " '{\"age\": 3}', '[]' FROM employee WHERE nip = :nip AND region = :region"
        " RETURNING employee",
        nip=CLERK,
        region=region,
    )
    home.rows(
        "INSERT INTO review (region, id, employee, date, leg, duty, nth, reasons, asked_at, due_at)"
        " SELECT region, '0190f0000000700080000000000000ff', employee, date, leg, duty, nth,"
        " '[\"vague\"]', at, at FROM stamp RETURNING id"
    )


PERIOD = ("--dari", "2026-04-06", "--sampai", "2026-04-06")


def test_stamps_come_out_in_local_time_and_compute_nothing(home: House) -> None:
    stamp(home, "=1+1")
    told = home.run("export", "stamps", "bulungan", *PERIOD)
    (line,) = csv.DictReader(io.StringIO(told.output))
    assert line["nama"] == "'=1+1"
    assert (line["jam"], line["zona"]) == ("2026-04-06 07:24:00", "WITA")
    assert (line["jarak_m"], line["tinjau"], line["tempat"]) == ("12.3", "ya", "SETDA")
    assert (line["dinas_ke"], line["dihitung"], line["keterangan"]) == ("1", "ya", "")
    assert json.loads(line["bukti"]) == {"age": 3}


def test_what_was_recorded_can_be_laid_before_whoever_examines_it(small: House) -> None:
    """KRA-10-1: evidence comes out, and nothing of it says what is to be done about it."""
    assert small.bring("karanganyar", jadwal=SCHEDULES, kantor=OFFICES, pegawai=PEOPLE)
    stamp(small, "Yohanes", "karanganyar")
    told = small.run("export", "stamps", "karanganyar", "--format", "json", *PERIOD)
    (line,) = json.loads(told.output)
    assert (line["nip"], line["zona"], line["bukti"]) == (CLERK, "WIB", {"age": 3})
    assert not {"sanksi", "hukuman"} & set(line)


def test_a_stamp_from_before_the_first_use_says_so(small: House) -> None:
    """AMB-52."""
    stamp(small, "Yohanes")
    small.rows("UPDATE employee SET offered_at = '2026-04-05 00:00:00+00:00' RETURNING 1")
    begun = small.run("mulai", "bulungan", "--sejak", "2026-04-07", "--sk", "SK 3")
    assert begun.exit_code == 0, begun.output
    told = small.run("export", "stamps", "bulungan", *PERIOD)
    (line,) = csv.DictReader(io.StringIO(told.output))
    assert (line["dihitung"], line["keterangan"]) == ("tidak", "belum memakai")


def test_a_stamp_made_elsewhere_has_neither_place_nor_distance(home: House) -> None:
    """KRA-9A-1, KRA-9B-1."""
    stamp(home, "Yohanes")
    home.rows("UPDATE stamp SET place = NULL, distance = NULL RETURNING leg")
    home.rows("UPDATE review SET state = 'disetujui' RETURNING id")
    told = home.run("export", "stamps", "bulungan", *PERIOD)
    (line,) = csv.DictReader(io.StringIO(told.output))
    assert (line["tempat"], line["jarak_m"]) == ("", "")
    assert (line["dihitung"], line["tinjau"]) == ("tidak", "tidak"), "nothing was asked for"


def test_stamps_come_out_as_json_into_a_file_that_is_whole_or_not_there(small: House) -> None:
    stamp(small, "Yohanes")
    file = small.folder / "presensi.json"
    words = ("export", "stamps", "bulungan", "--format", "json", "--output", str(file))
    assert "1 presensi disimpan" in small.run(*words, *PERIOD).output
    (line,) = json.loads(file.read_text())
    assert line["tinjau"] is True
    assert list(small.folder.glob("*.part")) == []
    refused = small.run(*words[:-1], str(small.folder / "tidak" / "ada.json"), *PERIOD)
    assert refused.exit_code == 1
    assert "tidak bisa ditulis" in refused.output


def test_days_outside_are_not_exported(small: House) -> None:
    stamp(small, "Yohanes")
    words = ("--dari", "2026-04-07", "--sampai", "2026-04-08")
    told = small.run("export", "stamps", "bulungan", "--format", "json", *words)
    assert json.loads(told.output) == []


def test_a_long_export_is_read_page_by_page(small: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.records.export.PAGE_STAMPS", 3)
    stamp(small, "Yohanes")
    both = (
        "INSERT INTO stamp (region, employee, date, duty, leg, nth, at, received_at, review, place,"
        " distance, latitude, longitude, accuracy, channel, message, evidence, grounds)"
        " SELECT region, employee, date, duty, 'pulang', nth, at, received_at, review, place,"
        " distance, latitude, longitude, accuracy, channel, message, evidence, grounds FROM stamp"
    )
    small.rows(f"{both} RETURNING leg")
    yesterday = both.replace("employee, date, duty, 'pulang'", "employee, '2026-04-05', duty, leg")
    small.rows(f"{yesterday} RETURNING leg")
    period = ("--dari", "2026-04-05", "--sampai", "2026-04-06")
    told = small.run("export", "stamps", "bulungan", "--format", "json", *period)
    assert [line["jenis"] for line in json.loads(told.output)] == ["masuk", "pulang"] * 2


ALLOWED = ("HADIR_DATA_CONTOH", "ya")


def test_the_shipped_files_are_all_right(small: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(*ALLOWED)
    told = small.run("check")
    assert told.exit_code == 0
    assert "Semua berkas benar." in told.output
    assert "karanganyar memakai data contoh: 6 ketentuan" in told.output


def test_what_nobody_has_read_in_a_text_is_no_answer_in_earnest(small: House) -> None:
    """KAM-13: each made-up answer is named; Bulungan's file has none."""
    told = small.run("check")
    assert told.exit_code == 1
    assert told.output.count("masih data contoh, belum dari naskahnya") == 6
    assert "karanganyar.toml: presensi.masuk_paling_cepat: masih data contoh" in told.output
    assert small.run("check", str(DATA / "regions" / "bulungan.toml")).exit_code == 0
    assert small.run("check", str(DATA / "regions" / "karanganyar.toml")).exit_code == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param("tidak", "masih berisi data contoh; lihat: hadir check", id="KAM-13 refused"),
        pytest.param("ya", "bot tanpa berkas daerah: antah", id="KAM-13 allowed: it goes on"),
    ],
)
def test_the_service_starts_on_sample_data_only_where_that_is_allowed(
    small: House, monkeypatch: pytest.MonkeyPatch, value: str, words: str
) -> None:
    monkeypatch.setenv("HADIR_DATA_CONTOH", value)
    monkeypatch.setenv("HADIR_TELEGRAM__ANTAH__TOKEN", "1:x")
    told = small.run("serve")
    assert told.exit_code == 1
    assert words in told.output


def test_check_lists_every_fault_of_every_file(small: House) -> None:
    one = small.file("satu.toml", 'kode = "satu"')
    two = small.file("dua.toml", "[peraturan]\nkode = 1")
    told = small.run("check", one, two, str(small.folder / "tiada.toml"))
    assert told.exit_code == 1
    for words in ("satu.toml: nama: belum diisi", "dua.toml: peraturan.kode", "tidak bisa dibaca"):
        assert words in told.output


def test_regions_tell_all_faults_of_all_files_at_once(tmp_path: Path) -> None:
    with pytest.raises(RegionError, match="tidak ada berkas daerah"):
        load_regions(tmp_path)
    good = (DATA / "regions" / "bulungan.toml").read_text()
    (tmp_path / "a.toml").write_text(good)
    (tmp_path / "b.toml").write_text(good)
    (tmp_path / "c.toml").write_text("kode = ")
    (tmp_path / "d.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RegionError) as refused:
        load_regions(tmp_path)
    assert {fault.file for fault in refused.value.faults} == {"b.toml", "c.toml", "d.toml"}


def test_the_demo_regions_cover_every_shipped_regulation() -> None:
    regions = load_regions(DATA / "regions")
    assert {region.regulation.peraturan.kode for region in regions.values()} == set(shipped())


def test_dead_letters_are_listed_and_unknown_ones_refused(small: House) -> None:
    assert "Tidak ada pesan yang gagal." in small.run("dead-letters").output
    small.rows(
        'INSERT INTO dead_letter (region, channel, "update", received_at, body, traceback) '
        "VALUES ('bulungan', 'telegram', '77', '2026-04-06 00:00:00', '{}', 'x\nValueError: y')"
        " RETURNING 1"
    )
    told = small.run("dead-letters")
    assert "77" in told.output
    assert "ValueError: y" in told.output
    refused = small.run("dead-letters", "--retry", "78")
    assert refused.exit_code == 1
    assert "Tidak ada di daftar: 78." in refused.output


def test_a_region_that_is_none_is_refused_with_those_that_are(small: House) -> None:
    refused = small.run("libur", "bulungn", "2026")
    assert refused.exit_code == 1
    assert "mungkin maksudnya bulungan. Yang ada: bulungan, karanganyar" in refused.output


def test_a_database_without_tables_is_told_to_be_migrated(tmp_path: Path) -> None:
    empty = house(tmp_path, f"sqlite+aiosqlite:///{tmp_path}/empty.sqlite3")
    refused = empty.run("libur", "bulungan", "2026")
    assert refused.exit_code == 1
    assert "jalankan dulu: hadir migrate" in refused.output
    assert empty.run("migrate").exit_code == 0
    assert empty.run("libur", "bulungan", "2026").exit_code == 0


def test_a_database_that_is_away_is_told_in_plain_words(tmp_path: Path) -> None:
    away = house(tmp_path, "postgresql+asyncpg://x@127.0.0.1:1/x")
    refused = away.run("libur", "bulungan", "2026")
    assert refused.exit_code == 1
    assert "Basis data tidak bisa dihubungi" in refused.output


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("HADIR_PORT", "abc", "HADIR_PORT: harus bilangan bulat"),
        ("HADIR_PORT", "70000", "HADIR_PORT: di luar batas"),
        ("HADIR_LOG_FORMAT", "xml", "HADIR_LOG_FORMAT: pilihannya"),
        ("HADIR_TELEGRAM__BULUNGAN__SECRET", "a", "HADIR_TELEGRAM__BULUNGAN__TOKEN: belum diisi"),
    ],
)
def test_wrong_settings_are_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    told = CliRunner().invoke(app, ["check"])
    assert told.exit_code == 2
    assert words in told.output
    assert CliRunner().invoke(app, ["check", "--help"]).exit_code == 0


def test_a_bot_without_a_region_does_not_start(
    small: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(*ALLOWED)
    monkeypatch.setenv("HADIR_TELEGRAM__ANTAH__TOKEN", "1:x")
    refused = small.run("serve")
    assert refused.exit_code == 1
    assert "bot tanpa berkas daerah: antah" in refused.output


def test_the_demo_tells_how_it_can_be_started(small: House) -> None:
    told = small.run("demo", "--help")
    assert told.exit_code == 0
    for option in ("--script", "--keep", "--port", "--tiles", "HADIR_DEMO_TILES"):
        assert option in told.output


@pytest.mark.parametrize(
    "words", [("--port", "delapan"), ("--naskah",), ("--keep",)], ids=lambda words: words[0]
)
def test_the_demo_refuses_options_that_are_none(small: House, words: tuple[str, ...]) -> None:
    assert small.run("demo", *words).exit_code == 2


def test_the_demo_says_that_its_port_is_taken(small: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = str(door.getsockname()[1])
        told = small.run("demo", "--port", port)
    assert told.exit_code == 2
    assert f"port {port} sudah dipakai" in told.output


@pytest.mark.parametrize("tiles", ["peta", "http://peta/{z}/{x}/{y}.png", "https://peta/{z}.png"])
def test_the_demo_takes_only_tiles_that_it_can_ask_for(small: House, tiles: str) -> None:
    told = small.run("demo", "--tiles", tiles)
    assert told.exit_code == 2
    assert "https://" in told.output


def test_the_script_of_the_demo_keeps_what_it_made_where_it_is_told(small: House) -> None:
    """It is a promise of the README: every expectation of the scripted days is met."""
    folder = small.folder / "baru" / "demo"
    told = small.run("demo", "--script", "--keep", str(folder))
    assert told.exit_code == 0, told.output
    assert "Tercatat masuk 07.13 WITA, tepat waktu" in told.output
    promised = re.search(
        r"one of its (\d+) expectations",
        (Path(__file__).parents[3] / "README.md").read_text("utf-8"),
    )
    assert promised is not None
    assert f"{promised[1]} dari {promised[1]} harapan terpenuhi" in told.output
    assert "http://" not in told.output
    drawn = [file.name.partition("-")[2] for file in (folder / "gambar").iterdir()]
    assert sorted(drawn) == [
        "hendra.jpg",
        "hendra.png",
        "maria.jpg",
        "rahmawati.jpg",
        "ratna-Surat-Pembatalan_2026-04-21.pdf",
        "siti-Daftar-Apel_2026-04-30_DINKES.pdf",
        "siti-Kinerja-Pegawai_2026-04_DINKES.zip",
        "siti-Kinerja-Pegawai_2026-04_DINKES.zip",
        "siti-Laporan-Presensi_2026-04_DINKES_v1.zip",
        "siti-Presensi-Manual_2026-04_RSUD.pdf",
        "siti-Rekap-Apel_2026-04_DINKES.pdf",
        "siti-Rekap-Apel_2026-04_DINKES.xlsx",
        "siti-Rekap-Kinerja_2026-04_DINKES.pdf",
        "siti-Rekap-Kinerja_2026-04_DINKES.pdf",
        "siti-Rekap-Kinerja_2026-04_DINKES.xlsx",
        "siti-Rekap-Presensi_2026-04_DINKES.pdf",
        "siti-Rekap-Presensi_2026-04_DINKES.pdf",
        "siti-Rekap-Presensi_2026-04_DINKES.xlsx",
        "siti-Surat-Keterangan_2026-04_RSUD.pdf",
        "siti.png",
        "siti.png",
        "siti.png",
        "sri-Rekap-Presensi_2026-04_DINKES.pdf",
        "sri-Rekap-Presensi_2026-04_DINKES.xlsx",
        "syarifuddin.jpg",
        "yohanes.jpg",
    ]
    assert "Maria Ulfah" in (folder / "presensi.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("outcome", "told", "code"),
    [
        (Outcome.DONE, "1 dari 1 pesan berhasil diolah.", 0),
        (Outcome.NOTHING, "1 tidak menghasilkan apa-apa: chat-nya sudah berlanjut.", 1),
        (Outcome.DEAD, "1 gagal lagi", 1),
        (Outcome.UNAVAILABLE, "1 belum bisa", 1),
    ],
)
def test_a_retry_reports_as_done_only_what_did_something(
    small: House, monkeypatch: pytest.MonkeyPatch, outcome: Outcome, told: str, code: int
) -> None:
    async def retried(_settings: object, _channels: object, letters: list[object]) -> list[Outcome]:
        return [outcome for _ in letters]

    small.rows(
        'INSERT INTO dead_letter (region, channel, "update", received_at, body, traceback) '
        "VALUES ('bulungan', 'telegram', '7', '2026-04-06', '{}', 'x') RETURNING region"
    )
    monkeypatch.setattr("bot.runtime.service.retry", retried)
    said = small.run("dead-letters", "--retry-all")
    assert (told in said.output, said.exit_code) == (True, code)
    assert ("0 dari 1" in said.output) is (outcome is not Outcome.DONE)
