"""Arguments and options that several commands share, so that they mean the same everywhere."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from handlers.usecases.importing import parse


def _nip(text: str) -> str:
    try:
        return parse.nip(text)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None


def _day(text: str) -> date:
    try:
        return parse.day(text)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None


def _words(text: str) -> str:
    try:
        plain = parse.words(text)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None
    if not plain:
        raise typer.BadParameter("tidak boleh kosong")
    return plain


def _code(text: str) -> str:
    try:
        return parse.code(text)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None


def day(*names: str, help: str) -> Any:  # noqa: A002, ANN401 - typer's own names and types
    return typer.Option(*names, parser=_day, metavar="TANGGAL", help=help)


def words(*names: str, help: str) -> Any:  # noqa: A002, ANN401 - typer's own names and types
    return typer.Option(*names, parser=_words, metavar="TEKS", help=help)


RegionCode = Annotated[
    str, typer.Argument(metavar="DAERAH", help="Kode daerah, nama berkasnya tanpa .toml")
]
Nip = Annotated[str, typer.Argument(metavar="NIP", parser=_nip, help="18 angka")]
Nips = Annotated[list[str] | None, typer.Argument(metavar="[NIP]...", parser=_nip)]
OfficeCode = Annotated[
    str | None,
    typer.Option("--kantor", parser=_code, metavar="KODE", help="Semua pegawai kantor ini"),
]
Reason = Annotated[str, words("--alasan", help="Mengapa; dicatat dalam jejak audit")]
By = Annotated[
    str | None,
    typer.Option(
        "--oleh",
        metavar="NIP",
        parser=_nip,
        help="Siapa yang bertindak; tanpa ini tercatat sebagai konsol server",
    ),
]
Files = Annotated[list[Path], typer.Argument(metavar="BERKAS...")]
