"""kill -9 between any two steps of file, card, decide and tell loses nothing, doubles nothing."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from bot.sandbox.talk import PersonChat
from core.approvals.case import State
from db.messages.inbox import dead_letter
from tests.faults.ahead import AHEAD, CODE
from tests.faults.books import open_books
from tests.faults.ledger import Audit
from tests.faults.staff import Employee, Filing, supervise
from tests.faults.superior import Superior
from tests.faults.tally import all_sent
from tests.harness.deadline_race import fall_silent, silence_first
from tests.harness.kills import kill_again_and_again, slow_down
from tests.harness.town_process import Town, a_town
from tests.postgres import Postgres

SUPERIORS, STAFF, KILLS = 8, 32, 15


@dataclass(frozen=True, slots=True)
class Office:
    """Who works here; `whose` superior is who, by employee."""

    superiors: Sequence[Superior]
    staff: Sequence[Employee]
    whose: dict[UUID, PersonChat]


@pytest.mark.fault
async def test_a_bot_killed_between_filing_and_telling_loses_nothing_and_doubles_nothing(
    server: Postgres, tmp_path: Path
) -> None:
    settings = {"HADIR_FILES": str(tmp_path / "files"), "HADIR_DATABASE_TIMEOUT": "10"}
    people = SUPERIORS + STAFF
    async with a_town(server.url(), tmp_path, people, settings=settings) as town:
        office = await _open(town)
        filings = await _killed(town, office)
        raced = await _raced(town, office)
        states = await all_sent(town.engine)
        books = await open_books(town.engine, town.sandbox.journal)
        buried = await _buried(town)
    found = Audit(books, [*filings, *raced], office.whose, books.read()).ledger()
    became = Counter(item.state for item in books.items)
    again = sum(each.attempts > 1 for each in books.written)
    print(f"\n{KILLS} kills, {len(books.items)} filed: {dict(became)}; {dict(states)},")
    print(f"of which {again} tried again; {dict(town.courier.statuses)}")
    print(found)
    assert found.clean
    assert states.keys() == {"sent"}
    assert buried == 0
    words = {filing.words for filing in raced}
    assert {item.state for item in books.items if item.words in words} == {State.DEEMED_APPROVED}


async def _open(town: Town) -> Office:
    chats, staff = town.people[:SUPERIORS], town.people[SUPERIORS:]
    whose = await supervise(town.engine, chats, staff)
    ahead = town.sandbox.world.clock.now() - datetime.now(UTC)
    town.process.environment[AHEAD] = str(ahead.total_seconds())
    town.process.code = CODE
    await slow_down(town.engine)
    await town.start()
    superiors = [Superior(chat, _chance(at), town.courier) for at, chat in enumerate(chats)]
    return Office(
        superiors, [Employee(chat, at, _chance(at)) for at, chat in enumerate(staff)], whose
    )


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable on purpose


async def _killed(town: Town, office: Office) -> list[Filing]:
    """Everybody works while the bot dies again and again; then what is left is decided."""
    closing, chance = asyncio.Event(), _chance(9)
    deciding = [each.chat.chat.id for each in office.superiors]
    async with asyncio.TaskGroup() as group:
        for superior in office.superiors:
            group.create_task(superior.decide(closing))
        silence = group.create_task(fall_silent(town, office.superiors, chance))
        killing = group.create_task(kill_again_and_again(town, KILLS, deciding, chance))
        filed = await asyncio.gather(*(each.work() for each in office.staff))
        await killing
        silence.cancel()
        await all_sent(town.engine)
        closing.set()
    await all_sent(town.engine)
    return [filing for each in filed for filing in each]


async def _raced(town: Town, office: Office) -> list[Filing]:
    """One activity for each superior, which silence decides at the moment of the tap."""
    staff = office.staff[:SUPERIORS]
    for each in staff:
        each.thinking = 0.2
    filings = await asyncio.gather(*(each.enter() for each in staff))
    await all_sent(town.engine)
    await silence_first(town, office.superiors, [filing.words for filing in filings])
    return filings


async def _buried(town: Town) -> int:
    async with town.engine.connect() as db:
        return len((await db.execute(sa.select(dead_letter.c.update))).all())
