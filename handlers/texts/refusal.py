"""The words for every refusal of a location: why it is no stamp, and always what to do next."""

from datetime import datetime

from markupsafe import Markup

from core.attendance import evidence
from core.attendance.judge import Refused, Why
from core.law.questions.jenis_izin import Effect
from core.organisation.calendar import DayOff, Hours
from core.organisation.region import LocationPolicy
from core.requests.catalogue import request_types
from handlers.chat.context import Context
from handlers.chat.format import clock, long_date, waiting


def refused(ctx: Context, verdict: Refused, at: datetime) -> Markup:
    """The reason and the next step for every refusal there is."""
    match verdict.why:
        case Why():
            return _refused_by_law(ctx, verdict, at)
        case evidence.Refused():
            return HOW_SHARED[verdict.why] + " " + how_to_share(ctx)


HOW_SHARED = {
    evidence.Refused.GROUP: Markup("Presensi hanya lewat percakapan pribadi, bukan di grup."),
    evidence.Refused.FORWARDED: Markup("Lokasi yang diteruskan tidak bisa dipakai."),
    evidence.Refused.VIA_BOT: Markup("Lokasi lewat bot lain tidak bisa dipakai."),
    evidence.Refused.SCHEDULED: Markup("Lokasi terjadwal tidak bisa dipakai."),
    evidence.Refused.VENUE: Markup("Itu nama tempat, bukan posisi Anda."),
    evidence.Refused.STATIC: Markup("Itu titik di peta, bukan lokasi langsung."),
}

SHARED_AS = {
    evidence.Refused.GROUP: "dibagikan di grup",
    evidence.Refused.FORWARDED: "lokasi yang diteruskan",
    evidence.Refused.VIA_BOT: "lokasi lewat bot lain",
    evidence.Refused.SCHEDULED: "lokasi terjadwal",
    evidence.Refused.VENUE: "nama tempat",
    evidence.Refused.STATIC: "titik di peta",
}


def how_to_share(ctx: Context) -> Markup:
    """The next step after a location that could not be used."""
    if ctx.region.location_policy is LocationPolicy.ANY:
        return Markup("Bagikan lokasi Anda sekarang, dari ponsel Anda sendiri.")
    return Markup("Tekan 📎, pilih <b>Lokasi</b>, lalu <b>Bagikan Lokasi Langsung Saya</b>.")


def _refused_by_law(ctx: Context, verdict: Refused, at: datetime) -> Markup:
    day = verdict.day
    match verdict.why:
        case Why.BLOCKED:
            return Markup(
                "Akun presensi Anda sedang diperiksa. Hari ini dicatat "
                "<i>dalam pemeriksaan</i>, bukan alpa. Tanyakan kepada {}."
            ).format(ctx.region.contact)
        case Why.EXEMPT:
            return Markup("Anda dikecualikan dari presensi. Bila keliru, hubungi {}.").format(
                ctx.region.contact
            )
        case Why.NO_PLACE:
            return Markup(
                "<b>Belum tercatat.</b> Lokasi presensi kantor Anda belum diatur. Ini bukan "
                "kesalahan Anda. Hubungi {}."
            ).format(ctx.region.contact)
        case Why.NO_HOURS:
            return Markup(
                "<b>Belum tercatat.</b> Jadwal kerja Anda belum ada. Ini bukan kesalahan Anda. "
                "Hubungi {}."
            ).format(ctx.region.contact)
    if isinstance(day, DayOff):
        return Markup("{} libur bagi Anda ({}). Tidak perlu presensi.").format(
            long_date(day.date), day.why
        )
    return _refused_by_clock(ctx, verdict.why, day, at) if day else Markup("")


def _refused_by_clock(ctx: Context, why: object, hours: Hours, at: datetime) -> Markup:
    match why:
        case Why.TOO_EARLY:
            return Markup("Masih terlalu pagi. Presensi masuk dibuka pukul {} ({} lagi).{}").format(
                clock(hours.opens, ctx.zone), waiting(hours.opens - at), _share_again(ctx)
            )
        case Why.BEFORE_END:
            return Markup(
                "Belum jam pulang. Presensi pulang dibuka pukul {} ({} lagi).{}{}"
            ).format(
                clock(hours.end, ctx.zone),
                waiting(hours.end - at),
                _share_again(ctx),
                _or_early(ctx, hours, at),
            )
        case Why.BEFORE_START:
            return Markup("Jam kerja baru mulai pukul {} ({} lagi), jadi belum ada izin.").format(
                clock(hours.start, ctx.zone), waiting(hours.start - at)
            )
        case Why.ENDED:
            return Markup(
                "Sudah jam pulang sejak pukul {}. Tidak perlu izin: tekan <b>Pulang</b>."
            ).format(clock(hours.end, ctx.zone))
        case Why.AFTER_END:
            return Markup(
                "Jam kerja sudah selesai pukul {}, jadi presensi masuk sudah ditutup. "
                "Anda masih bisa presensi <b>Pulang</b>; sampaikan kepada operator."
            ).format(clock(hours.end, ctx.zone))
    return Markup(
        "Presensi pulang ditutup pukul {}. Sampaikan kepada operator kantor Anda."
    ).format(clock(hours.closes, ctx.zone))


def _share_again(ctx: Context) -> str:
    """Whether what is shared now will do, or has to be shared again when it is open."""
    if ctx.listens:
        return (
            " Biarkan lokasi tetap dibagikan: mulai saat itu presensi tercatat sendiri di "
            "tempat presensi."
        )
    return " Bagikan lokasi lagi sesudah itu."


def _or_early(ctx: Context, hours: Hours, at: datetime) -> str:
    """The way home for whoever has a reason, where the law of the date has it (AMB-25)."""
    asked = any(
        each.kind.akibat is Effect.EARLY for each in request_types(ctx.regulation, hours.date)
    )
    words = " Bila harus pulang lebih cepat, ajukan lewat /izin."
    return words if asked and at >= hours.start else ""
