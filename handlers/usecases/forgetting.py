"""What is dropped when the time is over that /privasi or the region's rules promise."""

from calendar import monthrange
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.organisation.calendar import DAY
from core.organisation.region import Region
from db import retention
from db.people import mismatch


async def forget_points(db: AsyncConnection, region: Region, now: datetime) -> int:
    """Drop coordinates when the time that /privasi promises is over (KAM-18)."""
    today = _today(region, now)
    months = region.regulation.privasi.simpan_lokasi_bulan.on(today).value
    if not months:
        return 0
    return await retention.forget_points(db, region.code, months_before(today, months))


async def forget_mismatches(db: AsyncConnection, region: Region, now: datetime) -> int:
    """Drop what failed registrations left behind when it helps nobody any more (AMB-62)."""
    today = _today(region, now)
    days = region.regulation.akun.simpan_gagal_hari.on(today).value
    return await mismatch.forget(db, region.code, today - days * DAY) if days else 0


def months_before(day: date, months: int) -> date:
    """The same date so many months earlier, or the last day of that shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _today(region: Region, now: datetime) -> date:
    return now.astimezone(region.zone).date()
