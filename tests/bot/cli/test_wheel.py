"""What a server installs: everything that serves people, and nothing that plays with them."""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[3]
IMAGE = (ROOT / "Dockerfile").read_text("utf-8")
PLAY = ("bot/demo/", "bot/sandbox/")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as the Dockerfile builds it, from the same files alone, unpacked."""
    source, there = tmp_path_factory.mktemp("src"), tmp_path_factory.mktemp("installed")
    for name in re.findall(r"[\w.]+", " ".join(_copied())):
        found = ROOT / name
        if found.is_dir():
            shutil.copytree(found, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(found, source)
    build = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-index")
    options = ("--no-build-isolation", "--disable-pip-version-check", "--wheel-dir", there)
    subprocess.run((*build, *options, source), check=True, capture_output=True)
    (wheel,) = there.glob("hadir-*.whl")
    with ZipFile(wheel) as file:
        file.extractall(there)
    return there


def _copied() -> list[str]:
    """What the image's first stage takes from the checkout, but for the lock file."""
    lines = [line.split()[1:-1] for line in IMAGE.splitlines() if line.startswith("COPY")]
    return [name for line in lines for name in line if name[0] not in "-/" and ".txt" not in name]


def hadir(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command, from there and with the libraries, where no `.pth` leads to the checkout."""
    run = (sys.executable, "-S", "-c", "from bot.cli import main; main()", *words)
    room = {"PYTHONPATH": f"{installed}:{sysconfig.get_path('purelib')}", "TERM": "dumb"}
    return subprocess.run(run, env=room, cwd=installed, capture_output=True, text=True, check=False)


def test_the_demo_and_its_telegram_stay_at_home(installed: Path) -> None:
    files = [str(each.relative_to(installed)) for each in installed.rglob("*")]
    assert [name for name in files if name.startswith(PLAY)] == []
    assert "core/law/regulations/bulungan.toml" in files
    assert "bot/channels/telegram/channel.py" in files


def test_an_installed_hadir_works_and_has_no_demo(installed: Path) -> None:
    told = hadir(installed, "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert re.search(r"\bserve\b", told.stdout)
    assert not re.search(r"\bdemo\b", told.stdout)
    refused = hadir(installed, "demo")
    assert (refused.returncode, "No such command 'demo'" in refused.stderr) == (2, True)


def test_the_image_is_the_environment_that_holds_the_wheel_and_nothing_else() -> None:
    last_stage = IMAGE.rpartition("\nFROM ")[2]
    copied = re.findall(r"^COPY (.+)$", last_stage, re.MULTILINE)
    assert copied == ["--from=build /opt/hadir /opt/hadir"]
