"""One's own requests as dialogues: taken back while nobody has decided, and by nobody else."""

import pytest

from db.records.request import request
from tests.builders.requests import filed, states
from tests.handlers.dialogue import STALE, Gesture, forged_tap, old_button, say, tap
from tests.handlers.worker import asking, newest
from tests.world import World


@pytest.mark.parametrize("verb", ["lihat", "tarik", "susul"])
async def test_nobody_touches_the_request_of_another(world: World, verb: str) -> None:
    sari, _ = await filed(world)
    (row,) = await world.rows(request)
    await sari.play((_pressing(f"o:{verb}:{row.id.hex}"), STALE))
    assert await states(world) == [None]


async def test_taken_back_it_cannot_be_decided_and_another_may_be_asked_for(world: World) -> None:
    sari, budi = await filed(world)
    button = old_button("Setujui")(sari)
    await budi.play(
        (say("/izin_saya"), "1. Cuti tahunan"),
        (tap("1. Cuti tahunan"), "Cuti tahunan"),
        (tap("Tarik kembali"), "Ditarik kembali: Cuti tahunan: Senin, 6 April 2026"),
    )
    assert "↩️ Ditarik kembali, 09.00 WITA" in await newest(sari)
    await sari.play((button, "Sudah diputuskan lebih dulu"))
    await budi.play(*asking("Cuti tahunan"))
    assert await states(world) == ["ditarik", None]


async def test_what_is_decided_cannot_be_taken_back(world: World) -> None:
    sari, budi = await filed(world)
    await budi.play((say("/izin_saya"), "1. Cuti tahunan"), (tap("1. Cuti tahunan"), "Cuti"))
    button = old_button("Tarik kembali")(budi)
    await sari.play((tap("Setujui"), "Disetujui"))
    await budi.play((button, "Izin itu sudah diputuskan, jadi tidak dapat diubah lagi."))
    assert await states(world) == ["disetujui"]


def _pressing(data: str) -> Gesture:
    return lambda who: forged_tap(who, data)
