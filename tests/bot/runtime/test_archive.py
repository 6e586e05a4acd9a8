"""A ZIP that depends on nothing but what is in it, with a list that can be checked."""

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from bot.runtime.archive import LIST_NAME, Member, packed

MEMBERS = (Member("01_Rekap.pdf", b"%PDF-1.7"), Member("02_Data.csv", b"a;b\r\n" * 100))
HEADING = ("Laporan April 2026", "Dinas Kesehatan")


def test_the_same_members_make_the_same_bytes() -> None:
    assert packed(MEMBERS, HEADING) == packed(MEMBERS, HEADING)
    assert packed(MEMBERS, HEADING) != packed(MEMBERS[::-1], HEADING)


def test_it_holds_its_members_and_first_of_all_their_list() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(MEMBERS, HEADING))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [LIST_NAME, *(each.name for each in MEMBERS)]
        assert [archive.read(each.name) for each in MEMBERS] == [m.content for m in MEMBERS]
        lines = archive.read(LIST_NAME).decode().split("\r\n")
    sums = [f"{hashlib.sha256(each.content).hexdigest()}  {each.name}" for each in MEMBERS]
    assert lines == ["# Laporan April 2026", "# Dinas Kesehatan", *sums, ""]


def test_the_list_is_what_sha256sum_checks(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(MEMBERS, HEADING))) as archive:
        archive.extractall(tmp_path)
    listed = (tmp_path / LIST_NAME).read_bytes().replace(b"\r\n", b"\n")
    check = ["sha256sum", "--check", "--strict", "-"]
    done = subprocess.run(check, cwd=tmp_path, input=listed, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_two_members_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"01_Rekap\.pdf"):
        packed((MEMBERS[0], MEMBERS[0]), ())
    with pytest.raises(ValueError, match=LIST_NAME):
        packed((Member(LIST_NAME, b""),), ())
