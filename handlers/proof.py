"""What was handed in as proof: a photo or a PDF, and whether anybody had it before."""

from db import file as files
from handlers.context import Context
from handlers.event import Kept


async def before(ctx: Context, handed: Kept | None) -> str | None:
    """Write down what was handed in; gives who had handed in this very content, if anybody.

    A signal for the verifier, no verdict.
    """
    if handed is None:
        return None
    me, code = ctx.someone.employee, ctx.region.code
    earlier = await files.handed_in_before(ctx.db, code, handed.hash, me)
    await files.hand_in(ctx.db, code, handed.hash, me, ctx.event.at)
    if earlier.by_others:
        return "orang lain"
    return "orang yang sama" if earlier.by_the_same else None
