"""Regulation files with something wrong in them, and the words a clerk must be told about it."""

import re
from pathlib import Path

import pytest

from core.law.regulation import RegulationError, load

GOOD = (Path(__file__).parents[3] / "core" / "law" / "regulations" / "bulungan.toml").read_text(
    "utf-8"
)
ENTRY = """[[presensi.masuk_paling_cepat]]
berlaku_sejak = 2023-10-31
nilai = 06:30:00
pasal = "Pasal 8 ayat (2) huruf a"
kutipan = "pada pagi hari dimulai paling cepat pukul 06.30 WITA"
"""
PASAL = 'pasal = "Pasal 8 ayat (2) huruf a"\n'
QUOTE = 'kutipan = "pada pagi hari dimulai paling cepat pukul 06.30 WITA"\n'
SINCE = "berlaku_sejak = 2023-10-31\n"
VALUE = "nilai = 06:30:00\n"
UNTIL = "nilai = 4\n"
KEY = "presensi.masuk_paling_cepat"
_KINDS = GOOD[GOOD.index("[[jenis_izin.") :]
DISPENSATION = next(re.finditer(r"\[\n.*Dispensasi.*\n\]", _KINDS))[0]
BIG_LEAVE = next(re.finditer(r".*Cuti besar.*", _KINDS))[0]
DECIDED = 'keputusan = ["AMB-05", "AMB-47"]'
DOUBLE = '{ status = "ditahan" }, { status = "ditahan" },\n]\npasal = "Pasal 8'


