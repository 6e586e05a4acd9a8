"""Names of files that an office hands in (ASCII, at most 80 characters, no blanks)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports.file_name import FILE_NAME_CHARS_MAX, file_name, is_portable


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Rekap-Presensi", "2026-04", "DINKES"), "Rekap-Presensi_2026-04_DINKES"),
        (("001", "Siti Aminah, S.Kep., M.Si."), "001_Siti-Aminah-S.Kep.-M.Si"),
        (("Rekap", "SMP Negeri 1/2"), "Rekap_SMP-Negeri-1-2"),
        (("Rekap", "../../etc/passwd"), "Rekap_etc-passwd"),
        (("Rekap", "Ngũ Hành"), "Rekap_Ngu-Hanh"),
        (("Rekap", "علي", "🙂"), "Rekap"),
        (("Rekap", ""), "Rekap"),
    ],
)
def test_what_a_file_is_called(parts: tuple[str, ...], expected: str) -> None:
    assert file_name(*parts) == expected


@given(st.lists(st.text(max_size=200), max_size=4))
def test_every_disk_takes_it(parts: list[str]) -> None:
    name = file_name(*parts) + ".xlsx"
    assert name.isascii()
    assert len(name) <= FILE_NAME_CHARS_MAX
    assert not set(name) & set('/\\:*?"<>| \n')


@pytest.mark.parametrize(
    ("path", "portable"),
    [
        ("05_Surat-Keterangan/001_2026-04-06.pdf", True),
        ("DAFTAR-ISI.txt", True),
        ("CONTOH.pdf", True),
        ("COM10.pdf", True),
        ("CON.pdf", False),
        ("com1", False),
        ("03_Kinerja/NUL.tar.pdf", False),
        ("a" * 76 + ".pdf", True),
        ("a" * 77 + ".pdf", False),
        ("berkas.", False),
        (".htaccess", False),
        ("a//b.pdf", False),
        ("a/../b.pdf", False),
        ("a\\b.pdf", False),
        ("a b.pdf", False),
        ("surat?.pdf", False),
    ],
)
def test_which_paths_can_be_unpacked_everywhere(path: str, portable: bool) -> None:  # noqa: FBT001
    """Windows keeps CON, NUL and COM1 for devices, whatever stands behind the stop."""
    assert is_portable(path) is portable
