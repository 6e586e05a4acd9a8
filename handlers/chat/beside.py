"""A tap on a card whose refusal is said beside it."""

from collections.abc import Awaitable, Callable

from handlers.chat.context import Context
from handlers.chat.conversation import Refusal, Start
from handlers.chat.reply import Reply

Press = Callable[[Context, str], Awaitable[Reply | Start | None]]


def beside(card: Press) -> Press:
    """The same, but a refusal is said beside the card, which stays as it is."""

    async def tapped(ctx: Context, data: str) -> Reply | Start | None:
        try:
            return await card(ctx, data)
        except Refusal as refused:
            return Reply(refused.text, new_message=True, idle=True)

    return tapped
