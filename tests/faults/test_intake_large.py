"""A whole province in one file: all of it, in bounded memory."""

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.house import PEOPLE_COLUMNS, House, house

BOUND_MEGABYTES = 500


@pytest.fixture
def small(tmp_path: Path, sqlite_template: Path) -> House:
    path = tmp_path / "small.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    opened = house(tmp_path, f"sqlite+aiosqlite:///{path}")
    opened.found()
    return opened


def nip(number: int) -> str:
    year, month, day = 1970 + number % 25, 1 + number // 25 % 12, 1 + number // 300 % 28
    return f"{year}{month:02}{day:02}2010011{number // 8400:03}"


def people(count: int) -> str:
    lines = (
        f"{nip(n)},Pegawai {n},PNS,Staf,III/a,+62813{n:08},DINKES,2020-01-06,"
        f"{nip(n // 10) if n else ''},,\n"
        for n in range(count)
    )
    return PEOPLE_COLUMNS + "".join(lines)


@pytest.mark.parametrize("count", [2_500, pytest.param(100_000, marks=pytest.mark.fault)])
def test_many_rows_take_bounded_memory(
    small: House, count: int, record_property: Callable[[str, object], None]
) -> None:
    text = people(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    told = small.bring(pegawai=text)
    assert f"{count} baru, 0 berubah, 0 sama." in told.output
    record_property("CPU seconds", f"{time.process_time() - begun:.1f}")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < BOUND_MEGABYTES * 1024
    again = small.bring(pegawai=text)
    assert f"0 baru, 0 berubah, {count} sama." in again.output


def test_a_file_full_of_faults_is_given_up_with_a_count(small: House) -> None:
    refused = small.bring(pegawai=people(6_000).replace("+62", "x"))
    assert refused.exit_code == 1
    assert "lebih dari 5000 kesalahan" in refused.output
