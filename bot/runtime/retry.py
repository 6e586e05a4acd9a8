"""Retrying dead letters, each with its conversation as it was."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

import structlog
from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.errors import RedeliverLater
from bot.runtime.app import App
from bot.runtime.delivery import Outcome
from bot.runtime.metrics import UPDATES
from db.engine import is_unavailable
from db.messages import inbox
from db.messages.inbox import Arrival, Letter, State
from handlers.chat.context import Context
from handlers.chat.conversation import LASTS
from handlers.chat.event import Blocked, Incoming, Moved
from handlers.chat.format import moment
from handlers.chat.reply import Reply

log = structlog.get_logger()


async def handle(app: App, event: Incoming, letter: Letter) -> Outcome:
    """DONE only where it did what it was sent for; NOTHING where the chat has moved on.

    Either settles the letter; a bug or a database that is away leaves it open.
    """
    attempt = _Attempt(app, event, letter)
    try:
        (outcome,) = await app.transact([event], attempt.admit, attempt.answer)
    except Exception as error:  # noqa: BLE001 - kept as the letter's newest cause
        outcome = await failed(app, letter, error)
    if outcome is Outcome.DONE and attempt.idle:
        outcome = Outcome.NOTHING
    log.info("dead letter", region=letter.region, update=letter.update, outcome=outcome.value)
    UPDATES.labels(letter.region, outcome.value).inc()
    app.wake.set()
    return outcome


async def failed(app: App, letter: Letter, error: Exception) -> Outcome:
    """The letter stays open, with its newest cause where that was a bug."""
    if not is_unavailable(error):
        with suppress(RedeliverLater):
            await app.dead_letter_again(letter, error)
            return Outcome.DEAD
    return Outcome.UNAVAILABLE


async def settle(app: App, letter: Letter) -> Outcome:
    """For an update that is of no concern to anybody by now."""
    async with app.engine.begin() as db:
        settled = await inbox.settle(db, letter, app.clock.now())
    return Outcome.NOTHING if settled else Outcome.SEEN


class _Attempt:
    """One letter on its way through the app.

    Where the chat said something else since, and its conversation is another one, the letter
    meets no conversation at all: an answer finds no question, while a stamp, a page or a tap on
    a card needs none.
    """

    def __init__(self, app: App, event: Incoming, letter: Letter) -> None:
        self._app = app
        self._event = event
        self._letter = letter
        self._found: State = {}
        self._moved_on = False
        self.idle = False

    async def admit(
        self, db: AsyncConnection, arrivals: Sequence[Arrival], now: datetime
    ) -> list[State | None]:
        (found,) = await inbox.reopen(db, arrivals, now)
        if found is None:
            return [None]
        self._found = found
        then = found if self._letter.state is None else self._letter.state
        changed = then.get("talk") != found.get("talk")
        since = self._letter.received_at
        self._moved_on = changed and await inbox.heard_since(db, self._event.address, since)
        given = {key: value for key, value in found.items() if key != "talk"}
        if not self._moved_on and "talk" in then:
            given["talk"] = then["talk"]
        return [given]

    async def answer(self, ctx: Context) -> Reply | None:
        ctx.again_at = ctx.now
        reply = await self._app.answer(ctx)
        crossing = self._moved_on and "talk" in ctx.state and "talk" in self._found
        self._leave_the_chat_in_order(ctx)
        self.idle = crossing or _is_idle(ctx, reply)
        if not self.idle:
            return reply
        ctx.others.clear()
        says_why = reply is not None and not reply.toast
        return reply if says_why and not crossing else self._cannot(ctx)

    def _leave_the_chat_in_order(self, ctx: Context) -> None:
        """What runs now goes on; what goes on from then has its time from now."""
        if self._moved_on and "talk" in self._found:
            ctx.state["talk"] = self._found["talk"]
        elif talk := ctx.state.get("talk"):
            until = max(datetime.fromisoformat(talk["until"]), ctx.now + LASTS)
            ctx.state["talk"] = talk | {"until": until.isoformat()}

    def _cannot(self, ctx: Context) -> Reply | None:
        """Nobody is told of one more point of a live location, nor a group or a stranger."""
        if isinstance(ctx.event.content, Moved) or not ctx.event.private or ctx.person is None:
            return None
        told = Markup(
            "<b>Tidak bisa diolah lagi:</b> pesan Anda {}. Bila masih perlu, silakan ulangi."
        )
        return Reply(told.format(moment(self._letter.received_at, ctx.zone)))


def _is_idle(ctx: Context, reply: Reply | None) -> bool:
    if reply is None:
        return not isinstance(ctx.event.content, Blocked)  # whose only answer is silence
    return reply.idle
