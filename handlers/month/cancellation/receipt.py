"""What BKPSDM presses when the signed letter of a cancellation came in (Pasal 9C ayat (3))."""

from uuid import UUID

from markupsafe import Markup

from db.records import cancellation as cancellations
from db.records.cancellation import Cancellation
from handlers.approvals import buttons
from handlers.approvals.decision import NOT_YOURS
from handlers.chat.context import Context
from handlers.chat.format import long_date
from handlers.chat.reply import Reply
from handlers.usecases import attachments, cancellation_letters
from handlers.usecases.act import in_chat


async def handle_button(ctx: Context, data: str) -> Reply | None:
    """A button of a delivered letter; only whoever receives letters gets an answer."""
    said = buttons.read(data)
    if said is None or said.verb not in {"buka", "catat"}:
        return None
    async with in_chat(ctx) as act:
        case = await cancellations.find(act.db, act.region.code, said.card)
        holders = await cancellation_letters.receivers(act, case) if case else ()
        if case is None or ctx.someone.employee not in holders:
            return NOT_YOURS
    return _show(ctx, case) if said.verb == "buka" else await _receive(ctx, case.id)


def _show(ctx: Context, case: Cancellation) -> Reply:
    head = Markup("Surat pembatalan {}").format(long_date(case.date))
    attachments.show_pages(ctx, case.letter, 1, head)
    return Reply(Markup("Suratnya ada di bawah."), toast=True)


async def _receive(ctx: Context, id_: UUID) -> Reply:
    async with in_chat(ctx) as act:
        await cancellation_letters.receive(act, ctx.someone.employee, id_)
    return Reply(Markup("✅ <b>Tercatat.</b> Tanda terima dikirim kepada atasannya."))
