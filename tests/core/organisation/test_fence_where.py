"""Inside, edge, unsure, outside: AMB-08 on both sides of each border."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.fence import Where, locate, plausible_accuracy
from tests.core.ground import CAP, OFFICE, POOR, accuracies, away, circle, square


@pytest.mark.parametrize(
    ("accuracy", "metres"),
    [(None, None), (0.0, None), (-1.0, None), (math.nan, None), (math.inf, None), (0.1, 0.1)],
)
def test_nonsense_for_an_accuracy_is_unknown(accuracy: float | None, metres: float | None) -> None:
    assert plausible_accuracy(accuracy) == metres


# The place has a radius of 100 m; the accuracy counts up to 50 m and is poor above 200 m.
SITUATIONS = [
    ("BLG-8-3 in the middle", 0, 10, Where.INSIDE),
    ("BLG-8-3 just inside", 99.9, 10, Where.INSIDE),
    ("BLG-8-3 just outside, exact", 100.1, 0.01, Where.OUTSIDE),
    ("BLG-8-3 far away", 5000, 10, Where.OUTSIDE),
    ("AMB-08 accuracy just reaches", 119.9, 20, Where.EDGE),
    ("AMB-08 accuracy just fails", 120.1, 20, Where.OUTSIDE),
    ("AMB-08 cap just reaches", 149.9, 150, Where.EDGE),
    ("AMB-08 cap just fails", 150.1, 150, Where.OUTSIDE),
    ("AMB-08 inside, last good accuracy", 99.9, 200, Where.INSIDE),
    ("AMB-08 inside, first poor accuracy", 99.9, 200.1, Where.UNSURE),
    ("AMB-08 edge, last good accuracy", 149.9, 200, Where.EDGE),
    ("AMB-08 edge, first poor accuracy", 149.9, 200.1, Where.UNSURE),
    ("AMB-08 poor, could be inside", 599.9, 500, Where.UNSURE),
    ("AMB-08 poor, cannot be inside", 600.9, 500, Where.OUTSIDE),
    ("AMB-08 unknown inside", 99.9, None, Where.INSIDE),
    ("AMB-08 unknown gives no tolerance", 100.1, None, Where.OUTSIDE),
    ("AMB-08 negative is unknown", 100.1, -30, Where.OUTSIDE),
    ("AMB-08 NaN is unknown", 100.1, math.nan, Where.OUTSIDE),
    ("AMB-08 infinite is unknown", 100.1, math.inf, Where.OUTSIDE),
    ("AMB-08 infinite is unknown inside", 99.9, math.inf, Where.INSIDE),
]


@pytest.mark.parametrize(
    ("metres", "accuracy", "where"),
    [pytest.param(*facts, id=name) for name, *facts in SITUATIONS],
)
@pytest.mark.parametrize("direction", [0, 77, 270])
def test_where_a_location_is(
    metres: float, accuracy: float | None, where: Where, direction: float
) -> None:
    fix = locate([circle()], away(OFFICE, metres, direction), accuracy, CAP, POOR)
    assert fix is not None
    assert fix.where is where
    assert fix.distance == pytest.approx(metres, rel=0.001, abs=0.01)
    assert fix.beyond == pytest.approx(max(0, metres - 100), rel=0.001, abs=0.5)


@pytest.mark.parametrize(
    ("metres", "accuracy", "where"),
    [
        pytest.param(99, 10, Where.INSIDE, id="BLG-8-3 inside the polygon"),
        pytest.param(119, None, Where.INSIDE, id="BLG-8-3 inside its margin"),
        pytest.param(121, None, Where.OUTSIDE, id="BLG-8-3 beyond its margin"),
        pytest.param(121, 5, Where.EDGE, id="AMB-08 accuracy reaches the margin"),
        pytest.param(126, 5, Where.OUTSIDE, id="AMB-08 accuracy fails the margin"),
    ],
)
def test_a_polygon_counts_with_its_margin(
    metres: float, accuracy: float | None, where: Where
) -> None:
    fix = locate([square(margin=20)], away(OFFICE, metres, 90), accuracy, CAP, POOR)
    assert fix is not None
    assert fix.where is where


def test_without_a_fence_there_is_no_fix() -> None:
    assert locate([], OFFICE, 10, CAP, POOR) is None


def test_of_several_fences_the_one_with_the_least_to_go_is_meant() -> None:
    small, large = circle(radius=10, code="small"), circle(away(OFFICE, 900, 0), 500, "large")
    fix = locate([small, large], away(OFFICE, 300, 0), None, CAP, POOR)
    assert fix is not None
    assert (fix.fence, round(fix.distance), round(fix.beyond)) == (large, 600, 100)


def test_of_several_fences_around_the_point_the_deepest_is_meant() -> None:
    barely, deep = circle(away(OFFICE, 95, 0), 100, "barely"), circle(radius=100, code="deep")
    fix = locate([barely, deep], OFFICE, 10, CAP, POOR)
    assert fix is not None
    assert fix.fence is deep


@given(st.floats(0, 3000), st.floats(0.1, POOR), st.floats(0.1, POOR))
def test_a_vaguer_fix_never_turns_a_yes_into_a_no(metres: float, one: float, other: float) -> None:
    point = away(OFFICE, metres, 40)
    fixes = [locate([circle()], point, accuracy, CAP, POOR) for accuracy in sorted((one, other))]
    worse = [fix is not None and fix.where is Where.OUTSIDE for fix in fixes]
    assert worse != [False, True]


@given(st.floats(0, 3000), accuracies)
def test_nothing_far_beyond_the_cap_ever_passes_without_a_human(
    metres: float, accuracy: float | None
) -> None:
    fix = locate([circle()], away(OFFICE, metres, 200), accuracy, CAP, POOR)
    assert fix is not None
    if fix.where in {Where.INSIDE, Where.EDGE}:
        assert fix.beyond <= CAP
    if fix.where is Where.INSIDE:
        assert fix.distance <= fix.fence.radius
