"""/rekap_saya as a dialogue: the letter of each day, what they add up to, what is not final yet."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from db.messages.outbox import outbox
from db.people.employee import block, exemption, posting
from db.records.activity import activity
from db.records.request import request
from handlers import routes
from handlers.month import recap
from tests.handlers.dialogue import (
    SILENCE,
    Speaker,
    act,
    at,
    employed,
    forged_tap,
    insert,
    say,
    tap,
)
from tests.handlers.worker import MONDAY, newest
from tests.office import BUDI, wita
from tests.world import World

TUESDAY, WEDNESDAY, THURSDAY = "2026-04-07", "2026-04-08", "2026-04-09"
LEAVE = {"code": "cuti.tahunan", "reason": "keluarga"}


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else the router knows."""
    monkeypatch.setitem(routes.PAGES, "rekap_saya", recap.mine)
    monkeypatch.setitem(routes.ACTIONS, recap.BUTTON, recap.handle_button)


async def pages(world: World) -> list[dict[str, Any]]:
    """The months that were drawn, the newest last."""
    bodies: list[Any] = [row.body for row in await world.rows(outbox)]
    return [body["picture"]["month"] for body in bodies if "month" in body.get("picture", {})]


async def codes(world: World) -> dict[str, str | None]:
    """What the newest month prints, by date; dates without a letter left out."""
    cells = (await pages(world))[-1]["cells"]
    return {cell["date"][8:]: cell["code"] for cell in cells if cell["code"]}


async def ask(world: World, first: str, last: str, **more: object) -> None:
    filed = wita(first, "05.00")
    row = {"id": uuid4(), "employee": BUDI.id, "filed_at": filed, "due_at": filed}
    dates = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    await insert(world, request, **row, **dates, **LEAVE, **more)


async def month(budi: Speaker, clock: str, day: str) -> str:
    """What /rekap_saya says at a moment, in one line."""
    await budi.play((at(clock, day), SILENCE), (say("/rekap_saya"), "Rekap"))
    return await newest(budi)


async def a_week(world: World) -> Speaker:
    """Late on Monday, gone on Tuesday, away until Thursday, only in the morning on Friday."""
    budi = await employed(world)
    await insert(world, posting, employee=BUDI.id, since=date(2026, 4, 6), office="setda")
    await ask(world, WEDNESDAY, THURSDAY, state="disetujui", decided_at=wita(TUESDAY, "09.00"))
    await budi.play(
        *act(MONDAY, "07.41", "Masuk", "terlambat 11 menit"),
        *act(MONDAY, "16.02", "Pulang", "Tercatat pulang"),
        *act("2026-04-10", "07.24", "Masuk", "Tercatat masuk"),
    )
    return budi


async def test_a_month_adds_up_to_its_days(world: World) -> None:
    """BLG-8-1, BLG-11-3, AMB-05, AMB-31: the 1st and 2nd were absence, the 3rd a holiday."""
    budi = await a_week(world)
    assert await month(budi, "12.00", "2026-04-13") == (
        "Rekap April 2026 sampai hari ini Hadir 2 hari, cuti 2 hari, belum ada presensi 3 hari. "
        "1 hari hanya satu kali presensi. Terlambat 11 menit. 5 hari belum final."
    )
    printed = {"01": "A", "02": "A", "06": "H", "07": "A", "08": "C", "09": "C", "10": "H"}
    assert await codes(world) == printed
    drawn = (await pages(world))[-1]
    pending = [cell["date"][8:] for cell in drawn["cells"] if cell["pending"]]
    assert pending == ["01", "02", "07", "10", "13"]
    assert len(drawn["cells"]) == 30
    assert drawn["progress"] is None
    off = {cell["date"][8:] for cell in drawn["cells"][:10] if cell["off"]}
    assert off == {"03", "04", "05"}


async def test_the_day_before_and_the_day_of_the_lock(world: World) -> None:
    """BLG-13-4, AMB-28: final on the 5th, at 00.00; last month is a button away."""
    budi = await a_week(world)
    await month(budi, "23.59.59", "2026-05-04")
    await budi.play((tap("Bulan lalu"), "Rekap April 2026 Hadir"))
    assert (await newest(budi)).endswith("18 hari belum final.")
    await month(budi, "00.00", "2026-05-05")
    await budi.play((tap("Bulan lalu"), "Rekap April 2026 Hadir"))
    told = await newest(budi)
    assert "alpa 17 hari" in told
    assert told.endswith("Terlambat 11 menit.")
    await budi.play((tap("Bulan ini"), "Rekap Mei 2026 sampai hari ini"))
    assert [each["cells"][0]["date"] for each in (await pages(world))[-2:]] == [
        "2026-04-01",
        "2026-05-01",
    ]


