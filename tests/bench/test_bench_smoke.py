"""The bench itself runs, and finds everything true that it measured."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.__main__ import PARTS, WORK

ROOT = Path(__file__).parents[2]
FIGURES = {
    "photos": "photo",
    "month": "a month of",
    "recap": "recap of",
    "reminders": "longest wait of one",
    "deciding": "activities decided",
    "papers": "papers made meanwhile",
    "sweep": "activities swept",
}


def test_a_quick_bench_ends_with_its_table_and_finds_nothing_untrue() -> None:
    """As `make bench` starts it."""
    command = [sys.executable, "-m", "tests.bench", "--quick", "--only", "sqlite"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "check-ins, committed and told" in ended.stdout


@pytest.mark.parametrize("part", PARTS)
def test_a_quick_part_has_its_figures(part: str) -> None:
    measure, _ = PARTS[part]
    assert any(FIGURES[part] in each.name for each in measure(quick=True))


@pytest.mark.parametrize("part", WORK)
def test_quick_work_has_its_figures_and_is_true(part: str) -> None:
    measure, _ = WORK[part]
    found, untrue = measure(quick=True)
    assert untrue == []
    assert any(FIGURES[part] in each.name for each in found)
