"""Who says whether what an operator reports is so: the head, or who is above them (AMB-100)."""

from datetime import date

import pytest

from core.law.regulation import Role
from db.people.employee import role, supervision
from db.records.incident import incident
from tests.handlers.dialogue import SILENCE, Line, Speaker, at, insert, old_button, say, tap
from tests.handlers.manual.paper import (
    NOT_YOURS,
    REGENCIES,
    TUESDAY,
    head,
    holding,
    morning,
    operator,
)
from tests.handlers.naming import met, pressing
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, EKO, SARI, Actor
from tests.world import World

NOBODY = "Atasan kepala kantornya belum tercatat. Hubungi operator kantor."


def reporting(name: str, of: str = "kepala kantor", condition: str = "Ponsel hilang") -> list[Line]:
    return [
        (say("/manual"), "Presensi manual kantor Anda"),
        (tap("Buka kendala"), "Kendala siapa?"),
        (say(name), "Apa sebabnya?"),
        (tap(condition), "Mulai tanggal berapa?"),
        (tap("Hari ini"), f"Minta kepastian {of}?"),
        (tap("Ya"), f"⏳ Terkirim ke {of}."),
    ]


async def under(world: World, who: Actor, superior: Actor) -> Speaker:
    """Somebody whose superior is another, from April on."""
    row = {"employee": who.id, "supervisor": superior.id, "since": date(2026, 4, 1)}
    await insert(world, supervision, **row)
    return await met(world, superior)


@REGENCIES
async def test_for_a_head_their_own_superior_vouches(world: World) -> None:
    """AMB-39, AMB-100: neither the head nor the operator, and it is found by /verifikasi."""
    sari, citra = await head(world), await operator(world)
    eko, budi = await under(world, SARI, EKO), await met(world, BUDI)
    await citra.play(morning(), *reporting("Sari", "atasan kepala kantor"))
    assert "Mohon dipastikan: ponsel hilang Sari" in await newest(eko)
    (row,) = await world.rows(incident)
    own = "Yang tentang Anda, atau yang Anda laporkan, dipastikan atasan Anda."
    for who, told in ((sari, own), (citra, NOT_YOURS), (budi, NOT_YOURS)):
        await who.play((pressing(f"ks:benar:{row.id.hex}"), told))
        await who.play((say("/verifikasi"), "Tidak ada yang menunggu keputusan Anda."))
    await eko.play(
        (say("/verifikasi"), "1 kendala perlu dipastikan"),
        (tap("Kendala (1)"), "Mohon dipastikan: ponsel hilang Sari"),
        (tap("Ya, benar"), "✅ Dipastikan: ponsel hilang Sari."),
    )
    assert "Presensi manual dibuka untuk Anda" in await newest(sari)


async def test_what_a_head_reports_as_operator_their_superior_vouches_for(world: World) -> None:
    """AMB-100: nobody is witness to what they report."""
    citra = await operator(world)
    await insert(
        world,
        role,
        employee=CITRA.id,
        office="setda",
        role=Role.HEAD.value,
        since=date(2024, 1, 1),
        until=None,
        decree="SK 1",
    )
    eko = await under(world, CITRA, EKO)
    await citra.play(morning(), *reporting("Budi", "atasan kepala kantor"))
    (row,) = await world.rows(incident)
    own = "Yang tentang Anda, atau yang Anda laporkan, dipastikan atasan Anda."
    await citra.play((pressing(f"ks:benar:{row.id.hex}"), own))
    await eko.play((tap("Ya, benar"), "✅ Dipastikan: ponsel hilang Budi."))


@pytest.mark.parametrize("second", [True, False])
async def test_of_two_heads_the_other_one_vouches(world: World, *, second: bool) -> None:
    """AMB-100: the superior only where nobody else is head there; and told where there is none."""
    _sari, citra = await head(world), await operator(world)
    if not second:
        lines = reporting("Sari", "atasan kepala kantor")
        await citra.play(morning(), *lines[:-1], (tap("Ya"), NOBODY))
        assert await world.rows(incident) == []
        return
    eko = await holding(world, EKO, Role.HEAD)
    await citra.play(morning(), *reporting("Sari"))
    await eko.play((tap("Ya, benar"), "✅ Dipastikan: ponsel hilang Sari."))


async def test_what_nobody_has_answered_is_reported_anew(world: World) -> None:
    """The old card decides nothing any more; once vouched for, nothing takes its place."""
    sari, citra = await head(world), await operator(world)
    await citra.play(morning(), *reporting("Budi"))
    before = old_button("Ya, benar")(sari)
    await citra.play((at("08.00", TUESDAY), SILENCE), *reporting("Budi", condition="Ponsel rusak"))
    assert "Mohon dipastikan: ponsel rusak Budi" in await newest(sari)
    await sari.play(
        (before, "Laporan ini sudah ditarik."),
        (tap("Ya, benar"), "✅ Dipastikan: ponsel rusak Budi."),
    )
    again = reporting("Budi")
    await citra.play(*again[:-1], (tap("Ya"), "Kendala Budi sudah dibuka."))
    rows = {row.condition: (row.vouched, row.closed) for row in await world.rows(incident)}
    assert rows == {
        "telepon_hilang": (None, date(2026, 4, 6)),
        "telepon_rusak": (True, None),
    }
