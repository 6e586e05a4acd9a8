"""The words of a card and of a decision, at their longest."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.activity import State
from core.regulation import ActivityKind
from db.activity import Activity
from handlers import card
from tests.office import BUDI, SARI, a_region, wita
from tests.plain import TEXT, check

NOW = wita("2026-04-06", "14.00")
NAMES = {BUDI.id: "Budi " + "x" * 200, SARI.id: "Sari " + "y" * 200}
LONGEST = Activity(
    id=UUID(int=1),
    employee=BUDI.id,
    date=date(2026, 4, 6),
    kind=ActivityKind.DUTY,
    minutes=1439,
    description="Menyusun & <rapat> " * 27,
    output="Laporan & <notula> " * 7,
    quantity=9999,
    filed_at=NOW,
    due_at=NOW + timedelta(hours=48),
    beyond=1000,
    card=UUID(int=2),
    photo_before="orang yang sama",
)
DECIDED: dict[str, Any] = {
    "decided_at": NOW,
    "decided_by": SARI.id,
    "reason": "Kurang jelas & <rinci> " * 4,
}


@pytest.mark.parametrize("count", [1, 2, card.MOST, card.MOST + 1, 40])
@pytest.mark.parametrize("state", [None, *(state for state in State if state is not State.PENDING)])
def test_however_much_was_filed_it_fits_one_message(count: int, state: State | None) -> None:
    more = DECIDED if state in {State.APPROVED, State.REJECTED} else {}
    item = replace(LONGEST, state=state, **more)
    items = [replace(item, id=UUID(int=number)) for number in range(count)]
    region = a_region()
    check(card.card(region, items, NAMES, NOW, "Sudah diputuskan lebih dulu; sekarang:"))
    check(card.one(region, items, count, NAMES, NOW))
    told = card.decided(region, items, NAMES, NOW)
    check(told)
    assert len(told.text.striptags()) <= TEXT
    assert (f"… dan {count - card.MOST} lagi" in told.text) is (count > card.MOST)


def test_of_many_the_first_that_wait_are_shown_and_decided_first() -> None:
    items = [replace(LONGEST, id=UUID(int=number)) for number in range(25)]
    done = [replace(each, state=State.APPROVED, **DECIDED) for each in items[:5]]
    drawn = card.card(a_region(), [*done, *items[5:]], NAMES, NOW)
    assert [button.data for button in drawn.buttons] == [
        card.data("semua", LONGEST.card, 13),
        card.data("satu", LONGEST.card, 6),
    ]
    assert "12 lagi menyusul setelah ini." in drawn.text


def test_the_shares_of_both_kinds_are_shown_and_limit_nothing() -> None:
    """BLG-9-4, AMB-19: what was refused is no part of it; of one kind alone nothing is said."""
    general = replace(LONGEST, id=UUID(int=3), kind=ActivityKind.GENERAL, minutes=30)
    refused = replace(general, id=UUID(int=4), minutes=99, state=State.REJECTED, **DECIDED)
    both = card.card(a_region(), [LONGEST, general, refused], NAMES, NOW)
    assert "Seluruhnya: jabatan 23 jam 59 menit, umum 30 menit." in both.text
    assert "Seluruhnya" not in card.card(a_region(), [LONGEST, LONGEST], NAMES, NOW).text
