"""Operators and a head at once: what the law gives is given once (KRA-9-4, BLG-9-2, BLG-11-2)."""

from collections.abc import AsyncIterator

import pytest

from core.law.regulation import Role
from db.records.activity import activity
from db.records.manual import manual
from db.records.manual_work import manual_work
from tests.handlers.dialogue import SILENCE, at
from tests.handlers.manual.paper import (
    BOTH,
    EVENING,
    KRA,
    SIGN,
    STORED,
    away,
    broken_phone,
    entering,
    head,
    holding,
    operator,
    preparing,
    working,
)
from tests.handlers.rivals import ON_PLAIN, Rivals, rivals_of, tapping, won
from tests.office import EKO
from tests.world import World

pytestmark = [BOTH, ON_PLAIN]


@pytest.fixture
async def rivals(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rivals]:
    async with rivals_of(world, monkeypatch) as found:
        yield found


@pytest.mark.parametrize("regulation", [KRA])
@pytest.mark.parametrize(("before", "both"), [(1, True), (2, False)])
async def test_two_dates_of_two_operators_are_three_at_most(
    rivals: Rivals, before: int, *, both: bool
) -> None:
    """KRA-9-4: the second and the third are both entered, of the third and the fourth one."""
    world = rivals.world
    citra, _budi = await broken_phone(world)
    eko = await holding(world, EKO, Role.OPERATOR)
    await citra.play((at("17.00", "2026-04-09"), SILENCE))
    for number in (6, 7)[:before]:
        await citra.play(*entering(day=f"{number} April 2026"))
    await citra.play(*entering(day="8 April 2026")[:-1])
    await eko.play(*entering(day="9 April 2026")[:-1])
    meeting = rivals.meet_at("db.records.manual.hold")
    read = await rivals.at_once(tapping(citra, "Ya"), tapping(eko, "Ya"))
    assert meeting.was_close
    assert sorted(won(read, STORED)) == [both, True]
    assert sorted(won(read, "jatah presensi manual bulan ini sudah habis")) == [False, not both]
    assert len({row.date for row in await world.rows(manual)}) == 3


@pytest.mark.parametrize(("minutes", "both"), [("720", True), ("721", False)])
async def test_two_sheets_of_two_operators_make_no_longer_day(
    rivals: Rivals, minutes: str, *, both: bool
) -> None:
    """BLG-9-2, AMB-20: 1,440 minutes are a day; of two sheets that make more, one is entered."""
    world = rivals.world
    await away(world)
    citra, eko = await operator(world), await holding(world, EKO, Role.OPERATOR)
    await citra.play(EVENING, *entering(pulang="16.02"), *working(minutes=minutes)[:-1])
    await eko.play(*working(minutes=minutes)[:-1])
    meeting = rivals.meet_at("db.records.manual.hold")
    read = await rivals.at_once(tapping(citra, "Ya"), tapping(eko, "Ya"))
    assert meeting.was_close
    assert sorted(won(read, "✅ 1 aktivitas tercatat manual")) == [both, True]
    assert sorted(won(read, "melebihi satu hari")) == [False, not both]
    assert len(await world.rows(manual_work)) == len(await world.rows(activity)) == 1 + both


async def test_work_that_is_entered_while_the_head_signs_counts(rivals: Rivals) -> None:
    """BLG-11-2, AMB-68: whoever is second sees what the first has written."""
    world = rivals.world
    sari = await head(world)
    citra, _budi = await broken_phone(world)
    await citra.play(*entering(pulang="16.02"), *preparing(), *working()[:-1])
    meeting = rivals.meet_at("db.records.manual.counting")
    await rivals.at_once(tapping(citra, "Ya"), tapping(sari, SIGN))
    assert meeting.was_close
    assert [row.state for row in await world.rows(activity)] == ["disetujui"]
