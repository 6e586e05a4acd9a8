"""A region: its own settings, and how it may and may not fill what its regulation leaves open."""

import re
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.law.regulation import Regulation, Role, load, questions, read, shipped
from core.law.span import CalendarDays
from core.organisation.print_settings import (
    AS_THE_LAW_PRINTS,
    Margins,
    OwnMeasures,
    PrintSettings,
    Sheet,
)
from core.organisation.region import LocationPolicy, Region, RegionError, load_region

ROOT = Path(__file__).parents[3]
HEAD = """
kode = "karanganyar"
nama = "Kabupaten Karanganyar"
regulasi = "karanganyar"
kebijakan_lokasi = "live"
nama_aplikasi = "Hadir"
kontak = "Operator di unit Anda"
"""
NIP = "196501011990031001"
KEY = "presensi.pulang_paling_lambat"
SOURCE = "Perbup 24/2022 (belum dilihat)"


def provision(key: str = KEY, value: str = "18:00:00", since: str = "2024-01-01") -> str:
    return f"""
[[ketentuan]]
kunci = "{key}"
berlaku_sejak = {since}
nilai = {value}
sumber = "{SOURCE}"
"""


def region(*provisions: str) -> Region:
    return load_region(HEAD + "".join(provisions), "daerah.toml", read)


def test_a_region_stands_under_its_regulation_and_in_its_zone() -> None:
    loaded = region()
    assert (loaded.code, loaded.name) == ("karanganyar", "Kabupaten Karanganyar")
    assert (loaded.app_name, loaded.contact) == ("Hadir", "Operator di unit Anda")
    assert loaded.regulation == read("karanganyar")
    assert loaded.location_policy is LocationPolicy.LIVE
    assert loaded.zone == ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("line", "official"),
    [
        ("", None),
        (f'pejabat_verifikasi = "{NIP}"', NIP),
        ('pejabat_verifikasi = "19650101 199003 1 001"', NIP),
    ],
    ids=["nobody", "digits", "with spaces"],
)
def test_a_region_names_who_verifies_heads_of_offices(line: str, official: str | None) -> None:
    """AMB-39."""
    assert load_region(HEAD + line, "daerah.toml", read).official == official


def test_what_a_region_prints_on_stands_in_its_file() -> None:
    """Of what it does not say the law's own forms decide; a paper that nobody has is refused."""
    assert load_region(HEAD, "daerah.toml", read).printing == AS_THE_LAW_PRINTS
    text = """
        [cetak]
        kertas_lebar = "F4"
        klasifikasi_surat = "800.1.6.2"
        nip_berspasi = true
        huruf_izin = false
    """
    found = load_region(HEAD + text, "daerah.toml", read).printing
    assert found == PrintSettings(Sheet.A4, Sheet.F4, "800.1.6.2", True, False)
    with pytest.raises(RegionError, match="kertas"):
        load_region(HEAD + text.replace("F4", "A3"), "daerah.toml", read)


MEASURED = """
    [cetak]
    batas = { atas = 15, kanan = 20.5, bawah = 20, kiri = 25 }
    huruf_surat = 11
    ruang_tanda_tangan_lebar = 20
    nama_tebal = true
"""


def test_the_rule_of_a_daerah_on_official_papers_measures_them() -> None:
    own = load_region(HEAD + MEASURED, "daerah.toml", read).printing.own
    assert own == OwnMeasures(
        upright_margins=Margins(15, 20.5, 20, 25),
        text_pt=11,
        sheet_signature_mm=20,
        name_bold=True,
    )
    assert load_region(HEAD, "daerah.toml", read).printing.own == OwnMeasures()


@pytest.mark.parametrize(
    ("said", "instead", "told"),
    [
        ("kiri = 25", "kiri = 5", None),
        ("kiri = 25", "kiri = 4.9", "cetak.batas.kiri: 4.9 terlalu sedikit; paling sedikit 5"),
        ("kiri = 25", "kiri = 50", None),
        ("kiri = 25", "kiri = 50.1", "cetak.batas.kiri: 50.1 terlalu banyak; paling banyak 50"),
        (", kiri = 25", "", "cetak.batas.kiri: belum diisi"),
        ("surat = 11", "surat = 6", None),
        ("surat = 11", "surat = 5", "cetak.huruf_surat: 5 terlalu sedikit; paling sedikit 6"),
        ("surat = 11", "surat = 15", "cetak.huruf_surat: 15 terlalu banyak; paling banyak 14"),
        ("surat = 11", 'surat = "11"', "cetak.huruf_surat: harus bilangan tanpa tanda kutip"),
        ("lebar = 20", "lebar = 14", "terlalu sedikit; paling sedikit 15"),
        ("nama_tebal = true", 'nama_tebal = "ya"', "harus true atau false tanpa tanda kutip"),
        ("nama_tebal", "nama_tebel", "mungkin maksudnya nama_tebal"),
    ],
)
def test_a_measure_that_no_eye_or_pen_can_use_is_refused(
    said: str, instead: str, told: str | None
) -> None:
    text = HEAD + MEASURED.replace(said, instead)
    if told is None:
        assert load_region(text, "daerah.toml", read).printing.own
        return
    with pytest.raises(RegionError, match=re.escape(told)):
        load_region(text, "daerah.toml", read)


