"""A bad day of the Bot API: the other chats notice nothing, and only a lost answer is repeated."""

import asyncio
from itertools import islice
from pathlib import Path
from time import monotonic

import pytest
import sqlalchemy as sa

from bot.sandbox.faults import Blocked, Fault, Hang, Kind, ResetAfter, ServerError, TooMany
from bot.sandbox.talk import PersonChat
from db.binding import binding
from tests.faults.tally import all_sent, heard, percentile
from tests.faults.town import Town, a_town
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
@pytest.mark.timeout(120)
async def test_a_bad_day_of_the_messenger_reaches_only_those_it_strikes(
    server: Postgres, tmp_path: Path
) -> None:
    settings = {"HADIR_SEND_TIMEOUT": "5"}
    async with a_town(server.url(), tmp_path, PEOPLE, settings=settings) as town:
        groups = _strike(town)
        await town.start()
        waits = await _everybody_checks_in(town)
        states = await all_sent(town.engine, 60)
        unreachable = await _unreachable(town)
        found = await town.tally()
    _show(groups, waits, found.repeated)
    blocked = {str(chat.user.id) for chat in groups.pop("403")}
    assert unreachable == blocked
    assert states == {"sent": PEOPLE - EACH, "failed": EACH}
    assert (found.lost, found.doubled, found.unanswered) == (0, 0, EACH)
    assert all(heard(chat) == 2 for chat in groups.pop("lost"))
    assert all(heard(chat) == 1 for group in groups.values() for chat in group)
    assert percentile([waits[chat.user.id] for chat in groups["healthy"]], 0.99) < 1


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


async def _everybody_checks_in(town: Town) -> dict[int, float]:
    """Seconds from the share to the first answer on the screen, by account."""
    began = monotonic()
    waiting = []
    for number, chat in enumerate(town.people):
        await asyncio.sleep(max(0.0, began + number / PER_SECOND - monotonic()))
        await town.check_in()
        waiting.append(asyncio.create_task(_answered(chat)))
    await town.courier.idle(30)
    return dict(await asyncio.gather(*waiting))


async def _answered(chat: PersonChat) -> tuple[int, float]:
    began = monotonic()
    try:
        await chat.answered(timeout=25)
    except TimeoutError:
        return chat.user.id, float("inf")
    return chat.user.id, monotonic() - began


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
