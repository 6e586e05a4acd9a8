"""What a phone's GPS says while it stands still."""

import pytest

from bot.sandbox.gps import fix
from core.organisation.fence import Point, metres_between
from tests.office import GATE

MANY = 2_000


@pytest.mark.parametrize("spread", [3.0, 30.0])
def test_every_fix_is_another_point_within_its_spread(spread: float) -> None:
    fixes = [fix(GATE, number, spread) for number in range(MANY)]
    assert len(set(fixes)) == MANY
    assert all(metres_between(Point(*GATE), Point(*each)) <= spread * 1.01 for each in fixes)


def test_the_same_number_says_the_same_again() -> None:
    assert fix(GATE, 7) == fix(GATE, 7) != fix(GATE, 8)
