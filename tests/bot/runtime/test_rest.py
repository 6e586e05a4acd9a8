"""Long work in the bot's own process lets others have their turn between two people."""

import asyncio
from itertools import pairwise
from time import monotonic

from bot.runtime.rest import BITE_SECONDS, Rest
from handlers.chat.paper import Rest as Resting
from handlers.chat.paper import no_rest

PEOPLE = 20


async def _turns(rest: Resting) -> list[int]:
    """How often somebody else had a turn after each person of a long work."""
    turns, found = 0, []

    async def somebody_else() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    other = asyncio.create_task(somebody_else())
    for _ in range(PEOPLE):
        done = monotonic() + 2 * BITE_SECONDS
        while monotonic() < done:
            pass
        await rest()
        found.append(turns)
    other.cancel()
    return found


async def test_others_have_several_turns_after_each_person_who_took_long() -> None:
    found = await _turns(Rest())
    assert all(later - before > 1 for before, later in pairwise(found))


async def test_without_it_nobody_has_a_turn() -> None:
    assert await _turns(no_rest) == [0] * PEOPLE


async def test_what_was_quick_needs_no_pause() -> None:
    rest, turns = Rest(), 0

    async def somebody_else() -> None:
        nonlocal turns
        turns += 1

    rest._since = monotonic() + 1  # nothing was worked yet
    other = asyncio.create_task(somebody_else())
    await rest()
    assert turns == 0
    await other
