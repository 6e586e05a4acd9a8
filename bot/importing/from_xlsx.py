"""The first sheet of a workbook, every cell as the text that a clerk would have typed."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, PasswordError, load_workbook

from handlers.usecases.importing.fault import Fault, ImportRefused

LARGEST_UNPACKED = 512 * 1024 * 1024
EXACT = 10**15  # beyond it a spreadsheet's number has lost digits

Value = float | str | bool | date | time | datetime | timedelta


def open_sheet(path: Path) -> CalamineSheet:
    """The sheet; ImportRefused for what is no workbook, is locked, or unpacks to a bomb."""
    _measure(path)
    try:
        return load_workbook(str(path)).get_sheet_by_index(0)
    except PasswordError:
        reason = "berkas dikunci kata sandi; simpan tanpa kata sandi"
    except (CalamineError, OSError):
        reason = "bukan berkas XLSX yang bisa dibaca; simpan ulang dari Excel"
    raise ImportRefused([Fault(path.name, None, "", reason)])


def rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Every row from the first on, so that numbers agree with the spreadsheet's own."""
    for row in sheet.iter_rows():
        yield [text(value) for value in row]


def text(value: Value) -> str:
    match value:
        case bool():
            return "ya" if value else "tidak"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case float() | int() if value == value // 1 and abs(value) < EXACT:
            return str(int(value))
        case _:
            return str(value)


def _measure(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        reason = "bukan berkas XLSX yang bisa dibaca; simpan ulang dari Excel"
        raise ImportRefused([Fault(path.name, None, "", reason)]) from None
    if size > LARGEST_UNPACKED:
        raise ImportRefused([Fault(path.name, None, "", "isi berkas terlalu besar")])
