"""Daily work (E-Kinerja): an activity is asked for, confirmed, filed, and shown to the verifier."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid
from markupsafe import Markup

from core.approvals.case import State
from core.approvals.transitions import Act
from core.law.regulation import ActivityKind
from core.organisation.calendar import DAY
from core.requests.absence import absences
from core.work import activity as law
from core.work.activity import Entry, Filed, Refused, Why
from db import approvals
from db.approvals import Done
from db.records import activity as activities
from db.records.activity import Activity, NewActivity
from db.records.attachment import Page, listed
from handlers.approvals import cards
from handlers.chat import own_records, question
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Rewrite, Talk, pick
from handlers.chat.format import label, long_date, short_date
from handlers.chat.reply import Because, Reply
from handlers.texts import activity as words
from handlers.texts import first_use, night
from handlers.texts.activity import KINDS, Draft
from handlers.usecases import attachments, closing
from handlers.work.approval import KIND

FLOW = "aktivitas"
DESCRIPTION_CHARACTERS_MAX, OUTPUT_CHARACTERS_MAX, QUANTITY_MAX = 500, 120, 9999
FREQUENT = 4  # suggestions
COPY = "salin"
CHANGES = {
    "tanggal": "tanggal",
    "jenis": "jenis",
    "menit": "lama",
    "uraian": "uraian",
    "hasil": "hasil",
    "jumlah": "jumlah",
    "foto": "foto",
}
USUAL = {"30": "30 menit", "60": "1 jam", "120": "2 jam", "240": "4 jam"}
SKIP = "Lewati"

NOT_KEPT = Reply(Markup("Di daerah ini kinerja harian tidak diisi lewat saya."))
TOO_LATE = Reply(Markup("Aktivitas itu sudah diputuskan, jadi tidak dapat diubah lagi."), idle=True)


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Input aktivitas harian (Lampiran A.4): asked, summed up, confirmed, sent to the superior."""
    dates = law.open_dates(ctx.regulation, ctx.event.at, ctx.zone, ctx.working_date)
    if not dates:
        return NOT_KEPT
    old = await _forerunner(ctx, talk)
    if not old and await _begun_with(ctx, talk) == COPY:
        return await _copy(ctx, talk, dates[0])
    day = old.date if old else await talk.ask("tanggal", _which_day(ctx, dates))
    # Said before the work is told at length.
    if refused := await _closed(ctx, day):
        return words.refused(ctx, refused, day)
    draft = await _ask(ctx, talk, day)
    verdict = await _judged(ctx, draft, old)
    if isinstance(verdict, Refused):
        if verdict.why is Why.TOO_MUCH:
            raise talk.again("menit", MINUTES, words.refused(ctx, verdict, day))
        return words.refused(ctx, verdict, day)
    changes = {name: called for name, called in CHANGES.items() if not old or name != "tanggal"}
    await talk.confirm(words.summary(draft, verdict), changes)
    return await _file(ctx, draft, verdict, old)


async def _forerunner(ctx: Context, talk: Talk) -> Activity | None:
    """The undecided one that is changed, or the rejected one that is mended (AMB-18)."""
    if "ganti" in talk.known:
        return await own(ctx, UUID(talk.known["ganti"]))
    return await own(ctx, UUID(talk.known["perbaiki"])) if "perbaiki" in talk.known else None


async def own(ctx: Context, id_: UUID) -> Activity | None:
    """Somebody's own activity; nobody finds that of another."""
    item = await activities.find(ctx.db, ctx.region.code, id_)
    return item if item and item.employee == ctx.someone.employee else None


async def _begun_with(ctx: Context, talk: Talk) -> str | None:
    """What this person enters most, one tap away; the rest of it may still be changed."""
    if (begun := talk.answer("mulai")) in {"baru", COPY}:
        return str(begun)
    usual = await activities.usual(
        ctx.db, ctx.region.code, ctx.someone.employee, ctx.working_date - DAY * 30, FREQUENT
    )
    if not usual:
        return None
    choices = {"baru": "Isi baru"}
    if await _yesterdays(ctx):
        choices[COPY] = "Salin kemarin"
    choices |= {str(at): label(at + 1, each.description) for at, each in enumerate(usual)}
    chosen = await talk.ask("mulai", pick(Markup("Aktivitas apa?"), choices))
    if chosen.isdecimal():
        raise Rewrite([], {"mulai": "baru"} | answers(usual[int(chosen)]) | {"foto": ""})
    return chosen


