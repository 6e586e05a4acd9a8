"""`hadir gangguan`: the outage register, whose times are added to every verification deadline."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli import entry, options
from bot.cli.authority import acting, require
from bot.cli.desk import Desk, Problem, carry_out, database, desk_of, region_of, transaction
from bot.cli.entry import Revoked
from bot.cli.options import By, RegionCode
from bot.cli.stuck import Unreckoned
from core.organisation.deadline import Outage
from core.organisation.region import Region
from db.records import audit, outage
from db.records.outage import Entry, Report
from handlers.chat.format import clock

LONGEST = timedelta(days=31)  # whatever is longer, or further ahead, is a slip of the pen

Since = Annotated[datetime | None, entry.moment("--sejak", help="Mulai, jam setempat")]
Until = Annotated[datetime | None, entry.moment("--sampai", help="Selesai, jam setempat")]
Reason = Annotated[str | None, options.words("--alasan", help="Apa yang terganggu")]
Where = Annotated[
    str | None, entry.code("--kantor", help="Kantor ini dan bagiannya; kosong: semua")
]


def outages(  # noqa: PLR0913 - the signature is the command line
    ctx: typer.Context,
    region: RegionCode,
    *,
    since: Since = None,
    until: Until = None,
    reason: Reason = None,
    office: Where = None,
    revoked: Revoked = None,
    by: By = None,
) -> None:
    """Catat gangguan sistem, cabut yang keliru, atau lihat daftarnya."""
    desk = desk_of(ctx)
    if revoked is not None:
        if since or until or office:
            raise typer.BadParameter("--cabut tidak bersama --sejak, --sampai atau --kantor")
        carry_out(_revoke(desk, region, revoked, reason, by))
    elif since and until and reason:
        carry_out(_register(desk, region, (since, until), office, reason, by))
    elif since or until or reason or office:
        raise typer.BadParameter("isi --sejak, --sampai dan --alasan")
    else:
        carry_out(_list(desk, region))


async def _register(
    desk: Desk,
    code: str,
    period: tuple[datetime, datetime],
    office: str | None,
    reason: str,
    by: str | None,
) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    since, until = (each.replace(tzinfo=region.zone).astimezone(UTC) for each in period)
    _check(since, until, now)
    async with transaction(desk) as db:
        actor = await _authorised(db, region, now, by, office)
        report = Report(since, until, office, reason, actor, now)
        new = await outage.register(db, code, report)
        if new:
            await _note(db, region, now, actor, "gangguan dicatat", report, nomor=str(new))
    told = "dicatat" if new else "sudah tercatat"
    await _extend(desk, region, report, f"Gangguan {_shown(region, report)} {told}", now)


def _check(since: datetime, until: datetime, now: datetime) -> None:
    if until <= since:
        raise Problem("--sampai harus sesudah --sejak.")
    if until - since > LONGEST:
        raise Problem(f"Gangguan lebih dari {LONGEST.days} hari; periksa tanggalnya.")
    if until > now + LONGEST:
        raise Problem(f"--sampai lebih dari {LONGEST.days} hari dari sekarang; periksa tanggalnya.")


async def _revoke(desk: Desk, code: str, id_: UUID, reason: str | None, by: str | None) -> None:
    region, now = region_of(desk, code), desk.clock.now()
    async with transaction(desk) as db:
        taken = await outage.revoke(db, code, id_, now)
        if taken is None:
            raise Problem(f"Tidak ada gangguan {id_}, atau sudah dicabut.")
        actor = await _authorised(db, region, now, by, taken.office)
        cause = {"mengapa": reason} if reason else {}
        await _note(db, region, now, actor, "gangguan dicabut", taken, nomor=str(id_), **cause)
    await _extend(desk, region, taken, f"Gangguan {_shown(region, taken)} dicabut", now)


async def _authorised(
    db: AsyncConnection, region: Region, now: datetime, by: str | None, office: str | None
) -> str:
    """Whoever sets the places keeps the register too: no question of the law comes nearer (KAM-04).

    Problem where the office does not exist or nobody gave the right.
    """
    actor = await acting(db, region, now.astimezone(region.zone).date(), by)
    if office is not None and office not in actor.parents:
        raise Problem(f"Kantor {office} tidak ada.")
    require(actor, region.regulation.peran.atur_lokasi, office, act="mencatat gangguan")
    return actor.name


async def _note(
    db: AsyncConnection,
    region: Region,
    now: datetime,
    actor: str,
    action: str,
    report: Report,
    **more: Any,  # noqa: ANN401 - JSON
) -> None:
    period = {"sejak": report.since.isoformat(), "sampai": report.until.isoformat()}
    detail = period | {"kantor": report.office, "alasan": report.reason} | more
    await audit.note(db, region=region.code, at=now, actor=actor, action=action, detail=detail)


async def _extend(desk: Desk, region: Region, report: Report, told: str, now: datetime) -> None:
    """After the commit: batch by batch, and whole again when the command is repeated."""
    async with database(desk) as engine:
        changed = Outage(report.since, report.until)
        unreckoned = Unreckoned()
        moved = await outage.extend(engine, region, changed, now, unreckoned.add)
    desk.say(f"{told}; {moved} tenggat verifikasi dihitung ulang.")
    unreckoned.tell(desk)


async def _list(desk: Desk, code: str) -> None:
    region = region_of(desk, code)
    async with transaction(desk) as db:
        entries = await outage.entries(db, code)
    if not entries:
        desk.say("Belum ada gangguan yang dicatat.")
        return
    desk.console.print(_table(region, entries))


def _table(region: Region, entries: Sequence[Entry]) -> Table:
    table = Table("nomor", "waktu", "kantor", "alasan", "oleh", "keterangan")
    for each in entries:
        state = "dicabut" if each.revoked_at else ""
        where = each.office or "semua"
        cells = (str(each.id), _shown(region, each), where, each.reason, each.entered_by, state)
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _shown(region: Region, report: Report) -> str:
    first, last = (
        f"{each.astimezone(region.zone):%Y-%m-%d} {clock(each, region.zone)}"
        for each in (report.since, report.until)
    )
    return f"{first} sampai {last}"
