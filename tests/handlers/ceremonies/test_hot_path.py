"""A check-in on the day of an apel asks the database nothing more than any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import sqlalchemy as sa

from tests.handlers.calling import ALUN, MONDAY, standing
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, say, share
from tests.office import BUDI, CITRA, EKO, GATE
from tests.world import World


@contextmanager
def counting(world: World) -> Iterator[list[str]]:
    """Every statement that the service sends while it takes updates."""
    seen: list[str] = []

    def hear(*told: object) -> None:
        seen.append(str(told[2]))

    engine = world.service.app.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", hear)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", hear)


async def statements(who: Speaker, place: tuple[float, float], answer: str) -> list[str]:
    await who.play((at("07.24", MONDAY), SILENCE), (say("Masuk"), "bagikan lokasi"))
    with counting(who.world) as seen:
        await who.play((share(place), answer))
    return [each.split(maxsplit=3)[0] + each[-40:] for each in seen]


async def test_there_and_elsewhere_it_takes_the_same_statements(world: World) -> None:
    budi, citra, eko = [await employed(world, each) for each in (BUDI, CITRA, EKO)]
    usual = await statements(budi, GATE, "Tercatat masuk")
    await standing(world, "setda", until=date(2026, 12, 28))
    await citra.play((say("/hari_ini"), "Senin, 6 April"))  # reads the offices, once a version
    assert await statements(citra, ALUN, "di apel, tepat waktu") == usual
    assert await statements(eko, GATE, "Hari ini Anda terdaftar ikut apel") == usual
    assert len(usual) > 0
