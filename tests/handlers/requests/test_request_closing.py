"""A month closes over what nobody decided: it ends, is told, and nobody decides it any more."""

from datetime import date

import pytest

from core.approvals.case import State
from db.people.employee import supervision
from db.records.request import request
from tests.builders.requests import NOT_YOURS, connected, states
from tests.handlers.dialogue import SILENCE, at, employed, forged_tap, insert, later, say, tap
from tests.handlers.requests.test_duty import special, stamping
from tests.handlers.worker import MONDAY, asking, newest, superior
from tests.office import EKO, SARI
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
KARANGANYAR = pytest.mark.parametrize("regulation", ["karanganyar"])
FOURTH, FIFTH = "2026-05-04", "2026-05-05"


@BOTH
async def test_what_went_up_and_was_ignored_ends_with_its_month(world: World) -> None:
    """AMB-49: never alpa by silence; no points either, and nobody decides it after."""
    await insert(world, supervision, employee=SARI.id, since=date(2024, 1, 1), supervisor=EKO.id)
    await superior(world)
    budi, eko = await employed(world), await connected(world, EKO)
    await budi.play(
        (at("08.00", MONDAY), SILENCE),
        *asking("Cuti tahunan"),
        (at("09.00", "2026-04-08"), SILENCE),
        (later(seconds=0), "Belum diputuskan sampai"),
        (at("23.59.59", FOURTH), SILENCE),
        (later(seconds=0), SILENCE),
        (at("07.00", FIFTH), SILENCE),
        (later(seconds=0), "Bulannya ditutup tanpa keputusan; tetap dihitung"),
        (later(seconds=0), SILENCE),
        (say("/rekap_saya"), "Rekap Mei"),
        (tap("Bulan lalu"), "cuti 1 hari"),
    )
    assert "belum final" not in budi.newest
    assert await states(world) == [State.ENDED.value]
    (row,) = await world.rows(request)
    assert row.article == "keputusan AMB-49"
    press = lambda who: forged_tap(who, f"i:setuju:{row.id.hex}")  # noqa: E731
    heard = " ".join(await eko.hears(press))
    assert "Sudah diputuskan lebih dulu" in heard or NOT_YOURS in heard
    assert await states(world) == [State.ENDED.value]


@pytest.mark.parametrize(
    ("clock", "day", "heard", "expected"),
    [
        ("23.59.59", FOURTH, "✅ Disetujui oleh Sari", "disetujui"),
        ("00.00", FIFTH, "Sudah diputuskan lebih dulu", None),
    ],
)
async def test_from_the_very_instant_nobody_decides_any_more_swept_or_not(
    world: World, clock: str, day: str, heard: str, expected: str | None
) -> None:
    """BLG-13-4: the last second of the fourth, and 00.00 of the fifth."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Izin"))
    await sari.play((at(clock, day), SILENCE), (tap("Setujui"), heard))
    assert await states(world) == [expected]


async def test_filed_too_late_to_be_judged_it_lapses_and_says_so_before(world: World) -> None:
    """AMB-49: on the fourth at eight in the evening the superior has four hours."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("20.00", FOURTH), SILENCE), *asking("Izin", "30 April")[:-1])
    assert "Bulannya ditutup Selasa, 5 Mei 2026, 00.00 WITA" in budi.newest
    await budi.play(
        (tap("Ya"), "Terkirim"),
        (at("07.00", FIFTH), SILENCE),
        (later(seconds=0), "☑️ Gugur (ketentuan "),
    )
    assert "Gugur" in await newest(sari)
    assert sari.phone.labels == []


async def test_of_a_closed_month_nothing_is_asked_for(world: World) -> None:
    budi = await employed(world)
    await budi.play(
        (at("08.00", FIFTH), SILENCE),
        *asking("Izin", "30 April")[:3],
        (tap("Hari itu saja"), "Bulan itu sudah ditutup, jadi tidak dapat diubah lagi."),
    )
    assert "Pasal 13 ayat (4)" in budi.newest


@KARANGANYAR
async def test_in_karanganyar_it_ends_with_the_next_month(world: World) -> None:
    """KAM-23, KAM-24: the stamps count as they were made."""
    await superior(world)
    budi = await employed(world)
    await budi.play((at("06.50", MONDAY), SILENCE), *special())
    await budi.play(*stamping(MONDAY, "07.24", "Masuk"), *stamping(MONDAY, "16.02", "Pulang"))
    await budi.play(
        (at("07.00", "2026-04-14"), SILENCE),
        (later(seconds=0), "Belum diputuskan sampai"),
        (at("07.00", "2026-06-01"), SILENCE),
        (later(seconds=0), "Bulannya ditutup tanpa keputusan; tetap dihitung"),
    )
    assert await states(world) == [State.ENDED.value]
