"""The dates of /delegasi: from when to when, several at once, and what is listed of them."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from db.people.delegation import delegation
from tests.handlers.dialogue import SILENCE, at, insert, say, tap
from tests.handlers.naming import FIRST, LAST, NUMBER, WHO, met, named, naming
from tests.handlers.worker import MONDAY, superior
from tests.office import BUDI, CITRA, EKO, SARI
from tests.world import World

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
TODAY = date(2026, 4, 6)
TUESDAY = "2026-04-07"


@pytest.mark.parametrize(
    ("first", "last", "heard"),
    [
        (
            "5 April 2026",
            None,
            "Minggu, 5 April 2026 terlalu awal; paling awal Senin, 6 April 2026.",
        ),
        ("7 April 2027", "7 April 2027", NUMBER),
        ("8 April 2027", None, "terlalu jauh; paling akhir Rabu, 7 April 2027."),
        ("31 April", None, "31 April tidak ada dalam kalender."),
        ("6/4", "5 April 2026", "terlalu awal; paling awal Senin, 6 April 2026."),
        ("6/4", "6 April 2026", NUMBER),
        ("6/4", "6 April 2027", NUMBER),
        ("6/4", "7 April 2027", "terlalu jauh; paling akhir Selasa, 6 April 2027."),
    ],
    ids=[
        "yesterday",
        "in a year",
        "in more than a year",
        "no date",
        "the last before the first",
        "one day",
        "366 days",
        "367 days",
    ],
)
async def test_it_begins_today_or_later_and_lasts_a_year_at_most(
    world: World, first: str, last: str | None, heard: str
) -> None:
    sari = await superior(world)
    await sari.play(
        (at("07.00", MONDAY), SILENCE), (say("/delegasi"), WHO), (tap("1. Budi"), FIRST)
    )
    if last is not None:
        await sari.play((say(first), LAST))
    await sari.play((say(last or first), heard))


async def test_a_first_date_moved_beyond_the_last_asks_for_the_last_again(world: World) -> None:
    sari = await superior(world)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(tap("1. Budi"))[:-1])
    await sari.play(
        (tap("Ubah tanggal awal"), FIRST),
        (say("8 April"), LAST),
        (tap("Hari itu saja"), "Rabu, 8 April 2026"),
        (tap("Ubah tanggal awal"), FIRST),
        (say("7 April"), "Selasa, 7 April 2026 sampai Rabu, 8 April 2026"),
        (tap("Ubah surat"), NUMBER),
        (say("SP 7"), "Surat perintah: SP 7"),
        (tap("Ya"), "Tersimpan"),
    )
    assert await named(world) == [(SARI.id, BUDI.id, "2026-04-07", "2026-04-08", False)]


@BOTH
async def test_of_two_on_the_same_dates_the_one_that_begins_last_decides(world: World) -> None:
    """AMB-39: both stay in the register."""
    sari, citra, eko = await superior(world), await met(world, CITRA), await met(world, EKO)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(tap("2. Citra"), last="Tujuh hari"))
    again_ = naming(tap("3. Eko"), last="Hari itu saja", more=True)
    await sari.play(*again_[:-1])
    assert "Bila ada beberapa Plh, yang mulai terakhir yang memutuskan." in sari.newest
    await sari.play(again_[-1])
    await eko.play((say("/bawahan"), "Senin, 6 April 2026"))
    await citra.play((say("/bawahan"), "tidak ada pegawai"))
    await citra.play((at("07.00", TUESDAY), SILENCE), (say("/bawahan"), "Selasa, 7 April 2026"))
    assert len(await named(world)) == 2


async def test_what_does_not_meet_another_has_no_remark_and_each_has_its_button(
    world: World,
) -> None:
    sari = await superior(world)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(tap("2. Citra")))
    await sari.play(*naming(tap("3. Eko"), "Selasa, 7 April", more=True)[:-1])
    assert "beberapa Plh" not in sari.newest
    await sari.play((tap("Ya"), "Tersimpan"))
    await sari.play((say("/delegasi"), "1. Citra, Senin, 6 April 2026 2. Eko, Selasa, 7 April"))
    assert sari.phone.labels == ["Tunjuk Plh", "Akhiri 1", "Akhiri 2", "Batal"]
    await sari.play((tap("Akhiri 2"), "Akhiri Plh Eko"), (tap("Ya"), "Plh Eko sudah diakhiri."))
    assert [each[-1] for each in await named(world)] == [False, True]


async def test_the_same_twice_is_refused(world: World) -> None:
    sari = await superior(world)
    await sari.play((at("07.00", MONDAY), SILENCE), *naming(tap("2. Citra")))
    twice = naming(tap("2. Citra"), more=True)
    await sari.play(*twice[:-2], (tap("Lewati"), "Plh itu sudah tercatat untuk tanggal itu."))
    assert len(await named(world)) == 1


async def test_one_that_is_over_and_a_substitute_on_leave_are_not_listed(world: World) -> None:
    """AMB-39: the substitute comes and goes with the leave."""
    sari = await superior(world)
    facts = {"of": SARI.id, "decree": None}
    past = {"since": TODAY - timedelta(days=3), "until": TODAY - timedelta(days=1)}
    later_ = {"since": TODAY + timedelta(days=3), "until": TODAY + timedelta(days=9)}
    await insert(world, delegation, id=UUID(int=1), by=BUDI.id, why="plt_plh", **facts, **past)
    await insert(world, delegation, id=UUID(int=2), by=BUDI.id, why="pengganti", **facts, **later_)
    await sari.play((at("07.00", MONDAY), SILENCE), (say("/delegasi"), WHO))


async def test_more_than_eight_are_listed_as_they_begin(world: World) -> None:
    sari = await superior(world)
    for number in range(9, 0, -1):
        day = TODAY + timedelta(days=number)
        facts = {"of": SARI.id, "by": BUDI.id, "why": "plt_plh", "since": day, "until": day}
        await insert(world, delegation, id=UUID(int=number), **facts)
    await sari.play((at("07.00", MONDAY), SILENCE), (say("/delegasi"), "1. Budi, Selasa, 7 April"))
    assert sari.newest.endswith("8. Budi, Selasa, 14 April 2026 … dan 1 lagi")
    assert len(sari.phone.labels) == 10
