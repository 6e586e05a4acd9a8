"""`hadir unbind`, `block`, `unblock`, `putus-blokir`: acts on one person's account."""

from typing import Annotated

import typer

from bot.cli.acting import acting
from bot.cli.context import CliContext, carry_out, context_of
from bot.cli.options import By, Nip, Reason, RegionCode, words
from handlers.usecases import accounts, blocks
from handlers.usecases.blocks import Ended


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


HeadLetter = Annotated[
    str | None,
    typer.Option(
        "--surat-kepala", metavar="NOMOR", help="Surat persetujuan kepala, bila bukan lewat chat"
    ),
]
Decree = Annotated[str, words("--sk", help="Nomor keputusan BKPSDM")]


def unblock(
    ctx: typer.Context,
    region: RegionCode,
    nip: Nip,
    reason: Reason,
    letter: HeadLetter = None,
    by: By = None,
) -> None:
    """Setujui blokir seorang pegawai dibuka; terbuka setelah semua pejabatnya setuju."""
    carry_out(_unblock(context_of(ctx), region, nip, reason, letter, by))


async def _unblock(
    cli: CliContext, code: str, nip: str, reason: str, letter: str | None, by: str | None
) -> None:
    async with acting(cli, code, by) as act:
        done = await blocks.unblock(act, nip, reason, letter)
    if done.missing:
        roles = ", ".join(each.value for each in done.missing)
        cli.say(f"Persetujuan tercatat. Blokir {done.member.name} masih menunggu: {roles}.")
    else:
        cli.say(f"Blokir {done.member.name} dibuka; {_days(done)} dihitung hadir.")


def conclude(
    ctx: typer.Context, region: RegionCode, nip: Nip, decree: Decree, reason: Reason, by: By = None
) -> None:
    """Akhiri blokir dengan keputusan bahwa pelanggaran terbukti; harinya dihitung alpa."""
    carry_out(_conclude(context_of(ctx), region, nip, decree, reason, by))


async def _conclude(
    cli: CliContext, code: str, nip: str, decree: str, reason: str, by: str | None
) -> None:
    async with acting(cli, code, by) as act:
        done = await blocks.conclude(act, nip, decree, reason)
    cli.say(f"Pemeriksaan {done.member.name} selesai; {_days(done)} dihitung alpa.")


def _days(done: Ended) -> str:
    return f"{done.past.open.total()} hari yang sudah lewat"
