"""One try at sending a message, and what came of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channels.errors import (
    AccountRefused,
    DeliveryUnknown,
    MessageRefused,
    RecipientUnreachable,
    RetryLater,
)
from bot.runtime.clock import Clock
from bot.runtime.line import Line
from bot.runtime.message_codec import UnknownKind, unpack
from db.messages.outbox import State
from db.messages.sending import Message, Outcome
from handlers.chat.notification import Notification
from handlers.chat.reply import Priority, Reply

log = structlog.get_logger()

RETRY_SECONDS_MAX = 120.0  # between two tries

# An answer carries the time of its stamp, so reading it twice does no harm; a card could be
# tapped twice and is settled by compare-and-set. Only a broadcast is not worth a second copy.
REPEATED = (Priority.ANSWER, Priority.CARD, Priority.REMINDER, Priority.STRANGER)

# To a chat, in the place of the message that is named, if there is one.
Send = Callable[[str, Reply | Notification, str | None], Awaitable[str | None]]


@dataclass(slots=True)
class Attempt:
    """`is_gone` is true once the platform says that nobody is reached at that address."""

    send: Send
    message: Message
    line: Line
    clock: Clock
    is_gone: bool = False

    async def outcome(self) -> Outcome:
        """Send it; whatever is raised meanwhile becomes an outcome, too."""
        outcome = await self._tried()
        if outcome.state is not State.PENDING and outcome.state is not State.UNKNOWN:
            self.line.works(self.clock.now())
        return outcome

    async def _tried(self) -> Outcome:
        message, line = self.message, self.line
        try:
            says = unpack(message.kind, message.body)
            sent = await self.send(message.to.id, says, message.edits)
        except UnknownKind as newer:  # left to a process of the release that wrote it
            return self._again(f"unknown kind {newer}", None)
        except RetryLater as later:
            if later.seconds is None:  # else it says only that we are too fast
                line.fails(self.clock.now(), str(later), for_all=isinstance(later, AccountRefused))
            return self._again(str(later), later.seconds)
        except DeliveryUnknown as lost:
            line.fails(self.clock.now(), str(lost), for_all=False)
            if message.priority in REPEATED:
                return self._again(str(lost), None)
            return self._ended(State.UNKNOWN, error=str(lost))
        except RecipientUnreachable as gone:
            self.is_gone = True
            return self._ended(State.FAILED, error=str(gone), unreached=True)
        except MessageRefused as never:
            log.exception("message refused", region=message.to.region)
            return self._ended(State.FAILED, error=str(never))
        except Exception as bug:
            log.exception("message raised a bug", region=message.to.region, id=str(message.id))
            return self._ended(State.FAILED, error=repr(bug))
        return self._ended(State.SENT, sent=sent)

    def _again(self, why: str, seconds: float | None) -> Outcome:
        message, now = self.message, self.clock.now()
        if self.line.is_hopeless(message.created_at, now):
            log.error("message given up", region=message.to.region, id=str(message.id), why=why)
            return self._ended(State.FAILED, error=why, unreached=True)
        growing = 0.5 * 2 ** min(message.attempts, 10)
        pause = seconds if seconds is not None else min(RETRY_SECONDS_MAX, growing)
        later = now + timedelta(seconds=pause)
        return self._ended(State.PENDING, error=why, not_before=later)

    def _ended(
        self,
        state: State,
        *,
        sent: str | None = None,
        error: str | None = None,
        not_before: datetime | None = None,
        unreached: bool = False,
    ) -> Outcome:
        to = self.message.to
        return Outcome(to.region, self.message.id, state, sent, error, not_before, unreached)
