"""Pages to read: today's card, help, privacy."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from core.approvals.case import COUNTED, UNDECIDED
from core.attendance import offline
from core.attendance.special_duty import hours_elsewhere
from core.attendance.stamp import (
    Leg,
    Source,
    Stamp,
    early_minutes,
    late_minutes,
    next_duty,
    obvious_leg,
    stamped,
    working_day,
)
from core.law.questions.pengecualian import exempts
from core.law.regulation import Regulation
from core.month.cancellation import offered as cancellable
from core.month.day_state import STATES
from core.organisation import helpdesk
from core.organisation.calendar import DayOff, Hours
from core.requests.absence import Absence, effective_absence
from core.work.activity import kept_lately
from handlers.chat import own_records
from handlers.chat.context import Context
from handlers.chat.format import clock, long_date, minutes, short_date, waiting
from handlers.chat.menu import KEYS
from handlers.chat.reply import Reply
from handlers.texts import first_use
from handlers.usecases import offered


async def today(ctx: Context) -> Reply:
    """Today's card: the hours, the stamps, and what is still to do."""
    person = ctx.someone
    await own_records.count_all(ctx)
    days = ctx.organisation.days_around(
        ctx.regulation, person.postings, person.duties, ctx.calendar_date
    )
    day = working_day(days, ctx.stamps, ctx.event.at)
    if day.date < ctx.working_date:  # that night is over, whatever is missing of it
        day = next_duty(days[1], ctx.event.at)
    night = "Dinas malam " if day.date < ctx.calendar_date else ""
    lines = [Markup("<b>{}{}</b>").format(night, long_date(day.date))]
    lines += [Markup("{}").format(line) for line in (*_card(ctx, day), *_last_night(ctx, days[0]))]
    return Reply(Markup("\n").join(lines), keys=KEYS)


def _last_night(ctx: Context, yesterday: Hours | DayOff) -> list[str]:
    """How the night went that ended today, until the next duty is begun."""
    begun = any(each.date >= ctx.calendar_date for each in ctx.stamps)
    if begun or ctx.working_date < ctx.calendar_date or isinstance(yesterday, DayOff):
        return []
    nights = (each for each in yesterday.duties if each.end.date() > each.date)
    return [line for each in nights if (line := _night(ctx, each))]


def _night(ctx: Context, hours: Hours) -> str:
    masuk, pulang = (stamped(ctx.stamps, hours, leg) for leg in Leg)
    if not masuk and not pulang:
        return ""
    told = [_short(ctx, leg, each) for leg, each in zip(Leg, (masuk, pulang), strict=True)]
    then = "" if masuk and pulang else " Sampaikan kepada operator."
    return f"Dinas malam {short_date(hours.date)}: {', '.join(told)}.{then}"


def _short(ctx: Context, leg: Leg, stamp: Stamp | None) -> str:
    return f"{leg} {clock(stamp.at, ctx.zone)}" if stamp else f"{leg} belum tercatat"


def _card(ctx: Context, day: Hours | DayOff) -> list[str]:
    if ctx.someone.blocked:
        return ["Akun presensi sedang diperiksa; hari ini bukan alpa."]
    if exempts(ctx.regulation.pengecualian.status.on(day.date), ctx.someone.exempt_on(day.date)):
        return ["Anda dikecualikan dari presensi."]
    if isinstance(day, DayOff) and day.unknown:
        return [f"Jadwal kerja Anda belum ada. Hubungi {ctx.region.contact}."]
    if isinstance(day, DayOff):
        return [f"Libur: {day.why}. Tidak perlu presensi."]
    absence = _absence(ctx.absences(day.date))
    if not_yet := first_use.note(ctx, day):
        asked = [_asked(absence)] if absence else []
        return [
            *not_yet,
            *asked,
            *(line for duty in _duties(ctx, day) for line in _times(ctx, duty)),
        ]
    if absence and absence.absent and absence.state in COUNTED:
        return [_asked(absence), "Tidak perlu presensi."]
    asked = [_asked(absence)] if absence else []
    duties = [line for duty in _duties(ctx, day) for line in _duty(ctx, duty, absence)]
    return [*asked, *duties, _to_do(ctx, hours_elsewhere(ctx.regulation, day, absence))]


def _duties(ctx: Context, current: Hours) -> tuple[Hours, ...]:
    """All duties of the date, of which the current one is one."""
    day = ctx.hours(current.date)
    return day.duties if isinstance(day, Hours) else (current,)


def _duty(ctx: Context, hours: Hours, absence: Absence | None) -> list[str]:
    elsewhere = hours_elsewhere(ctx.regulation, hours, absence)
    between = f"Jam kerja {clock(hours.start, ctx.zone)} sampai {clock(hours.end, ctx.zone)}"
    return [between, *(_leg_line(ctx, hours, elsewhere, leg) for leg in Leg)]


def _times(ctx: Context, hours: Hours) -> list[str]:
    """The stamps of a day that does not count: neither late nor early, and nothing to do."""
    found = [stamped(ctx.stamps, hours, leg) for leg in Leg]
    return [f"{each.leg.capitalize()}: {clock(each.at, ctx.zone)}" for each in found if each]


def _absence(found: Sequence[Absence]) -> Absence | None:
    """What the day goes by, or may go by once somebody has decided."""
    waiting_ = [each for each in found if each.absent and each.state in UNDECIDED]
    return effective_absence(found) or next(reversed(waiting_), None)


