"""The law changes after a request was filed: nobody's day, card or check-in stands still by it."""

from dataclasses import replace
from typing import Any

import pytest

from core.approvals.case import State
from core.law.regulation import Regulation
from db.records.request import request
from tests.builders.requests import filed, states
from tests.core.requests.test_terms import LAWS
from tests.handlers.dialogue import SILENCE, act, at, later, say, tap
from tests.handlers.worker import MONDAY, newest
from tests.world import World

BIG_LEAVE = "Cuti besar"


def enacted(world: World, law: Regulation) -> None:
    regions = dict(world.service.app.regions)
    regions["bulungan"] = replace(regions["bulungan"], regulation=law)
    world.service.app.regions = regions


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
async def test_a_request_of_a_kind_that_the_law_dropped_is_shown_decided_and_counted(
    world: World, law: Regulation
) -> None:
    sari, budi = await filed(world, BIG_LEAVE)
    enacted(world, law)
    await budi.play(
        (say("/izin_saya"), "1. Cuti besar: Senin, 6 April 2026"),
        (say("/rekap_saya"), "Rekap April 2026"),
        *act(MONDAY, "09.01", "Masuk", "Tercatat masuk 09.01 WITA"),
    )
    await sari.play(
        (say("/bawahan"), "Budi, masuk 09.01 WITA"),
        (say("/verifikasi"), "1. Budi: 1 izin"),
        (tap("1. Budi"), "Cuti besar: Senin, 6 April 2026"),
        (tap("Setujui"), "✅ Disetujui oleh Sari, 09.01 WITA"),
    )
    assert "360 poin per hari kerja" in await newest(budi)
    await budi.play((at("10.00", "2026-04-07"), SILENCE), (say("/rekap_saya"), "Cuti 1 hari"))


@pytest.mark.parametrize("law", [LAWS["the kind is dropped"]])
async def test_a_row_of_which_nothing_was_kept_stops_no_sweep(world: World, law: Any) -> None:
    """The deadlines of everybody else go on, and so does the person's own day."""
    sari, budi = await filed(world, BIG_LEAVE)
    async with world.service.app.engine.begin() as db:
        await db.execute(request.update().values(terms=None))
    enacted(world, law)
    await budi.play((at("08.00.01", "2026-04-08"), SILENCE), (later(seconds=0), SILENCE))
    await budi.play(
        (say("/izin_saya"), "1. Cuti besar: Senin, 6 April 2026"),
        (say("Hari ini"), "Jam kerja"),
        *act("2026-04-08", "08.01", "Masuk", "Tercatat masuk 08.01 WITA"),
    )
    await sari.play((tap("Setujui"), "✅ Disetujui oleh Sari"))
    assert await states(world) == [State.APPROVED.value]
