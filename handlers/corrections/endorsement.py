"""A correction that a person has asked for is proposed: from then on somebody else may agree."""

from dataclasses import replace
from uuid import UUID

from markupsafe import Markup

from db.records import correction as corrections
from handlers.approvals import deciders, decision, screens
from handlers.approvals.decision import NOT_YOURS
from handlers.approvals.kind import Scope
from handlers.chat.context import Context
from handlers.chat.conversation import Talk
from handlers.chat.reply import Reply
from handlers.corrections.approval import KIND, describe
from handlers.corrections.correction import announce, waits_for
from handlers.corrections.questions import decree_number
from handlers.texts.correction import line
from handlers.usecases import closing
from handlers.usecases import corrections as usecase
from handlers.usecases.act import in_chat


async def endorse(ctx: Context, talk: Talk) -> Reply:
    """Propose what a person has asked for; after the closing with the number of a decision."""
    item = await corrections.find(ctx.db, ctx.region.code, UUID(talk.known[KIND.key]))
    if item is None or not await deciders.decides(ctx, KIND, item):
        return NOT_YOURS
    if not item.after_lock and (shut := closing.refusal(ctx, item.date)):
        return shut
    decree = await talk.ask("sk", decree_number()) if item.after_lock else None
    async with in_chat(ctx) as act:
        await usecase.endorse(act, item, ctx.someone.employee, decree)
        await announce(ctx, act, item)
    return await _passed_on(ctx, item.id)


async def _passed_on(ctx: Context, id_: UUID) -> Reply:
    """Whoever has to agree gets the card; on all other screens it says who that is."""
    (item,) = await corrections.read_all(ctx.db, ctx.region.code, [id_])
    (card,) = await KIND.cards(Scope.of(ctx), {id_: [item]})
    ctx.others += await decision.other_copies(ctx, KIND, [item])
    ctx.others += await screens.first(ctx.db, ctx.region, [card])
    sent = waits_for(ctx, "Diusulkan", card.decider)
    what = line(ctx.region, await describe(Scope.of(ctx), item))
    return replace(sent, text=sent.text + Markup("\n{}").format(what)).after_text()
