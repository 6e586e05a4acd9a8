"""`hadir libur` and `batal-libur`: the holidays of a year, and one that a decree takes back."""

from datetime import date
from typing import Annotated

import typer
from rich.text import Text

from bot.cli import options
from bot.cli.acting import acting
from bot.cli.consent import Consent, Yes, agreed
from bot.cli.context import CliContext, carry_out, context_of
from bot.cli.options import By, RegionCode
from bot.cli.recalculation import recalculate_and_tell
from handlers.chat.format import long_date
from handlers.usecases import holidays
from handlers.usecases.importing import parse

Day = Annotated[date, typer.Argument(metavar="TANGGAL", parser=options.parsed(parse.day))]
Year = Annotated[int, typer.Argument(metavar="TAHUN", min=2000, max=2060)]
Decree = Annotated[str, options.words("--dasar", help="Nomor keputusan yang mencabutnya")]


def withdraw(
    ctx: typer.Context,
    region: RegionCode,
    day: Day,
    decree: Decree,
    *,
    by: By = None,
    yes: Yes = False,
) -> None:
    """Cabut hari libur menurut keputusan baru; tanggal itu menjadi hari kerja lagi."""
    cli = context_of(ctx)
    carry_out(agreed(lambda consent: _withdraw(cli, region, (day, decree), by, consent), yes=yes))


async def _withdraw(
    cli: CliContext, code: str, decreed: tuple[date, str], by: str | None, consent: Consent
) -> None:
    async with acting(cli, code, by) as act:
        done = await holidays.withdraw(act, *decreed)
        consent.to(cli, done.past)
    day, decree = decreed
    cli.say(f"{long_date(day)} ({done.name}) menjadi hari kerja lagi: {decree}.")
    await recalculate_and_tell(cli, act.region)


def seed(
    ctx: typer.Context, region: RegionCode, year: Year, *, by: By = None, yes: Yes = False
) -> None:
    """Isi libur nasional dan cuti bersama setahun; yang sudah diimpor tidak ditimpa."""
    cli = context_of(ctx)
    carry_out(agreed(lambda consent: _seed(cli, region, year, by, consent), yes=yes))


async def _seed(cli: CliContext, code: str, year: int, by: str | None, consent: Consent) -> None:
    async with acting(cli, code, by) as act:
        done = await holidays.seed(act, year)
        consent.to(cli, done.past)
    cli.say(f"{done.seeded} hari libur {year} diisi, {done.kept} yang sudah diimpor tetap.")
    await recalculate_and_tell(cli, act.region)
    if not done.collective_leave_known:
        text = (
            f"Perhatian: cuti bersama {year} belum diketahui. Setelah keputusannya terbit, "
            "masukkan dengan berkas libur.csv (tanggal, nama, jenis, dasar)."
        )
        cli.console.print(Text(text, style="yellow"))
