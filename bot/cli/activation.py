"""`hadir activate`: one-time codes, printed once, kept only as hashes."""

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli.acting import acting
from bot.cli.context import CliContext, CliError, carry_out, context_of
from bot.cli.options import By, Nips, OfficeCode, RegionCode
from bot.cli.spreadsheet import escape_formula
from core.organisation.region import Region
from handlers.chat.format import clock, long_date
from handlers.usecases import invitations
from handlers.usecases.invitations import Invitation, Invited

Everybody = Annotated[bool, typer.Option("--all", help="Semua pegawai yang belum terhubung")]
Bot = Annotated[str | None, typer.Option("--bot", metavar="NAMA", help="Nama bot Telegram")]
File = Annotated[
    Path | None, typer.Option("--csv", metavar="BERKAS", help="Simpan untuk surat, bukan di layar")
]


def activate(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    nips: Nips = None,
    *,
    office: OfficeCode = None,
    everybody: Everybody = False,
    bot: Bot = None,
    letters: File = None,
    by: By = None,
) -> None:
    """Buat kode aktivasi sekali pakai untuk pegawai."""
    if bool(nips) + bool(office) + everybody != 1:
        raise typer.BadParameter("pilih salah satu: NIP, --kantor, atau --all")
    whom = Invited(nips or (), office)
    carry_out(_activate(context_of(ctx), region, whom, bot=bot, file=letters, by=by))


async def _activate(
    cli: CliContext, code: str, whom: Invited, *, bot: str | None, file: Path | None, by: str | None
) -> None:
    async with acting(cli, code, by) as act:
        made = await invitations.invite(act, whom)
        letters = Letters(made.new, bot, _until(act.region, made.expires_at))
        if file is not None:  # before the commit: a code that nobody can read shall not count
            _save(file, letters)
    _show(cli, letters, file)
    if made.bound:
        cli.say(f"{made.bound} pegawai dilewati karena sudah terhubung.")


@dataclass(frozen=True, slots=True)
class Letters:
    """Invitations as they are handed out; `until` is the local time until which they are valid."""

    new: Sequence[Invitation]
    bot: str | None
    until: str

    def link(self, each: Invitation) -> str:
        bot = (self.bot or "").removeprefix("@")
        return f"https://t.me/{bot}?start={each.code}" if bot else ""


def _save(path: Path, letters: Letters) -> None:
    try:
        # Only for its owner, and never over letters that are already printed.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CliError(f"{path} sudah ada; pilih nama lain.") from None
    except OSError as error:
        raise CliError(f"{path} tidak bisa ditulis: {error.strerror}.") from None
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["nip", "nama", "kantor", "kode", "tautan", "berlaku_sampai"])
        for each in letters.new:
            who = (each.member.nip, each.member.name, each.member.office or "")
            cells = (*who, each.code, letters.link(each), letters.until)
            rows.writerow([escape_formula(cell) for cell in cells])


def _show(cli: CliContext, letters: Letters, file: Path | None) -> None:
    if file is None and letters.new:
        table = Table("nip", "nama", "kode atau tautan")
        for each in letters.new:
            shown = Text(letters.link(each) or each.code, overflow="fold")
            table.add_row(each.member.nip, Text(each.member.name), shown)
        cli.console.print(table)
    where = f" disimpan di {file}" if file else ""
    cli.say(f"{len(letters.new)} kode{where}, berlaku sampai {letters.until}.")


def _until(region: Region, expires: datetime) -> str:
    day = expires.astimezone(region.zone).date()
    return f"{long_date(day)} pukul {clock(expires, region.zone)}"
