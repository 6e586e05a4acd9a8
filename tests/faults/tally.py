"""What became of every check-in: the checker that no fault may get past."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.sandbox.talk import PersonChat
from db.messages.outbox import State, outbox
from db.records.stamp import stamp
from tests.faults.crowd import employee_of
from tests.harness.outbox_words import text_of
from tests.patience import PATIENCE

RECORDED = "Tercatat masuk"  # said once for each stamp, and only then


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of check-ins; everything but `acked` and `repeated` has to be nought.

    `lost`: acknowledged and no stamp. `doubled`: two stamps, or two answers written for one.
    `unanswered`: the person never read that it was recorded. `repeated`: read it twice, because
    the answer to a send got lost.
    """

    acked: int = 0
    lost: int = 0
    doubled: int = 0
    unanswered: int = 0
    repeated: int = 0

    @property
    def clean(self) -> bool:
        return self.lost == self.doubled == self.unanswered == 0


async def tally(engine: AsyncEngine, chats: Iterable[PersonChat]) -> Tally:
    """Compare what was acknowledged, written and read for each chat that checked in."""
    stamped, answers = await _stamped(engine), await _answers(engine)
    checked_in = list(chats)
    ids = [employee_of(chat) for chat in checked_in]
    written = [answers[str(chat.user.id)] for chat in checked_in]
    read = [heard(chat) for chat in checked_in]
    twice = zip(ids, written, strict=True)
    return Tally(
        acked=len(checked_in),
        lost=sum(stamped[person] == 0 for person in ids),
        doubled=sum(stamped[person] > 1 or rows > 1 for person, rows in twice),
        unanswered=sum(times == 0 for times in read),
        repeated=sum(times > 1 for times in read),
    )


def heard(chat: PersonChat, words: str = RECORDED) -> int:
    """How often a person was told something."""
    return sum(words in message.text for message in chat.messages if message.sender.is_bot)


async def _stamped(engine: AsyncEngine) -> Counter[UUID]:
    query = sa.select(stamp.c.employee)
    async with engine.connect() as db:
        return Counter((await db.execute(query)).scalars())


async def _answers(engine: AsyncEngine) -> Counter[str]:
    async with engine.connect() as db:
        rows = (await db.execute(sa.select(outbox))).all()
    return Counter(row.address for row in rows if RECORDED in _plain(text_of(row)))


def _plain(html: str) -> str:
    return html.replace("<b>", "").replace("</b>", "")


async def outbox_states(engine: AsyncEngine) -> Counter[str]:
    query = sa.select(outbox.c.state)
    async with engine.connect() as db:
        return Counter((await db.execute(query)).scalars())


async def all_sent(engine: AsyncEngine) -> Counter[str]:
    """Wait until nothing waits or is on its way; gives the states of all rows."""
    waiting = {State.PENDING.value, State.SENDING.value}
    states: Counter[str] = Counter()
    try:
        async with asyncio.timeout(PATIENCE):
            while (states := await outbox_states(engine)).keys() & waiting:  # noqa: ASYNC110 - another process's rows ring no bell
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise AssertionError(f"not all was sent: {dict(states)}") from None
    return states


async def tried_again(engine: AsyncEngine) -> dict[str, int]:
    """How often each chat's messages were tried, of those that took more than one try."""
    query = sa.select(outbox.c.address, outbox.c.attempts).where(outbox.c.attempts > 1)
    async with engine.connect() as db:
        return {row.address: row.attempts for row in await db.execute(query)}


def percentile(seconds: Iterable[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
