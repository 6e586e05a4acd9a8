"""Somebody retires: in no list of their superior, a stranger to the bot, thanked once."""

from datetime import date

import pytest

from bot.runtime import scheduler
from core.approvals.case import State
from core.organisation.employment import Leaving
from db.people.binding import binding
from db.people.departure import departure
from db.records import audit
from tests.handlers.dialogue import SILENCE, at, employed, insert, say
from tests.handlers.month.test_subordinates import asked
from tests.handlers.worker import superior
from tests.office import BUDI
from tests.world import World

LAST = date(2026, 4, 5)
LISTED = "Senin, 6 April 2026 4 orang: belum presensi 4 Belum presensi (4) Budi Citra Dewi Eko"
WITHOUT = "Senin, 6 April 2026 3 orang: belum presensi 3 Belum presensi (3) Citra Dewi Eko"


async def leaves(world: World, kind: Leaving = Leaving.RETIRED, last: date = LAST) -> None:
    await insert(
        world, departure, employee=BUDI.id, last=last, kind=kind.value, decree="SK 88/2026"
    )


async def test_whoever_left_stands_in_no_list_but_what_they_filed_is_decided(world: World) -> None:
    sari = await superior(world)
    await sari.play((at("08.00", "2026-04-06"), SILENCE), (say("/bawahan"), LISTED))
    await asked(world, BUDI, "izin")
    await leaves(world)
    await sari.play((say("/bawahan"), WITHOUT), (say("/verifikasi"), "Budi: 1 izin"))


@pytest.mark.parametrize(("last", "known"), [(LAST, False), (date(2026, 4, 6), True)])
async def test_after_the_last_day_the_account_is_a_strangers(
    world: World,
    last: date,
    known: bool,  # noqa: FBT001 - a fact
) -> None:
    budi = await employed(world)
    await leaves(world, last=last)
    answer = "Jam kerja" if known else "hanya untuk ASN"
    await budi.play((at("08.00", "2026-04-06"), SILENCE), (say("/hari_ini"), answer))


@pytest.mark.parametrize(
    ("kind", "heard"),
    [(Leaving.RETIRED, "Terima kasih atas pengabdian Anda"), (Leaving.DIED, None)],
)
async def test_the_account_is_released_and_the_living_are_thanked_once(
    world: World, kind: Leaving, heard: str | None
) -> None:
    budi = await employed(world)
    await budi.play((at("08.00", "2026-04-06"), SILENCE), (say("menu"), "Silakan pilih."))
    await leaves(world, kind)
    for _ in range(2):
        await scheduler.remind(world.service.app)
        await world.quiet()
    assert await world.rows(binding) == []
    said = " ".join((await world.says(budi.phone)).split())
    assert said.count("Terima kasih") == bool(heard)
    lines = [(line.actor, line.action) for line in await world.rows(audit.audit)]
    assert lines == [("sistem", "akun dilepas karena berhenti")]


async def test_a_request_of_the_past_stays_as_it_was(world: World) -> None:
    """What was approved before the last day is not touched by it."""
    await asked(world, BUDI, "cuti.tahunan", State.APPROVED)
    await leaves(world, last=date(2026, 4, 6))
    sari = await superior(world)
    await sari.play((at("08.00", "2026-04-06"), SILENCE), (say("/bawahan"), "Budi, cuti"))
