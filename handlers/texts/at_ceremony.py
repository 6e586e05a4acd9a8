"""What the answer to a location says of an apel: stamped there, stamped elsewhere, or freed."""

from datetime import date

from markupsafe import Markup

from core.attendance.ceremony import during, frees, latest
from core.attendance.judge import Accepted, Attended, Refused, Why
from core.attendance.stamp import Leg
from core.month.day_state import STATES
from core.organisation.ceremony import Ceremony
from core.requests.absence import effective_absence
from handlers.chat.context import Context
from handlers.chat.format import brief, clock, minutes, short_date
from handlers.chat.reply import Because, Reply
from handlers.texts import night


def stamped(ctx: Context, verdict: Accepted, ceremony: Ceremony) -> Markup:
    """Masuk at an apel: on time, or late since its limit (AMB-72)."""
    at, zone = clock(verdict.at, ctx.zone), ctx.zone
    where = Markup("\n{} · {}").format(
        brief(ceremony.venue.name), night.dated(verdict.hours.date, verdict.at, zone)
    )
    name = ceremony.name.lower()
    if not verdict.late:
        return Markup("✅ <b>Masuk tercatat {}</b> di {}, tepat waktu").format(at, name) + where
    limit = clock(latest(ctx.regulation, ceremony), zone)
    head = Markup("✅ <b>Masuk tercatat {}</b>, sesudah batas {} ({})").format(at, name, limit)
    # The limit, or where the region says so the usual hour.
    since = clock(verdict.hours.start, zone)
    counted = Markup("\n\nTerlambat {}, dihitung sejak {}.").format(minutes(verdict.late), since)
    return head + where + counted


def note(ctx: Context, verdict: Accepted) -> list[str]:
    """Of a masuk elsewhere on the day of an apel: that they are called to it, or freed."""
    if verdict.leg is not Leg.MASUK or verdict.ceremony:
        return []
    called = during(ctx.regulation, ctx.ceremonies(verdict.hours.date), verdict.hours, verdict.at)
    if not called:
        return []
    name = called[0].name.lower()
    if freed := _freed(ctx, verdict.hours.date):
        return [f"Hari ini {freed}: tidak perlu ikut {name}."]
    return [
        f"Hari ini Anda terdaftar ikut {name}. Bila tidak ikut, beri tahu {ctx.region.contact}."
    ]


def _freed(ctx: Context, day: date) -> str | None:
    """What frees them that day (Pasal 9A ayat (3), KAM-16), as its state is called."""
    standing = effective_absence(ctx.absences(day))
    if standing is None or not frees(ctx.regulation, standing, day):
        return None
    return STATES[standing.code].value


def attended(ctx: Context, verdict: Attended) -> Reply:
    """There on a day off: noted, and nothing else is asked of them (AMB-73)."""
    ceremony, at = verdict.ceremony, clock(verdict.at, ctx.zone)
    head = Markup("✅ <b>Hadir di {} tercatat {}</b>").format(ceremony.name.lower(), at)
    if not verdict.on_time:
        head += Markup(", sesudah batas {}").format(
            clock(latest(ctx.regulation, ceremony), ctx.zone)
        )
    text = head + Markup("\n{} · {}\n\nHari ini libur, jadi tidak perlu presensi.").format(
        brief(ceremony.venue.name), short_date(ceremony.date)
    )
    return Reply(text, because=Because(f"Hadir di {ceremony.name.lower()} {at}", verdict.grounds))


def invitation(ctx: Context, verdict: Refused) -> Markup:
    """On a holiday, below that nothing is stamped: where the upacara of the day is."""
    if verdict.why is not Why.DAY_OFF or verdict.day is None:
        return Markup()
    for each in ctx.ceremonies(verdict.day.date):
        if each.holds(ctx.event.at):
            return Markup("\n\n{} hari ini di {}: bagikan lokasi setelah tiba di sana.").format(
                each.name, brief(each.venue.name)
            )
    return Markup()
