"""Operator, head and clock at the very instant of the lock (Pasal 13 ayat (4), AMB-28)."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from bot.runtime import scheduler
from core.month.day_state import State
from core.month.frozen import from_record
from core.organisation.region import Region
from db.records.correction import correction
from db.records.report_line import line
from handlers.chat.event import Tap
from handlers.texts.correction import data
from tests.handlers.correcting import proposing, region_with_agency, the_office
from tests.handlers.dialogue import SILENCE, Speaker, at, say, tap
from tests.handlers.rivals import BOTH, ON_PLAIN, Move, Rivals, rivals_of, tapping, won
from tests.office import BUDI, SARI, wita
from tests.world import World

pytestmark = [BOTH, ON_PLAIN]

LOCKED = wita("2026-05-05", "00.00.00")
LAST_INSTANT = LOCKED - timedelta(milliseconds=1)
MORNING = wita("2026-05-05", "09.00")
LOST = "Sudah diputuskan lebih dulu"
CLOSED = "Bulannya ditutup sebelum disetujui."
MONDAY = date(2026, 4, 6)


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return region_with_agency(policy, regulation)


@pytest.fixture
async def rivals(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rivals]:
    async with rivals_of(world, monkeypatch) as found:
        yield found


async def proposed(world: World) -> dict[str, Speaker]:
    """A correction of Budi's Monday waits for its head in the last hours of its month."""
    who = await the_office(world)
    await who["citra"].play((at("20.00", "2026-05-04"), SILENCE), *proposing())
    await who["citra"].play((tap("Ya"), "Terkirim"))
    return who


async def states(world: World) -> list[str | None]:
    return [row.state for row in await world.rows(correction)]


async def test_the_last_instant_counts_and_the_next_does_not(rivals: Rivals) -> None:
    """BLG-13-4: 23.59.59.999 agrees and 00.00.00.000 does not, whoever is handled first."""
    world = rivals.world
    who = await proposed(world)
    (row,) = await world.rows(correction)
    world.at(LOCKED)
    press = Tap(data("setuju", row.id), "q")
    moves = (Move(who["sari"], press, LAST_INSTANT), Move(who["eko"], press, LOCKED))
    meeting = rivals.meet_at("handlers.approvals.deciders.decides")
    heard = await rivals.at_once(*moves)
    assert meeting.was_close
    assert won(heard, "Disetujui Sari")[0]
    assert won(heard, "sudah ditutup")[1] or won(heard, LOST)[1]
    (row,) = await world.rows(correction)
    assert (row.state, row.decided_by, row.decided_at) == ("disetujui", SARI.id, LAST_INSTANT)


@pytest.mark.parametrize("last", ["db.approvals.transition", "db.approvals.conclude"])
async def test_what_the_clock_lets_lapse_as_a_head_agrees_has_one_end(
    rivals: Rivals, last: str
) -> None:
    """AMB-28: pressed in time, handled in the morning, when the sweep has read what is due."""
    world = rivals.world
    who = await proposed(world)
    world.at(MORNING)
    rivals.come_last_to(last)
    press = tapping(who["sari"], "Setujui", LAST_INSTANT)
    heard = await rivals.at_once(press, clocks=[scheduler.settle_cases])
    agreed = not won(heard, LOST)[0]
    assert agreed is (last == "db.approvals.conclude") or rivals.takes_turns
    assert won(heard, "Disetujui Sari")[0] is agreed
    assert await states(world) == (["disetujui"] if agreed else ["gugur"])
    assert any(CLOSED in text for text in who["budi"].phone.told) is not agreed


async def test_what_was_handed_in_is_frozen_whatever_is_agreed_to_beside_it(
    rivals: Rivals,
) -> None:
    """AMB-82: the report says what it has read, and its page says what differs by now."""
    world = rivals.world
    who = await proposed(world)
    sari, citra, eko = (who[name] for name in ("sari", "citra", "eko"))
    world.at(LOCKED)
    await citra.play((say("/laporan"), "siap dikirim."))
    press = tapping(sari, "Setujui", LAST_INSTANT)
    meeting = rivals.meet_at("db.approvals.transition", "db.records.report.hand_in")
    heard = await rivals.at_once(press, tapping(citra, "Kirim"))
    assert meeting.was_close
    assert (won(heard, "Disetujui Sari")[0], won(heard, "terkirim, ")[1]) == (True, True)
    assert await states(world) == ["disetujui"]
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await eko.play((tap("Terima"), "Nomor 0001/2026."))
    (kept,) = [row.days for row in await world.rows(line) if row.employee == BUDI.id]
    (monday,) = (day for day in from_record(kept) if day.date == MONDAY)
    overtaken = monday.state is State.ALPA
    await citra.play((say("/laporan"), "Diterima Eko"))
    assert ("Berubah sesudah laporan: 1 hari, 1 pegawai" in citra.newest) is overtaken
