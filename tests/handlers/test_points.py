"""/poin as a dialogue: what counts, what waits, and nothing said of a day without a record."""

from typing import Any

from db.outbox import outbox
from tests.handlers.dialogue import SILENCE, act, at, employed, later, say, tap
from tests.handlers.worker import MONDAY, entry, superior
from tests.office import a_region
from tests.world import World


async def page(world: World) -> dict[str, Any]:
    """The newest month that was drawn."""
    bodies: list[Any] = [row.body for row in await world.rows(outbox)]
    months = [body["picture"]["month"] for body in bodies if "month" in body.get("picture", {})]
    newest: dict[str, Any] = months[-1]
    return newest


async def test_only_what_is_approved_counts_and_what_waits_is_told_apart(world: World) -> None:
    """BLG-9-2, AMB-14, AMB-15: one minute is one point, rejected work is none."""
    sari, budi = await superior(world), await employed(world)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk 07.24 WITA"),
        (at("14.00"), SILENCE),
        *entry("Menyusun laporan", "90"),
        (say("/poin"), "April 2026: 0 dari 6.800 poin. Menunggu keputusan: 90."),
    )
    await sari.play((tap("Setujui"), "Disetujui"))
    await budi.play(
        *entry("Rapat", "60", again=True),
        (say("/poin"), "April 2026: 90 dari 6.800 poin. Menunggu keputusan: 60."),
    )
    await sari.play((tap("Tolak"), "Apa alasannya?"), (tap("Menit tidak wajar"), "Ditolak"))
    await budi.play((say("/poin"), "April 2026: 90 dari 6.800 poin."))
    drawn = await page(world)
    cells = {cell["date"]: cell for cell in drawn["cells"]}
    assert len(cells) == 30
    today = cells["2026-04-06"]
    assert (today["code"], today["points"], today["pending"]) == ("H", 90, False)
    assert (cells["2026-04-02"]["code"], cells["2026-04-02"]["off"]) == (None, False)
    assert (cells["2026-04-03"]["holiday"], cells["2026-04-04"]["off"]) == (True, True)


async def test_silence_counts_as_approval(world: World) -> None:
    """BLG-9-10, AMB-15: from a second after the 48 hours, swept or not."""
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry("Menyusun laporan", "90"),
        (at("14.00.00", "2026-04-08"), SILENCE),
        (say("/poin"), "0 dari 6.800 poin. Menunggu keputusan: 90."),
        (at("14.00.01", "2026-04-08"), SILENCE),
        (say("/poin"), "April 2026: 90 dari 6.800 poin."),
        (later(seconds=0), "Dianggap disetujui"),
        (say("/poin"), "April 2026: 90 dari 6.800 poin."),
    )


async def test_the_target_stands_in_the_regulation(world: World) -> None:
    """BLG-9-2."""
    budi = await employed(world)
    target = a_region().regulation.kinerja.target_bulanan.on(world.clock.now().date()).value
    await budi.play((at("14.00", MONDAY), SILENCE), (say("/poin"), "0 dari 6.800 poin."))
    drawn = await page(world)
    assert drawn["progress"]["target"] == target
