"""`hadir registrasi-gagal`: who could not connect their account, and what of it did not fit."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table
from rich.text import Text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cli.desk import Desk, Problem, carry_out, desk_of, region_of, transaction
from bot.cli.options import OfficeCode, RegionCode
from core.organisation.address import Address
from core.organisation.office import wholes
from core.organisation.region import Region
from db.people import mismatch, status
from db.people.mismatch import Line
from handlers.chat.format import clock

Count = Annotated[int, typer.Option("--jumlah", min=1, max=10_000, help="Baris terbaru")]


def failed(
    ctx: typer.Context, region: RegionCode, *, office: OfficeCode = None, count: Count = 50
) -> None:
    """Lihat siapa yang belum berhasil terhubung, dan apa yang tidak cocok dengan data."""
    carry_out(_failed(desk_of(ctx), region, office, count))


async def _failed(desk: Desk, code: str, office: str | None, count: int) -> None:
    region = region_of(desk, code)
    async with transaction(desk) as db:
        people = await _people(desk, db, region, office) if office else None
        lines = await mismatch.newest(db, code, count, people)
    if not lines:
        desk.say("Tidak ada registrasi yang gagal.")
        return
    desk.console.print(_table(lines, region))


async def _people(desk: Desk, db: AsyncConnection, region: Region, office: str) -> list[UUID]:
    """Everybody of an office with its parts today."""
    parents = await status.fetch_parents(db, region.code)
    if office not in parents:
        raise Problem(f"Kantor {office} tidak ada.")
    within = [each for each in parents if office in wholes(each, parents)]
    today = desk.clock.now().astimezone(region.zone).date()
    found = await status.members(db, region.code, today, offices=within)
    return [member.employee for member in found]


def _table(lines: Sequence[Line], region: Region) -> Table:
    table = Table("waktu", "pegawai", "NIP yang ditulis", "tidak cocok", "kali", "akun")
    for line in lines:
        local = line.at.astimezone(region.zone)
        cells = (
            f"{local:%Y-%m-%d} {clock(line.at, region.zone)}",
            line.name or "tidak dikenal",
            line.nip,
            ", ".join(line.parts),
            str(line.times),
            _account(line.address),
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _account(address: Address) -> str:
    """Enough to tell two accounts apart, and no way to find one."""
    return f"{address.channel} …{address.id[-4:]}"
