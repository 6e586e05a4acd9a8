"""What the words of a layout are filled with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from core.reports.form import Cell, Legend, Table, Value
from core.reports.layout import Repeated
from core.reports.letterhead import Letterhead
from core.reports.person import Signatory

Record: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form is filled with.

    `words` by their slot, `people` by the role in which they sign, `records` one for each group
    of the table, numbered by themselves; `repeated` the titles of the columns that are repeated
    and `squares` their cells, for each record. `presence` is the table that is laid out already.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Signatory] = field(default_factory=dict)
    records: Sequence[Record] = ()
    repeated: Mapping[Repeated, Sequence[str]] = field(default_factory=dict)
    squares: Sequence[Mapping[Repeated, Sequence[Cell]]] = ()
    presence: Table | None = None
    legend: Legend | None = None
    letterhead: Letterhead | None = None
    signed_on: date | None = None
