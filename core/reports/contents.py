"""The list of what an office hands in together: the contents of its ZIP."""

from dataclasses import dataclass
from datetime import date

from core.reports.compose import compose
from core.reports.dates import month_name
from core.reports.filled import Filled, Record
from core.reports.form import Flat, Form
from core.reports.printing import Printing


@dataclass(frozen=True, slots=True)
class Content:
    """One file by its name in the ZIP, what it is, its size in bytes and its SHA-256 in hex.

    `pages` of a paper or a scan, `rows` of a workbook; None: nobody counted any.
    """

    name: str
    what: str
    size: int
    sha256: str
    pages: int | None = None
    rows: int | None = None

    @property
    def extent(self) -> str:
        """`3 halaman`, `47 baris`, or nothing."""
        if self.pages is not None:
            return f"{self.pages} halaman"
        return "" if self.rows is None else f"{self.rows} baris"


@dataclass(frozen=True, slots=True)
class Contents:
    """What is handed in for the month of a date; `version` counts from 1 (AMB-64)."""

    office: str
    month: date
    version: int
    files: tuple[Content, ...]


def contents(printing: Printing, handed: Contents) -> Form:
    """The list, without a signature: it proves that nothing is missing and nothing changed."""
    records: list[Record] = [
        {
            "berkas": each.name,
            "isi": each.what,
            "banyak": each.extent,
            "ukuran": each.size,
            "sha256": each.sha256,
        }
        for each in handed.files
    ]
    filled = Filled(
        words={
            "kantor": handed.office,
            "bulan": month_name(handed.month),
            "versi": str(handed.version),
        },
        records=records,
    )
    rows = tuple(
        (each.name, each.what, each.extent, each.size, each.sha256) for each in handed.files
    )
    flat = Flat(("Nama berkas", "Isi", "Banyaknya", "Ukuran (byte)", "SHA-256"), rows)
    title = f"Daftar isi berkas laporan {handed.office} {month_name(handed.month)}"
    return compose(printing, "daftar_isi", filled, flat, title=title)
