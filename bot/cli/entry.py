"""Options of what an administrator enters into a register: who, from when to when, which line."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import typer

from bot.cli.options import parsed
from handlers.usecases.importing import parse


def _moment(text: str) -> datetime:
    parts = text.upper().replace("T", " ").split()
    if len(parts) != 2:
        raise ValueError(f"“{parse.shown(text)}” bukan waktu; tulis seperti 2026-04-06T07:00")
    return datetime.combine(parse.day(parts[0]), parse.clock(parts[1]))


def _number(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise ValueError(f"“{parse.shown(text)}” bukan nomor dari daftar") from None


def moment(*names: str, help: str) -> Any:  # noqa: A002, ANN401 - typer's own names and types
    """An option of a date and a time, still without a zone."""
    return typer.Option(*names, parser=parsed(_moment), metavar="WAKTU", help=help)


def nip(*names: str, help: str) -> Any:  # noqa: A002, ANN401 - typer's own names and types
    return typer.Option(*names, parser=parsed(parse.nip), metavar="NIP", help=help)


def code(*names: str, help: str) -> Any:  # noqa: A002, ANN401 - typer's own names and types
    return typer.Option(*names, parser=parsed(parse.code), metavar="KODE", help=help)


Revoked = Annotated[
    UUID | None,
    typer.Option("--cabut", metavar="NOMOR", parser=parsed(_number), help="Cabut baris ini"),
]
