"""A line typed on the page does and prints what `hadir` does and prints, and nothing leaks."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.cli.context import CliContext
from bot.demo.terminal import NOT_HERE, typed
from bot.runtime.settings import SampleData, Settings
from tests.builders.house import BOSS, DATA, House, house

SAMPLES = "karanganyar memakai data contoh: 6 ketentuan (HADIR_DATA_CONTOH=ya).\n"
FINE = "Semua berkas benar.\n" + SAMPLES
NO_REGION = "Daerah bulungn tidak ada; mungkin maksudnya bulungan."


@pytest.fixture
def home(tmp_path: Path, sqlite_template: Path) -> House:
    path = tmp_path / "hadir.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return house(tmp_path, f"sqlite+aiosqlite:///{path}")


@pytest.fixture
def desk(home: House) -> CliContext:
    regions, allowed = DATA / "regions", SampleData.ALLOWED
    settings = Settings(database_url=home.url, regions=regions, data_contoh=allowed)
    return CliContext(settings, home.clock)


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        pytest.param("check", 0, FINE, id="a command"),
        pytest.param("hadir check", 0, FINE, id="with the word hadir"),
        pytest.param("  hadir   check  ", 0, FINE, id="with blanks"),
        pytest.param("libur bulungan 2026", 0, "25 hari libur 2026 diisi", id="one that writes"),
        pytest.param("libur bulungn 2026", 1, "mungkin maksudnya bulungan", id="a problem"),
        pytest.param("libur", 2, "Missing argument", id="too few words"),
        pytest.param("check --lagi", 2, "No such option", id="a wrong option"),
        pytest.param("periksa", 2, "No such command", id="a wrong command"),
        pytest.param("hadir hadir", 2, "No such command", id="hadir twice"),
        pytest.param("--help", 0, "Usage: hadir", id="help"),
        pytest.param("libur --help", 0, "Usage: hadir libur", id="help of a command"),
        pytest.param('check "satu dua.toml"', 1, "satu dua.toml", id="a name with quotes"),
        pytest.param("check 'tiga.toml", 2, "tanda kutip", id="a quote that is not closed"),
        pytest.param("check\\", 2, "tanda kutip", id="a backslash at the end"),
    ],
)
def test_a_line_ends_with_the_code_and_the_words_of_its_command(
    desk: CliContext, capfd: pytest.CaptureFixture[str], line: str, code: int, words: str
) -> None:
    ended, printed = typed(desk, line)
    assert ended == code, printed
    assert words in printed
    assert "Traceback" not in printed
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("line", ["", "  ", "hadir"])
def test_nothing_typed_shows_what_there_is(
    desk: CliContext, capfd: pytest.CaptureFixture[str], line: str
) -> None:
    _, printed = typed(desk, line)
    assert "Usage: hadir" in printed
    assert "import" in printed
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("line", ["{0}", "hadir {0}", "{0} --help", "-- {0}", " hadir  '{0}'"])
@pytest.mark.parametrize("command", ["serve", "demo", "migrate"])
def test_what_would_take_the_place_of_the_page_is_refused(
    desk: CliContext, command: str, line: str
) -> None:
    words = f"hadir {command} tidak untuk halaman ini; jalankan di terminal Anda."
    assert typed(desk, line.format(command)) == (2, words)
    assert command in NOT_HERE


def test_what_is_typed_is_done(home: House, desk: CliContext) -> None:
    """As by the command itself, and in a file whose name has a blank and a quote."""
    home.found()
    file = home.folder / "kode pak 'Sekda'.csv"
    code, printed = typed(desk, f'activate bulungan --all --csv "{file}"')
    assert code == 0, printed
    assert BOSS not in file.read_text()  # who is not imported gets no code
    assert len(file.read_text().splitlines()) == 1 + 3


def test_what_is_printed_is_what_the_command_prints(home: House, desk: CliContext) -> None:
    home.found()
    line = "audit bulungan"
    assert typed(desk, line) == (0, home.run(*line.split()).output)


def test_of_two_lines_at_once_each_has_its_own_output(
    desk: CliContext, capfd: pytest.CaptureFixture[str]
) -> None:
    out, err = sys.stdout, sys.stderr
    with ThreadPoolExecutor(4) as threads:
        lines = ["check", "libur bulungn 2026"] * 6
        answers = list(threads.map(lambda line: typed(desk, line), lines))
    assert answers[::2] == [(0, FINE)] * 6
    assert all(code == 1 and NO_REGION in printed for code, printed in answers[1::2])
    assert len(set(answers[1::2])) == 1
    assert (sys.stdout, sys.stderr) == (out, err)
    assert capfd.readouterr() == ("", "")
