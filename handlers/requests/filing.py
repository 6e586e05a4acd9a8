"""Requests (izin): asked for, summed up, confirmed, and shown to whoever decides."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import uuid_utils.compat as uuid
from markupsafe import Markup

from core.attendance.evidence import Refused as ShareRefused
from core.attendance.judge import Accepted
from core.attendance.judge import Refused as NotStamped
from core.attendance.stamp import Leg, working_day
from core.law.questions.jenis_izin import Needed
from core.organisation.calendar import DAY
from core.requests import filing as law
from core.requests.filing import Attached, Effect, Filed, Refused, RequestType
from db.records import request as requests
from db.records import stamp as stamps
from db.records.attachment import Page
from db.records.request import NewRequest, Request
from handlers.approvals import cards, colleague, deciders
from handlers.attendance import check_in
from handlers.chat import question
from handlers.chat.album import photo
from handlers.chat.context import Context
from handlers.chat.conversation import Question, Rewrite, Talk, pick
from handlers.chat.format import days, short_date
from handlers.chat.reply import Because, Reply
from handlers.requests import judging, kind
from handlers.requests.approval import KIND
from handlers.texts import night
from handlers.texts import request as words
from handlers.texts.request import Draft
from handlers.texts.request_told import filed
from handlers.usecases import attachments, closing

FLOW = "izin"
REASON_CHARACTERS_MAX, NUMBER_CHARACTERS_MAX = 300, 60
BACK, AHEAD = timedelta(days=31), timedelta(days=366)  # how far a request may reach
SKIP, LATER = "Lewati", "Menyusul"
CHANGES = {
    "mulai": "tanggal awal",
    "selesai": "tanggal akhir",
    "alasan": "alasan",
    "nomor": "nomor surat",
    "surat": "surat",
    "pengganti": "pengganti",
}


async def enter(ctx: Context, talk: Talk) -> Reply:
    """Izin (Lampiran A.5): kind, dates, reason, proof, summary; then the verifier is shown it."""
    today = ctx.working_date
    reach = (max(today - BACK, ctx.regulation.peraturan.berlaku_sejak), today + AHEAD)
    request_types = law.kinds_between(ctx.regulation, ctx.someone.kind, today, *reach)
    if not request_types:
        return words.NOT_OFFERED
    request_type = await kind.chosen(talk, request_types)
    await kind.has_order(talk, request_type, request_types)
    if request_type.kind.akibat is Effect.EARLY:
        return await _leave_early(ctx, talk, request_type)
    first, last = await _dates(ctx, talk)
    request_type = law.by_law_of(ctx.regulation, request_type, first)
    # Whatever is refused anyway is refused before a letter is looked for.
    verdict = await judging.judge(ctx, request_type, first, last, Attached("-"))
    if isinstance(verdict, Refused):
        return words.refused(ctx, verdict, _called(request_type, first, last))
    draft = await _substitute(ctx, talk, await _details(ctx, talk, request_type, first, last))
    verdict = await judging.judge(ctx, request_type, first, last, draft.attached)
    if isinstance(verdict, Refused):
        return words.refused(ctx, verdict, _called(request_type, first, last))
    asked = {name: called for name, called in CHANGES.items() if talk.answer(name) is not None}
    changes = await judging.changes(ctx, draft, verdict)
    unused = await judging.unused(ctx, verdict.credited)
    await talk.confirm(words.summary(ctx, draft, verdict, changes, unused), asked)
    return await _file(ctx, draft, verdict, ctx.event.at)


def _called(request_type: RequestType, first: date, last: date) -> str:
    return f"{request_type.kind.nama} {days(first, last)}"


async def _dates(ctx: Context, talk: Talk) -> tuple[date, date]:
    today = ctx.working_date
    earliest = max(today - BACK, ctx.regulation.peraturan.berlaku_sejak)
    near = {day: short_date(day) for day in (today - DAY, today, today + DAY) if day >= earliest}
    asked = question.day(
        night.choose(ctx, Markup("Mulai tanggal berapa?")), today, earliest, today + AHEAD, near
    )
    first = await talk.ask("mulai", asked)
    until = first + DAY * (law.REQUEST_DATES_MAX - 1)
    one = {first: "Hari itu saja"}
    asked = question.day(Markup("Sampai tanggal berapa?"), today, first, until, one)
    last = await talk.ask("selesai", asked)
    if not first <= last <= until:  # the first date was changed
        raise Rewrite(["selesai"])
    return first, last


async def _details(
    ctx: Context, talk: Talk, request_type: RequestType, first: date, last: date
) -> Draft:
    surat, number = request_type.kind.surat, None
    pages = "surat" if surat else ""
    why = question.words(Markup("Apa alasannya?"), REASON_CHARACTERS_MAX, pages=pages)
    reason = await talk.ask("alasan", why)
    if surat and surat.nomor:
        asked = Markup("Nomor {}?").format(surat.nama)
        number = await talk.ask("nomor", question.words(asked, NUMBER_CHARACTERS_MAX))
    over = last < ctx.working_date  # then its paper is there by now
    paper = await talk.ask("surat", _paper(request_type, over=over)) if surat else ()
    return Draft(request_type, first, last, reason, number, paper)


async def _substitute(ctx: Context, talk: Talk, draft: Draft) -> Draft:
    """Whoever verifies others says who does it meanwhile (AMB-39)."""
    absent = draft.request_type.kind.akibat in {Effect.CREDITED, Effect.EXCUSED}
    if not absent or not await deciders.subordinates(ctx, ctx.someone.employee):
        return draft
    if talk.answer("siapa") and not talk.answer("pengganti"):  # asked anew
        raise Rewrite(["siapa"])
    prompt = Markup("Ada yang menggantikan Anda memverifikasi selama itu?")
    if await talk.ask("pengganti", pick(prompt, {"ya": "Tunjuk", "tidak": SKIP})) == "tidak":
        return draft
    who = await colleague.find(ctx, talk, Markup("Siapa pengganti Anda?"))
    return replace(draft, substitute=who)


def _paper(request_type: RequestType, *, over: bool) -> Question[tuple[Page, ...]]:
    surat = request_type.kind.surat
    name, needed = (surat.nama, surat.wajib) if surat else ("", Needed.OPTIONAL)
    match Needed.AT_FILING if over else needed:
        case Needed.AT_FILING:
            return photo(Markup("Kirim foto atau PDF {}.").format(name))
        case Needed.BEFORE_APPROVAL:
            asked = Markup("Kirim foto atau PDF {}. Boleh menyusul, sebelum disetujui.")
            return photo(asked.format(name), optional=LATER)
        case Needed.OPTIONAL:
            return photo(Markup("Kirim {}? Boleh dilewati.").format(name), optional=SKIP)


async def _leave_early(ctx: Context, talk: Talk, request_type: RequestType) -> Reply:
    """The going-home stamp at its own time, by leave of the superior (Pasal 11 ayat (5))."""
    person = ctx.someone
    days = ctx.organisation.days_around(
        ctx.regulation, person.postings, person.duties, ctx.calendar_date
    )
    day = working_day(days, ctx.stamps, ctx.event.at, Leg.PULANG)
    verdict = await judging.judge(ctx, request_type, day.date, day.date, None)
    if isinstance(verdict, Refused):
        return words.refused(ctx, verdict, _called(request_type, day.date, day.date))
    draft = await _details(ctx, talk, request_type, day.date, day.date)
    await talk.confirm(words.leaving(ctx, draft, day), {"alasan": "alasan", "surat": "surat"})
    asked = check_in.where_are_you(ctx, Leg.PULANG)
    share = await talk.ask("lokasi", asked)
    stamp, reply = await check_in.leave_early(ctx, share)
    if isinstance(stamp, NotStamped) and isinstance(stamp.why, ShareRefused):
        raise talk.again("lokasi", asked, reply)
    if not isinstance(stamp, Accepted):
        return reply
    # The card shows where it was made, so it has to be there before.
    await stamps.write(ctx.db, [ctx.stamp] if ctx.stamp else [])
    ctx.stamp = None
    told = await _file(ctx, draft, verdict, stamp.at)
    return replace(told, text=reply.text + told.text, because=None)


async def _file(ctx: Context, draft: Draft, verdict: Filed, at: datetime) -> Reply:
    if shut := closing.refusal(ctx, draft.first):
        return shut
    new = NewRequest(
        id=uuid.uuid7(),
        employee=ctx.someone.employee,
        code=draft.request_type.code,
        first=draft.first,
        last=draft.last,
        reason=draft.reason,
        filed_at=at,
        due_at=verdict.due_at,
        number=draft.number,
        paper=draft.paper,
        paper_before=await attachments.seen_before(ctx, draft.paper),
        substitute=draft.substitute.employee if draft.substitute else None,
        terms=draft.request_type,
    )
    await requests.file(ctx.db, ctx.region.code, new)
    request = Request(**{name: getattr(new, name) for name in NewRequest.__dataclass_fields__})
    decider = await cards.show(ctx, KIND, request.id)
    told = filed(ctx.region, request, decider).render(ctx.region)
    title = f"{_called(draft.request_type, draft.first, draft.last)} diajukan"
    return replace(told, because=Because(title, verdict.grounds))
