"""One's own daily work: what became of it, and taking back or changing what nobody decided yet."""

from markupsafe import Markup

from core.work import activity as law
from core.work.activity import State
from core.writing import quoted
from db.people import status
from db.records import activity as activities
from db.records.activity import Activity
from handlers.approvals import deemed_approval
from handlers.chat import own_records
from handlers.chat.context import Context
from handlers.chat.conversation import Start
from handlers.chat.reply import Button, Reply
from handlers.texts import activity_card as cards
from handlers.texts.activity_card import OWN
from handlers.usecases import closing
from handlers.work import activity

LISTED = 8  # newest first


async def mine(ctx: Context) -> Reply:
    """What somebody entered for the dates that are still open, and what became of it."""
    found = await own_records.work(ctx, ctx.calendar_date - law.LATELY, ctx.calendar_date)
    if not found and not law.kept(ctx.regulation, ctx.calendar_date):
        return activity.NOT_KEPT
    if not found:
        return Reply(Markup("Belum ada aktivitas seminggu ini. Isi lewat /aktivitas."))
    shown = (await deemed_approval.read(ctx, found[-LISTED:]))[::-1]
    buttons = tuple(
        Button(cards.label(number, each.description), f"{OWN}:lihat:{each.id.hex}")
        for number, each in enumerate(shown, 1)
        if each.state is None
    )
    names = await status.fetch_names(
        ctx.db, ctx.region.code, [each.decided_by for each in shown if each.decided_by]
    )
    lines = [
        Markup("{}. {}").format(number, cards.told(ctx.region, each, names, ctx.event.at))
        for number, each in enumerate(shown, 1)
    ]
    return Reply(Markup("\n\n").join([Markup("<b>Aktivitas saya</b>"), *lines]), buttons)


async def act(ctx: Context, data: str) -> Reply | Start | None:
    """A button under one's own activity; nobody else's is found by it."""
    if (said := cards.read_one(data)) is None:
        return None
    verb, id_ = said
    if (item := await activity.own(ctx, id_)) is None:
        return None
    (item,) = await deemed_approval.read(ctx, [item])
    match verb:
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
        return activity.TOO_LATE
    text = cards.told(ctx.region, item, {}, ctx.event.at)
    key = item.id.hex
    buttons = (Button("Ubah", f"{OWN}:ubah:{key}"), Button("Tarik kembali", f"{OWN}:tarik:{key}"))
    return Reply(text, buttons)


async def _withdraw(ctx: Context, item: Activity) -> Reply:
    if shut := closing.refusal(ctx, item.date):
        return shut
    me, code = ctx.someone.employee, ctx.region.code
    if not await activities.withdraw(ctx.db, code, item.id, me, ctx.event.at):
        return activity.TOO_LATE
    await activity.show(ctx, item.card)
    return Reply(Markup("Ditarik kembali: {}").format(quoted(item.description)))
