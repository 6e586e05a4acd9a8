"""Open a file by its ending and give its rows, cells under the names of their columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.importing import from_csv, from_geojson, from_xlsx
from handlers.usecases.importing.cells import Row
from handlers.usecases.importing.fault import Fault, ImportRefused, RowRef
from handlers.usecases.importing.header import Columns, match

FILE_BYTES_MAX = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """Rows to be read once; `total` is how many there are about."""

    total: int
    rows: Iterator[Row | Fault]


def open_source(path: Path, known: Columns) -> Source:
    """ImportRefused for what cannot be read at all, or has the wrong columns."""
    name = path.name
    if not path.is_file():
        raise ImportRefused([Fault(name, None, "", "berkas ini tidak ada")])
    if path.stat().st_size > FILE_BYTES_MAX:
        raise ImportRefused([Fault(name, None, "", "lebih dari 100 MB; bagi menjadi beberapa")])
    match path.suffix.casefold():
        case ".csv":
            return Source(from_csv.estimate(path), _table(name, from_csv.rows(path), known))
        case ".xlsx":
            sheet = from_xlsx.open_sheet(path)
            return Source(sheet.total_height, _table(name, from_xlsx.rows(sheet), known))
        case ".geojson" | ".json":
            return _map(path, known)
        case _:
            raise ImportRefused([Fault(name, None, "", "hanya .csv, .xlsx atau .geojson")])


def _map(path: Path, known: Columns) -> Source:
    if "lintang" not in known.names:
        raise ImportRefused([Fault(path.name, None, "", "GeoJSON hanya untuk berkas tempat")])
    found = from_geojson.features(path)
    match(path.name, 1, from_geojson.titles(found), known)
    return Source(len(found), from_geojson.rows(path.name, found))


def _table(file: str, records: Iterable[list[str]], known: Columns) -> Iterator[Row | Fault]:
    names: list[str | None] | None = None
    for number, record in enumerate(records, start=1):
        if not any(cell.strip() for cell in record):
            continue
        if names is None:
            names = match(file, number, record, known)
        else:
            yield _row(RowRef(file, number), names, record)
    if names is None:
        raise ImportRefused([Fault(file, None, "", "berkas ini kosong")])


def _row(ref: RowRef, names: list[str | None], record: list[str]) -> Row | Fault:
    cells: dict[str, str] = {}
    for position, cell in enumerate(record):
        name = names[position] if position < len(names) else None
        if name:
            cells[name] = cell
        elif cell.strip():
            reason = f"isi di kolom ke-{position + 1} tidak punya judul; tanda pemisah berlebih?"
            return Fault(ref.file, ref.row, "", reason)
    return Row(ref, cells)