async def test_a_button_means_the_month_of_the_day_on_which_it_is_pressed(world: World) -> None:
    budi = await employed(world)
    await month(budi, "12.00", "2026-04-30")
    await budi.play(
        (at("00.00", "2026-05-01"), SILENCE),
        (tap("Bulan lalu"), "Rekap April 2026 Belum ada presensi"),
    )


@pytest.mark.parametrize("data", ["r", "r:", "r:2026-03", "r:lalu:lalu"])
async def test_a_button_that_was_never_shown_does_nothing(world: World, data: str) -> None:
    budi = await employed(world)
    await month(budi, "12.00", MONDAY)
    await budi.play((lambda who: forged_tap(who, data), "Tombol itu sudah tidak berlaku."))


async def test_only_what_is_over_is_told(world: World) -> None:
    """Leave that was granted for tomorrow is no day of this recap yet."""
    budi = await employed(world)
    await ask(world, TUESDAY, WEDNESDAY, state="disetujui", decided_at=wita(MONDAY, "09.00"))
    assert "cuti" not in (await month(budi, "23.59.59", MONDAY)).casefold()
    assert "Cuti 1 hari" in await month(budi, "00.00", TUESDAY)


async def test_days_under_review_are_not_alpa(world: World) -> None:
    """AMB-38."""
    budi = await employed(world)
    await insert(world, block, employee=BUDI.id, since=wita("2026-04-01", "06.00"), reason="x")
    told = await month(budi, "18.00", "2026-04-02")
    assert told == (
        "Rekap April 2026 sampai hari ini Belum ada hari yang dihitung. "
        "2 hari dalam pemeriksaan, bukan alpa. 2 hari belum final."
    )
    assert await codes(world) == {}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("disetujui", "Pulang cepat 2 jam, 2 jam di antaranya diizinkan."),
        ("ditolak", "1 hari hanya satu kali presensi."),
    ],
)
async def test_leaving_early_is_excused_only_when_it_was_permitted(
    world: World, state: str, said: str
) -> None:
    """AMB-25, KAM-10: refused, and stamped from elsewhere, it is no pulang."""
    budi = await employed(world)
    await budi.play(
        *act(MONDAY, "07.24", "Masuk", "Tercatat masuk"),
        *act(MONDAY, "16.02", "Pulang", "Tercatat pulang"),
    )
    await leaves_early(world, state)
    assert said in await month(budi, "08.00", TUESDAY)


async def leaves_early(world: World, state: str) -> None:
    """As if the pulang had been stamped at 14.00 with a request."""
    left, day = wita(MONDAY, "14.00"), date.fromisoformat(MONDAY)
    async with world.service.app.engine.begin() as db:
        words = "UPDATE stamp SET at = '2026-04-06 06:00:00.000000', place = NULL"
        await db.exec_driver_sql(f"{words}, distance = NULL WHERE leg = 'pulang'")
    row = {"id": uuid4(), "employee": BUDI.id, "code": "pulang_cepat", "reason": "sakit"}
    span = {"first": day, "last": day, "filed_at": left, "due_at": left + timedelta(hours=48)}
    decided = {"state": state, "decided_at": left}
    await insert(world, request, **row, **span, **decided)


async def test_whoever_is_exempt_reads_so(world: World) -> None:
    """BLG-8-5a, AMB-31."""
    budi = await employed(world)
    since = {"since": date(2026, 4, 1), "until": None, "kind": "tugas_belajar", "decree": "1/2026"}
    await insert(world, exemption, employee=BUDI.id, **since)
    assert "Dikecualikan 2 hari." in await month(budi, "09.00", "2026-04-02")
    assert await codes(world) == {"01": "-", "02": "-"}


async def test_own_work_leaves_a_day_of_leave_its_letter(world: World) -> None:
    """AMB-21: no points, but leave it is."""
    budi = await employed(world)
    await ask(world, MONDAY, MONDAY, state="disetujui", decided_at=wita(MONDAY, "09.00"))
    filed = wita(MONDAY, "09.00")
    row = {"id": uuid4(), "date": date.fromisoformat(MONDAY), "kind": "umum", "minutes": 60}
    more = {"description": "Rapat", "filed_at": filed, "due_at": filed, "beyond": 0}
    await insert(world, activity, employee=BUDI.id, card=uuid4(), **row, **more)
    await month(budi, "09.00", TUESDAY)
    assert (await codes(world))["06"] == "C"