def answers(item: Activity) -> dict[str, Any]:
    """The same activity as answers, to start from."""
    quantity = str(item.quantity) if item.quantity else ""
    return {
        "jenis": item.kind.value,
        "menit": str(item.minutes),
        "uraian": item.description,
        "hasil": item.output or "",
        "jumlah": quantity,
        "foto": listed(item.photo) or "",
    }


async def _ask(ctx: Context, talk: Talk, day: date) -> Draft:
    known = ctx.regulation.kinerja.jenis.on(day).value or ()
    kinds = {kind: called for kind, called in KINDS.items() if kind in known}
    kind = await talk.ask("jenis", pick(Markup("Jenis aktivitas?"), kinds))
    spent_ = await talk.ask("menit", MINUTES)
    asked = question.words(Markup("Uraian kegiatannya?"), DESCRIPTION_CHARACTERS_MAX, pages="foto")
    what = await talk.ask("uraian", asked)
    prompt = Markup("Hasil atau output-nya? Boleh dilewati.")
    output = await talk.ask("hasil", question.words(prompt, OUTPUT_CHARACTERS_MAX, optional=SKIP))
    quantity = await talk.ask("jumlah", PIECES) if output else 0
    proof = await talk.ask("foto", photo(Markup("Foto pendukung? Boleh dilewati."), optional=SKIP))
    return Draft(day, ActivityKind(kind), spent_, what, output, quantity, proof)


def _which_day(ctx: Context, dates: tuple[date, ...]) -> Question[date]:
    """`dates` follow each other, the newest first."""
    near = {day: short_date(day) for day in dates}
    asked = night.choose(ctx, Markup("Aktivitas tanggal berapa?"))
    return question.day(asked, dates[0], dates[-1], dates[0], near)


MINUTES = question.spent(Markup("Berapa lama?"), 1440, USUAL)
PIECES = question.number(
    Markup("Berapa jumlahnya? Boleh dilewati."), 1, QUANTITY_MAX, optional=SKIP
)


async def _closed(ctx: Context, day: date) -> Refused | None:
    """Why this person has nothing to enter for a date, be it what it may."""
    asked = [each.asked for each in await own_records.asked(ctx, day, day)]
    absent = absences(ctx.regulation, asked, day, ctx.event.at)
    hours = (await own_records.hours(ctx, day, day))(day)
    if first_use.unused(ctx, hours):  # leave counts nothing there, so work takes nothing twice
        absent = ()
    excused = law.excused(ctx.regulation, day, ctx.someone.exempt_on(day))
    return excused or law.excluded(ctx.regulation, hours, absent)


async def _judged(ctx: Context, draft: Draft, old: Activity | None) -> Filed | Refused:
    others = [each for each in await own_records.work(ctx, draft.date, draft.date) if each != old]
    rejected = old.decided_at if old and old.state is State.REJECTED else None
    entry = Entry(draft.date, draft.kind, draft.minutes, ctx.event.at, ctx.working_date, rejected)
    return await _closed(ctx, draft.date) or law.judge(
        ctx.regulation,
        entry,
        day=(await own_records.hours(ctx, draft.date, draft.date))(draft.date),
        filed=sum(each.minutes for each in others if law.stands(each.state)),
        exempt=ctx.someone.exempt_on(draft.date),
        zone=ctx.zone,
        outages=await own_records.outages(ctx, draft.date),
    )


async def _yesterdays(ctx: Context) -> list[Activity]:
    yesterday = ctx.working_date - DAY
    return [
        each for each in await own_records.work(ctx, yesterday, yesterday) if law.stands(each.state)
    ]


