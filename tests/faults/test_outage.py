"""The database is gone for a while: nobody is late because of us."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.sandbox.talk import PersonChat
from db.records.stamp import stamp
from tests.faults.crowd import employee_of
from tests.faults.tally import all_sent, percentile
from tests.harness.town_process import Town, a_town
from tests.postgres import Postgres

PER_SECOND = 20
GONE = 20.0  # seconds
PEOPLE = 560


@pytest.mark.fault
async def test_while_the_database_is_gone_everything_waits_and_keeps_its_time(
    server: Postgres, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    async with a_town(server.url(), tmp_path, PEOPLE) as town:
        await town.start()
        load = asyncio.create_task(town.rush(PER_SECOND, PEOPLE / PER_SECOND))
        await asyncio.sleep(3)
        await asyncio.to_thread(server.kill)
        await asyncio.sleep(GONE)
        await asyncio.to_thread(server.start)
        await load
        await town.courier.idle()
        states = await all_sent(town.engine)
        found, wrong = await town.tally(), await _wrong_times(town)
    longest = percentile(town.courier.acked.values(), 1.0)
    print(f"\ndatabase gone for {GONE:.0f} s: {found}, answers {dict(town.courier.statuses)},")
    print(f"wrong times: {len(wrong)}")
    record_property("the longest wait of an update", f"{longest:.1f} s")
    assert found.clean
    assert found.acked == PEOPLE
    assert states == {"sent": PEOPLE}
    assert town.courier.statuses.keys() == {200, 503}
    assert town.courier.retry_after == {"2"}
    assert wrong == {}


async def _wrong_times(town: Town) -> dict[str, tuple[datetime, datetime]]:
    """Whose stamp is at another instant than the message: (message, stamp)."""
    query = sa.select(stamp.c.employee, stamp.c.at)
    async with town.engine.connect() as db:
        at = {row.employee: row.at for row in await db.execute(query)}
    times = {chat.user.name: (_sent_at(chat), at[employee_of(chat)]) for chat in town.checked_in}
    return {name: pair for name, pair in times.items() if pair[0] != pair[1]}


def _sent_at(chat: PersonChat) -> datetime:
    mine = next(message for message in chat.messages if not message.sender.is_bot)
    return datetime.fromtimestamp(mine.date, UTC)
