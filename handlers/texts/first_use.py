"""What is said of a day on which somebody, or their office, does not use Hadir yet (AMB-52)."""

from core.law.answer import Ground, ground
from core.organisation.calendar import DayOff, Hours
from core.organisation.first_use import begun
from handlers.chat.context import Context
from handlers.chat.format import long_date


def unused(ctx: Context, hours: Hours | DayOff, *, stamped: bool = False) -> bool:
    """Whether a date does not count for whoever writes; `stamped`: there is a stamp of it now."""
    me = ctx.someone
    stamped = stamped or any(each.date == hours.date for each in me.stamps)
    return not ctx.organisation.in_use(me.postings, me.offered_at, hours, stamped=stamped)


def note(ctx: Context, hours: Hours | DayOff, *, stamped: bool = False) -> list[str]:
    """That a date does not count, and from when on days do; nothing on any other date."""
    if not unused(ctx, hours, stamped=stamped):
        return []
    me, office = ctx.someone, ctx.organisation
    first = office.counts_from(
        ctx.regulation, me.postings, me.duties, me.offered_at, after=hours.date
    )
    if begun(hours.date, office.first_use(me.postings, hours.date)):
        then = f" Berikutnya mulai {long_date(first)}." if first else ""
        return [f"Hari ini dihitung hanya bila Anda presensi.{then}"]
    if first is None:
        return ["Hari ini belum dihitung."]
    return [f"Belum dihitung: presensi di kantor Anda mulai dihitung {long_date(first)}."]


def grounds(ctx: Context, hours: Hours) -> tuple[Ground, ...]:
    """By which answer a stamp of such a date does not count."""
    answer = ctx.regulation.presensi.sebelum_dipakai.on(hours.date)
    return (ground(answer),) if unused(ctx, hours, stamped=True) else ()
