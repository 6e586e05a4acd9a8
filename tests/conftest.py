"""Databases for the tests: SQLite and a real PostgreSQL, each test on a fresh one."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
import sqlalchemy as sa
import structlog
import uvloop
from hypothesis import HealthCheck, settings
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.runtime.service import GARBAGE_OBJECTS
from db.engine import open_engine
from db.migrations import upgrade
from db.private import file_of
from tests.harness.compiled import open_with_compiled
from tests.harness.lasting_press import LastingPress
from tests.office import furnish
from tests.patience import PATIENCE
from tests.postgres import Postgres

# What a slow machine draws out says nothing of the code: `make bench` has the figures.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

FAULTS = Path(__file__).parent / "faults"
TEMPLATE = "hadir_template"
PLAIN = structlog.dev.ConsoleRenderer(
    colors=False, exception_formatter=structlog.dev.plain_traceback
)
ROOM = 2 << 30  # bytes; a database takes some ten million of them, and each worker has a server


@pytest.hookimpl(tryfirst=True)  # before what is not asked for is left out
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """`make test` looks for faults in their folder only: to collect all takes a while."""
    for item in items:
        if item.get_closest_marker("fault") and not item.path.is_relative_to(FAULTS):
            raise pytest.UsageError(f"{item.nodeid} is a fault and does not lie in {FAULTS}")


def pytest_collection_finish() -> None:
    """As in the service: what is here by now stays, so the collector need not go through it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_OBJECTS)


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that the service and its console run on."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How long things took stands apart, and decides nothing: a machine may have a bad day."""
    told = [
        f"{report.nodeid}: {name} {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
    ]
    if told:
        terminalreporter.section("how long it took")
        terminalreporter.write_line("\n".join(told))


@pytest.fixture(autouse=True)
def _plain_log() -> None:
    """As in a new process, whoever configured it before; but not with all values of a traceback.

    To draw the values of a world takes seconds.
    """
    structlog.reset_defaults()
    structlog.configure(processors=[structlog.processors.add_log_level, PLAIN])


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    """What `open_engine` opens shares the statements that are compiled already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.engine.create_async_engine", open_with_compiled)
        yield


@pytest.fixture(scope="session", autouse=True)
def _one_press() -> Iterator[None]:
    """Ends the process that printed for all worlds."""
    yield
    LastingPress.end()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A server of our own, or the one that HADIR_TEST_DATABASE_URL names."""
    given = os.environ.get("HADIR_TEST_DATABASE_URL")
    if given:
        yield given
        return
    server = Postgres({"fsync": "off"}, data_in=_memory())
    server.start()
    yield server.url()
    server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """A database with all tables, to copy; made once, since migrating takes longer."""
    name = f"{TEMPLATE}_{uuid4().hex[:8]}"
    asyncio.run(_run(postgres_url, f"CREATE DATABASE {name}"))
    upgrade(_named(postgres_url, name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database with all tables, on each of the two."""
    if request.param == "sqlite":
        with TemporaryDirectory(prefix="hadir-", dir=_memory()) as folder:
            path = Path(folder) / "hadir.sqlite3"
            shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
            yield f"sqlite+aiosqlite:///{path}"
        return
    url, name = request.getfixturevalue("postgres_url"), f"t_{uuid4().hex}"
    template = request.getfixturevalue("postgres_template")
    asyncio.run(_run(url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"))
    yield _named(url, name)
    asyncio.run(_run(url, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(autouse=True)
def _patient_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.media.store.STORE_SECONDS", PATIENCE)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    opened = open_engine(database_url, command_timeout=PATIENCE)
    yield opened
    await opened.dispose()


@pytest.fixture(scope="session")
def furnished_template(sqlite_template: Path) -> Path:
    """The SQLite file with the office and its cast, to copy."""
    path = sqlite_template.with_name("furnished.sqlite3")
    shutil.copyfile(sqlite_template, path)
    asyncio.run(_furnish(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
async def furnished(engine: AsyncEngine, furnished_template: Path) -> AsyncEngine:
    """A database with the office and its cast."""
    file = file_of(engine.url)
    if file is None:
        await furnish(engine)
        return engine
    assert not file.with_name(f"{file.name}-wal").exists(), "somebody has opened it already"
    shutil.copyfile(furnished_template, file)
    return engine


async def _furnish(url: str) -> None:
    engine = open_engine(url)
    await furnish(engine)
    await engine.dispose()


def _memory() -> Path | None:
    """Where a folder costs no disk, if there is room: each test copies a whole database."""
    room = Path("/dev/shm")  # noqa: S108 - the folder made in it has a name of its own
    enough = room.is_dir() and shutil.disk_usage(room).free > ROOM
    return room if enough and os.access(room, os.W_OK) else None


def _named(url: str, name: str) -> str:
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)


async def _run(url: str, statement: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    async with engine.connect() as db:
        await db.exec_driver_sql(statement)
    await engine.dispose()
