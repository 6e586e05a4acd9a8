"""The words for every verdict: what happened, and always what to do next."""

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from core.attendance import evidence
from core.attendance.ceremony import during
from core.attendance.evidence import Share, ShareKind
from core.attendance.judge import (
    Accepted,
    Already,
    Attended,
    Outside,
    Refused,
    Unsure,
    Verdict,
    WhichLeg,
    Why,
    is_weak,
)
from core.attendance.review import Reason
from core.attendance.site import with_venues
from core.attendance.stamp import Leg, stamped
from core.month.day_state import STATES
from core.organisation.fence import bearing, compass, plausible_accuracy
from core.organisation.posting import Site
from core.organisation.region import LocationPolicy
from handlers.chat.context import Context
from handlers.chat.format import brief, clock, long_date, metres, minutes
from handlers.chat.reply import Because, Map, Reply
from handlers.texts import at_ceremony, first_use, night, on_leave, refusal, review_reasons

GROUNDS = Markup("\n\nDasarnya: /kenapa")


KEPT = Markup(
    " Lokasi Anda sudah disimpan sebagai bukti dan dinilai lagi begitu datanya diperbaiki."
)


def say(ctx: Context, verdict: Verdict, share: Share, *, kept: bool = False) -> Reply:
    """The one message that a verdict becomes; `kept`: it is judged again once data are mended."""
    match verdict:
        case Accepted():
            return Reply(_accepted(ctx, verdict, share) + GROUNDS)
        case Refused():
            told = refusal.refused(ctx, verdict, share.sent_at)
            told += KEPT if kept and not _holiday(verdict) else at_ceremony.invitation(ctx, verdict)
            told += GROUNDS
            return Reply(told, because=_because(ctx, verdict))
        case Outside() | Unsure():
            return _not_yet(ctx, verdict, share)
        case Already():
            return Reply(_already(ctx, verdict))
        case Attended():
            return at_ceremony.attended(ctx, verdict)
        case WhichLeg():
            return Reply(which_leg(ctx, verdict))


@cache  # every check-in comes by here, mostly without asking
def share_please(policy: LocationPolicy, leg: Leg | None) -> Markup:
    """How to share, step by step; a live location cannot be asked for by a button."""
    act = f"presensi {leg}" if leg else "presensi"
    if policy is LocationPolicy.ANY:
        return Markup("Untuk {}, bagikan lokasi Anda sekarang.").format(act)
    return Markup(
        "Untuk {}, bagikan <b>lokasi langsung</b>:\n"
        "1. Tekan tanda klip (📎)\n2. Pilih <b>Lokasi</b>\n"
        "3. Pilih <b>Bagikan Lokasi Langsung Saya</b>, 15 menit"
    ).format(act)


def which_leg(ctx: Context, verdict: WhichLeg) -> Markup:
    return Markup(
        "Anda sudah presensi masuk. Jam pulang {} pukul {}. Apakah Anda mau presensi pulang?"
    ).format(night.when(ctx, verdict.hours), clock(verdict.hours.end, ctx.zone))


def stopped_outside(leg: Leg) -> Reply:
    return Reply(
        Markup(
            "Anda berhenti membagikan lokasi, dan presensi {} <b>belum tercatat</b>. "
            "Bagikan lagi saat sudah di tempat."
        ).format(leg)
    )


def _because(ctx: Context, verdict: Refused | Outside | Unsure) -> Because:
    """The grounds of what was not stamped; a stamp carries its own."""
    return Because(_title(ctx, verdict), verdict.grounds)


def _title(ctx: Context, verdict: Refused | Outside | Unsure) -> str:
    act = f"Presensi {verdict.leg}" if verdict.leg else "Presensi"
    return f"{act} {clock(ctx.event.at, ctx.zone)} belum tercatat: {_in_short(verdict)}"


def _in_short(verdict: Refused | Outside | Unsure) -> str:
    match verdict:
        case Refused(why=evidence.Refused() as how):
            return refusal.SHARED_AS[how]
        case Refused(why=why):
            return why.value
        case Outside():
            return "di luar lokasi"
        case Unsure():
            return "lokasi belum pasti"


def _accepted(ctx: Context, verdict: Accepted, share: Share) -> Markup:
    head = _head(ctx, verdict)
    return head + Markup("").join(
        Markup("\n\n{}").format(note) for note in _notes(ctx, verdict, share)
    )


def _head(ctx: Context, verdict: Accepted) -> Markup:
    if verdict.ceremony:
        return at_ceremony.stamped(ctx, verdict, verdict.ceremony)
    return Markup("<b>Tercatat {} {}</b>{}\n{} · {}").format(
        verdict.leg,
        clock(verdict.at, ctx.zone),
        "" if first_use.unused(ctx, verdict.hours, stamped=True) else _punctual(verdict),
        _place(verdict),
        night.dated(verdict.hours.date, verdict.at, ctx.zone),
    )


