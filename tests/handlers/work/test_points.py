"""/poin as a dialogue: what counts, what waits, and no word of absence before it is final."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from db.messages.outbox import outbox
from db.records.request import request
from handlers import routes
from handlers.month import recap
from tests.handlers.dialogue import SILENCE, act, at, employed, insert, later, say, tap
from tests.handlers.worker import MONDAY, entry, superior
from tests.office import BUDI, a_region, wita
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
    assert (today["code"], today["points"], today["pending"]) == (None, 90, False)
    assert (cells["2026-04-02"]["code"], cells["2026-04-02"]["off"]) == (None, False)
    assert (cells["2026-04-03"]["holiday"], cells["2026-04-04"]["off"]) == (True, True)


async def codes(world: World) -> dict[str, str]:
    """What the newest month prints, by date; dates without a letter left out."""
    cells = (await page(world))["cells"]
    return {cell["date"][8:]: cell["code"] for cell in cells if cell["code"]}


async def test_a_day_is_printed_once_it_is_what_it_is(world: World) -> None:
    """BLG-8-1, AMB-31: both stamps, or one of them once nobody stamps any more."""
    budi = await employed(world)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk"),
        *act(MONDAY, "16.02", "Pulang", "Tercatat pulang"),
        *act("2026-04-07", "07.24", "Masuk", "Tercatat masuk"),
        (at("18.30"), SILENCE),
        (say("/poin"), "0 dari 6.800 poin."),
    )
    assert await codes(world) == {"06": "H"}
    await budi.play((at("00.00", "2026-04-08"), SILENCE), (say("/poin"), "0 dari 6.800 poin."))
    assert await codes(world) == {"06": "H", "07": "H"}


async def test_nobody_reads_of_being_absent_before_it_is_final(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AMB-28: the picture is of the month that it is, which is open; /rekap_saya tells it apart."""
    monkeypatch.setitem(routes.PAGES, "rekap_saya", recap.mine)
    budi = await employed(world)
    await budi.play((at("23.59", "2026-04-30"), SILENCE), (say("/poin"), "0 dari 6.800 poin."))
    assert await codes(world) == {}
    await budi.play((say("/rekap_saya"), "Belum ada presensi 20 hari. 21 hari belum final."))


@pytest.mark.parametrize(
    ("state", "words", "printed"),
    [
        pytest.param("disetujui", "1.080 dari 6.800", "C", id="BLG-11-3"),
        pytest.param("dianggap disetujui", "1.080 dari 6.800", "C", id="AMB-15"),
        pytest.param(None, "0 dari 6.800", "C", id="AMB-35-gone-up"),
        pytest.param("ditolak", "0 dari 6.800", None, id="AMB-15-refused"),
        pytest.param("ditarik", "0 dari 6.800", None, id="AMB-15-withdrawn"),
    ],
)
async def test_a_day_of_leave_counts_once_it_is_granted(
    world: World, state: str | None, words: str, printed: str | None
) -> None:
    """360 for each working day, past and to come, and never for the weekend."""
    budi = await employed(world)
    filed = wita("2026-04-01", "08.00")
    row = {"id": uuid4(), "employee": BUDI.id, "code": "cuti.tahunan", "reason": "keluarga"}
    dates = {"first": date(2026, 4, 9), "last": date(2026, 4, 13), "state": state}
    await insert(world, request, **row, **dates, filed_at=filed, due_at=filed)
    await budi.play((at("14.00", "2026-04-10"), SILENCE), (say("/poin"), f"{words} poin."))
    leave = ("09", "10", "13")
    assert await codes(world) == (dict.fromkeys(leave, printed) if printed else {})
    cells = {cell["date"][8:]: cell for cell in (await page(world))["cells"]}
    credited = 360 if "1.080" in words else 0
    assert [cells[day]["points"] for day in leave] == [credited] * 3
    assert [cells[day]["credited"] for day in leave] == [credited > 0] * 3
    left = 13 if credited else 15
    missing = 6800 - 3 * credited
    assert (await page(world))["progress"]["pace"] == -(-missing // left)


async def test_own_work_on_a_day_of_leave_counts_instead_of_it(world: World) -> None:
    """AMB-21: the day is not counted twice."""
    sari, budi = await superior(world), await employed(world)
    await budi.play((at("14.00", MONDAY), SILENCE), *entry("Menyusun laporan", "90"))
    await sari.play((tap("Setujui"), "Disetujui"))
    filed, day = wita("2026-04-06", "15.00"), date(2026, 4, 6)
    row = {"id": uuid4(), "employee": BUDI.id, "code": "cuti.tahunan", "reason": "keluarga"}
    times = {"filed_at": filed, "due_at": filed, "state": "disetujui"}
    await insert(world, request, **row, **times, first=day, last=day)
    await budi.play((at("16.00"), SILENCE), (say("/poin"), "April 2026: 90 dari 6.800 poin."))
    assert await codes(world) == {"06": "C"}


async def test_silence_counts_as_approval(world: World) -> None:
    """BLG-9-10, AMB-15: from 48 hours on, swept or not."""
    budi = await employed(world)
    await budi.play(
        (at("14.00", MONDAY), SILENCE),
        *entry("Menyusun laporan", "90"),
        (at("13.59.59", "2026-04-08"), SILENCE),
        (say("/poin"), "0 dari 6.800 poin. Menunggu keputusan: 90."),
        (at("14.00.00", "2026-04-08"), SILENCE),
    )
    answer, notice = await budi.hears(say("/poin"))
    assert answer.startswith("April 2026: 90 dari 6.800 poin.")
    assert "Dianggap disetujui" in notice
    await budi.play((later(seconds=0), SILENCE), (say("/poin"), "April 2026: 90 dari 6.800 poin."))


async def test_the_target_stands_in_the_regulation(world: World) -> None:
    """BLG-9-2."""
    budi = await employed(world)
    target = a_region().regulation.kinerja.target_bulanan.on(world.clock.now().date()).value
    await budi.play((at("14.00", MONDAY), SILENCE), (say("/poin"), "0 dari 6.800 poin."))
    drawn = await page(world)
    assert drawn["progress"]["target"] == target
