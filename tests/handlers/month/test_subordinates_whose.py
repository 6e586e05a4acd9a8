"""Whose people /bawahan shows: one's own of today, page by page, and nobody else's."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from db.people.delegation import delegation
from db.people.employee import supervision
from tests.handlers.dialogue import SILENCE, STALE, at, employed, insert, say, tap
from tests.handlers.month.test_subordinates import stamped
from tests.handlers.naming import LONG_AGO, hire, pressing
from tests.handlers.worker import MONDAY, superior
from tests.office import BUDI, CITRA, DEWI, EKO, SARI, Actor
from tests.world import World

TODAY = date(2026, 4, 6)
TUESDAY = "2026-04-07"
NOBODY = "Hari ini tidak ada pegawai yang Anda verifikasi."
NOTHING = "Belum ada yang bisa dijelaskan."


async def under_sari(world: World, number: int, name: str) -> None:
    await hire(world, number, name)
    since = {"employee": UUID(int=number), "since": LONG_AGO}
    await insert(world, supervision, **since, supervisor=SARI.id)


async def test_many_are_shown_page_by_page_as_they_are_now(world: World) -> None:
    sari = await superior(world)
    for number in range(1, 22):
        await under_sari(world, number, f"Wayan {number:02}")
    await stamped(world, EKO, "masuk", "07.24")
    first = (
        "25 orang: hadir 1, belum presensi 24 Hadir (1) Eko, masuk 07.24 WITA Belum presensi (24)"
    )
    await sari.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), first))
    assert sari.newest.endswith("Wayan 07 Wayan 08")
    assert sari.phone.labels == ["Berikutnya"]
    await sari.play((tap("Berikutnya"), "Belum presensi (24) Wayan 09"))
    assert sari.newest.endswith("Wayan 20")
    assert sari.phone.labels == ["Sebelumnya", "Berikutnya"]
    await sari.play((tap("Berikutnya"), "belum presensi 24 Belum presensi (24) Wayan 21"))
    assert sari.phone.labels == ["Sebelumnya"]
    await stamped(world, BUDI, "masuk", "07.50")
    await sari.play((tap("Sebelumnya"), "hadir 1, terlambat 1, belum presensi 23"))
    await sari.play((pressing("b:9999"), "(23) Wayan 21"))


async def test_twelve_fit_one_page(world: World) -> None:
    sari = await superior(world)
    for number in range(1, 9):
        await under_sari(world, number, f"Wayan {number:02}")
    await sari.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), "12 orang"))
    assert sari.phone.labels == []
    await under_sari(world, 9, "Wayan 09")
    await sari.play((say("/bawahan"), "13 orang"))
    assert sari.phone.labels == ["Berikutnya"]


@pytest.mark.parametrize("data", ["b:", "b:-1", "b:x", "b:0:0", "b:99999", "b:²", "b:0.", "b"])
async def test_a_button_that_was_never_shown_does_nothing(world: World, data: str) -> None:
    sari = await superior(world)
    await sari.play((at("08.00", MONDAY), SILENCE), (pressing(data), STALE))


@pytest.mark.parametrize("who", [BUDI, DEWI], ids=["a clerk", "one of another office"])
async def test_somebody_elses_button_shows_nothing_of_somebody_elses_people(
    world: World, who: Actor
) -> None:
    other = await employed(world, who)
    await other.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), NOBODY))
    for data in ("b:0", "b:1"):
        await other.play((say("/kenapa"), NOTHING), (pressing(data), NOBODY))


async def test_a_button_shows_the_people_of_whoever_presses_it(world: World) -> None:
    """Citra has Dewi under her, Sari the others."""
    since = date(2026, 1, 1)
    await insert(world, supervision, employee=DEWI.id, since=since, supervisor=CITRA.id)
    sari, citra = await superior(world), await employed(world, CITRA)
    await sari.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), "(3) Budi Citra Eko"))
    hers = "1 orang: belum presensi 1 Belum presensi (1) Dewi"
    await citra.play((say("/bawahan"), hers), (say("/kenapa"), NOTHING))
    await citra.play((pressing("b:0"), hers))


async def test_a_transfer_moves_the_person_to_the_list_of_the_new_superior(world: World) -> None:
    """BLG-6-2f: from the effective date on, also behind an old button."""
    moved = date(2026, 4, 7)
    for actor in (BUDI, DEWI, EKO):
        await insert(world, supervision, employee=actor.id, since=moved, supervisor=CITRA.id)
    sari, citra = await superior(world), await employed(world, CITRA)
    await sari.play((at("23.59.59", MONDAY), SILENCE), (say("/bawahan"), "Budi Citra Dewi Eko"))
    await citra.play((say("/bawahan"), NOBODY))
    await sari.play((at("00.00", TUESDAY), SILENCE), (pressing("b:0"), "1 orang"))
    assert sari.newest.endswith("Belum presensi (1) Citra")
    await citra.play((say("/bawahan"), "(3) Budi Dewi, dinas malam Senin, 6 April Eko"))


async def test_whoever_stands_in_sees_them_instead_of_the_superior(world: World) -> None:
    """AMB-39: on those dates; whoever stands in is verified by nobody of them."""
    sari, citra = await superior(world), await employed(world, CITRA)
    row = {"id": UUID(int=1), "of": SARI.id, "by": CITRA.id, "why": "plt_plh"}
    dates = {"since": TODAY + timedelta(days=1), "until": TODAY + timedelta(days=1)}
    await insert(world, delegation, **row, **dates)
    await citra.play((at("08.00", MONDAY), SILENCE), (say("/bawahan"), NOBODY))
    await citra.play((at("08.00", TUESDAY), SILENCE), (say("/bawahan"), "(3) Budi Dewi Eko"))
    await sari.play((say("/bawahan"), NOBODY))
    await sari.play((at("08.00", "2026-04-08"), SILENCE), (say("/bawahan"), "4 orang"))
    await citra.play((say("/bawahan"), NOBODY))
