"""`hadir mulai`: from when on a region and its offices use Hadir; no day before is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli import entry, options
from bot.cli.authority import acting, require
from bot.cli.desk import Desk, Problem, carry_out, desk_of, region_of, transaction
from bot.cli.effect import Act, Consent, Yes, agreed, weigh
from bot.cli.options import By, RegionCode
from core.month.effect import Reach
from core.organisation.calendar import DAY
from core.organisation.region import Region
from db.people import first_use, roster, status
from db.people.first_use import Start
from db.records import audit
from db.records.audit import Change
from handlers.chat.format import days, long_date

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
    desk = desk_of(ctx)
    if since is not None and decree is not None:
        asked = Asked(office, since, decree, by)
        carry_out(agreed(lambda consent: _begin(desk, region, asked, consent), yes=yes))
    elif (since, decree, office) == (None, None, None):
        carry_out(_list(desk, region))
    else:
        raise typer.BadParameter("isi --sejak dan --sk bersama")


async def _begin(desk: Desk, code: str, asked: Asked, consent: Consent) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    today = now.astimezone(region.zone).date()
    async with transaction(desk) as db:
        actor = await acting(db, region, today, asked.by)
        right = region.regulation.peran.atur_jam_kerja
        article = require(actor, right, asked.office, act="menetapkan hari pertama pemakaian")
        await roster.claim(db, code)
        before = await _stands(db, region, asked.office)
        await first_use.start(db, code, asked.office, asked.since)
        await roster.outdate(db, code)
        await audit.note(
            db,
            region=code,
            at=now,
            actor=actor.name,
            action="hari pertama ditetapkan",
            detail={"sk": asked.decree, "hak": article},
            changes=[_change(code, before, asked)],
        )
        offered_at = await first_use.first_offer(db, code)
        reach = [Reach(offered_at.astimezone(region.zone).date())] if offered_at else []
        await weigh(Act(desk, db, region, now, actor.name), reach, consent)
    for line in _told(region, before, asked, today):
        desk.say(line)


async def _stands(db: AsyncConnection, region: Region, office: str | None) -> Start:
    found = {each.office: each for each in await first_use.starts(db, region.code)}
    if office not in found:
        raise Problem(f"Kantor {office} tidak ada di {region.name}.")
    return found[office]


def _change(code: str, before: Start, asked: Asked) -> Change:
    was = {"sejak": str(before.since)} if before.since else None
    after = {"sejak": str(asked.since), "sk": asked.decree}
    return Change("hari pertama", asked.office or code, was, after)


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


async def _list(desk: Desk, code: str) -> None:
    region = region_of(desk, code)
    today = desk.clock.now().astimezone(region.zone).date()
    async with transaction(desk) as db:
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
    desk.console.print(table)
    desk.say(
        "Yang berlaku tanggal yang lebih akhir dari daerah dan kantor; kantor tanpa tanggal "
        "mengikuti induknya. Hari pegawai dihitung sejak kode aktivasi pertamanya."
    )
    if never:
        text = (
            f"Perhatian: {never} pegawai belum pernah mendapat kode, jadi harinya belum dihitung. "
            f"Buat kodenya: hadir activate {code} --all"
        )
        desk.console.print(Text(text, style="yellow"))
