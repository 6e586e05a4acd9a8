"""When the bot is killed: at a chosen step between filing and telling, or at any instant."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection
from itertools import islice
from time import monotonic

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.sandbox.journal import Call
from db.records.activity import activity
from db.records.request import request
from handlers.chat.reply import Priority
from tests.faults.books import shown
from tests.harness.town_process import Town

MOMENT_SECONDS_MAX = 2.0  # seconds for a moment to come; a kill at any other is as good
# Updates that each life handles before its moment is looked for: where a start takes long, one
# that dies at its first word would never get anybody any further.
SERVED = 25
LOOKING = 0.002  # seconds between two looks

Happened = Callable[[], Awaitable[bool]]

_FILED = sa.select(
    sa.select(sa.func.count()).select_from(activity).scalar_subquery()
    + sa.select(sa.func.count()).select_from(request).scalar_subquery()
)
_DECIDED = sa.select(
    sa.select(sa.func.count(activity.c.state)).scalar_subquery()
    + sa.select(sa.func.count(request.c.state)).scalar_subquery()
)
# Cards and what is told of them take long to write: were there a gap between them and what they
# are about, a kill would find it.
_SLOWLY = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN PERFORM pg_sleep(0.03); RETURN NEW; END'
"""
_CARDS = f"""
CREATE TRIGGER slowly BEFORE INSERT ON outbox FOR EACH ROW
WHEN (NEW.priority >= {int(Priority.CARD)}) EXECUTE FUNCTION slowly()
"""
_CONFIRMS = (":yakin:ya",)
_DECIDES = ("v:setuju", "v:semua", "i:setuju")


async def slow_down(engine: AsyncEngine) -> None:
    async with engine.begin() as db:
        for statement in (_SLOWLY, _CARDS):
            await db.exec_driver_sql(statement)


async def kill_again_and_again(
    town: Town, kills: int, superiors: Collection[int], chance: random.Random
) -> None:
    """Each kill at the next kind of moment, and a new start after it."""
    steps = [_row_filed, _filing_acked, _card_shown, _row_decided, _decision_acked, _told, _any]
    async with town.engine.connect() as connection:
        db = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for number in range(kills):
            await _until(_served(town), MOMENT_SECONDS_MAX)
            happened = await steps[number % len(steps)](town, db, superiors)
            await _until(
                happened, chance.uniform(0.2, 1.5) if happened is _never else MOMENT_SECONDS_MAX
            )
            town.process.kill()
            town.process.start()
            await town.process.ready(town.session)


async def _until(happened: Happened, seconds: float) -> None:
    ends = monotonic() + seconds
    while monotonic() < ends and not await happened():  # noqa: ASYNC110 - nothing there rings
        await asyncio.sleep(LOOKING)


def _served(town: Town) -> Happened:
    before = len(town.courier.acked)

    async def served() -> bool:
        return len(town.courier.acked) - before >= SERVED

    return served


async def _never() -> bool:
    return False


async def _any(_town: Town, _db: AsyncConnection, _superiors: Collection[int]) -> Happened:
    return _never


async def _row_filed(_town: Town, db: AsyncConnection, _superiors: Collection[int]) -> Happened:
    return await _grown(db, _FILED)


async def _row_decided(_town: Town, db: AsyncConnection, _superiors: Collection[int]) -> Happened:
    return await _grown(db, _DECIDED)


async def _grown(db: AsyncConnection, count: sa.Select[tuple[int]]) -> Happened:
    """Another row is there: committed, and nothing of it sent yet."""
    before = (await db.execute(count)).scalar_one()

    async def grown() -> bool:
        return (await db.execute(count)).scalar_one() > before

    return grown


async def _filing_acked(town: Town, _db: AsyncConnection, _superiors: Collection[int]) -> Happened:
    return _acked(town, lambda data: data.endswith(_CONFIRMS))


async def _decision_acked(
    town: Town, _db: AsyncConnection, _superiors: Collection[int]
) -> Happened:
    return _acked(town, lambda data: data.startswith(_DECIDES))


def _acked(town: Town, wanted: Callable[[str], bool]) -> Happened:
    """Such a tap was answered with 200."""
    acked, updates = town.courier.acked, town.bot.updates.waiting
    before = len(acked)

    async def happened() -> bool:
        new = islice(acked, before, None)
        return any(wanted(str(updates[each].payload.get("data", ""))) for each in new)

    return happened


async def _card_shown(town: Town, _db: AsyncConnection, superiors: Collection[int]) -> Happened:
    return _read(town, lambda call: int(call.chat_id) in superiors)


async def _told(town: Town, _db: AsyncConnection, superiors: Collection[int]) -> Happened:
    words = "Disetujui oleh"
    return _read(town, lambda call: int(call.chat_id) not in superiors and words in shown(call))


def _read(town: Town, wanted: Callable[[Call], bool]) -> Happened:
    """The messenger has such a message, and the outbox may not know it yet."""
    calls = town.sandbox.journal.calls
    before = len(calls)

    async def happened() -> bool:
        return any(shown(call) and wanted(call) for call in islice(calls, before, None))

    return happened