@pytest.mark.parametrize(("word", "policy"), [("live", LocationPolicy.LIVE), ("any", "any")])
def test_a_region_chooses_how_a_location_may_come(word: str, policy: LocationPolicy) -> None:
    text = HEAD.replace('"live"', f'"{word}"')
    assert load_region(text, "daerah.toml", read).location_policy is LocationPolicy(policy)


@pytest.mark.parametrize(
    ("day", "latest", "citation"),
    [
        (date(2023, 7, 3), None, "tidak diatur dalam Perbup Karanganyar 33/2023 (KAM-13)"),
        (date(2023, 12, 31), None, "tidak diatur dalam Perbup Karanganyar 33/2023 (KAM-13)"),
        (date(2024, 1, 1), time(18, 0), SOURCE),
        (date(2024, 12, 31), time(18, 0), SOURCE),
        (date(2025, 1, 1), time(19, 0), SOURCE),
    ],
    ids=lambda value: str(value) if isinstance(value, date) else "",
)
def test_a_provision_fills_the_silence_from_its_day_on(
    day: date, latest: time | None, citation: str
) -> None:
    filled = region(provision(), provision(value="19:00:00", since="2025-01-01")).regulation
    answer = filled.presensi.pulang_paling_lambat.on(day)
    assert (answer.value, answer.citation) == (latest, citation)
    assert answer.article is None
    assert answer.quote is None


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("presensi.masuk_paling_cepat", "06:00:00", time(6, 0)),
        ("lokasi.radius_bawaan", "75", 75),
        ("mutasi.tenggang", "{ hari = 3 }", CalendarDays(hari=3)),
        ("peran.blokir", '["pengelola_bkpsdm"]', (Role.BKPSDM_MANAGER,)),
    ],
)
def test_a_provision_is_read_as_the_regulation_would_be(
    key: str, written: str, value: object
) -> None:
    filled = questions(region(provision(key, written)).regulation)
    untouched = {name: timeline for name, timeline in filled.items() if name != key}
    assert filled[key].on(date(2024, 1, 1)).value == value
    assert untouched.items() <= questions(read("karanganyar")).items()


def test_a_later_law_goes_before_the_region() -> None:
    law = (ROOT / "core" / "law" / "regulations" / "karanganyar.toml").read_text("utf-8")
    later = f"""
[[{KEY}]]
berlaku_sejak = 2026-01-01
nilai = 17:30:00
pasal = "Pasal 8 ayat (2)"
kutipan = "paling lambat pukul 17.30 WIB"
"""

    def changed(_: str) -> Regulation:
        return load(law + later, "perubahan.toml")

    filled = load_region(HEAD + provision(), "daerah.toml", changed).regulation
    latest = filled.presensi.pulang_paling_lambat
    days = [date(2023, 12, 31), date(2025, 12, 31), date(2026, 1, 1)]
    assert [latest.on(day).value for day in days] == [None, time(18, 0), time(17, 30)]
    assert latest.on(days[-1]).article == "Pasal 8 ayat (2)"


