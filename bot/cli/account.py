"""`hadir unbind`, `block`, `unblock`: acts on one person's account."""

import typer

from bot.cli.acting import acting
from bot.cli.context import CliContext, carry_out, context_of
from bot.cli.options import By, Nip, Reason, RegionCode
from handlers.usecases import accounts, blocks


def unbind(ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None) -> None:
    """Lepaskan akun seorang pegawai, misalnya karena HP hilang."""
    carry_out(_unbind(context_of(ctx), region, nip, reason, by))


async def _unbind(cli: CliContext, code: str, nip: str, reason: str, by: str | None) -> None:
    async with acting(cli, code, by) as act:
        done = await accounts.release(act, nip, reason)
    cli.say(f"Akun {done.member.name} dilepas. Kode baru: hadir activate {code} {nip}")


def block(ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None) -> None:
    """Blokir seorang pegawai; harinya menjadi dalam pemeriksaan, bukan alpa."""
    carry_out(_block(context_of(ctx), region, nip, reason, by))


async def _block(cli: CliContext, code: str, nip: str, reason: str, by: str | None) -> None:
    async with acting(cli, code, by) as act:
        done = await blocks.block(act, nip, reason)
    cli.say(f"{done.member.name} diblokir ({done.article}) dan diberi tahu.")


def unblock(
    ctx: typer.Context, region: RegionCode, nip: Nip, reason: Reason, by: By = None
) -> None:
    """Buka blokir seorang pegawai."""
    carry_out(_unblock(context_of(ctx), region, nip, reason, by))


async def _unblock(cli: CliContext, code: str, nip: str, reason: str, by: str | None) -> None:
    async with acting(cli, code, by) as act:
        done = await blocks.unblock(act, nip, reason)
    cli.say(f"Blokir {done.member.name} dibuka.")
