"""Arguments and options that several commands share, so that they mean the same everywhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from handlers.usecases.importing import parse

T = TypeVar("T")


def parsed(read: Callable[[str], T]) -> Callable[[str], T]:
    """A parser for typer: what a cell of a file may not be, an option may not be either."""

    def parse_option(text: str) -> T:
        try:
            return read(text)
        except ValueError as wrong:
            raise typer.BadParameter(str(wrong)) from None

    return parse_option


def _words(text: str) -> str:
    plain = parse.words(text)
    if not plain:
        raise ValueError("tidak boleh kosong")
    return plain


def day(*names: str, help: str) -> Any:  # noqa: A002, ANN401 - typer's own names and types
    return typer.Option(*names, parser=parsed(parse.day), metavar="TANGGAL", help=help)


def words(*names: str, help: str) -> Any:  # noqa: A002, ANN401 - typer's own names and types
    return typer.Option(*names, parser=parsed(_words), metavar="TEKS", help=help)


RegionCode = Annotated[
    str, typer.Argument(metavar="DAERAH", help="Kode daerah, nama berkasnya tanpa .toml")
]
Nip = Annotated[str, typer.Argument(metavar="NIP", parser=parsed(parse.nip), help="18 angka")]
Nips = Annotated[list[str] | None, typer.Argument(metavar="[NIP]...", parser=parsed(parse.nip))]
OfficeCode = Annotated[
    str | None,
    typer.Option(
        "--kantor", parser=parsed(parse.code), metavar="KODE", help="Semua pegawai kantor ini"
    ),
]
ReportingOffice = Annotated[
    str | None,
    typer.Option(
        "--kantor",
        parser=parsed(parse.code),
        metavar="KODE",
        help="Kosong: setiap kantor yang bukan bagian kantor lain",
    ),
]
Reason = Annotated[str, words("--alasan", help="Mengapa; dicatat dalam jejak audit")]
By = Annotated[
    str | None,
    typer.Option(
        "--oleh",
        metavar="NIP",
        parser=parsed(parse.nip),
        help="Siapa yang bertindak; tanpa ini tercatat sebagai konsol server",
    ),
]
Files = Annotated[list[Path], typer.Argument(metavar="BERKAS...")]