async def _copy(ctx: Context, talk: Talk, day: date) -> Reply:
    """All of yesterday's work once more, each by itself for the verifier (Pasal 9 ayat (9))."""
    drafts = [_again(each, day) for each in await _yesterdays(ctx)]
    if not drafts:  # midnight has passed since it was offered
        return Reply(Markup("Kemarin belum ada aktivitas. Isi lewat /aktivitas."))
    whole = replace(drafts[0], minutes=sum(draft.minutes for draft in drafts))
    verdict = await _judged(ctx, whole, None)
    if isinstance(verdict, Refused):
        return words.refused(ctx, verdict, day)
    await talk.confirm(words.copied(drafts, day))
    if shut := closing.refusal(ctx, day):
        return shut
    card = await _open_card(ctx, day) or uuid.uuid7()
    written = [await _write(ctx, draft, verdict, card) for draft in drafts]
    decider = await cards.show(ctx, KIND, card)
    told = words.filed(written[0], decider, whole.minutes)
    return _because(told.render(ctx.region), day, verdict)


def _again(item: Activity, day: date) -> Draft:
    """The same work on another date; a photo shows one day's work."""
    output, quantity = item.output or "", item.quantity or 0
    return Draft(day, item.kind, item.minutes, item.description, output, quantity, ())


async def _file(ctx: Context, draft: Draft, verdict: Filed, old: Activity | None) -> Reply:
    if shut := closing.refusal(ctx, draft.date):
        return shut
    if old and (trouble := await _settle(ctx, old)):
        return trouble
    # A changed one stays on its card, where the verifier has seen it.
    same = old.card if old and old.state is None else None
    card = same or await _open_card(ctx, draft.date) or uuid.uuid7()
    new = await _write(ctx, draft, verdict, card, old)
    told = words.filed(new, await cards.show(ctx, KIND, new.card), new.minutes)
    return _because(told.render(ctx.region), draft.date, verdict)


def _because(told: Reply, day: date, verdict: Filed) -> Reply:
    return replace(told, because=Because(f"Aktivitas {long_date(day)} diajukan", verdict.grounds))


async def _open_card(ctx: Context, day: date) -> UUID | None:
    """The card of a date on which something still waits; what is filed now joins it."""
    filed = await own_records.work(ctx, day, day)
    waits = (each for each in filed if each.state is None and each.due_at > ctx.event.at)
    return next((each.card for each in waits), None)


async def _write(
    ctx: Context, draft: Draft, verdict: Filed, card: UUID, old: Activity | None = None
) -> NewActivity:
    new = NewActivity(
        id=uuid.uuid7(),
        employee=ctx.someone.employee,
        date=draft.date,
        kind=draft.kind,
        minutes=draft.minutes,
        description=draft.description,
        output=draft.output or None,
        quantity=draft.quantity or None,
        filed_at=ctx.event.at,
        due_at=verdict.due_at,
        beyond=verdict.beyond,
        card=card,
        replaces=old.id if old and old.state is State.REJECTED else None,
        photo=draft.photo,
        photo_before=await _seen_before(ctx, draft.photo, old),
    )
    await activities.file(ctx.db, ctx.region.code, new)
    return new


async def _seen_before(ctx: Context, pages: Sequence[Page], old: Activity | None) -> str | None:
    """Who had handed in any of its pages before; what is changed brings its own pages again."""
    mine = {page.hash for page in old.photo} if old else set()
    new = [page for page in pages if page.hash not in mine]
    kept = old.photo_before if old and len(new) < len(pages) else None
    return await attachments.seen_before(ctx, new) or kept


async def _settle(ctx: Context, old: Activity) -> Reply | None:
    """An undecided one is taken back before its new form is filed; a rejected one counts once."""
    if old.state is State.REJECTED:
        again = await own_records.work(ctx, old.date, old.date)
        done = any(each.replaces == old.id for each in again)
        told = Markup("Aktivitas itu sudah diperbaiki satu kali.")
        return Reply(told, idle=True) if done else None
    me, code = ctx.someone.employee, ctx.region.code
    taken_back = Done(Act.WITHDRAW, ctx.event.at, own=me, in_time=True)
    taken = await approvals.transition(ctx.db, activities.CASES, code, old.id, taken_back)
    return None if taken else TOO_LATE
