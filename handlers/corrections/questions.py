"""What is asked about a correction: which value, from when to when, where, and what proves it."""

from datetime import datetime, time

from markupsafe import Markup

from core.attendance.correction import LEGS, instant_of, window_of
from core.attendance.stamp import Leg, Stamp
from core.law.obeyed import MINUTES_OF_A_DAY
from core.law.questions.koreksi import Matter
from core.organisation.calendar import Hours
from db.records.attachment import Page
from handlers.chat import question
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Talk, pick
from handlers.chat.format import clock, label, minutes
from handlers.corrections.facts import DayFacts
from handlers.usecases.corrections import Value

AWAY = "-"  # no place: stamped where a trip or special duty was
NOWHERE = ""  # no place is called so
DECREE_CHARACTERS_MAX = 60
SKIP = "Lewati"
NOT_COUNTED = {"0": "Tidak dihitung"}
OUT_OF_ORDER = Markup("Masuk harus sebelum pulang. Periksa jamnya, atau koreksi yang satunya dulu.")
LABELS = {
    Matter.MASUK: "Jam masuk",
    Matter.PULANG: "Jam pulang",
    Matter.PLACE: "Tempat presensi",
    Matter.ACTIVITY: "Aktivitas",
}


async def value(ctx: Context, talk: Talk, matter: Matter, facts: DayFacts) -> Value:
    """What it shall be, beside what it is."""
    if matter is Matter.ACTIVITY:
        return await _minutes(talk, facts)
    if matter is Matter.PLACE:
        return await _place(ctx, talk, facts)
    return await _time(ctx, talk, LEGS[matter], facts)


async def _time(ctx: Context, talk: Talk, leg: Leg, facts: DayFacts) -> Value:
    hours = await _duty(ctx, talk, facts)
    said = await talk.ask("jam", _clock(ctx, hours, leg, facts))
    at, was = instant_of(hours, leg, said), facts.stamp(leg, hours.duty)
    place = await _where(talk, facts.others(NOWHERE))
    return Value(
        leg,
        hours.duty,
        at,
        place,
        was.at if was else None,
        was.place if was else None,
    )


async def _duty(ctx: Context, talk: Talk, facts: DayFacts) -> Hours:
    """Which of several duties of the date."""
    duties = facts.duties
    if len(duties) == 1:
        return duties[0]
    labels = {str(each.duty): f"Sif {clock(each.start, ctx.zone)}" for each in duties}
    chosen = await talk.ask("sif", pick(Markup("Sif yang mana?"), labels))
    return next(each for each in duties if str(each.duty) == chosen)


def _clock(ctx: Context, hours: Hours, leg: Leg, facts: DayFacts) -> Question[time]:
    was = facts.stamp(leg, hours.duty)
    first, last = (clock(each, ctx.zone) for each in window_of(hours, leg))
    stood = clock(was.at, ctx.zone) if was else "belum tercatat"
    example = clock(hours.start if leg is Leg.MASUK else hours.end, ctx.zone)
    prompt = Markup("{} sekarang: {}.\nPukul berapa yang benar? Contoh: {}").format(
        leg.value.capitalize(), stood, example
    )

    def fits(said: time) -> Markup | None:
        at = instant_of(hours, leg, said)
        if at is None:
            return Markup("Di luar jam presensi {}: {} sampai {}.").format(leg.value, first, last)
        if not facts.may_be(leg, hours.duty, at):
            return OUT_OF_ORDER
        return _not_yet(at, ctx.event.at)

    return question.clock(prompt, example, fits)


def _not_yet(at: datetime, now: datetime) -> Markup | None:
    return Markup("Jam ini belum tiba. Tulis jam yang sudah lewat.") if at > now else None


async def _where(talk: Talk, places: dict[str | None, str]) -> str | None:
    """The place, where there is more than one; None: one without a fence."""
    if len(places) < 2:
        return next(iter(places), None)
    labels = {code or AWAY: label(n, name) for n, (code, name) in enumerate(places.items(), 1)}
    chosen = await talk.ask("tempat", pick(Markup("Di mana?"), labels))
    return None if chosen == AWAY else chosen


async def _place(ctx: Context, talk: Talk, facts: DayFacts) -> Value:
    """Another place for a stamp that counts; its time stays."""
    stamps = {f"{each.leg}-{each.duty}": each for each in facts.movable}
    labels = {key: _stamp(ctx, each) for key, each in stamps.items()}
    which = await talk.ask("presensi", pick(Markup("Tempat presensi yang mana?"), labels))
    was = stamps[which]
    place = await _where(talk, facts.others(was.place))
    return Value(was.leg, was.duty, was.at, place, was.at, was.place)


def _stamp(ctx: Context, stamp: Stamp) -> str:
    return f"{stamp.leg.capitalize()} {clock(stamp.at, ctx.zone)}"


async def _minutes(talk: Talk, facts: DayFacts) -> Value:
    works = {each.id.hex: each for each in facts.works}
    lines = [Markup("Aktivitas yang mana?")]
    lines += [
        Markup("{}. {}, {}").format(n, each.description, minutes(each.counted))
        for n, each in enumerate(works.values(), 1)
    ]
    labels = {key: label(n, each.description) for n, (key, each) in enumerate(works.items(), 1)}
    item = works[await talk.ask("aktivitas", pick(Markup("\n").join(lines), labels))]
    prompt = Markup("Berapa lama yang benar? Sekarang {}.").format(minutes(item.counted))
    most = question.spent(prompt, MINUTES_OF_A_DAY, NOT_COUNTED)
    then = await talk.ask("menit", most)
    return Value(activity=item.id, minutes=then, was_minutes=item.counted)


def proof(*, needed: bool) -> Question[tuple[Page, ...]]:
    """What proves it; it may be left out where the law does not demand it (`needs_proof`)."""
    words = "Kirim foto atau PDF buktinya, misalnya daftar hadir atau surat keterangan."
    more = "" if needed else f" Boleh dilewati: tekan {SKIP}."
    return photo(Markup("{}{}").format(words, more), optional=None if needed else SKIP)


def decree_number() -> Question[str]:
    """The number of the decision by which a closed month is corrected (AMB-76)."""
    prompt = Markup("Bulannya sudah ditutup. Nomor keputusannya?")
    return question.words(prompt, DECREE_CHARACTERS_MAX)
