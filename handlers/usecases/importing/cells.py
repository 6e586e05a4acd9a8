"""One row of a file, from which typed values are read while every fault is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from handlers.usecases.importing.fault import Fault, RowRef, fault

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells by column; `ring` holds a polygon's corners as (latitude, longitude)."""

    ref: RowRef
    cells: Mapping[str, str]
    ring: tuple[tuple[float, float], ...] = ()


@dataclass(slots=True)
class Cells:
    """Reads on after a fault, so that a row tells all of them; such a row's record is dropped."""

    row: Row
    faults: list[Fault] = field(default_factory=list)

    @property
    def ref(self) -> RowRef:
        return self.row.ref

    def need(self, column: str, parse: Callable[[str], T], placeholder: T) -> T:
        """The value of a column that must be filled in."""
        value = self.may(column, parse)
        if value is None and not self.has(column):
            self.blame(column, "belum diisi")
        return placeholder if value is None else value

    def may(self, column: str, parse: Callable[[str], T]) -> T | None:
        """The value of a column that may be empty or missing."""
        if not self.has(column):
            return None
        try:
            return parse(self.row.cells[column])
        except ValueError as wrong:
            self.blame(column, str(wrong))
            return None

    def has(self, column: str) -> bool:
        return bool(self.row.cells.get(column, "").strip())

    def blame(self, column: str, reason: str) -> None:
        self.faults.append(fault(self.ref, column, reason))
