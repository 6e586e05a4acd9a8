"""The inventory of problems on the page of an office (BLG-7-3c): counted, and never read there."""

from datetime import date, datetime, time
from uuid import uuid4

import pytest

from core.law.regulation import Role
from db.records.ticket import ticket
from tests.handlers.dialogue import SILENCE, at, insert, say, tap
from tests.handlers.office.people import MONDAY, holds
from tests.office import BUDI, CITRA, DEWI, EKO, Actor
from tests.world import World

WORDS = "Lokasi tidak terbaca"
MARCH, APRIL = ("2026-03-31", "23:59"), ("2026-04-01", "00:00")


async def reported(
    world: World,
    actor: Actor,
    state: str | None = None,
    filed: tuple[str, str] = APRIL,
    desk: Role = Role.OPERATOR,
) -> None:
    region = world.service.app.regions[world.region]
    filed_at = datetime.combine(
        date.fromisoformat(filed[0]), time.fromisoformat(filed[1]), region.zone
    )
    about = {"employee": actor.id, "office": actor.office, "words": WORDS, "photo": None}
    facts = {"filed_at": filed_at, "desk": desk.value, "state": state}
    await insert(world, ticket, id=uuid4(), **about, **facts)


@pytest.mark.parametrize("regulation", ["bulungan", "karanganyar"])
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.HEAD])
async def test_a_month_counts_by_state_and_lists_what_is_open(world: World, role: Role) -> None:
    """Of the office alone, from midnight to midnight of its zone; names, and not what they say."""
    eko = await holds(world, EKO, role)
    await reported(world, BUDI)
    await reported(world, CITRA, desk=Role.KOMINFO_MANAGER)
    await reported(world, BUDI, "dijawab")
    await reported(world, BUDI, "ditutup")
    await reported(world, BUDI, "ditutup")
    await reported(world, BUDI, filed=MARCH)
    await reported(world, DEWI)
    await eko.play(
        (at("08.00", MONDAY), SILENCE),
        (say("/kantor"), "Masalah dilaporkan: 2 terbuka, 1 dijawab, 2 ditutup"),
    )
    assert "2 masalah belum selesai" in eko.newest
    await eko.play(
        (tap("Lihat daftarnya"), "2 masalah belum selesai"), (tap("Masalah terbuka"), "2 masalah")
    )
    assert "Budi: dilaporkan Rabu, 1 April, ditangani operator" in eko.newest
    assert "Citra: dilaporkan Rabu, 1 April, ditangani pengelola Kominfo" in eko.newest
    assert WORDS not in eko.newest
    await eko.play(
        (tap("Kembali"), "2 masalah belum selesai"),
        (tap("Kembali"), "April 2026"),
        (tap("Bulan lalu"), "Masalah dilaporkan: 1 terbuka"),
    )


async def test_where_nothing_was_reported_nothing_is_said_of_it(world: World) -> None:
    eko = await holds(world, EKO, Role.OPERATOR)
    await eko.play((at("08.00", MONDAY), SILENCE), (say("/kantor"), "Sekretariat Daerah"))
    assert "Masalah" not in eko.newest
