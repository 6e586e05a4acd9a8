"""What is wrong in an import: file, row, column and the reason, in the clerk's own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.usecases.refusal import Refused

FAULTS_MAX = 5_000  # more than anybody reads; beyond it the file itself is the wrong one


@dataclass(frozen=True, slots=True)
class RowRef:
    """Where something stands; `row` as the spreadsheet numbers it, a feature's place in GeoJSON."""

    file: str
    row: int

    def __str__(self) -> str:
        return f"{self.file} baris {self.row}"


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` is None for what concerns the file as a whole; `column` may be empty."""

    file: str
    row: int | None
    column: str
    reason: str

    def __str__(self) -> str:
        row = f"baris {self.row}" if self.row is not None else ""
        return ": ".join(part for part in (self.file, row, self.column, self.reason) if part)


class ImportRefused(Refused):
    """An import that is refused, with everything that is wrong in all of its files."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


def fault(ref: RowRef, column: str, reason: str) -> Fault:
    return Fault(ref.file, ref.row, column, reason)