def _asked(absence: Absence) -> str:
    waits = " (menunggu keputusan)" if absence.state in UNDECIDED else ""
    where = ": presensi dari tempat tugas" if absence.elsewhere else ""
    return f"Hari ini {STATES[absence.code].value}{waits}{where}."


def _leg_line(ctx: Context, hours: Hours, elsewhere: Hours, leg: Leg) -> str:
    stamp = stamped(ctx.stamps, hours, leg)
    name = leg.value.capitalize()
    if stamp is None:
        return f"{name}: belum"
    return f"{name}: {_stamped_at(ctx, hours if stamp.place else elsewhere, stamp)}"


def _stamped_at(ctx: Context, hours: Hours, stamp: Stamp) -> str:
    late = late_minutes(hours, stamp.at) if stamp.leg is Leg.MASUK else 0
    early = early_minutes(hours, stamp.at) if stamp.leg is Leg.PULANG else 0
    lateness = f", terlambat {minutes(late)}" if late else ""
    lateness += f", {minutes(early)} lebih cepat" if early else ""
    return (
        clock(stamp.at, ctx.zone)
        + _source(ctx, stamp)
        + lateness
        + (" (menunggu pemeriksaan atasan)" if stamp.review else "")
    )


def _source(ctx: Context, stamp: Stamp) -> str:
    """Where a stamp comes from that no phone has sent online, and what stood before it."""
    match stamp.source:
        case Source.ONLINE:
            return ""
        case Source.CORRECTED:
            was = own_records.before(ctx, stamp)
            stood = clock(was.at, ctx.zone) if was else "belum tercatat"
            return f" (dikoreksi, semula {stood})"
        case _:
            return f" {stamp.source.value}"


def _to_do(ctx: Context, hours: Hours) -> str:
    stamps_, at = ctx.stamps, ctx.event.at
    if stamped(stamps_, hours, Leg.PULANG):
        return "Selesai untuk hari ini."
    if at > hours.closes:
        return f"Presensi ditutup {clock(hours.closes, ctx.zone)}; sampaikan kepada operator."
    leg = obvious_leg(hours, stamps_, at)
    if leg is Leg.MASUK:
        opens = f" (dibuka {clock(hours.opens, ctx.zone)})" if at < hours.opens else ""
        return f"Berikutnya: presensi masuk{opens}."
    if leg is Leg.PULANG:
        return f"Berikutnya: presensi pulang, paling lambat {clock(hours.closes, ctx.zone)}."
    return f"Berikutnya: presensi pulang, {waiting(hours.end - at)} lagi."


_SAID = {"masuk", "pulang", "bantuan"}  # what the first line says, and what is being read


async def guide(ctx: Context) -> Reply:
    known = await offered.of_writer(ctx)
    lines = [
        Markup("/{} – {}").format(name, meaning) for name, meaning in known if name not in _SAID
    ]
    return Reply(
        Markup("Tekan <b>Masuk</b> atau <b>Pulang</b>, lalu bagikan lokasi.\n\n")
        + Markup("\n").join(lines)
        + Markup("\n\nButuh orang? Hubungi {}.").format(ctx.region.contact),
        keys=KEYS,
        commands=known,
    )


async def privacy(ctx: Context) -> Reply:
    """What is kept, and for how long (UU 27/2022, KAM-18)."""
    law, day = ctx.regulation, ctx.calendar_date
    months = law.privasi.simpan_lokasi_bulan.on(day).value
    return Reply(
        Markup(
            "<b>Lokasi Anda hanya dibaca saat Anda membagikannya.</b> Disimpan <b>satu</b> titik "
            "lokasi untuk setiap presensi, bukan jalur perjalanan. Titik lokasi dihapus setelah {} "
            "bulan.\n"
            "Yang disimpan: nama, NIP, nomor telepon, jam presensi, aktivitas, permintaan, dan "
            "keputusan atasnya.\n"
            "Foto dan berkas: {}. Di dalam foto tidak ada lokasi.\n"
            "Jam presensi, foto, dan berkas tetap disimpan sebagai arsip kepegawaian.\n"
            "Yang melihat: Anda, atasan, dan pengelola presensi.\n"
            "Dasar: {} dan UU 27/2022 tentang Pelindungan Data Pribadi. "
            "Anda berhak melihat dan meminta perbaikan lewat {}."
        ).format(months, _papers(law, day), law.peraturan.singkatan, ctx.region.contact)
    )


def _papers(law: Regulation, day: date) -> str:
    """The pictures and papers that are kept, as far as the law of the date knows them."""
    apel, manual = law.peran.daftar_apel.on(day), law.manual.keadaan.on(day)
    known = {
        "foto aktivitas": kept_lately(law, day),
        "bukti dan surat yang Anda kirim": True,
        "foto presensi tanpa sinyal": offline.known(law, day),
        "daftar hadir bertanda tangan": bool(apel.value or manual.value),
        "surat keterangan kepala": bool(manual.value),
        "surat pembatalan kehadiran": cancellable(law, day),
        "tangkapan layar masalah": bool(helpdesk.desks(law, day)),
    }
    *first, last = (name for name, is_known in known.items() if is_known)
    return f"{', '.join(first)}, dan {last}" if first else last
