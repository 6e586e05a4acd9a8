"""`/delegasi`: a superior names who decides instead of them for some dates, or ends it early."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from core.organisation.calendar import DAY
from core.organisation.verifier import StandIn, StandInReason
from db.people.delegation import Delegation
from db.people.status import Member
from handlers.approvals import colleague
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Rewrite, Talk, pick
from handlers.chat.format import brief, days, short_date
from handlers.chat.reply import Reply
from handlers.texts.standing_in import Party
from handlers.usecases import delegations
from handlers.usecases.act import in_chat
from handlers.usecases.delegations import PERIOD_MAX, Delegated, Period
from handlers.usecases.refusal import Refused

FLOW = "delegasi"
CHOICES_MAX = 8  # on one screen, which holds ten buttons with the ways out
DECREE_CHARS_MAX = 60
NEW, SKIP = "baru", "Lewati"
CHANGES = {"siapa": "orang", "mulai": "tanggal awal", "sampai": "tanggal akhir", "surat": "surat"}

NOTHING_TO_HAND_OVER = Reply(escape(delegations.NOTHING))
RECORDED_ALREADY = Reply(Markup("Plh itu sudah tercatat untuk tanggal itu. Lihat /delegasi."))

ENDED_ALREADY = Reply(Markup("Plh itu sudah diakhiri. Lihat /delegasi."))


@dataclass(frozen=True, slots=True)
class Draft:
    """Whom somebody wants to name, for which dates, and the number of the decree, if any."""

    who: Member
    first: date
    last: date
    decree: str


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Name a Plh, or end what was agreed; whoever has handed all over may still do so (AMB-39)."""
    me, today = ctx.someone.employee, ctx.calendar_date
    held = await delegations.held_by(ctx.db, ctx.region, me, today)
    if not held and not await delegations.verifies(ctx.db, ctx.region, me, today):
        return NOTHING_TO_HAND_OVER
    chosen = await talk.ask("apa", _what(held)) if held or talk.answer("apa") else NEW
    if chosen != NEW:
        return await _end(ctx, talk, next((each for each in held if each.id.hex == chosen), None))
    draft = await _ask(ctx, talk)
    stand_in = _stand_in(ctx, draft)
    if any(each.stand_in == stand_in for each in held):
        return RECORDED_ALREADY
    await talk.confirm(_summary(ctx, draft, held), CHANGES)
    return await _write(ctx, draft)


def _what(held: list[Delegation]) -> Question[str]:
    shown = held[:CHOICES_MAX]
    lines = [Markup("<b>Plh Anda</b>")]
    lines += [Markup("{}. {}").format(n, _called(each)) for n, each in enumerate(shown, 1)]
    if len(held) > CHOICES_MAX:
        lines.append(Markup("… dan {} lagi").format(len(held) - CHOICES_MAX))
    several = len(shown) > 1
    ends = {each.id.hex: f"Akhiri {n}" if several else "Akhiri" for n, each in enumerate(shown, 1)}
    return pick(Markup("\n").join(lines), {NEW: "Tunjuk Plh"} | ends)


def _called(each: Delegation) -> Markup:
    return Markup("{}, {}").format(brief(each.name), days(each.stand_in.since, each.stand_in.until))


async def _ask(ctx: Context, talk: Talk) -> Draft:
    who = await colleague.find(ctx, talk, Markup("Siapa Plh Anda?"))
    today = ctx.calendar_date
    soon = {each: short_date(each) for each in (today, today + DAY)}
    prompt = Markup("Mulai tanggal berapa?")
    first = await talk.ask("mulai", question.day(prompt, today, today, today + PERIOD_MAX, soon))
    until, usual = first + PERIOD_MAX - DAY, {first: "Hari itu saja", first + 6 * DAY: "Tujuh hari"}
    prompt = Markup("Sampai tanggal berapa?")
    last = await talk.ask("sampai", question.day(prompt, today, first, until, usual))
    if not first <= last <= until:  # the first date was changed since
        raise Rewrite(["sampai"])
    prompt = Markup("Nomor surat perintahnya? Boleh dilewati.")
    number = await talk.ask("surat", question.words(prompt, DECREE_CHARS_MAX, optional=SKIP))
    return Draft(who, first, last, number)


def _stand_in(ctx: Context, draft: Draft) -> StandIn:
    me, by = ctx.someone.employee, draft.who.employee
    return StandIn(me, by, StandInReason.ACTING, draft.first, draft.last)


def _summary(ctx: Context, draft: Draft, held: list[Delegation]) -> Markup:
    name = brief(draft.who.name)
    lines = [Markup("Plh Anda: <b>{}</b>").format(name)]
    lines.append(Markup("{}").format(colleague.office(ctx, draft.who)))
    lines.append(Markup("{}").format(days(draft.first, draft.last)))
    if draft.decree:
        lines.append(Markup("Surat perintah: {}").format(draft.decree))
    lines.append(Markup("\nSelama itu {} yang memutuskan, bukan Anda.").format(name))
    if any(_meet(draft, each.stand_in) for each in held):
        lines.append(Markup("Bila ada beberapa Plh, yang mulai terakhir yang memutuskan."))
    return Markup("\n").join([*lines, Markup("\nSimpan?")])


def _meet(draft: Draft, other: StandIn) -> bool:
    return draft.first <= other.until and other.since <= draft.last


async def _write(ctx: Context, draft: Draft) -> Reply:
    period = Period(draft.first, draft.last, draft.decree or None)
    async with in_chat(ctx) as act:
        done = await delegations.appoint_own(act, _me(ctx), draft.who, period)
    span, name = days(draft.first, draft.last), brief(draft.who.name)
    return Reply(Markup("Tersimpan: {} Plh Anda, {}.\n{}").format(name, span, _heard(done)))


async def _end(ctx: Context, talk: Talk, ended: Delegation | None) -> Reply:
    if ended is None:
        return ENDED_ALREADY
    await talk.confirm(Markup("Akhiri Plh <b>{}</b>?").format(_called(ended)))
    try:
        async with in_chat(ctx) as act:
            done = await delegations.end_own(act, _me(ctx), ended.id)
    except Refused:  # somebody was faster by a moment
        return ENDED_ALREADY
    return Reply(Markup("Plh {} sudah diakhiri.\n{}").format(brief(ended.name), _heard(done)))


def _me(ctx: Context) -> Party:
    return Party(ctx.someone.employee, ctx.someone.name)


def _heard(done: Delegated) -> Markup:
    """What the superior hears of whether the other one was told."""
    name = brief(done.by.name)
    if not done.by_told:
        return Markup("{} belum terhubung. Mohon kabari langsung.").format(name)
    return Markup("{} sudah diberi tahu.").format(name)
