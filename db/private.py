"""File permissions of SQLite's database: readable by Hadir's account only."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

OWNER_ONLY_MODE = 0o600
OTHERS_MODE = stat.S_IRWXG | stat.S_IRWXO
FILE_SUFFIXES = ("", "-wal", "-shm", "-journal")  # SQLite gives them the mode of the file itself


def keep_private(engine: AsyncEngine, url: sa.URL) -> None:
    """Let the database file be made with mode 0600, and tightened where it was more.

    At each connection, for SQLite makes the file when it connects first.
    """
    file = file_of(url)
    if file is not None:
        sa.event.listen(engine.sync_engine, "do_connect", lambda *_: _tighten(file))


def file_of(url: sa.URL) -> Path | None:
    """Where the file of a database lies; None for one on a server or in memory."""
    name = url.database or ""
    is_file = url.get_backend_name() == "sqlite" and name and not name.startswith((":", "file:"))
    return Path(name) if is_file else None


def exposed(file: Path) -> list[Path]:
    """What of a database file others of this machine can read or change."""
    return [each for each in _with_beside(file) if each.stat().st_mode & OTHERS_MODE]


def _tighten(file: Path) -> None:
    # What cannot be made or belongs to somebody else, SQLite tells better, and the start warns.
    with suppress(OSError):
        _make(file)
        for each in exposed(file):
            each.chmod(OWNER_ONLY_MODE)


def _make(file: Path) -> None:
    """Make it where there is none; one that is there is not opened.

    To close a file gives up all locks that this process has on it, also those of another
    connection of SQLite; the next process to close the database would then take itself for the
    last one and remove the log that the first still writes to (sqlite.org/howtocorrupt, 2.2).
    """
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY_MODE))


def _with_beside(file: Path) -> Iterator[Path]:
    names = (file.with_name(file.name + more) for more in FILE_SUFFIXES)
    return (each for each in names if each.exists())
