"""A ZIP of files that is written as they come, and whose bytes depend on nothing but them."""

import hashlib
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO

from core.reports.file_name import is_portable

# Bots may send 50 MB in one piece; what is larger goes on in a further volume.
VOLUME_BYTES_MAX = 45_000_000
LIST_NAME, LIST_STEM = "DAFTAR-ISI.txt", "DAFTAR-ISI"
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_READABLE = 0o644 << 16
_ZIPPED = (".pdf", ".xlsx", ".jpg", ".png", ".zip")  # what gets no smaller


def list_name(volume: int, suffix: str = ".txt") -> str:
    """What the list of a volume is called; those of several do not overwrite one another."""
    return f"{volume_name(LIST_STEM, volume)}{suffix}"


def volume_name(name: str, volume: int) -> str:
    """`Laporan`, and from the second volume on `Laporan_bagian-2`."""
    return name if volume == 1 else f"{name}_bagian-{volume}"


@dataclass(slots=True)
class Volume:
    """One ZIP under way: on disk, so that of its members one at a time is in memory.

    `taken` are the names that stand in it or in an earlier volume, as Windows compares them.
    """

    taken: set[str] = field(default_factory=set)
    members: int = 0
    size: int = 0
    _file: IO[bytes] = field(default_factory=tempfile.TemporaryFile, repr=False)
    _sums: list[str] = field(default_factory=list, repr=False)
    _zip: zipfile.ZipFile = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self._file, "w")

    def add(self, name: str, content: bytes) -> str:
        """Write a member; gives its SHA-256.

        ValueError where its name is taken, or cannot be unpacked everywhere.
        """
        digest = hashlib.sha256(content).hexdigest()
        self._write(name, content)
        self._sums.append(f"{digest}  {name}")
        self.members += 1
        self.size += len(content)
        return digest

    def fits(self, more: int, most: int) -> bool:
        """Whether so many more bytes stay below the most; the first member always does."""
        return not self.members or self.size + more <= most

    def finish(self, heading: Sequence[str], name: str = LIST_NAME) -> bytes:
        """The whole, with its list at the end: nobody knows it before."""
        self._write(name, list_of(heading, self._sums).encode())
        self._zip.close()
        self._file.seek(0)
        return self._file.read()

    def close(self) -> None:
        """Give back its room on disk, whether it was finished or not."""
        self._zip.close()  # or it complains of the file when it is forgotten
        self._file.close()

    def _write(self, name: str, content: bytes) -> None:
        if not is_portable(name):
            raise ValueError(f"no name for a file everywhere: {name!r}")
        if name.casefold() in self.taken:
            raise ValueError(f"two files of one name: {name}")
        self.taken.add(name.casefold())
        self._zip.writestr(_entry(name), content)


def list_of(heading: Sequence[str], sums: Sequence[str]) -> str:
    """Heading, and a line for each file as `sha256sum --check` reads them."""
    head = [f"# {line}".rstrip() for line in heading]
    return "\r\n".join([*head, *sums, ""])


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.external_attr = _READABLE
    entry.create_system = 3  # as on Unix, wherever it is made
    small = name.lower().endswith(_ZIPPED)
    entry.compress_type = zipfile.ZIP_STORED if small else zipfile.ZIP_DEFLATED
    return entry
