"""`hadir exempt`: what a decree says of somebody, and whether it frees them from attendance."""

from datetime import date
from typing import Annotated

import typer

from bot.cli import options
from bot.cli.acting import acting
from bot.cli.consent import Consent, Yes, agreed
from bot.cli.context import CliContext, carry_out, context_of
from bot.cli.options import By, Nip, RegionCode
from core.law.regulation import ExemptStatus
from handlers.usecases import exemptions
from handlers.usecases.exemptions import Decreed

Kind = Annotated[ExemptStatus, typer.Argument(metavar="JENIS")]
Since = Annotated[date, options.day("--sejak", help="Hari pertama")]
Until = Annotated[
    date | None, options.day("--sampai", help="Hari terakhir; kosong: belum diketahui")
]
Decree = Annotated[str, options.words("--sk", help="Nomor surat keputusan")]


Released = Annotated[
    bool | None,
    typer.Option("--dibebaskan/--tidak-dibebaskan", help="Dari jabatan, selama tugas belajar"),
]


def exempt(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    nip: Nip,
    kind: Kind,
    *,
    since: Since,
    decree: Decree,
    until: Until = None,
    released: Released = None,
    by: By = None,
    yes: Yes = False,
) -> None:
    """Kecualikan seorang pegawai dari presensi menurut surat keputusan."""
    decreed = Decreed(kind, since, until, decree, released)
    cli = context_of(ctx)
    carry_out(agreed(lambda consent: _exempt(cli, region, nip, decreed, by, consent), yes=yes))


async def _exempt(
    cli: CliContext, code: str, nip: str, decreed: Decreed, by: str | None, consent: Consent
) -> None:
    async with acting(cli, code, by) as act:
        done = await exemptions.exempt(act, nip, decreed)
        consent.to(cli, done.past)
    if done.exempt:
        cli.say(f"{done.member.name} dikecualikan sejak {decreed.since} ({done.article}).")
    else:
        cli.say(f"{done.member.name} tidak dibebaskan dari jabatan: presensi tetap seperti biasa.")
