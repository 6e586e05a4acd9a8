"""`/manual` with many letters: each can be reached, first those that wait for the office itself."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from core.law.questions.manual import Condition
from core.month.letter import LetterState
from db.records.letter import letter, line
from tests.handlers.dialogue import SILENCE, at, insert, say, tap
from tests.handlers.manual.paper import operator
from tests.office import BUDI, CITRA, wita
from tests.world import World

FIRST = wita("2026-04-06", "10.00")
PREPARED, SIGNED = LetterState.PREPARED, LetterState.SIGNED


async def letters(world: World, *states: LetterState) -> None:
    """One a day since Monday, each about that day."""
    for number, state in enumerate(states):
        id_, at_ = UUID(int=500 + number), FIRST + timedelta(days=number)
        facts = {"office": "setda", "prepared_by": CITRA.id, "prepared_at": at_, "counts": False}
        await insert(world, letter, id=id_, state=state.value, **facts)
        day = date(2026, 4, 6 + number)
        what = {
            "letter": id_,
            "employee": BUDI.id,
            "date": day,
            "condition": Condition.BROKEN.value,
        }
        await insert(world, line, **what)


@pytest.mark.parametrize("count", [4, 5])
async def test_what_fits_stands_on_one_screen_and_more_leads_on(world: World, count: int) -> None:
    citra = await operator(world)
    await letters(world, *[PREPARED] * count)
    await citra.play((at("10.00", "2026-04-15"), SILENCE), (say("/manual"), "1. Surat"))
    shown = [each for each in citra.phone.labels if "Lihat surat" in each]
    assert len(shown) == (4 if count == 4 else 3)
    assert ("Surat lainnya" in citra.phone.labels) is (count > 4)
    assert len(citra.phone.labels) <= 10


async def test_the_oldest_that_lacks_its_photo_comes_first_and_the_last_is_reached(
    world: World,
) -> None:
    """BLG-11-2: what waits for BKPSDM takes no room from what the office must send."""
    citra = await operator(world)
    await letters(world, SIGNED, SIGNED, SIGNED, SIGNED, PREPARED)
    await citra.play(
        (at("10.00", "2026-04-15"), SILENCE),
        (say("/manual"), "1. Surat Jumat, 10 April 2026: 1 hari, menunggu tanda tangan"),
        (tap("Surat lainnya"), "5. Surat Kamis, 9 April 2026: 1 hari, menunggu BKPSDM"),
        (tap("Surat lainnya"), "1. Surat Jumat, 10 April 2026"),
        (tap("1. Lihat surat"), "Budi: 10 April"),
    )
    assert "Kirim foto" in citra.phone.labels
