"""Back at work early: leave ends for the days to come at once, for past ones by the superior."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import COUNTED, UNDECIDED
from core.approvals.transitions import Act
from core.law.questions.jenis_izin import Effect
from core.organisation.calendar import DAY
from core.organisation.verifier import StandIn, StandInReason
from core.requests.absence import state_of
from db import approvals
from db.approvals import Done
from db.people import binding, delegation, status
from db.records import audit, lifetime
from db.records import request as requests
from db.records.request import Request
from handlers.approvals import buttons, cards, deciders
from handlers.approvals.decision import NOT_YOURS
from handlers.approvals.kind import Scope
from handlers.chat import question
from handlers.chat.context import Context
from handlers.chat.conversation import Talk
from handlers.chat.format import long_date, short_date
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Priority, Reply
from handlers.requests.approval import KIND
from handlers.texts import night
from handlers.texts.back import BackClaimed, BackConfirmed, BackDenied, LeaveEnded, ending, stays
from handlers.texts.changes import Changes
from handlers.texts.request_told import SubstituteReleased
from handlers.texts.request_view import kind_of, what, what_of
from handlers.usecases import closing, consequence
from handlers.usecases.consequence import Change

FLOW = "kembali"

TOO_LATE = Reply(Markup("Izin ini sudah berubah. Buka lagi lewat /izin_saya."))


def may_end(ctx: Context, item: Request) -> bool:
    """Whether it has begun, covers dates that are still open, and is no stamp by itself."""
    if kind_of(ctx.region, item).kind.akibat is Effect.EARLY or item.first > ctx.working_date:
        return False
    state = state_of(ctx.regulation, item.asked, ctx.event.at)
    longer = item.last > item.first or state in COUNTED
    return longer and state in COUNTED | UNDECIDED and _earliest(ctx, item) is not None


def may_take_back(ctx: Context, item: Request) -> bool:
    """Whether it was granted and has not begun: then it is the person's own to give back."""
    early = kind_of(ctx.region, item).kind.akibat is Effect.EARLY
    state = state_of(ctx.regulation, item.asked, ctx.event.at)
    return not early and state in COUNTED and item.first > ctx.working_date


def _earliest(ctx: Context, item: Request) -> date | None:
    """The first of its dates whose month is open; None where all are closed."""
    count = (item.last - item.first).days + 1
    dates = (item.first + DAY * number for number in range(count))
    return next((day for day in dates if closing.is_open(ctx, day)), None)


async def enter(ctx: Context, talk: Talk) -> Reply:
    """From which date on somebody works again; what that changes is said before."""
    item = await requests.find(ctx.db, ctx.region.code, UUID(talk.known["izin"]))
    if item is None or item.employee != ctx.someone.employee or not may_end(ctx, item):
        return TOO_LATE
    earliest = _earliest(ctx, item) or item.last
    soon = (ctx.working_date, ctx.working_date + DAY)
    near = {day: short_date(day) for day in soon if earliest <= day <= item.last}
    prompt = night.choose(ctx, Markup("Mulai tanggal berapa Anda bekerja kembali?"))
    asked = question.day(prompt, ctx.working_date, earliest, item.last, near)
    day = await talk.ask("bekerja", asked)
    await talk.confirm(await _summary(ctx, item, day), {"bekerja": "tanggal"})
    return await _end(ctx, item, day)


async def _summary(ctx: Context, item: Request, day: date) -> Markup:
    lines = [what(ctx.region, item), Markup("Bekerja kembali: {}").format(long_date(day))]
    lines += (await _changes(ctx, item, day)).lines()
    if _confirmed(ctx, item, day):
        lines.append(Markup("Hari yang sudah lewat berubah setelah dibenarkan atasan."))
    return Markup("\n").join([*lines, Markup("\nKirim?")])


async def _changes(ctx: Context, item: Request, day: date) -> Changes:
    then = replace(item.asked, last=day - DAY) if day > item.first else None
    change = Change(item.employee, item.asked, then)
    return await consequence.of(ctx.db, ctx.region, change, ctx.event.at, ctx.organisation)


def _confirmed(ctx: Context, item: Request, day: date) -> bool:
    """Whether the superior has to confirm it: they granted days that are over."""
    granted = state_of(ctx.regulation, item.asked, ctx.event.at) in COUNTED
    return granted and day < ctx.working_date


async def _end(ctx: Context, item: Request, day: date) -> Reply:
    if not _confirmed(ctx, item, day):
        return await _shortened(ctx, item, day) or TOO_LATE
    lines = []
    today = ctx.working_date
    if item.last >= today > item.first:  # the days to come are the person's own to give back
        if (reply := await _shortened(ctx, item, today)) is None:
            return TOO_LATE
        lines.append(reply.text)
        item = await requests.find(ctx.db, ctx.region.code, item.id) or item
    if not await lifetime.claim_back(ctx.db, ctx.region.code, item, day):
        return TOO_LATE
    item = await requests.find(ctx.db, ctx.region.code, item.id) or item
    by = await _tell_verifier(ctx, item, await _claim(ctx, item, day))
    to = Markup("Menunggu {} membenarkan hari yang sudah lewat.").format(by or ctx.region.contact)
    return Reply(Markup("\n").join([*lines, to]))


