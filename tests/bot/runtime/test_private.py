"""Whatever Hadir writes is for its own account: databases, letters, exports; also older ones."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import structlog
from pydantic import SecretStr

from bot import cli
from bot.cli import export
from bot.composition import open_channels
from bot.media.store import Store
from bot.runtime.clock import VirtualClock
from bot.runtime.service import Service
from bot.runtime.settings import Settings, TelegramBot
from db.engine import open_engine
from db.migrations import upgrade
from db.private import _tighten, exposed, file_of
from handlers.chat.event import PDF
from tests.harness.bot_and_telegram import MONDAY, TOKEN
from tests.office import a_region
from tests.postgres import free_port


@pytest.fixture(autouse=True)
def _ordinary_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {
        str(each.relative_to(folder)): oct(stat.S_IMODE(each.lstat().st_mode))
        for each in folder.rglob("*")
    }


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'hadir.sqlite3'}"


async def write(folder: Path) -> dict[str, str]:
    """The modes while a connection holds the files that SQLite keeps beside its own."""
    engine = open_engine(url(folder))
    async with engine.begin() as db:
        await db.execute(sa.text("CREATE TABLE letters (text)"))
        found = modes(folder)
    await engine.dispose()
    return found


async def test_a_new_database_is_nobody_elses(tmp_path: Path) -> None:
    names = ("hadir.sqlite3", "hadir.sqlite3-wal", "hadir.sqlite3-shm")
    assert await write(tmp_path) == dict.fromkeys(names, "0o600")


def test_a_database_that_is_migrated_is_nobody_elses(tmp_path: Path) -> None:
    upgrade(url(tmp_path))
    assert set(modes(tmp_path).values()) == {"0o600"}


async def test_a_database_of_an_older_release_is_tightened(tmp_path: Path) -> None:
    (tmp_path / "hadir.sqlite3").touch(0o644)
    assert exposed(tmp_path / "hadir.sqlite3") == [tmp_path / "hadir.sqlite3"]
    assert set((await write(tmp_path)).values()) == {"0o600"}
    assert exposed(tmp_path / "hadir.sqlite3") == []


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("sqlite+aiosqlite:///hadir.sqlite3", Path("hadir.sqlite3")),
        ("sqlite+aiosqlite:////srv/hadir.sqlite3", Path("/srv/hadir.sqlite3")),
        ("sqlite+aiosqlite://", None),
        ("sqlite+aiosqlite:///:memory:", None),
        ("sqlite+aiosqlite:///file:x?mode=memory&uri=true", None),
        ("postgresql+asyncpg://hadir@127.0.0.1/hadir", None),
    ],
)
def test_where_a_database_is_a_file(address: str, file: Path | None) -> None:
    assert file_of(sa.make_url(address)) == file


def test_in_a_folder_that_is_not_there_nothing_is_made(tmp_path: Path) -> None:
    """SQLite says so better, when it connects."""
    _tighten(tmp_path / "nowhere" / "hadir.sqlite3")
    assert list(tmp_path.iterdir()) == []


async def test_letters_are_nobody_elses(tmp_path: Path) -> None:
    await Store(str(tmp_path / "berkas"), "bulungan").keep(b"%PDF-surat dokter", PDF)
    found = modes(tmp_path)
    letters = {name: mode for name, mode in found.items() if (tmp_path / name).is_file()}
    assert set(letters.values()) == {"0o600"}
    assert {mode for name, mode in found.items() if name not in letters} == {"0o700"}


async def test_a_folder_of_an_older_release_is_shut_and_its_parent_is_not_ours(
    tmp_path: Path,
) -> None:
    """The folder that holds all regions may be shared with others on purpose."""
    for folder in (tmp_path / "berkas", tmp_path / "berkas" / "bulungan"):
        folder.mkdir(0o755)
    store = Store(str(tmp_path / "berkas"), "bulungan")
    assert store.exposed == tmp_path / "berkas" / "bulungan"
    await store.keep(b"%PDF-surat dokter", PDF)
    assert store.exposed is None
    assert modes(tmp_path)["berkas"] == "0o755"
    assert modes(tmp_path)["berkas/bulungan"] == "0o700"


def test_an_export_is_nobody_elses_and_follows_no_planted_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("somebody's own file\n")
    (tmp_path / "out.csv.part").symlink_to(victim)
    with export._opened(tmp_path / "out.csv") as file:
        file.write("nip\n")
    assert victim.read_text() == "somebody's own file\n"
    assert (tmp_path / "out.csv").read_text() == "nip\n"
    assert modes(tmp_path)["out.csv"] == "0o600"


def test_a_command_writes_for_its_own_account(monkeypatch: pytest.MonkeyPatch) -> None:
    umasks: list[int] = []

    def run() -> None:
        umasks.append(os.umask(0o022))

    monkeypatch.setattr(cli, "app", run)
    cli.main()
    assert umasks == [0o077]


@pytest.fixture
def older(sqlite_template: Path, tmp_path: Path) -> Path:
    """A folder as an older release has left it."""
    (tmp_path / "hadir.sqlite3").write_bytes(sqlite_template.read_bytes())
    (tmp_path / "berkas" / "bulungan").mkdir(0o755, parents=True)
    return tmp_path


async def test_what_is_anothers_and_open_is_complained_about_at_the_start(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever may not tighten it says so, once, in the log."""

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refused)
    bot = TelegramBot(token=SecretStr(TOKEN))
    chosen = Settings(
        database_url=url(older),
        files=str(older / "berkas"),
        telegram={"bulungan": bot},
        telegram_api=f"http://127.0.0.1:{free_port()}",
        port=0,
        metrics_port=0,
    )
    service = Service(chosen, {"bulungan": a_region()}, VirtualClock(MONDAY), open_channels(chosen))
    with structlog.testing.capture_logs() as lines:
        async with service.running(polling=False):
            pass
    open_ = [line["path"] for line in lines if line["event"].startswith("others of this machine")]
    assert open_ == [str(older / "hadir.sqlite3"), str(older / "berkas" / "bulungan")]
