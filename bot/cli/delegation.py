"""`hadir delegasi`: a Plt or Plh by decree, who verifies instead of somebody for some dates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli import entry, options
from bot.cli.authority import acting, one, require
from bot.cli.desk import Desk, Problem, carry_out, desk_of, region_of, transaction
from bot.cli.entry import Revoked
from bot.cli.options import RegionCode
from bot.runtime.reply_codec import pack
from core.organisation.region import Region
from core.organisation.verifier import StandIn, Standing
from db.messages import outbox
from db.people import delegation
from db.people.status import Member
from db.records import audit
from handlers.texts import standing_in
from handlers.texts.standing_in import Party

LONGEST = timedelta(days=366)  # a longer one is a slip of the pen; a decree can be renewed

Of = Annotated[str, entry.nip("--dari", help="Atasan yang diwakili")]
Instead = Annotated[str | None, entry.nip("--oleh", help="Plt atau Plh yang mewakilinya")]
Since = Annotated[date | None, options.day("--sejak", help="Hari pertama")]
Until = Annotated[date | None, options.day("--sampai", help="Hari terakhir")]
Decree = Annotated[str | None, options.words("--sk", help="Nomor surat keputusan")]
Actor = Annotated[
    str | None,
    entry.nip("--pelaku", help="Siapa yang bertindak; tanpa ini tercatat sebagai konsol server"),
]


@dataclass(frozen=True, slots=True)
class Decreed:
    """What a decree says: who instead, and on which dates, both included."""

    nip: str
    since: date
    until: date
    decree: str


def delegations(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    *,
    of: Of,
    instead: Instead = None,
    since: Since = None,
    until: Until = None,
    decree: Decree = None,
    revoked: Revoked = None,
    actor: Actor = None,
) -> None:
    """Catat Plt/Plh menurut surat keputusan, cabut, atau lihat daftarnya."""
    desk = desk_of(ctx)
    if revoked is not None:
        if instead or since or until or decree:
            raise typer.BadParameter("--cabut hanya bersama --dari")
        carry_out(_revoke(desk, region, of, revoked, actor))
    elif instead and since and until and decree:
        carry_out(_add(desk, region, of, Decreed(instead, since, until, decree), actor))
    elif instead or since or until or decree:
        raise typer.BadParameter("isi --oleh, --sejak, --sampai dan --sk")
    else:
        carry_out(_list(desk, region, of))


async def _add(desk: Desk, code: str, of: str, decreed: Decreed, actor: str | None) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    today = now.astimezone(region.zone).date()
    _check(of, decreed, today)
    async with transaction(desk) as db:
        whom = await one(db, region, today, of)  # a post that somebody left may need a Plt
        by = await one(db, region, decreed.until, decreed.nip, gone=False)
        who, article = await _authorised(db, region, today, whom, actor)
        period = (decreed.since, decreed.until)
        stand_in = StandIn(whom.employee, by.employee, Standing.ACTING, *period)
        await _check_new(db, code, stand_in)
        new = await delegation.add(db, code, stand_in, decreed.decree)
        dates = {"sejak": str(decreed.since), "sampai": str(decreed.until)}
        await audit.note(
            db,
            region=code,
            at=now,
            actor=who,
            action="Plt/Plh dicatat",
            employee=whom.employee,
            detail={"oleh": by.nip, "sk": decreed.decree, "nomor": str(new), "dasar": article}
            | dates,
        )
        told = await standing_in.named(db, region, _party(whom), _party(by), period)
        await _tell(db, told, now)
    desk.say(f"{by.name} mewakili {whom.name} sejak {period[0]} sampai {period[1]}.")


def _check(of: str, decreed: Decreed, today: date) -> None:
    if of == decreed.nip:
        raise Problem("Tidak ada yang mewakili diri sendiri.")
    if decreed.until < decreed.since:
        raise Problem("--sampai lebih awal dari --sejak.")
    if decreed.until < today:
        raise Problem("--sampai sudah lewat; yang lampau tidak dapat diwakilkan lagi.")
    if decreed.until - decreed.since >= LONGEST or decreed.since > today + LONGEST:
        raise Problem("Lebih dari setahun; periksa tanggalnya.")


async def _check_new(db: AsyncConnection, code: str, stand_in: StandIn) -> None:
    known = await delegation.of_employee(db, code, stand_in.of)
    if any(each.stand_in == stand_in and not each.revoked_at for each in known):
        raise Problem("Plt/Plh ini sudah tercatat.")


async def _authorised(
    db: AsyncConnection, region: Region, today: date, whom: Member, by: str | None
) -> tuple[str, str]:
    """The actor and the article: whoever sets superiors, sets who acts for one, too."""
    actor = await acting(db, region, today, by)
    right = region.regulation.peran.atur_atasan
    return actor.name, require(actor, right, whom.office, act=f"atas {whom.name}")


async def _revoke(desk: Desk, code: str, of: str, id_: UUID, actor: str | None) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    today = now.astimezone(region.zone).date()
    async with transaction(desk) as db:
        whom = await one(db, region, today, of)
        who, article = await _authorised(db, region, today, whom, actor)
        known = await delegation.of_employee(db, code, whom.employee)
        if not await delegation.revoke(db, code, whom.employee, id_, now):
            raise Problem(f"{whom.name} tidak punya Plt/Plh {id_}, atau sudah dicabut.")
        await audit.note(
            db,
            region=code,
            at=now,
            actor=who,
            action="Plt/Plh dicabut",
            employee=whom.employee,
            detail={"nomor": str(id_), "dasar": article},
        )
        ended = next(each for each in known if each.id == id_)
        by = Party(ended.stand_in.by, ended.name)
        dates = (ended.stand_in.since, ended.stand_in.until)
        told = await standing_in.ended(db, region, _party(whom), by, dates)
        await _tell(db, told, now)
    desk.say(f"Plt/Plh {whom.name} dicabut.")


def _party(member: Member) -> Party:
    return Party(member.employee, member.name)


async def _tell(db: AsyncConnection, told: standing_in.Told, now: datetime) -> None:
    """Both of them, as in the chat; the running service sends it."""
    await outbox.put(db, [pack(out) for out in told.values()], now)


async def _list(desk: Desk, code: str, of: str) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    async with transaction(desk) as db:
        whom = await one(db, region, now.astimezone(region.zone).date(), of)
        found = await delegation.of_employee(db, code, whom.employee)
    if not found:
        desk.say(f"{whom.name} belum pernah diwakili.")
        return
    table = Table("nomor", "oleh", "sejak", "sampai", "sk", "keterangan")
    for each in found:
        dates = (str(each.stand_in.since), str(each.stand_in.until))
        state = "dicabut" if each.revoked_at else ""
        cells = (str(each.id), f"{each.name} ({each.nip})", *dates, each.decree or "", state)
        table.add_row(*(Text(cell) for cell in cells))
    desk.console.print(table)
