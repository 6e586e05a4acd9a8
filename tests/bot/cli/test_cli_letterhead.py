"""Letterheads: what a kantor file says of them, the logo, and what is still missing."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.builders.house import CLERK, OFFICES, House

KOP = (
    "kode,nama,induk,jadwal,berlaku_sejak,nama_kop,alamat,telepon,laman,kode_surat\n"
    'DINKES,Dinas Kesehatan,,KANTOR,2020-01-01,,"Jalan Contoh Nomor 1, Tanjung Selor",'
    "Telepon 0552 000001,Laman contoh.go.id,DINKES\n"
)


def picture(size: tuple[int, int] = (80, 100), form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "white").save(buffer, form)
    return buffer.getvalue()


def kop(home: House, *words: str) -> str:
    done = home.run("kop", "bulungan", *words)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def lacking(home: House) -> dict[str, str]:
    """What each office lacks, by its code."""
    rows = [line.split("│") for line in home.run("kop", "bulungan").output.splitlines()]
    return {row[1].strip(): row[3].strip() for row in rows if len(row) == 5}


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_kantor_file_brings_the_address_and_the_code(small: House) -> None:
    done = small.bring(kantor=KOP)
    assert done.exit_code == 0, done.output
    assert "berubah" in done.output
    kept = small.rows("SELECT office, name, address, phone, web, code FROM letterhead")
    address = "Jalan Contoh Nomor 1, Tanjung Selor"
    words = (address, "Telepon 0552 000001", "Laman contoh.go.id")
    assert kept == [("DINKES", "", *words, "DINKES")]
    again = small.bring(kantor=KOP)
    assert "sama" in again.output
    change = small.rows("SELECT after FROM audit_change WHERE what = 'kop surat'")
    assert len(change) == 1
    assert "Jalan Contoh" in str(change[0][0])


def test_a_file_that_says_nothing_of_it_leaves_the_letterhead_as_it_is(small: House) -> None:
    small.bring(kantor=KOP)
    assert small.bring(kantor=OFFICES).exit_code == 0
    assert small.rows("SELECT code FROM letterhead") == [("DINKES",)]


def test_a_logo_is_kept_for_every_office_that_is_no_part_of_another(small: House) -> None:
    logo = small.file("logo.png", picture())
    assert kop(small, "--logo", logo) == "Logo dipasang: DINKES, SETDA."
    assert kop(small, "--logo", logo) == "Tidak ada yang berubah."
    lines = small.rows("SELECT action FROM audit WHERE action = 'logo diganti'")
    assert len(lines) == 1
    assert lacking(small)["RSUD"] == "alamat, kode surat", "a part has that of its whole"


def test_an_office_can_have_a_logo_of_its_own_and_lose_it(small: House) -> None:
    logo = small.file("rsud.jpg", picture(form="JPEG"))
    assert kop(small, "--logo", logo, "--kantor", "RSUD") == "Logo dipasang: RSUD."
    assert lacking(small)["DINKES"] == "alamat, logo, kode surat"
    assert kop(small, "--tanpa-logo", "--kantor", "RSUD") == "Logo dihapus: RSUD."
    assert lacking(small)["RSUD"] == "alamat, logo, kode surat"


def test_what_is_complete_is_counted(small: House) -> None:
    small.bring(kantor=KOP)
    kop(small, "--logo", small.file("logo.png", picture()))
    assert "1 dari 3 kop surat lengkap." in kop(small)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"bukan gambar", "bukan gambar PNG atau JPEG"),
        (picture()[:60], "bukan gambar PNG atau JPEG"),
        (picture(form="GIF"), "bukan gambar PNG atau JPEG"),
        (picture((2001, 10)), "bukan gambar PNG atau JPEG"),
        (picture() + b"x" * 200_000, "paling besar 200 kB"),
    ],
    ids=["words", "cut off", "a GIF", "too wide", "too large"],
)
def test_what_is_no_logo_is_refused(small: House, content: bytes, words: str) -> None:
    done = small.run("kop", "bulungan", "--logo", small.file("logo.png", content))
    assert done.exit_code == 1
    assert words in " ".join(done.output.split())
    assert small.rows("SELECT * FROM letterhead") == []


def test_only_whoever_keeps_the_data_sets_a_logo(small: House) -> None:
    """BLG-7-3b (AMB-58): an operator for their own office, nobody else."""
    roles = "nip,peran,kantor,sk,sejak,sampai\n"
    small.bring(peran=f"{roles}{CLERK},operator,SETDA,SK 1,2025-01-01,\n")
    logo = small.file("logo.png", picture())
    done = small.run("kop", "bulungan", "--logo", logo, "--kantor", "SETDA", "--oleh", CLERK)
    assert done.exit_code == 0, done.output
    for more in (("--kantor", "DINKES"), ()):
        refused = small.run("kop", "bulungan", "--logo", logo, *more, "--oleh", CLERK)
        assert refused.exit_code == 1
        assert "tidak berwenang mengatur kop surat" in " ".join(refused.output.split())
    assert small.rows("SELECT office FROM letterhead") == [("SETDA",)]
