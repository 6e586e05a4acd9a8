"""The bench itself runs, and finds everything true that it measured."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_quick_bench_ends_with_its_table_and_finds_nothing_untrue() -> None:
    command = [sys.executable, "-m", "tests.bench", "--quick", "--only", "sqlite"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "check-ins, committed and told" in ended.stdout
