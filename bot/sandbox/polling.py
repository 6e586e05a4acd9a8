"""getUpdates: long polling with an offset, one consumer at a time."""

import asyncio
from itertools import islice, takewhile

from bot.sandbox.account import read_allowed
from bot.sandbox.bots import SandboxBot
from bot.sandbox.errors import conflict
from bot.sandbox.model import Json
from bot.sandbox.params import Params
from bot.sandbox.updates import Update

MAX_WAIT = 50
MAX_UPDATES = 100


async def get_updates(bot: SandboxBot, params: Params) -> list[Json]:
    if bot.webhook is not None:
        words = "can't use getUpdates method while webhook is active"
        raise conflict(f"{words}; use deleteWebhook to delete the webhook first")
    _take_over(bot)
    allowed = read_allowed(params)
    if allowed is not None:
        bot.updates.allowed = allowed
    _confirm(bot, params.integer("offset"))
    found = _ready(bot, params)
    wait = min(params.integer("timeout"), MAX_WAIT)
    if not found and wait > 0:
        await _next(bot, wait)
        found = _ready(bot, params)
    return [update.wire() for update in found]


def _take_over(bot: SandboxBot) -> None:
    if bot.poll is not None and not bot.poll.done():
        words = "terminated by other getUpdates request"
        error = conflict(f"{words}; make sure that only one bot instance is running")
        bot.poll.set_exception(error)


def _confirm(bot: SandboxBot, offset: int) -> None:
    """Forget what the bot has taken; a negative offset keeps only the newest."""
    waiting = bot.updates.waiting
    if offset < 0:
        offset = max(waiting, default=0) + 1 + offset
    gone = takewhile(lambda each: each.id < offset, waiting.values())
    for update in list(gone):
        bot.updates.done(update.id)


def _ready(bot: SandboxBot, params: Params) -> list[Update]:
    limit = params.integer("limit", MAX_UPDATES)
    limit = limit if 0 < limit <= MAX_UPDATES else MAX_UPDATES
    for update in list(takewhile(bot.updates.expired, bot.updates.waiting.values())):
        bot.updates.done(update.id)
    alive = filter(bot.updates.alive, bot.updates.waiting.values())
    return list(islice(alive, limit))


async def _next(bot: SandboxBot, wait: float) -> None:
    poll: asyncio.Future[Update] = asyncio.get_running_loop().create_future()
    bot.poll = poll

    def wake(update: Update) -> None:
        if not poll.done():
            poll.set_result(update)

    bot.updates.take = wake
    try:
        await asyncio.wait_for(poll, wait)
    except TimeoutError:
        return
    finally:
        if bot.poll is poll:
            bot.poll = None
        if bot.updates.take is wake:
            bot.updates.take = None
