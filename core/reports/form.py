"""A form as it is printed: blocks of finished words, the same for PDF and XLSX."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias, TypeVar, overload

from core.reports.letterhead import Letterhead
from core.reports.measures import DEFAULT, Measures

Value: TypeAlias = str | int | date | time | None
T_co = TypeVar("T_co", covariant=True)
BLANK = "\x00"  # in a line: a gap of `Measures.number_gap_mm` that a pen fills


class Align(StrEnum):
    """Where the words of a cell stand."""

    LEFT = "kiri"
    CENTRE = "tengah"
    RIGHT = "kanan"


@dataclass(frozen=True, slots=True)
class Heading:
    """The title, line by line in bold, and what stands under it, such as the number."""

    lines: tuple[str, ...]
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The letterhead above a letter; None: an empty band for printed paper."""

    letterhead: Letterhead | None


@dataclass(frozen=True, slots=True)
class Field:
    """`Nama : Siti`; without `colon` as in `NAMA OPD Dinas Kesehatan`."""

    label: str
    value: str
    colon: bool = True
    after: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels, colons and values below one another, at the same distances."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `indented`: its first line is."""

    text: str
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`least` mm wide, and by `stretch` of whatever room is left beside the others.

    `tight`: its words never wrap; the type of such columns shrinks instead.
    """

    least: float
    stretch: float = 0
    align: Align = Align.LEFT
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of words, or one value of a kind that a spreadsheet knows; over so many fields."""

    lines: tuple[str, ...] = ()
    value: Value = None
    across: int = 1
    down: int = 1
    shaded: bool = False
    align: Align | None = None

    def __hash__(self) -> int:
        """By its words: of a million cells that are looked up few have the same ones."""
        return hash(self.lines)


@dataclass(frozen=True, slots=True)
class Lazy(Sequence[T_co]):
    """So many values, each made when it is read: of ten thousand people one at a time is there.

    `make` is told which one, from 0. It is a function of a module, or a partial of one: a form
    goes to the process that prints it.
    """

    make: Callable[[int], T_co]
    size: int

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[T_co]:
        return map(self.make, range(self.size))

    @overload
    def __getitem__(self, index: int) -> T_co: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        numbers = range(self.size)[index]
        return self.make(numbers) if isinstance(numbers, int) else tuple(map(self.make, numbers))


Row: TypeAlias = tuple[Cell | None, ...]  # None: covered by a cell above or to the left
Group: TypeAlias = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`head` is repeated on every page; a `group` is one person, never split over two pages.

    No row is lower than `row_mm`: a pen signs in it. `tight` are the rows of all groups once more,
    where they are made faster with nothing but their tight columns.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    groups: Sequence[Group]
    row_mm: float = 0
    tight: Sequence[Row] | None = None

    @property
    def rows(self) -> Iterator[Row]:
        """Head and all groups from above, by which the type of tight columns is found."""
        yield from self.head
        if self.tight is not None:
            yield from self.tight
            return
        for group in self.groups:
            yield from group


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines above the room for a signature and a stamp, and below; `name` is which of the latter.

    `name` counts from 0; None: no line is the name's.
    """

    above: tuple[str, ...]
    below: tuple[str, ...]
    name: int | None = None


@dataclass(frozen=True, slots=True)
class Legend:
    """What the signs of a table mean; `running`: below it on each page before the last one, too."""

    title: str
    lines: tuple[str, ...]
    running: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands side by side below: a legend or a signature, and a signature.

    `room_mm`: the height for a signature, where it is not that of the measures.
    """

    left: Legend | Signature | None
    right: Signature | None
    room_mm: float | None = None


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows is an annex: it begins a page."""


Block: TypeAlias = Head | Heading | Fields | Paragraph | Table | Foot | NewPage


@dataclass(frozen=True, slots=True)
class Flat:
    """The facts of a form as a plain list, for a spreadsheet that goes on counting with them."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """One paper. `title` names the file for a reader of PDF, `sheet` the sheet of a workbook."""

    title: str
    sheet: str
    blocks: tuple[Block, ...]
    flat: Flat
    wide: bool = False
    measures: Measures = DEFAULT
