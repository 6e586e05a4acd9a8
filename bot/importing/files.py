"""The files of one import, from bytes to rows of their kinds."""

from collections.abc import Iterable
from pathlib import Path

from bot.importing.source import open_source
from handlers.usecases.importing.batch import READINGS, Batch, kind_of
from handlers.usecases.importing.cells import Cells
from handlers.usecases.importing.fault import FAULTS_MAX, Fault, ImportRefused
from handlers.usecases.importing.progress import Tick

TICK_ROWS = 500  # rows between two ticks


def read_files(paths: Iterable[Path], tick: Tick) -> Batch:
    """Read what can be read; the batch keeps the faults of everything else."""
    batch = Batch()
    for path in paths:
        try:
            _read_file(path, batch, tick)
        except ImportRefused as error:
            batch.faults += error.faults
    return batch


def _read_file(path: Path, batch: Batch, tick: Tick) -> None:
    reading = READINGS[kind_of(path.name)]
    source = open_source(path, reading.columns)
    records = reading.into(batch)
    for count, row in enumerate(source.rows):
        if count % TICK_ROWS == 0:
            tick(f"Membaca {path.name}", count, source.total)
        if isinstance(row, Fault):
            batch.faults.append(row)
            continue
        cells = Cells(row)
        record = reading.read(cells)
        batch.faults += cells.faults
        (batch.broken if cells.faults else records).append(record)
        if len(batch.faults) > FAULTS_MAX:
            reason = f"lebih dari {FAULTS_MAX} kesalahan; berkas ini mungkin salah"
            raise ImportRefused([Fault(path.name, row.ref.row, "", reason)])
