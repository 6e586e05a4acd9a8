"""A ZIP that depends on nothing but what is in it, with a list that can be checked."""

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from bot.runtime.archive import LIST_NAME, Volume, list_name, volume_name

MEMBERS = (("01_Rekap.pdf", b"%PDF-1.7"), ("02_Data/02_Data.csv", b"a;b\r\n" * 100))
HEADING = ("Laporan April 2026", "Dinas Kesehatan")


def packed(members: tuple[tuple[str, bytes], ...] = MEMBERS) -> bytes:
    volume = Volume()
    for name, content in members:
        volume.add(name, content)
    content = volume.finish(HEADING)
    volume.close()
    return content


def test_the_same_members_make_the_same_bytes() -> None:
    assert packed() == packed()
    assert packed() != packed(MEMBERS[::-1])


def test_it_holds_its_members_and_last_of_all_their_list() -> None:
    """It is written as its members come, so their sums are known at the end."""
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*(name for name, _ in MEMBERS), LIST_NAME]
        assert [archive.read(name) for name, _ in MEMBERS] == [content for _, content in MEMBERS]
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        lines = archive.read(LIST_NAME).decode().split("\r\n")
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in MEMBERS]
    assert lines == ["# Laporan April 2026", "# Dinas Kesehatan", *sums, ""]


def test_the_list_is_what_sha256sum_checks(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as archive:
        archive.extractall(tmp_path)
    listed = (tmp_path / LIST_NAME).read_bytes().replace(b"\r\n", b"\n")
    check = ["sha256sum", "--check", "--strict", "-"]
    done = subprocess.run(check, cwd=tmp_path, input=listed, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("second", ["01_Rekap.pdf", "01_REKAP.pdf"])
def test_two_members_that_windows_would_take_for_one_are_refused(second: str) -> None:
    volume = Volume()
    volume.add("01_Rekap.pdf", b"")
    with pytest.raises(ValueError, match="two files of one name"):
        volume.add(second, b"")
    volume.close()


@pytest.mark.parametrize(
    "name",
    ["a b.pdf", "a:b.pdf", "../a.pdf", "/a.pdf", "a/", "CON.pdf", "03/aux", "a.", "é.pdf", ""],
)
def test_a_name_that_cannot_be_unpacked_everywhere_is_refused(name: str) -> None:
    volume = Volume()
    with pytest.raises(ValueError, match="no name for a file"):
        volume.add(name, b"")
    volume.close()


def test_the_list_itself_is_no_members_name() -> None:
    volume = Volume()
    volume.add(LIST_NAME, b"")
    with pytest.raises(ValueError, match=LIST_NAME):
        volume.finish(())
    volume.close()


@pytest.mark.parametrize(
    ("before", "more", "fits"), [(0, 99, True), (5, 5, True), (5, 6, False), (11, 0, False)]
)
def test_a_volume_is_full_at_its_size_but_holds_one_member_always(
    before: int,
    more: int,
    fits: bool,  # noqa: FBT001
) -> None:
    volume = Volume()
    if before:
        volume.add("a", b"x" * before)
    assert volume.fits(more, 10) is fits
    volume.close()


def test_further_volumes_have_names_of_their_own() -> None:
    assert [volume_name("Laporan", n) for n in (1, 2)] == ["Laporan", "Laporan_bagian-2"]
    assert [list_name(n) for n in (1, 2)] == ["DAFTAR-ISI.txt", "DAFTAR-ISI_bagian-2.txt"]