def swap(old: str, new: str) -> str:
    """Return the good file with exactly one passage changed."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def entry(old: str, new: str) -> str:
    """Return the good file with one passage of the entry for the earliest masuk changed."""
    assert ENTRY.count(old) == 1, old
    return swap(ENTRY, ENTRY.replace(old, new))


def again(day: str) -> str:
    """Return the good file with a second entry for the earliest masuk."""
    return GOOD + ENTRY.replace("2023-10-31", day)


BROKEN = {
    "not TOML at all": ("nilai = 06.30\n", "penulisan TOML keliru di baris 1 kolom"),
    "cut off in a quote": (GOOD[:400], "penulisan TOML keliru di akhir berkas"),
    "a key written twice": (entry(VALUE, VALUE * 2), "atau kunci yang sama dua kali"),
    "a time with an offset": (entry("06:30:00", "06:30:00+08:00"), "penulisan TOML keliru"),
    "an unknown section": (
        GOOD + "[presensa]\nx = 1\n",
        "presensa: kunci ini tidak dikenal; mungkin maksudnya presensi",
    ),
    "an unknown question": (
        GOOD + ENTRY.replace("paling_cepat", "tercepat"),
        "presensi.masuk_tercepat: kunci ini tidak dikenal",
    ),
    "an unknown key of an entry": (
        entry("kutipan =", "kutpan ="),
        f"{KEY}: entri ke-1, kutpan: kunci ini tidak dikenal; mungkin maksudnya kutipan",
    ),
    "a missing section": (
        swap(GOOD[GOOD.index("[[privasi.") :], ""),
        "privasi: belum diisi",
    ),
    "a missing question": (swap(ENTRY, ""), f"{KEY}: belum diisi"),
    "a missing name": (
        swap('singkatan = "Perbup Bulungan 32/2023"\n', ""),
        "peraturan.singkatan: belum diisi",
    ),
    "a choice where the text leaves none": (
        entry(QUOTE, QUOTE + 'pilihan_daerah = ["nilai"]\n'),
        f"{KEY}: entri ke-1: pilihan_daerah hanya ada bersama keputusan",
    ),
    "a choice of something else": (
        swap(DECIDED, f'pilihan_daerah = ["tanggal"]\n{DECIDED}'),
        "pilihannya 'nilai', 'akibat', 'huruf' atau 'hitungan'",
    ),
    "an exemption written twice": (
        swap('    { status = "ditahan" },\n]\npasal = "Pasal 8', DOUBLE),
        "pengecualian.status: entri ke-1, nilai: ada yang ditulis dua kali",
    ),
    "a missing value": (entry(VALUE, ""), f"{KEY}: entri ke-1, nilai: belum diisi"),
    "a missing date": (entry(SINCE, ""), f"{KEY}: entri ke-1, berlaku_sejak: belum diisi"),
    "a table instead of entries": (
        entry(f"[[{KEY}]]", f"[{KEY}]"),
        f"{KEY}: harus ditulis dengan dua kurung siku",
    ),
    "a time in quotes": (
        entry("06:30:00", '"06.30"'),
        f"{KEY}: entri ke-1, nilai: harus jam tanpa tanda kutip",
    ),
    "an instant instead of a time": (
        entry("06:30:00", "2023-10-31T06:30:00+08:00"),
        f"{KEY}: entri ke-1, nilai: harus jam tanpa tanda kutip dan tanpa selisih zona",
    ),
    "a date in quotes": (
        entry("2023-10-31", '"2023-10-31"'),
        f"{KEY}: entri ke-1, berlaku_sejak: harus tanggal tanpa tanda kutip",
    ),
    "an instant instead of a date": (
        entry("2023-10-31", "2023-10-31T00:00:00"),
        f"{KEY}: entri ke-1, berlaku_sejak: harus tanggal tanpa tanda kutip",
    ),
    "a number in quotes": (
        swap("nilai = 72", 'nilai = "72"'),
        "akun.masa_kode_jam: entri ke-1, nilai: harus bilangan bulat",
    ),
    "yes instead of a number": (
        swap("nilai = 72", "nilai = true"),
        "akun.masa_kode_jam: entri ke-1, nilai: harus bilangan bulat",
    ),
    "a negative number": (
        swap("nilai = 100", "nilai = -100"),
        "lokasi.radius_bawaan: entri ke-1, nilai: -100 harus lebih besar dari 0",
    ),
    "a negative span": (
        swap("{ hari = 7 }", "{ hari = -7 }"),
        "mutasi.tenggang: entri ke-1, nilai.hari: -7 harus lebih besar dari 0",
    ),
    "a span in a unit that is not meant": (
        swap("{ hari = 7 }", "{ hari_kerja = 7 }"),
        "mutasi.tenggang: entri ke-1, nilai.hari: belum diisi",
    ),
    "a bare number as a span": (
        swap("{ hari = 7 }", "7"),
        "mutasi.tenggang: entri ke-1, nilai: harus tabel; rentang ditulis seperti { hari = 7 }",
    ),
    "the same date twice": (again("2023-10-31"), f"{KEY}: tanggal 2023-10-31 tertulis dua kali"),
    "a falling date": (
        again("2023-10-30"),
        f"{KEY}: tanggal mundur: 2023-10-30 ditulis sesudah 2023-10-31",
    ),
    "an answer that begins after the law": (
        entry("2023-10-31", "2024-01-01"),
        f"{KEY}: baru dijawab sejak 2024-01-01, padahal peraturan berlaku sejak 2023-10-31",
    ),
    "a value and tidak_diatur": (
        swap(ENTRY, f'[[{KEY}]]\n{SINCE}{VALUE}tidak_diatur = "KAM-13"\n'),
        f"{KEY}: entri ke-1, nilai: tidak boleh ada bersama tidak_diatur",
    ),
    "an article and tidak_diatur": (
        entry(VALUE, 'tidak_diatur = "KAM-13"\n'),
        f"{KEY}: entri ke-1, pasal: tidak boleh ada bersama tidak_diatur",
    ),
    "no source": (
        entry(PASAL + QUOTE, ""),
        f"{KEY}: entri ke-1: tidak ada sumbernya; isi pasal dan kutipan",
    ),
    "an article without its quote": (
        entry(QUOTE, ""),
        f"{KEY}: entri ke-1, kutipan: belum diisi",
    ),
    "a quote without its article": (entry(PASAL, ""), f"{KEY}: entri ke-1, pasal: belum diisi"),
    "an empty quote": (entry(QUOTE, 'kutipan = " "\n'), "kutipan: tidak boleh kosong"),
    "a decision without its reason": (
        entry(PASAL + QUOTE, 'keputusan = "AMB-05"\n'),
        f"{KEY}: entri ke-1, alasan: belum diisi",
    ),
    "an article in another spelling": (
        entry("Pasal 8 ayat (2) huruf a", "Psl. 8 (2) a"),
        f"{KEY}: entri ke-1, pasal: pasal ditulis seperti Pasal 8 ayat (2) huruf a",
    ),
    "a decision of no known shape": (
        swap(DECIDED, DECIDED.replace("AMB-05", "amb 5")),
        "presensi.terlambat_setelah: entri ke-1, keputusan ke-1: nomor keputusan ditulis seperti",
    ),
    "a decision's hundred with a nought before it": (
        swap(DECIDED, DECIDED.replace("AMB-05", "AMB-010")),
        "presensi.terlambat_setelah: entri ke-1, keputusan ke-1: nomor keputusan ditulis seperti",
    ),
    "a silence of no known number": (
        swap(ENTRY, f'[[{KEY}]]\n{SINCE}tidak_diatur = "tidak tahu"\n'),
        f"{KEY}: entri ke-1, tidak_diatur: nomor keputusan ditulis seperti AMB-05 atau KAM-13",
    ),
    "a role outside the closed list": (
        swap('["administrator", "kepala"]', '["administrator", "camat"]'),
        "peran.pantau: entri ke-1, nilai ke-2: 'camat' tidak ada dalam daftar; pilihannya",
    ),
    "a role twice": (
        swap('["administrator", "kepala"]', '["kepala", "kepala"]'),
        "peran.pantau: entri ke-1, nilai: ada yang ditulis dua kali dalam daftar ini",
    ),
    "nobody in a role": (
        swap('["administrator", "kepala"]', "[]"),
        "peran.pantau: entri ke-1, nilai: daftar ini tidak boleh kosong",
    ),
    "a role without its list": (
        swap('["administrator", "kepala"]', '"kepala"'),
        "peran.pantau: entri ke-1, nilai: harus daftar dalam kurung siku",
    ),
    "a choice outside the closed list": (
        swap('"jam_masuk"', '"jam_tujuh"'),
        "presensi.terlambat_setelah: entri ke-1, nilai: 'jam_tujuh' tidak ada dalam daftar",
    ),
    "an effect that the code does not have": (
        swap('akibat = "pulang cepat"', 'akibat = "pulang siang"'),
        "jenis_izin.pulang_cepat: entri ke-1, nilai ke-1.akibat: 'pulang siang' tidak ada dalam",
    ),
    "a letter that no form has": (
        swap('huruf = "TK"', 'huruf = "T"'),
        "jenis_izin.tugas_khusus: entri ke-1, nilai ke-1.huruf: 'T' tidak ada dalam daftar",
    ),
    "a kind without a name": (
        swap('nama = "Cuti besar", ', ""),
        "jenis_izin.cuti: entri ke-1, nilai ke-2.nama: belum diisi",
    ),
    "two kinds of one code": (
        swap('kode = "besar"', 'kode = "tahunan"'),
        "jenis_izin.cuti: entri ke-1, nilai: ada yang ditulis dua kali dalam daftar ini",
    ),
    "no kind at all": (
        swap(DISPENSATION, "[]"),
        "jenis_izin.pulang_cepat: entri ke-1, nilai: daftar ini tidak boleh kosong",
    ),
    "one kind without its list": (
        swap(DISPENSATION, DISPENSATION.strip("[],\n ")),
        "jenis_izin.pulang_cepat: entri ke-1, nilai: harus daftar dalam kurung siku",
    ),
    "a paper that is demanded at no known time": (
        swap('"sebelum disetujui"', '"nanti"'),
        "jenis_izin.sakit: entri ke-1, nilai ke-1.surat.wajib: 'nanti' tidak ada dalam daftar",
    ),
    "a misspelt key of a paper": (
        swap('wajib = "sebelum', 'wjib = "sebelum'),
        "nilai ke-1.surat.wjib: kunci ini tidak dikenal; mungkin maksudnya wajib",
    ),
    "a number that is neither demanded nor left out": (
        swap('"sebelum disetujui" }', '"sebelum disetujui", nomor = "ya" }'),
        "nilai ke-1.surat.nomor: 'ya' tidak ada dalam daftar; pilihannya 'wajib'",
    ),
    "a kind of employee nobody knows": (
        swap(BIG_LEAVE, BIG_LEAVE.replace('"PNS"', '"GTT"')),
        "jenis_izin.cuti: entri ke-1, nilai ke-2.bagi ke-2: 'GTT' tidak ada dalam daftar",
    ),
    "a zone that does not exist": (
        swap('"Asia/Makassar"', '"Asia/Tarakan"'),
        "waktu.zona: entri ke-1, nilai: zona waktu ini tidak ada; contoh: Asia/Jakarta",
    ),
    "a zone that is a folder": (
        swap('"Asia/Makassar"', '"Asia"'),
        "waktu.zona: entri ke-1, nilai: zona waktu ini tidak ada",
    ),
    "a month revised until its 29th, which February may lack": (
        swap(UNTIL, "nilai = 29\n"),
        "laporan.revisi_sampai: entri ke-1, nilai: harus tanggal dari 1 sampai 28",
    ),
    "a month revised until no day at all": (
        swap(UNTIL, "nilai = 0\n"),
        "laporan.revisi_sampai: entri ke-1, nilai: harus tanggal dari 1 sampai 28",
    ),
    "a month revised until a day in words": (
        swap(UNTIL, 'nilai = "tanggal lima"\n'),
        "laporan.revisi_sampai: entri ke-1, nilai: harus tanggal dari 1 sampai 28, atau",
    ),
    "a month revised until a truth": (
        swap(UNTIL, "nilai = true\n"),
        "laporan.revisi_sampai: entri ke-1, nilai: harus tanggal dari 1 sampai 28, atau",
    ),
    "a condition outside the closed list": (
        swap('"telepon_rusak", "server', '"telepon_basah", "server'),
        "manual.keadaan: entri ke-1, nilai ke-3: 'telepon_basah' tidak ada dalam daftar",
    ),
    "a limit that does not say for which conditions": (
        swap("hari = 7, keadaan", "hari = 7, kedaan"),
        "manual.per_kejadian: entri ke-1, nilai.kedaan: kunci ini tidak dikenal; mungkin maksudnya",
    ),
    "a paper in a format that no annex has": (
        swap('formulir = "C"', 'formulir = "c"'),
        "manual.surat: entri ke-1, nilai.berkas ke-1.formulir: 'c' tidak ada dalam daftar",
    ),
    "a code with blanks": (
        swap('kode = "bulungan"', 'kode = "Kota Baru"'),
        "peraturan.kode: hanya huruf kecil, angka dan tanda hubung",
    ),
}


@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_with_its_name_key_and_reason(text: str, words: str) -> None:
    with pytest.raises(RegulationError) as refused:
        load(text, "rusak.toml")
    assert words in str(refused.value)
    assert all(line.startswith("rusak.toml: ") for line in str(refused.value).splitlines())


@pytest.mark.parametrize(("text", "_"), BROKEN.values(), ids=BROKEN)
def test_no_reason_is_left_in_english(text: str, _: str) -> None:
    with pytest.raises(RegulationError) as refused:
        load(text, "rusak.toml")
    assert not any(word in str(refused.value) for word in ("should", "Input", "valid ", " or "))


def test_every_fault_is_told_at_once() -> None:
    text = again("2023-10-30").replace('"Asia/Makassar"', '"Asia"').replace("nilai = 72", "")
    with pytest.raises(RegulationError) as refused:
        load(text.replace('kode = "bulungan"\n', ""), "rusak.toml")
    keys = [fault.key for fault in refused.value.faults]
    assert keys == ["peraturan.kode", "waktu.zona", "akun.masa_kode_jam", KEY]


def test_an_empty_file_misses_every_section() -> None:
    with pytest.raises(RegulationError) as refused:
        load("", "kosong.toml")
    assert len(refused.value.faults) == 24
    assert {fault.reason for fault in refused.value.faults} == {"belum diisi"}


@pytest.mark.parametrize("day", [1, 28])
def test_a_month_may_be_revised_until_any_day_that_every_month_has(day: int) -> None:
    """BLG-13-4."""
    changed = load(swap(UNTIL, f"nilai = {day}\n"), "diubah.toml")
    assert changed.laporan.revisi_sampai.answers[0].value == day
