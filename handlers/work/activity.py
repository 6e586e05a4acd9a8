"""Daily work (E-Kinerja): an activity is asked for, confirmed, filed, and shown to the verifier."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import State
from core.law.regulation import ActivityKind
from core.organisation.calendar import DAY
from core.requests.absence import absences
from core.work import activity as law
from core.work.activity import Entry, Filed, Refused, Why
from db.records import activity as activities
from db.records.activity import Activity
from db.records.attachment import listed
from handlers.chat import own_records, question
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Rewrite, Talk, pick
from handlers.chat.format import label, short_date
from handlers.chat.reply import Reply
from handlers.texts import activity as words
from handlers.texts import first_use, night
from handlers.texts.activity import KINDS, Draft
from handlers.work import filing

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
    return await filing.file(ctx, draft, verdict, old)


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
    return await filing.file_all(ctx, drafts, verdict)


def _again(item: Activity, day: date) -> Draft:
    """The same work on another date; a photo shows one day's work."""
    output, quantity = item.output or "", item.quantity or 0
    return Draft(day, item.kind, item.minutes, item.description, output, quantity, ())
