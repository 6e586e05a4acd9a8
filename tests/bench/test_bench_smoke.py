"""The bench itself runs, and finds everything true that it measured."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("part", "figure"),
    [
        ("sqlite", "check-ins, committed and told"),
        ("photos", "photo"),
        ("month", "a month of"),
        ("recap", "recap of"),
        ("reminders", "longest wait of one"),
        ("deciding", "activities decided"),
        ("papers", "papers made meanwhile"),
        ("sweep", "activities swept"),
    ],
)
def test_a_quick_bench_ends_with_its_table_and_finds_nothing_untrue(part: str, figure: str) -> None:
    command = [sys.executable, "-m", "tests.bench", "--quick", "--only", part]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert figure in ended.stdout
