"""Two at once, and at the very instant of the lock: exactly one outcome, told to both."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.law.regulation import Role
from core.organisation.region import Region
from db.records.document import document
from db.records.report import report
from db.records.report_line import line
from db.records.report_receipt import number, receipt
from handlers.chat.event import Tap
from handlers.texts.evaluation import key_of
from tests.handlers.dialogue import say, tap
from tests.handlers.month.reporting import (
    FIFTH,
    appoint,
    cast,
    handing_in,
    region_more,
    works_at_bkpsdm,
)
from tests.handlers.naming import met
from tests.handlers.rivals import BOTH, ON_PLAIN, Move, Rivals, rivals_of, saying, tapping, won
from tests.handlers.worker import newest
from tests.office import BUDI, CITRA, DEWI, a_region, wita
from tests.world import World

pytestmark = [BOTH, ON_PLAIN]

ALREADY = "Laporan April 2026 sudah dikirim lebih dulu."
LOST = "Sudah diputuskan lebih dulu"
LOCKED = wita(FIFTH, "00.00.00")
LAST_INSTANT = LOCKED - timedelta(milliseconds=1)
HAND_IN = Tap(f"lp:kirim:202604:{key_of('setda')}", "q")


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    return a_region(policy=policy, regulation=regulation, more=region_more(policy))


@pytest.fixture
async def rivals(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rivals]:
    async with rivals_of(world, monkeypatch) as found:
        yield found


async def states(world: World) -> tuple[list[str | None], list[str | None], int]:
    """What heads decided, what BKPSDM did, and how many numbers were given."""
    found = sorted(await world.rows(report), key=lambda row: row.version)
    received = [row.state for row in await world.rows(receipt)]
    return [row.state for row in found], received, sum(r.last for r in await world.rows(number))


async def test_of_two_operators_who_hand_in_at_once_one_does(rivals: Rivals) -> None:
    """BLG-13-1: one report with one set of lines and papers, and the head gets one card."""
    world = rivals.world
    await appoint(world, CITRA, Role.OPERATOR, "setda")
    budi, sari, _ = await cast(world)
    citra = await met(world, CITRA)
    world.at(LOCKED)
    meeting = rivals.meet_at("db.records.report.hand_in")
    heard = await rivals.at_once(Move(budi, HAND_IN, LOCKED), Move(citra, HAND_IN, LOCKED))
    assert sorted(won(heard, "terkirim, ")) == [False, True]
    assert won(heard, ALREADY) == [not each for each in won(heard, "terkirim, ")]
    assert meeting.was_close
    assert await states(world) == ([None], [], 0)
    assert (len(await world.rows(line)), len(await world.rows(document))) == (3, 1)
    assert sum("Laporan April 2026, Sekretariat Daerah" in each for each in sari.phone.told) == 1


async def test_a_millisecond_before_the_lock_it_is_not_handed_in(rivals: Rivals) -> None:
    """AMB-80: 23.59.59.999 is too early and 00.00.00.000 is not, whoever is handled first."""
    world = rivals.world
    await appoint(world, CITRA, Role.OPERATOR, "setda")
    budi, *_ = await cast(world)
    citra = await met(world, CITRA)
    world.at(LOCKED)
    early, punctual = Move(citra, HAND_IN, LAST_INSTANT), Move(budi, HAND_IN, LOCKED)
    heard = await rivals.at_once(early, punctual)
    assert won(heard, "terkirim, ") == [False, True]
    assert won(heard, "belum bisa dikirim.") == [True, False] or won(heard, ALREADY)[0]
    (row,) = await world.rows(report)
    assert (row.employee, row.handed_in_at) == (BUDI.id, LOCKED)


async def test_a_head_who_agrees_twice_at_once_agrees_once(rivals: Rivals) -> None:
    """BLG-15: BKPSDM gets one card, and the second tap reads what was decided."""
    world = rivals.world
    budi, sari, eko = await cast(world)
    await budi.play(*handing_in())
    heard = await rivals.at_once(tapping(sari, "Setujui"), tapping(sari, "Setujui"))
    texts = heard[0]
    assert sum(LOST in text for text in texts) == 1
    assert sum("✅ Disetujui Sari" in text for text in texts) == 2
    assert await states(world) == (["disetujui"], [None], 0)
    assert sum("⏳ Menunggu BKPSDM." in text for text in eko.phone.told) == 1


async def test_of_two_heads_at_once_one_agrees(rivals: Rivals) -> None:
    """BLG-15: one card for BKPSDM, one word to the operator, and the other reads who it was."""
    world = rivals.world
    await appoint(world, DEWI, Role.HEAD, "setda")
    budi, sari, eko = await cast(world)
    dewi = await met(world, DEWI)
    await budi.play(*handing_in())
    meeting = rivals.meet_at("db.approvals.transition")
    heard = await rivals.at_once(tapping(sari, "Setujui"), tapping(dewi, "Setujui"))
    assert sorted(won(heard, LOST)) == [False, True]
    assert meeting.was_close
    assert await states(world) == (["disetujui"], [None], 0)
    assert sum("⏳ Menunggu BKPSDM." in text for text in eko.phone.told) == 1
    assert sum("Laporan April 2026 disetujui" in text for text in budi.phone.told) == 1


async def test_what_is_accepted_and_sent_back_at_once_has_one_end(rivals: Rivals) -> None:
    """AMB-82: either a number and a receipt, or a reason; never both."""
    world = rivals.world
    await appoint(world, DEWI, Role.ADMINISTRATOR, None, "SK 2/2024")
    await works_at_bkpsdm(world, DEWI)
    budi, sari, eko = await cast(world)
    dewi = await met(world, DEWI)
    await budi.play(*handing_in())
    await sari.play((tap("Setujui"), "✅ Disetujui Sari"))
    await dewi.play((tap("Kembalikan"), "Apa yang perlu diperbaiki?"))
    meeting = rivals.meet_at("db.approvals.transition")
    heard = await rivals.at_once(tapping(eko, "Terima"), saying(dewi, "Rekap kurang"))
    assert sorted(won(heard, LOST)) == [False, True]
    assert meeting.was_close
    accepted = not won(heard, LOST)[0]
    ends = ["disetujui"] if accepted else ["ditolak"]
    assert await states(world) == (["disetujui"], ends, int(accepted))
    told = "BKPSDM menerima laporan April 2026" if accepted else "dikembalikan Dewi"
    other = "dikembalikan Dewi" if accepted else "BKPSDM menerima laporan April 2026"
    for each in (budi, sari):
        assert told in await newest(each)
        assert not any(other in text for text in each.phone.told)


async def test_what_is_taken_back_and_agreed_to_at_once_has_one_end(rivals: Rivals) -> None:
    """BLG-15: BKPSDM never gets the card of what its operator has taken back."""
    world = rivals.world
    budi, sari, eko = await cast(world)
    await budi.play(*handing_in())
    await budi.play((say("/laporan"), "⏳ Menunggu persetujuan"))
    meeting = rivals.meet_at("db.approvals.transition")
    heard = await rivals.at_once(tapping(budi, "Tarik kembali"), tapping(sari, "Setujui"))
    assert sorted(won(heard, LOST)) == [False, True]
    assert meeting.was_close
    agreed = won(heard, LOST)[0]
    expected = (["disetujui"], [None], 0) if agreed else (["ditarik"], [], 0)
    assert await states(world) == expected
    assert any("⏳ Menunggu BKPSDM." in text for text in eko.phone.told) is agreed
