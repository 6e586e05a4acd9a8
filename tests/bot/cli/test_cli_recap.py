"""`hadir rekap`: the recap of one office or of all, as files in a folder."""

import io
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from tests.builders.house import CLERK, HEAD, NURSE, House

ROLES = "nip,peran,kantor,sk,sejak,sampai\n"


def printed(home: House, *words: str, to: str = "rekap") -> tuple[list[str], str]:
    """The names of the files that were written, and what the console said."""
    folder = home.folder / to
    done = home.run("rekap", "bulungan", "--bulan", "2026-04", "--output", str(folder), *words)
    assert done.exit_code == 0, done.output
    return sorted(path.name for path in folder.iterdir()), done.output


def words_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path.read_bytes()) as paper:
        return " ".join(page.get_textpage().get_text_bounded() for page in paper)


def test_an_office_s_recap_is_written_as_pdf_and_workbook(small: House) -> None:
    """AMB-29: presence in the layout of Form F, and the summary of work; with its parts."""
    names, said = printed(small, "--kantor", "DINKES")
    assert names == [
        "Rekap-Kinerja_2026-04_DINKES.pdf",
        "Rekap-Kinerja_2026-04_DINKES.xlsx",
        "Rekap-Presensi_2026-04_DINKES.pdf",
        "Rekap-Presensi_2026-04_DINKES.xlsx",
    ]
    assert f"4 berkas disimpan di {small.folder / 'rekap'}" in said
    assert "Kepala Dinas Kesehatan belum tercatat" in said
    text = words_of(small.folder / "rekap" / "Rekap-Presensi_2026-04_DINKES.pdf")
    assert "REKAP PRESENSI PEGAWAI PERIODE 1 April 2026 s.d 6 April 2026" in text
    assert "Dinas Kesehatan" in text
    assert "Rahmawati Lestari" in text
    assert "Andi Pratama" in text, "of a part of it"
    assert "Yohanes Lawing" not in text, "of another office"


def test_the_workbook_says_the_same(small: House) -> None:
    printed(small, "--kantor", "SETDA")
    path = small.folder / "rekap" / "Rekap-Presensi_2026-04_SETDA.xlsx"
    book = load_workbook(io.BytesIO(path.read_bytes()))
    values = {str(cell) for sheet in book for row in sheet.values for cell in row if cell}
    assert any("Yohanes Lawing" in value for value in values)
    assert CLERK in "\n".join(values), "a NIP is text"


def test_all_offices_at_once_are_those_that_are_no_part_of_another(small: House) -> None:
    names, _ = printed(small)
    assert {name.split("_")[-1].partition(".")[0] for name in names} == {"DINKES", "SETDA"}


def test_files_are_for_their_owner_only(small: House) -> None:
    printed(small, "--kantor", "SETDA")
    folder = small.folder / "rekap"
    assert folder.stat().st_mode & 0o077 == 0
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}


def test_the_signatory_is_printed(small: House) -> None:
    """AMB-66: the head of the office, by their own post."""
    assert small.bring(peran=f"{ROLES}{HEAD},kepala,DINKES,SK 1,2025-01-01,\n").exit_code == 0
    _, said = printed(small, "--kantor", "DINKES")
    assert "belum tercatat" not in said
    text = words_of(small.folder / "rekap" / "Rekap-Presensi_2026-04_DINKES.pdf")
    assert "Kepala Dinas," in text


def test_an_operator_prints_their_own_office_and_no_other(small: House) -> None:
    """BLG-7-3a."""
    assert small.bring(peran=f"{ROLES}{CLERK},operator,SETDA,SK 1,2025-01-01,\n").exit_code == 0
    names, _ = printed(small, "--oleh", CLERK)
    assert {name.split("_")[-1].partition(".")[0] for name in names} == {"SETDA"}
    folder = str(small.folder / "lain")
    asked = ("rekap", "bulungan", "--bulan", "2026-04", "--output", folder)
    refused = small.run(*asked, "--kantor", "DINKES", "--oleh", CLERK)
    assert (refused.exit_code, "tidak berwenang melihat rekap" in refused.output) == (1, True)
    nobody = small.run(*asked, "--oleh", NURSE)
    assert (nobody.exit_code, "Tidak ada kantor" in nobody.output) == (1, True)
    assert not (small.folder / "lain").exists()
    lines = small.rows("SELECT actor, action FROM audit WHERE action = 'rekap dicetak'")
    assert lines == [(CLERK, "rekap dicetak")]


@pytest.mark.parametrize(
    ("month", "words"), [("April", "bukan bulan"), ("2026-13", "kalender"), ("2026", "bukan bulan")]
)
def test_a_month_that_is_none_is_refused(small: House, month: str, words: str) -> None:
    done = small.run("rekap", "bulungan", "--bulan", month, "--output", "x")
    assert done.exit_code == 2
    assert words in done.output.replace("\n", " ")


def test_an_office_that_is_not_there_is_refused(small: House) -> None:
    asked = ("--bulan", "04/2026", "--output", "x", "--kantor", "BAPPEDA")
    done = small.run("rekap", "bulungan", *asked)
    assert (done.exit_code, "BAPPEDA tidak ada" in done.output) == (1, True)
