"""`hadir nip`: a NIP that was entered wrongly, or changed with the contract; the person stays."""

from typing import Annotated

import typer
from rich.text import Text

from bot.cli import entry
from bot.cli.acting import acting
from bot.cli.context import CliContext, carry_out, context_of
from bot.cli.options import By, Nip, Reason, RegionCode
from handlers.usecases import nips

New = Annotated[str, entry.nip("--menjadi", help="NIP yang benar")]


def correct(
    ctx: typer.Context, region: RegionCode, nip: Nip, *, new: New, reason: Reason, by: By = None
) -> None:
    """Betulkan NIP seorang pegawai; presensi, atasan, dan akunnya tetap."""
    carry_out(_correct(context_of(ctx), region, nip, new, reason, by))


async def _correct(
    cli: CliContext, code: str, old: str, new: str, reason: str, by: str | None
) -> None:
    async with acting(cli, code, by) as act:
        member = await nips.correct(act, old, new, reason)
    cli.say(f"NIP {member.name} kini {new}; sebelumnya {old}.")
    if act.region.official == old:
        text = f"Perhatian: pejabat_verifikasi dalam berkas {code}.toml masih NIP lama."
        cli.console.print(Text(text, style="yellow"))
