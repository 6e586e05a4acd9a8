"""Cuti bersama as a dialogue: only on the dates that the calendar has, and with its letter."""

from datetime import date

import sqlalchemy as sa

from db.people.holiday import holiday
from db.people.office import region
from db.records.request import request
from tests.handlers.dialogue import SILENCE, Line, at, employed, insert, photo, say, tap
from tests.handlers.worker import MONDAY
from tests.office import DEWI
from tests.world import World

TUESDAY = date(2026, 4, 7)


def asking(then: str) -> list[Line]:
    """As far as the dates; the next is what the second of them is answered."""
    return [
        (say("/izin"), "Mengajukan apa?"),
        (say("Cuti"), "Yang mana?"),
        (say("Cuti bersama"), "Mulai tanggal berapa?"),
        (tap("Selasa, 7 April"), "Sampai tanggal berapa?"),
        (tap("Hari itu saja"), then),
    ]


async def decreed(world: World) -> None:
    """The calendar of the region has Tuesday as cuti bersama from now on."""
    row = {"date": TUESDAY, "name": "Paskah", "kind": "cuti bersama", "decree": "SKB 1"}
    await insert(world, holiday, **row)
    async with world.service.app.engine.begin() as db:
        await db.execute(sa.update(region).values(version=region.c.version + 1))


async def test_collective_leave_waits_for_the_calendar_and_asks_for_its_letter(
    world: World,
) -> None:
    """AMB-54, BLG-11-4: whoever works in shifts asks for the date that is everybody's."""
    dewi = await employed(world, DEWI)
    await at("10.00", MONDAY)(dewi)
    await dewi.play(*asking("Tanggal itu bukan cuti bersama. Pilih jenis lain lewat /izin."))
    assert await world.rows(request) == []
    await decreed(world)
    await dewi.play(
        *asking("Apa alasannya?"),
        (say("Pulang kampung"), "Kirim foto atau PDF persetujuan cuti."),
        (photo, "Kirim?"),
        (tap("Ya"), "Terkirim: Cuti bersama"),
        (at("10.05"), SILENCE),
    )
    (row,) = await world.rows(request)
    assert (row.code, row.first, row.paper is not None) == ("cuti.bersama", TUESDAY, True)
