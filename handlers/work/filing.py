"""Filing daily work: written, shown to the verifier, and told; what it stands in for is settled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import uuid_utils.compat as uuid
from markupsafe import Markup

from core.approvals.case import State
from core.approvals.transitions import Act
from core.work.activity import Filed
from db import approvals
from db.approvals import Done
from db.records import activity as activities
from db.records.activity import Activity, NewActivity
from db.records.attachment import Page
from handlers.approvals import cards
from handlers.chat import own_records
from handlers.chat.context import Context
from handlers.chat.format import long_date
from handlers.chat.reply import Because, Reply
from handlers.texts import activity as words
from handlers.texts.activity import Draft
from handlers.usecases import attachments, closing
from handlers.work.approval import KIND

TOO_LATE = Reply(Markup("Aktivitas itu sudah diputuskan, jadi tidak dapat diubah lagi."), idle=True)


async def file(ctx: Context, draft: Draft, verdict: Filed, old: Activity | None) -> Reply:
    """File it, in the place of `old` if there is one, and show it to whoever decides."""
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


async def file_all(ctx: Context, drafts: Sequence[Draft], verdict: Filed) -> Reply:
    """The same of several of one date at once, which are told as one."""
    day = drafts[0].date
    if shut := closing.refusal(ctx, day):
        return shut
    card = await _open_card(ctx, day) or uuid.uuid7()
    written = [await _write(ctx, draft, verdict, card) for draft in drafts]
    decider = await cards.show(ctx, KIND, card)
    told = words.filed(written[0], decider, sum(draft.minutes for draft in drafts))
    return _because(told.render(ctx.region), day, verdict)


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
