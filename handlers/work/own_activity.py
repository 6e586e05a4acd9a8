"""One's own daily work: what became of it, and taking back or changing what nobody decided yet."""

from markupsafe import Markup

from core.approvals.case import State
from core.approvals.transitions import Act
from core.work import activity as law
from core.writing import quoted
from db import approvals
from db.approvals import Done
from db.people import status
from db.records import activity as activities
from db.records.activity import Activity
from handlers.approvals import buttons, cards, silence
from handlers.chat import own_records
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.format import label
from handlers.chat.reply import Button, Reply
from handlers.texts import activity_view as texts
from handlers.texts.activity_card import OWN_BUTTON
from handlers.usecases import closing
from handlers.work import activity, filing
from handlers.work.approval import KIND

LISTED = 8  # newest first


async def mine(ctx: Context) -> Reply:
    """What somebody entered for the dates that are still open, and what became of it."""
    found = await own_records.work(ctx, ctx.calendar_date - law.LATELY, ctx.calendar_date)
    if not found and not law.kept(ctx.regulation, ctx.calendar_date):
        return activity.NOT_KEPT
    if not found:
        return Reply(Markup("Belum ada aktivitas seminggu ini. Isi lewat /aktivitas."))
    shown = (await silence.settle(ctx, KIND, found[-LISTED:]))[::-1]
    buttons = tuple(
        Button(label(number, each.description), f"{OWN_BUTTON}:lihat:{each.id.hex}")
        for number, each in enumerate(shown, 1)
        if each.state is None
    )
    names = await status.fetch_names(
        ctx.db, ctx.region.code, [each.decided_by for each in shown if each.decided_by]
    )
    lines = [
        Markup("{}. {}").format(number, texts.describe(ctx.region, each, names, ctx.event.at))
        for number, each in enumerate(shown, 1)
    ]
    return Reply(Markup("\n\n").join([Markup("<b>Aktivitas saya</b>"), *lines]), buttons)


async def handle_button(ctx: Context, data: str) -> Reply | Start | None:
    """A button under one's own activity; nobody else's is found by it."""
    if (said := buttons.read(data)) is None:
        return None
    if (item := await activity.own(ctx, said.card)) is None:
        return None
    (item,) = await silence.settle(ctx, KIND, [item])
    match said.verb:
        case "lihat":
            return _choices(ctx, item)
        case "ubah":
            return Start(activity.FLOW, {"ganti": item.id.hex}, activity.answers(item))
        case "perbaiki" if item.state is State.REJECTED:
            return Start(activity.FLOW, {"perbaiki": item.id.hex}, activity.answers(item))
        case "tarik":
            return await _withdraw(ctx, item)
    return None


def _choices(ctx: Context, item: Activity) -> Reply:
    if item.state is not None:
        return filing.TOO_LATE
    text = texts.describe(ctx.region, item, {}, ctx.event.at)
    key = item.id.hex
    buttons = (
        Button("Ubah", f"{OWN_BUTTON}:ubah:{key}"),
        Button("Tarik kembali", f"{OWN_BUTTON}:tarik:{key}"),
    )
    return Reply(text, buttons)


async def _withdraw(ctx: Context, item: Activity) -> Reply:
    if shut := closing.refusal(ctx, item.date):
        return shut
    me, code = ctx.someone.employee, ctx.region.code
    done = Done(Act.WITHDRAW, ctx.event.at, own=me, in_time=True)
    if not await approvals.transition(ctx.db, activities.CASES, code, item.id, done):
        return filing.TOO_LATE
    await cards.show(ctx, KIND, item.card)
    return Reply(Markup("Ditarik kembali: {}").format(quoted(item.description)))
