"""CSV as spreadsheets save it: comma, semicolon or tab, UTF-8 with or without BOM, or ANSI."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from handlers.usecases.importing.fault import Fault, ImportRefused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20


def rows(path: Path) -> Iterator[list[str]]:
    """Every record in order, blank ones as empty lists; never more than one in memory."""
    with path.open(encoding=_encoding(path), newline="", errors="strict") as file:
        first = file.readline()
        told = first.casefold().startswith("sep=") and len(first.strip()) == 5
        delimiter = first.strip()[4] if told else _delimiter(first)
        if told:  # a line that only Excel reads, but that counts as a row
            yield []
        else:
            file.seek(0)
        yield from _records(path, csv.reader(file, delimiter=delimiter))


def estimate(path: Path) -> int:
    """How many rows there are about: the line ends, counted without decoding."""
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))


def _records(path: Path, reader: Iterator[list[str]]) -> Iterator[list[str]]:
    number = 0
    try:
        for number, record in enumerate(reader, start=1):  # noqa: B007 - told after an error
            yield record
    except (csv.Error, UnicodeError):
        reason = "tidak bisa dibaca sebagai CSV; simpan ulang sebagai CSV UTF-8"
        raise ImportRefused([Fault(path.name, number + 1, "", reason)]) from None


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        for bom, name in _BOMS:
            if start.startswith(bom):
                return name
        file.seek(0)
        return "utf-8" if _is_utf8(iter(lambda: file.read(_CHUNK), b"")) else "cp1252"


def _is_utf8(chunks: Iterator[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
