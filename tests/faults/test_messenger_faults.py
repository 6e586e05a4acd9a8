"""A bad day of the Bot API: the other chats notice nothing, and only a lost answer is repeated."""

import asyncio
from collections.abc import Callable
from itertools import islice
from math import inf
from pathlib import Path
from time import monotonic

import pytest
import sqlalchemy as sa

from bot.sandbox.faults import Blocked, Fault, Hang, Kind, ResetAfter, ServerError, TooMany
from bot.sandbox.talk import PersonChat
from db.people.binding import binding
from tests.faults.tally import all_sent, heard, percentile, tried_again
from tests.harness.town_process import Town, a_town
from tests.postgres import Postgres

PER_SECOND = 25
HEALTHY, LOST = 300, 9  # 3 % of the answers of the healthy chats
EACH = 8
# What strikes how often: a 429 pauses one chat, 5xx and silence are tried again.
SICK: dict[str, tuple[Kind, int | None]] = {
    "429": (TooMany(3), 2),
    "500": (ServerError(500), 2),
    "502": (ServerError(502), 2),
    "hangs": (Hang(30), 1),
    "403": (Blocked(), None),
}
PEOPLE = HEALTHY + LOST + EACH * len(SICK)


@pytest.mark.fault
async def test_a_bad_day_of_the_messenger_reaches_only_those_it_strikes(
    server: Postgres, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    settings = {"HADIR_SEND_TIMEOUT": "5"}
    async with a_town(server.url(), tmp_path, PEOPLE, settings=settings) as town:
        groups = _strike(town)
        await town.start()
        asked = await _everybody_checks_in(town)
        states = await all_sent(town.engine)
        waits = await _answers(asked, {chat.user.id for chat in groups["403"]})
        tries = await tried_again(town.engine)
        unreachable = await _unreachable(town)
        found = await town.tally()
    _show(groups, waits, found.repeated)
    blocked = {str(chat.user.id) for chat in groups["403"]}
    assert unreachable == blocked
    assert states == {"sent": PEOPLE - EACH, "failed": EACH}
    assert (found.lost, found.doubled, found.unanswered) == (0, 0, EACH)
    assert all(heard(chat) > 1 for chat in groups["lost"])
    # Nobody reads it more often than it was tried; on a slow machine a try may get no answer.
    assert all(heard(c) <= tries.get(str(c.user.id), 1) for g in groups.values() for c in g)
    healthy = [waits[chat.user.id] for chat in groups["healthy"]]
    record_property("healthy chats answered, 99 of 100 after", f"{percentile(healthy, 0.99):.2f} s")


def _strike(town: Town) -> dict[str, list[PersonChat]]:
    """Put a fault on some chats; gives the chats by what strikes them."""
    # Spread among the others, so that a stuck sender could not hide at the end.
    shuffled = iter(sorted(town.people, key=lambda c: c.user.id % 7))
    groups = {name: list(islice(shuffled, EACH)) for name in SICK}
    groups |= {"lost": list(islice(shuffled, LOST)), "healthy": list(shuffled)}
    for name, (kind, times) in (SICK | {"lost": (ResetAfter(), 1)}).items():
        for chat in groups[name]:
            town.sandbox.faults.add(Fault(kind, "sendMessage", chat.chat.id, times))
    return groups


async def _everybody_checks_in(town: Town) -> dict[int, "asyncio.Task[float]"]:
    """By account, what waits for the first answer on the screen."""
    began = monotonic()
    waiting = {}
    for number, chat in enumerate(town.people):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - monotonic()))
        await town.check_in()
        waiting[chat.user.id] = asyncio.create_task(_answered(chat))
    await town.courier.idle()
    return waiting


async def _answered(chat: PersonChat) -> float:
    """Seconds from the share to the first answer."""
    began = monotonic()
    await chat.answered()
    return monotonic() - began


async def _answers(asked: dict[int, "asyncio.Task[float]"], silent: set[int]) -> dict[int, float]:
    """What everybody waited; for ever those who hear nothing."""
    for account in silent:
        asked[account].cancel()
    return {who: inf if who in silent else await task for who, task in asked.items()}


async def _unreachable(town: Town) -> set[str]:
    query = sa.select(binding.c.address).where(binding.c.unreachable_since.is_not(None))
    async with town.engine.connect() as db:
        return set((await db.execute(query)).scalars())


def _show(groups: dict[str, list[PersonChat]], waits: dict[int, float], repeated: int) -> None:
    print()
    for name, chats in groups.items():
        seconds = [waits[chat.user.id] for chat in chats]
        median, most = percentile(seconds, 0.5), max(seconds)
        print(f"{name}: {len(chats)} chats answered after {median:.2f} s, at most {most:.2f} s")
    print(f"{repeated} answers came twice, {len(groups['lost'])} acknowledgements were lost")
