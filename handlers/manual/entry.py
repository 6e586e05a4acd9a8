"""`/manual`, the signed list: whose date it is, what it says, and its photo or PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.month.manual import Why
from core.month.written import Listed
from db.people.status import Member
from db.records import incident
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Talk
from handlers.chat.format import brief, clock, long_date
from handlers.chat.reply import Button, Reply
from handlers.manual.own_offices import (
    DONE,
    NOT_OPERATOR,
    clock_time,
    example_time,
    me,
    members,
    mine,
    on,
    open_day,
    whom,
)
from handlers.texts import attachments
from handlers.texts import incident as incident_texts
from handlers.texts import manual as texts
from handlers.usecases import closing, manuals
from handlers.usecases.act import Act, in_chat
from handlers.usecases.manual_works import OWN
from handlers.usecases.manuals import Judged, Recorded
from handlers.usecases.paper_rules import NoBasis, Person, Rules
from handlers.usecases.refusal import Refused

FLOW = "manual-catat"
PEOPLE_MAX = 20  # of one list
USED_UP = frozenset({Why.DAYS_USED, Why.MONTH_USED})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one pass of the conversation works with."""

    ctx: Context
    talk: Talk
    act: Act
    rules: Rules
    day: date
    people: Sequence[Member]
    likely: Sequence[UUID]


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Enter what a signed list says of one date, of one person or many (AMB-67, KAM-30)."""
    offices = await mine(ctx)
    if not offices:
        return NOT_OPERATOR
    prompt = Markup("<b>Daftar hadir manual.</b> Tanggal berapa?")
    day = await talk.ask("tanggal", open_day(ctx, prompt))
    if shut := closing.refusal(ctx, day):
        return shut
    people = await members(ctx, offices, day)
    async with in_chat(ctx) as act:
        rules = await Rules.read(ctx.db, ctx.region, ctx.organisation)
        likely = await _likely(ctx, people, day)
        found = await _rows(_Asked(ctx, talk, act, rules, day, people, likely))
    if isinstance(found, Reply):
        return found
    pages = await talk.ask(
        "foto", photo(Markup("Kirim foto atau PDF daftar hadir yang sudah ditandatangani."))
    )
    told = [_line(ctx, each) for each, _ in found]
    summary = Markup("<b>Presensi manual</b>, {}\n{}\nDaftar hadir: {}\n\nSimpan?").format(
        long_date(day), Markup("\n").join(told), attachments.count(pages)
    )
    await talk.confirm(summary, {"foto": "foto"})
    rows = [(each.who.record.employee, listed) for each, listed in found]
    async with in_chat(ctx) as act:
        done = await manuals.record(act, await me(ctx), day, rows, pages)
    return _done(day, len(rows), done)


async def _likely(ctx: Context, people: Sequence[Member], day: date) -> list[UUID]:
    """Those who have an incident that covers the date."""
    ids = [each.employee for each in people]
    found = await incident.of_people(ctx.db, ctx.region.code, ids, day, day)
    return [each.employee for each in found if each.stands]


async def _rows(asked: _Asked) -> list[tuple[Judged, Listed]] | Reply:
    """One row after the other until the operator says that it is all."""
    found: list[tuple[Judged, Listed]] = []
    while len(found) < PEOPLE_MAX:
        number, taken = len(found) + 1, {each.who.record.employee for each, _ in found}
        question = _whom(asked, number, taken)
        key = await asked.talk.ask(f"orang{number}", question)
        if key == DONE:
            break
        who = (await asked.rules.people([UUID(hex=key)], asked.day))[UUID(hex=key)]
        if said := await _refused(asked, who):
            if number == 1:
                return said
            raise asked.talk.again(f"orang{number}", question, _before(said, question))
        found.append(await _times(asked, number, who))
    return found


def _whom(asked: _Asked, number: int, taken: set[UUID]) -> Question[str]:
    people = [each for each in asked.people if each.employee not in taken]
    prompt = Markup("Presensi manual {}. Siapa?").format(on(asked.day))
    if number > 1:
        prompt = Markup("{} pegawai dicatat. Siapa lagi?").format(number - 1)
    return whom(prompt, people, asked.likely, {DONE: "Selesai"} if number > 1 else None)


async def _times(asked: _Asked, number: int, who: Person) -> tuple[Judged, Listed]:
    name, talk = brief(who.record.name), asked.talk
    told = (name, on(asked.day), example_time(asked.ctx))
    text = Markup("Presensi manual {}, {}. Masuk pukul berapa menurut daftar? (contoh {})")
    first = clock_time(asked.ctx, text.format(*told))
    masuk = await talk.ask(f"masuk{number}", first)
    second = clock_time(asked.ctx, Markup("{}: pulang pukul berapa menurut daftar?").format(name))
    pulang = await talk.ask(f"pulang{number}", second)
    listed = Listed(masuk, pulang)
    try:
        me_ = asked.ctx.someone.employee
        return await manuals.judge_row(asked.act, me_, asked.rules, who, listed), listed
    except Refused as refused:
        names, reply = (f"masuk{number}", f"pulang{number}"), Reply(refused.text)
        raise talk.again(names[0], first, _before(reply, first), names[1]) from None


def _before(said: Reply, question: Question[str] | Question[object]) -> Reply:
    return Reply(said.text + Markup("\n\n") + question.prompt.text)


async def _refused(asked: _Asked, who: Person) -> Reply | None:
    """Why nothing may be entered for somebody's date, before its times are asked."""
    ctx = asked.ctx
    if who.record.employee == ctx.someone.employee:
        return Reply(Markup.escape(OWN))
    no = await asked.rules.basis(who)
    if not isinstance(no, NoBasis):
        return None
    citation = no.grounds[-1].citation if no.grounds and no.why else None
    text = texts.refused(ctx.region, who.record.name, who.day, no.why, citation)
    if no.why not in USED_UP or no.incident is None:
        return Reply(text)
    more = incident_texts.data(incident_texts.OWN_BUTTON, "lagi", no.incident.id)
    return Reply(text, (Button("Minta perpanjangan", more),))


def _line(ctx: Context, each: Judged) -> Markup:
    times = ", ".join(f"{s.leg.value} {clock(s.at, ctx.zone)}" for s in each.stamps)
    why = incident_texts.CONDITIONS[each.basis.condition]
    return Markup("{}: {} ({})").format(brief(each.who.record.name), times, why)


def _done(day: date, count: int, done: Recorded) -> Reply:
    text = Markup("✅ <b>Presensi manual tercatat:</b> {} pegawai, {}.").format(
        count, long_date(day)
    )
    if done.past.open:
        text += Markup(" Hari yang berubah: {}.").format(done.past.open.total())
    if done.sheet.pages_before:
        text += Markup("\n⚠️ Foto yang sama pernah dikirim {}.").format(done.sheet.pages_before)
    if done.counts:
        return Reply(text)
    text += Markup("\n{}").format(texts.WAITS)
    return Reply(text, (Button("Siapkan surat", f"{texts.MENU_BUTTON}:surat"),))
