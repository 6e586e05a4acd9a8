"""The head's card of a letter: its tap vouches only for what it shows."""

from datetime import date
from uuid import UUID

import pytest

from core.law.questions.manual import Condition
from core.organisation.calendar import DAY
from handlers.texts.letter import TOO_LONG, LetterCard, LetterHandedIn, Named
from tests.office import a_region, wita
from tests.plain import check

FIRST = date(2026, 4, 1)


def of(people: int, days: int = 1) -> tuple[Named, ...]:
    return tuple(
        Named(f"Pegawai {number:03}", FIRST + day * DAY, Condition.BROKEN)
        for number in range(people)
        for day in range(days)
    )


@pytest.mark.parametrize(
    ("lines", "whole"),
    [(of(8), True), (of(12), True), (of(69), True), (of(90), False), (of(12, 30), False)],
    ids=["few", "more than below a picture", "as many as fit", "too many", "too many dates"],
)
def test_it_can_be_tapped_only_where_all_of_it_is_shown(
    lines: tuple[Named, ...], *, whole: bool
) -> None:
    """AMB-70, KAM-31: whoever vouches has read the last name, too; else paper is signed."""
    card = LetterCard(UUID(int=7), "Sekretariat Daerah", "Citra", lines, None)
    reply = card.render(a_region())
    check(reply)
    assert card.is_whole is whole
    assert (lines[-1].name in reply.text) is whole
    assert [each.label for each in reply.buttons] == ["Ya, saya menyatakan"] * whole
    assert (TOO_LONG in reply.text) is not whole


def test_what_was_vouched_for_without_a_scan_is_received_as_a_whole() -> None:
    """Nobody else can look it up on a picture."""
    lines, at = of(12), wita("2026-04-30", "10.00")
    told = LetterHandedIn(UUID(int=7), "Setda", "1", lines, (), "Sari", at, late=False)
    reply = told.render(a_region())
    check(reply)
    assert lines[-1].name in reply.text
