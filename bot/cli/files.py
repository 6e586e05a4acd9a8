"""Files that a command writes: whole or not at all, and for their owner only."""

import os
from pathlib import Path
from tempfile import mkstemp

from bot.cli.context import CliError


def write_file(path: Path, content: bytes) -> None:
    """Write a file that appears only once it is whole; its folder is made. Raises `CliError`."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Only for its owner, and under a name that nobody could lay a link at.
        handle, part = mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
    except OSError as error:
        raise CliError(f"{path} tidak bisa ditulis: {error.strerror}.") from None


def read_file(path: Path, most: int) -> bytes:
    """The content of a file of at most so many bytes. Raises `CliError`."""
    try:
        if path.stat().st_size > most:
            raise CliError(f"{path} terlalu besar: paling besar {most // 1000} kB.")
        return path.read_bytes()
    except OSError as error:
        raise CliError(f"{path} tidak bisa dibaca: {error.strerror}.") from None
