"""`hadir batal-libur`: a holiday that a later decree takes back, whose date is worked again."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import typer

from bot.cli import options
from bot.cli.authority import acting, require
from bot.cli.desk import Desk, Problem, carry_out, desk_of, region_of, transaction
from bot.cli.effect import Act, Consent, Yes, agreed, weigh
from bot.cli.intake import recount
from bot.cli.options import By, RegionCode
from bot.importing import parse
from bot.importing.holidays import withdrawal
from core.month.effect import Reach
from db.people import office, roster
from db.records import audit
from db.records.audit import Change
from handlers.chat.format import long_date


def _day(text: str) -> date:
    try:
        return parse.day(text)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None


Day = Annotated[date, typer.Argument(metavar="TANGGAL", parser=_day)]
Decree = Annotated[str, options.words("--dasar", help="Nomor keputusan yang mencabutnya")]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Which date is taken back, by which decree, and who enters it."""

    day: date
    decree: str
    by: str | None


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
    desk, asked = desk_of(ctx), Withdrawal(day, decree, by)
    carry_out(agreed(lambda consent: _withdraw(desk, region, asked, consent), yes=yes))


async def _withdraw(desk: Desk, code: str, asked: Withdrawal, consent: Consent) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    day, decree = asked.day, asked.decree
    async with transaction(desk) as db:
        actor = await acting(db, region, now.astimezone(region.zone).date(), asked.by)
        right = region.regulation.peran.atur_jam_kerja
        article = require(actor, right, None, act="mengatur hari libur")
        await roster.claim(db, code)
        stands = (await office.declared(db, code, [day])).get(day)
        if stands is None:
            raise Problem(f"{day} tidak tercatat sebagai hari libur; periksa tanggalnya.")
        if stands.withdrawn_at is not None:
            raise Problem(f"{day} sudah dicabut dengan {stands.withdrawn_by}.")
        await office.withdraw(db, code, day, decree, now)
        await roster.outdate(db, code)
        await audit.note(
            db,
            region=code,
            at=now,
            actor=actor.name,
            action="libur dicabut",
            detail={"dasar": decree, "hak": article},
            changes=[Change("libur", str(day), *withdrawal(stands, decree))],
        )
        await weigh(Act(desk, db, region, now, actor.name), [Reach(day, day)], consent)
    desk.say(f"{long_date(day)} ({stands.name}) menjadi hari kerja lagi: {decree}.")
    await recount(desk, region)
