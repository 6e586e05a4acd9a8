"""The table that a run ends with: each figure beside its floor and its aim."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

WIDTH = 120  # where the output is no terminal


@dataclass(frozen=True, slots=True)
class Aim:
    """A border that a figure should reach (`least`) or keep below."""

    border: float
    least: bool

    def met(self, value: float) -> bool:
        return value >= self.border if self.least else value <= self.border

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {_short(self.border)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value; the aim is for its ratio to the floor where there is a floor."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    aim: Aim | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return ""
        value = self.value if self.ratio is None else self.ratio
        if self.aim.met(value):
            return "met"
        return f"missed by {abs(value - self.aim.border) / (self.aim.border or 1):.0%}"


def at_least(border: float) -> Aim:
    return Aim(border, least=True)


def at_most(border: float) -> Aim:
    return Aim(border, least=False)


def show(figures: Iterable[Figure], title: str) -> None:
    table = Table(title=title)
    table.add_column("figure")
    for column in ("measured", "floor", "ratio", "aim"):
        table.add_column(column, justify="right")
    table.add_column("verdict")
    for figure in figures:
        table.add_row(*_cells(figure))
    console = Console()
    console.width = max(console.width, WIDTH)
    console.print(table)


def _cells(figure: Figure) -> tuple[str, ...]:
    floor = f"{_short(figure.floor)} {figure.unit}" if figure.floor else ""
    ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else ""
    aim = str(figure.aim) if figure.aim else ""
    return (figure.name, f"{_short(figure.value)} {figure.unit}", floor, ratio, aim, figure.verdict)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.3g}"
