"""A superior who goes on leave names who verifies meanwhile; approved, that person does."""

from datetime import date

from db.people.delegation import delegation
from db.people.employee import supervision
from tests.handlers.dialogue import SILENCE, Speaker, at, employed, insert, later, photo, say, tap
from tests.handlers.worker import MONDAY, asking, entry, newest, superior
from tests.office import BUDI, EKO, SARI
from tests.world import World


async def away(world: World) -> tuple[Speaker, Speaker, Speaker]:
    """Sari, under Eko, has asked for leave on Tuesday, with Budi in her place."""
    since = {"since": date(2024, 1, 1)}
    await insert(world, supervision, employee=SARI.id, supervisor=EKO.id, **since)
    sari, eko, budi = await superior(world), await employed(world, EKO), await employed(world)
    await eko.play((say("menu"), "Silakan pilih."))
    await sari.play(
        (at("08.00", MONDAY), SILENCE),
        *asking("Cuti tahunan", "Selasa, 7 April")[:-2],
        (photo, "Ada yang menggantikan Anda memverifikasi selama itu?"),
        (tap("Tunjuk"), "Siapa pengganti Anda?"),
        (say(BUDI.nip), "Pengganti: Budi"),
        (tap("Ya"), "Diteruskan kepada Eko"),
    )
    return sari, eko, budi


async def test_the_substitute_decides_while_the_leave_lasts(world: World) -> None:
    """AMB-39: nobody verifies themselves, so Budi's own work goes up to Eko."""
    sari, eko, budi = await away(world)
    await budi.play((say("menu"), "Silakan pilih."))
    assert "Pengganti: Budi" in await newest(eko)
    await eko.play((tap("Setujui"), "✅ Disetujui oleh Eko, Senin, 6 April 2026, 08.00 WITA"))
    assert await newest(budi) == "Anda menggantikan Sari dalam memverifikasi: Selasa, 7 April 2026."
    (row,) = await world.rows(delegation)
    assert (row.of, row.by, row.why) == (SARI.id, BUDI.id, "pengganti")
    assert (row.since, row.until) == (date(2026, 4, 7), date(2026, 4, 7))
    await budi.play(*entry())
    assert "Menyusun laporan" in await newest(sari)
    await budi.play((at("07.00", "2026-04-07"), SILENCE), (later(seconds=0), SILENCE))
    assert "Menyusun laporan" in await newest(eko)


async def test_a_leave_that_is_refused_leaves_all_as_it_was(world: World) -> None:
    _, eko, budi = await away(world)
    await eko.play((tap("Tolak"), "Apa"), (tap("Tanggal tidak sesuai"), "Ditolak"))
    assert await world.rows(delegation) == []
    assert "menggantikan" not in await newest(budi)


async def test_a_superior_need_not_name_anybody(world: World) -> None:
    sari = await superior(world)
    await sari.play(
        (at("08.00", MONDAY), SILENCE),
        *asking("Cuti tahunan")[:-2],
        (photo, "Ada yang menggantikan"),
        (tap("Lewati"), "Kirim?"),
        (tap("Ubah pengganti"), "Ada yang menggantikan"),
        (tap("Tunjuk"), "Siapa pengganti Anda?"),
        (say("Eko"), "Pengganti: Eko"),
        (tap("Ubah pengganti"), "Ada yang menggantikan"),
        (tap("Tunjuk"), "Siapa pengganti Anda?"),
        (say("Budi"), "Pengganti: Budi"),
    )


async def test_whoever_verifies_nobody_is_not_asked(world: World) -> None:
    await superior(world)
    budi = await employed(world)
    await budi.play((at("08.00", MONDAY), SILENCE), *asking("Cuti tahunan"))
