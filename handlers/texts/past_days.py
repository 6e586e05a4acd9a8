"""Days that an act changes, in words: what they are called, and why a closed month keeps them."""

from collections.abc import Sequence
from datetime import datetime

from core.law.closing import open_since
from core.month.day_state import Day
from core.month.past_days import COUNTED, ChangedDay, PastDays
from core.organisation.region import Region
from handlers.chat.format import grouped, long_date, minutes
from handlers.texts.closing import closed_since
from handlers.texts.grounds import cited

DAYS_NAMED = 3  # days in a sentence


def describe_refusal(region: Region, found: PastDays, now: datetime) -> str:
    """Which month is closed since when, whose days would have changed, and what is open."""
    (shut,) = (each.closed for each in found.first_closed[:1] if each.closed)
    days = found.closed.total()
    least = "paling sedikit " if days >= COUNTED else ""
    rest = f", dan {grouped(days - DAYS_NAMED)} hari lain" if days > DAYS_NAMED else ""
    since = open_since(region.regulation, now, region.zone)
    open_ = f" Yang masih dapat diubah: mulai {long_date(since)}." if since else ""
    article = cited(region, shut.ground.citation)
    whose = _listed(found.first_closed[:DAYS_NAMED])
    return (
        f"{closed_since(region, shut)} ({article}). Tidak ada yang disimpan: "
        f"{least}{grouped(days)} hari akan berubah, yaitu {whose}{rest}.{open_}"
    )


def _listed(some: Sequence[ChangedDay]) -> str:
    return "; ".join(
        f"{each.name}, {long_date(each.turn.date)}: "
        f"{describe_day(each.turn.before)} menjadi {describe_day(each.turn.after)}"
        for each in some
    )


def describe_day(day: Day | None) -> str:
    """`hadir, terlambat 5 menit`: a day by all that counts of it."""
    if day is None:
        return "tidak dihitung"
    parts = [day.state.value]
    parts += [f"terlambat {minutes(day.late)}"] * bool(day.late)
    parts += [f"pulang cepat {minutes(day.early)}"] * bool(day.early)
    parts += [f"{minutes(day.excused)} diizinkan"] * bool(day.excused)
    parts += [f"{grouped(day.points)} poin"] * bool(day.points)
    return ", ".join(parts)