def _place(verdict: Accepted) -> str:
    if verdict.site:
        return brief(verdict.site.fence.name)
    return STATES[verdict.duty.code].capitalize() if verdict.duty else "Di luar tempat presensi"


def _punctual(verdict: Accepted) -> str:
    if verdict.leg is Leg.PULANG:
        return f", {minutes(verdict.early)} lebih cepat" if verdict.early else ""
    return f", terlambat {minutes(verdict.late)}" if verdict.late else ", tepat waktu"


def _notes(ctx: Context, verdict: Accepted, share: Share) -> list[str]:
    notes = first_use.note(ctx, verdict.hours, stamped=True)
    if verdict.why:
        notes.append(review_reasons.to_person(verdict.why))
    if is_weak(share) and Reason.STATIC_PIN not in verdict.why:
        notes.append("Dicatat dari titik di peta.")
    if verdict.leg is Leg.PULANG and verdict.at < verdict.hours.end:
        notes.append("Atasan akan memutuskan izin pulang cepat ini.")
    if verdict.site and verdict.site.until:
        last = long_date(verdict.site.until)
        notes.append(f"Ini tempat tugas lama; masih berlaku sampai {last}.")
    masuk = stamped(ctx.stamps, verdict.hours, Leg.MASUK)
    if verdict.leg is Leg.PULANG and masuk is None:
        when = night.when(ctx, verdict.hours)
        notes.append(f"Presensi masuk {when} tidak ada; sampaikan kepada operator.")
    return notes + at_ceremony.note(ctx, verdict) + on_leave.note(ctx, verdict.hours.date)


def _already(ctx: Context, verdict: Already) -> Markup:
    stamp = verdict.stamp
    text = Markup("Presensi {} sudah tercatat pukul {}.").format(
        stamp.leg, clock(stamp.at, ctx.zone)
    )
    masuk = stamp.leg is Leg.MASUK
    counted = Markup("").join(Markup(" {}").format(e) for e in first_use.note(ctx, verdict.hours))
    then = Markup(" Jam pulang {}.").format(clock(verdict.hours.end, ctx.zone)) if masuk else ""
    return text + then + counted


def _not_yet(ctx: Context, verdict: Outside | Unsure, share: Share) -> Reply:
    fix = verdict.fix
    picture = Map(
        tuple(site.fence for site in _sites(ctx, verdict)),
        share.point,
        plausible_accuracy(share.accuracy),
        brief(fix.fence.name),
    )
    where = _where(verdict, share) + _elsewhere(ctx, verdict, share)
    return Reply(where + _then(share), picture=picture, because=_because(ctx, verdict))


def _elsewhere(ctx: Context, verdict: Outside | Unsure, share: Share) -> Markup:
    """Whoever stands in another office's place is told so: after a transfer it was theirs."""
    here = ctx.organisation.place_at(share.point)
    if here is None or isinstance(verdict, Unsure):
        return Markup()
    return Markup(" Anda berada di {}, yang bukan tempat presensi Anda.").format(brief(here.name))


def _where(verdict: Outside | Unsure, share: Share) -> Markup:
    fix = verdict.fix
    if isinstance(verdict, Unsure):
        accuracy = metres(share.accuracy or 0)
        return Markup("Sinyal GPS lemah (ketelitian {}), jadi belum bisa dipastikan.").format(
            accuracy
        )
    return Markup("Anda masih <b>{} di luar</b> {}; arahnya ke {}.").format(
        metres(fix.beyond), brief(fix.fence.name), compass(bearing(share.point, fix.fence))
    )


def _then(share: Share) -> str:
    if share.kind is ShareKind.LIVE:
        return "\n\nBiarkan lokasi tetap dibagikan: jalan terus, nanti tercatat sendiri."
    return "\n\nKirim lokasi sekali lagi saat sudah di tempat."


def _sites(ctx: Context, verdict: Outside | Unsure) -> Sequence[Site]:
    """The places of the leg: a night shift's morning has those of its evening."""
    hours, organisation = verdict.hours, ctx.organisation
    own = organisation.sites(ctx.regulation, ctx.someone.postings, hours.date)
    called = ctx.ceremonies(hours.date) if verdict.leg is Leg.MASUK else ()
    return with_venues(own, during(ctx.regulation, called, hours, ctx.event.at))


def _holiday(verdict: Refused) -> bool:
    """A holiday is told as one: that a decree may still take it back concerns nobody today."""
    return verdict.why is Why.DAY_OFF