BROKEN = {
    "not TOML": ("kode = \n", "daerah.toml: penulisan TOML keliru di baris 1"),
    "a missing name": (
        HEAD.replace('nama = "Kabupaten Karanganyar"\n', ""),
        "daerah.toml: nama: belum diisi",
    ),
    "a misspelt key": (HEAD + 'kontk = "x"\n', "kontk: kunci ini tidak dikenal; mungkin maksudnya"),
    "a code with blanks": (
        HEAD.replace('kode = "karanganyar"', 'kode = "Kota Baru"'),
        "daerah.toml: kode: hanya huruf kecil",
    ),
    "an unknown policy": (HEAD.replace('"live"', '"bebas"'), "pilihannya 'live' atau 'any'"),
    "an official whose NIP is too short": (
        HEAD + f'pejabat_verifikasi = "{NIP[:-1]}"\n',
        "daerah.toml: pejabat_verifikasi: NIP harus 18 angka, ini 17",
    ),
    "an official whose NIP begins with no date": (
        HEAD + f'pejabat_verifikasi = "{NIP.replace("0101", "1301", 1)}"\n',
        "daerah.toml: pejabat_verifikasi: delapan angka pertama NIP bukan tanggal lahir",
    ),
    "an official as a number": (
        HEAD + f"pejabat_verifikasi = {NIP}\n",
        "daerah.toml: pejabat_verifikasi: harus teks dalam tanda kutip",
    ),
    "an official by name": (
        HEAD + 'pejabat_verifikasi = "Sekretaris Daerah"\n',
        "daerah.toml: pejabat_verifikasi: NIP hanya boleh berisi angka",
    ),
    "an official who is nobody": (
        HEAD + 'pejabat_verifikasi = " "\n',
        "daerah.toml: pejabat_verifikasi: tidak boleh kosong",
    ),
    "no regulation named": (
        HEAD.replace('regulasi = "karanganyar"\n', ""),
        "daerah.toml: regulasi: belum diisi",
    ),
    "an unknown regulation": (
        HEAD.replace('regulasi = "karanganyar"', 'regulasi = "kotabaru"'),
        "daerah.toml: regulasi: kotabaru: peraturan ini tidak ada; yang tersedia: bulungan",
    ),
    "one table instead of entries": (
        HEAD + provision().replace("[[ketentuan]]", "[ketentuan]"),
        "daerah.toml: ketentuan: harus",
    ),
    "an unknown question": (
        HEAD + provision("presensi.pulang_paling_lambt"),
        "bukan pertanyaan dalam peraturan; mungkin maksudnya presensi.pulang_paling_lambat",
    ),
    "the identity of the regulation": (
        HEAD + provision("peraturan.nama", '"Lain"'),
        "peraturan.nama bukan pertanyaan",
    ),
    "a question the text answers": (
        HEAD + provision("tugas_khusus.masuk_paling_cepat", "08:00:00"),
        "sudah dijawab Pasal 9A ayat (2) huruf a Perbup Karanganyar 33/2023",
    ),
    "a question a decision answers": (
        HEAD + provision("akun.masa_kode_jam", "24"),
        "akun.masa_kode_jam sudah dijawab keputusan AMB-33; isi hanya yang tidak_diatur",
    ),
    "a time in quotes": (
        HEAD + provision(value='"18.00"'),
        "ketentuan: entri ke-1, nilai: harus jam tanpa tanda kutip",
    ),
    "a value of another kind": (
        HEAD + provision("lokasi.radius_bawaan", "18:00:00"),
        "ketentuan: entri ke-1, nilai: harus bilangan bulat",
    ),
    "a role outside the list": (
        HEAD + provision("peran.blokir", '["camat"]'),
        "ketentuan: entri ke-1, nilai ke-1: 'camat' tidak ada dalam daftar",
    ),
    "no source": (
        HEAD + provision().replace(f'sumber = "{SOURCE}"\n', ""),
        "ketentuan: entri ke-1, sumber: belum diisi",
    ),
    "a date before the regulation": (
        HEAD + provision(since="2023-07-02"),
        "Perbup Karanganyar 33/2023 belum berlaku pada 2023-07-02",
    ),
    "the same date twice": (
        HEAD + provision() + provision(),
        f"ketentuan: tanggal untuk {KEY} harus naik",
    ),
}


@pytest.mark.parametrize(("text", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_region_is_refused_with_its_name_key_and_reason(text: str, words: str) -> None:
    with pytest.raises(RegionError) as refused:
        load_region(text, "daerah.toml", read)
    assert words in str(refused.value)
    assert all(str(fault).startswith("daerah.toml: ") for fault in refused.value.faults)


def test_every_fault_is_told_at_once() -> None:
    head = HEAD.replace('"live"', '"bebas"').replace('regulasi = "kar', 'regulasi = "kor')
    text = head + provision(value='"18.00"') + provision("lokasi.radius", '"x"')
    with pytest.raises(RegionError) as refused:
        load_region(text, "daerah.toml", read)
    keys = [fault.key for fault in refused.value.faults]
    assert keys == ["regulasi", "kebijakan_lokasi", "ketentuan", "ketentuan"]


def test_a_region_without_a_zone_is_refused() -> None:
    law = (ROOT / "core" / "law" / "regulations" / "karanganyar.toml").read_text("utf-8")
    zone, rest = law[law.index("[[waktu") :].split("\n\n", 1)
    silent = '[[waktu.zona]]\nberlaku_sejak = 2023-07-03\ntidak_diatur = "KAM-13"\n\n'
    text = law.replace(zone + "\n\n" + rest, silent + rest)
    with pytest.raises(RegionError, match=r"waktu.zona: belum dijawab"):
        load_region(HEAD, "daerah.toml", lambda _: load(text, "tanpa-zona.toml"))


def test_the_code_names_no_region() -> None:
    assert [str(path) for path in code_files() if names_a_region(path)] == []


def code_files() -> list[Path]:
    rooms = [ROOT / room for room in ("core", "db", "handlers", "bot")]
    told = (ROOT / "bot" / "sandbox", ROOT / "bot" / "demo")  # stories need a place to happen
    found = (path for room in rooms for path in room.rglob("*.py"))
    return [path for path in found if not any(path.is_relative_to(place) for place in told)]


def names_a_region(path: Path) -> bool:
    text = path.read_text("utf-8").lower()
    return any(name in text for name in shipped())
