"""Whoever has moved or left: the papers of a date are those of the office of that date."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from core.law.regulation import Role
from db.people.departure import departure
from db.people.employee import posting
from db.records.activity import activity
from handlers.manual.papers import ListPaper
from tests.handlers.dialogue import SILENCE, at, insert, say, tap
from tests.handlers.manual.paper import (
    EVENING,
    REGENCIES,
    away,
    entering,
    holding,
    operator,
    working,
)
from tests.handlers.manual.test_papers import printed
from tests.office import BUDI, EKO
from tests.world import World

APRIL = date(2026, 4, 1)


async def moved(world: World) -> None:
    await insert(world, posting, employee=BUDI.id, since=date(2026, 4, 7), office="dinkes")


async def left(world: World) -> None:
    row = {"last": date(2026, 4, 6), "kind": "pensiun", "decree": "SK"}
    more = {"back": None, "back_decree": None, "revoked_at": None}
    await insert(world, departure, employee=BUDI.id, **row, **more)


@pytest.mark.parametrize("gone", [moved, left])
async def test_the_sheet_of_work_is_entered_and_printed_where_they_signed(
    world: World, gone: Callable[[World], Awaitable[None]]
) -> None:
    """BLG-11-1, AMB-68: by the operator of that date, and by none of the new office."""
    await away(world)
    citra = await operator(world)
    await citra.play(EVENING, *entering(pulang="16.02"))
    await gone(world)
    eko = await holding(world, EKO, Role.OPERATOR, "dinkes")
    await eko.play(
        (at("10.00", "2026-04-08"), SILENCE),
        *((say("/manual"), "Presensi manual kantor Anda"), (tap("Catat kinerja"), "Belum ada")),
    )
    await citra.play(*working())
    assert [row.minutes for row in await world.rows(activity)] == [90]
    await citra.play(
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Cetak daftar"), "Cetak apa?"),
        (tap("Lembar kinerja"), "Lembar kinerja siapa?"),
        (say("Budi"), "Bulan apa?"),
    )
    said = await citra.hears(tap("April 2026"))
    assert "Laporan kinerja manual Budi, April 2026" in said


@REGENCIES
async def test_the_list_names_them_where_they_signed_and_nowhere_else(world: World) -> None:
    await away(world)
    citra = await operator(world)
    await citra.play(EVENING, *entering(pulang="16.02"))
    await moved(world)
    await citra.play((at("10.00", "2026-04-08"), SILENCE))
    (old,) = await printed(world, ListPaper("setda", "Sekretariat Daerah", APRIL))
    (new,) = await printed(world, ListPaper("dinkes", "Dinas Kesehatan", APRIL))
    assert ("Budi" in old, "07.25" in old) == (True, True)
    assert "07.25" not in new
