"""`hadir mulai`: from when on a region and its offices use Hadir; no day before is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.cli import entry, options
from bot.cli.acting import acting
from bot.cli.consent import Consent, Yes, agreed
from bot.cli.context import CliContext, carry_out, context_of, region_of, transaction
from bot.cli.options import By, RegionCode
from core.organisation.calendar import DAY
from core.organisation.region import Region
from db.people import first_use, status
from db.people.first_use import Start
from handlers.chat.format import days, long_date
from handlers.usecases import first_use as usecase

Since = Annotated[date | None, options.day("--sejak", help="Hari pertama yang dihitung")]
Decree = Annotated[str | None, options.words("--sk", help="Nomor keputusannya")]
OfficeCode = Annotated[
    str | None, entry.code("--kantor", help="Kantor ini dengan bagiannya; kosong: seluruh daerah")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which date by which decree, for an office with its parts or the region; who enters it."""

    office: str | None
    since: date
    decree: str
    by: str | None


def begin(
    ctx: typer.Context,
    region: RegionCode,
    *,
    since: Since = None,
    decree: Decree = None,
    office: OfficeCode = None,
    by: By = None,
    yes: Yes = False,
) -> None:
    """Tetapkan sejak kapan daerah atau kantor memakai Hadir, atau lihat tanggalnya."""
    cli = context_of(ctx)
    if since is not None and decree is not None:
        asked = Asked(office, since, decree, by)
        carry_out(agreed(lambda consent: _begin(cli, region, asked, consent), yes=yes))
    elif (since, decree, office) == (None, None, None):
        carry_out(_list(cli, region))
    else:
        raise typer.BadParameter("isi --sejak dan --sk bersama")


async def _begin(cli: CliContext, code: str, asked: Asked, consent: Consent) -> None:
    async with acting(cli, code, asked.by) as act:
        begun = await usecase.begin(act, asked.office, asked.since, asked.decree)
        consent.to(cli, begun.past)
    for line in _told(act.region, begun.before, asked, act.today):
        cli.say(line)


def _told(region: Region, before: Start, asked: Asked, today: date) -> Iterator[str]:
    who = before.name if asked.office else region.name
    yield f"{who} memakai Hadir sejak {long_date(asked.since)} ({asked.decree})."
    yield "Hari sebelumnya tidak dihitung; presensi yang ada tetap tersimpan."
    if before.since is None:
        return
    first, last = sorted((before.since, asked.since))
    last = min(last - DAY, today)
    if first <= last:
        now = "tidak dihitung lagi" if asked.since > before.since else "ikut dihitung"
        yield f"Perhatian: {days(first, last)} {now}."


async def _list(cli: CliContext, code: str) -> None:
    region = region_of(cli, code)
    today = cli.clock.now().astimezone(region.zone).date()
    async with transaction(cli) as db:
        found = await first_use.starts(db, code)
        never = await status.count_never_offered(db, code, today)
    table = Table("kantor", "nama", "sejak")
    for each in found:
        since = str(each.since) if each.since else ""
        cells = (
            each.office or "(seluruh daerah)",
            each.name if each.office else region.name,
            since,
        )
        table.add_row(*(Text(cell) for cell in cells))
    cli.console.print(table)
    cli.say(
        "Yang berlaku tanggal yang lebih akhir dari daerah dan kantor; kantor tanpa tanggal "
        "mengikuti induknya. Hari pegawai dihitung sejak kode aktivasi pertamanya."
    )
    if never:
        text = (
            f"Perhatian: {never} pegawai belum pernah mendapat kode, jadi harinya belum dihitung. "
            f"Buat kodenya: hadir activate {code} --all"
        )
        cli.console.print(Text(text, style="yellow"))