async def _shortened(ctx: Context, item: Request, day: date) -> Reply | None:
    """End it before a date, or take it back whole; None: somebody was faster."""
    if not await _cut(ctx, item, day):
        return None
    now_is = await requests.find(ctx.db, ctx.region.code, item.id) or item
    await cards.show(ctx, KIND, now_is.id)
    ended = ending(ctx.region, now_is, day)
    by = await _tell_verifier(ctx, now_is, LeaveEnded(await _name(ctx, item), ended))
    told = Markup("\n{} diberi tahu.").format(by) if by else Markup("")
    return Reply(ended.text(ctx.region) + told)


async def _name(ctx: Context, item: Request) -> str:
    """What the person is called whose leave it is."""
    return (await status.fetch_names(ctx.db, ctx.region.code, [item.employee]))[item.employee]


async def take_back(ctx: Context, item: Request) -> Reply:
    """Give back what was granted and has not begun; the superior is told."""
    if not may_take_back(ctx, item):
        return TOO_LATE
    return await _shortened(ctx, item, item.first) or TOO_LATE


async def _cut(ctx: Context, item: Request, day: date) -> bool:
    """Write it, with whoever stood in and the line for the record."""
    code, now = ctx.region.code, ctx.event.at
    if day > item.first:
        done = await lifetime.end_early(ctx.db, code, item, day - DAY)
    elif item.state in COUNTED:
        done = await lifetime.take_back(ctx.db, code, item, now)
    else:
        taken = Done(Act.WITHDRAW, now, own=item.employee)
        done = await approvals.transition(ctx.db, requests.CASES, code, item.id, taken)
    if done:
        await _no_longer(ctx, item, day)
        await audit.note(
            ctx.db,
            region=code,
            at=now,
            actor=ctx.someone.nip,
            action="izin diakhiri lebih awal",
            employee=item.employee,
            detail={"izin": item.code, "semula": str(item.last), "menjadi": str(day - DAY)},
        )
    return done


async def _no_longer(ctx: Context, item: Request, day: date) -> None:
    """Whoever stood in meanwhile does so no longer, and is told."""
    if item.substitute is None:
        return
    names = (item.employee, item.substitute)
    written = StandIn(*names, StandInReason.SUBSTITUTE, item.first, item.last)
    code = ctx.region.code
    if not await delegation.end_early(ctx.db, code, written, day - DAY, ctx.event.at):
        return
    to = await binding.address_of(ctx.db, code, item.substitute)
    if to is not None:
        told = SubstituteReleased(await _name(ctx, item), day)
        ctx.others.append(Outgoing(to, told, Priority.CARD))


async def _tell_verifier(ctx: Context, item: Request, told: Notification) -> str | None:
    """Tell whoever decides; their name, None where nobody can be told."""
    by = (await deciders.of_cases(Scope.of(ctx), KIND, [item]))[item.id]
    to = await binding.address_of(ctx.db, ctx.region.code, by) if by else None
    if by is None or to is None:
        return None
    ctx.others.append(Outgoing(to, told, Priority.CARD))
    return (await status.fetch_names(ctx.db, ctx.region.code, [by]))[by]


async def _claim(ctx: Context, item: Request, day: date) -> BackClaimed:
    asked, changes = what_of(ctx.region, item), await _changes(ctx, item, day)
    return BackClaimed(item.id, await _name(ctx, item), asked, day, changes)


async def handle_button(ctx: Context, data: str) -> Reply | None:
    """The superior's answer about days that are over; the first tap wins."""
    if (said := buttons.read(data)) is None or said.verb not in {"ya", "tidak"}:
        return None
    item = await requests.find(ctx.db, ctx.region.code, said.card)
    if item is None:
        return None
    if not await deciders.decides(ctx, KIND, item):
        return NOT_YOURS
    if item.back_on is None:
        return TOO_LATE
    if shut := closing.refusal(ctx, item.back_on):
        return shut
    return await (_confirm if said.verb == "ya" else _deny)(ctx, item, item.back_on)


async def _confirm(ctx: Context, item: Request, day: date) -> Reply:
    changes = await _changes(ctx, item, day)
    if not await _cut(ctx, item, day):
        return TOO_LATE
    now_is = await requests.find(ctx.db, ctx.region.code, item.id) or item
    ended = ending(ctx.region, now_is, day)
    await _tell_person(ctx, item, BackConfirmed(ended, changes))
    lines = [Markup("✅ Dibenarkan."), ended.text(ctx.region), *changes.lines()]
    return Reply(Markup("\n").join(lines))


async def _deny(ctx: Context, item: Request, day: date) -> Reply:
    if not await lifetime.deny_back(ctx.db, ctx.region.code, item):
        return TOO_LATE
    kind = kind_of(ctx.region, item).kind.nama
    await _tell_person(ctx, item, BackDenied(kind, day, item.last))
    return Reply(Markup("❌ Tidak dibenarkan. {}").format(stays(kind, item.last)))


async def _tell_person(ctx: Context, item: Request, told: Notification) -> None:
    to = await binding.address_of(ctx.db, ctx.region.code, item.employee)
    if to is not None:
        ctx.others.append(Outgoing(to, told, Priority.CARD))
