"""The index finds what measuring every fence would find, without measuring it."""

from hypothesis import given
from hypothesis import strategies as st

from core.organisation.fence import Point, beyond
from core.organisation.fence_index import FenceIndex
from tests.core.ground import OFFICE, away, circle, square

GRID = [
    circle(away(away(OFFICE, 700 * row, 0), 700 * column, 90), 100, f"{row}/{column}")
    for row in range(50)
    for column in range(50)
]
SMALL = [*GRID[::31], square(away(OFFICE, 5000, 45), 400, 30)]
SMALL_INDEX = FenceIndex(tuple(SMALL))


@given(st.floats(0, 35_000), st.floats(0, 35_000), st.floats(0, 2000))
def test_the_index_finds_what_measuring_every_fence_finds(
    north: float, east: float, reach: float
) -> None:
    point = away(away(OFFICE, north, 0), east, 90)
    found = SMALL_INDEX.around(point, reach)
    assert set(found) == {fence for fence in SMALL if beyond(fence, point) <= reach}
    assert list(found) == sorted(found, key=lambda fence: beyond(fence, point))
    nearest = SMALL_INDEX.nearest(point)
    assert nearest is not None
    assert beyond(nearest, point) == min(beyond(fence, point) for fence in SMALL)


def test_a_reach_of_zero_finds_the_fences_around_the_point() -> None:
    index = FenceIndex((circle(), square(away(OFFICE, 1000, 0))))
    assert [fence.code for fence in index.around(away(OFFICE, 99, 10), 0)] == ["A"]
    assert index.around(away(OFFICE, 101, 10), 0) == ()
    assert [fence.code for fence in index.around(away(OFFICE, 899, 0), 2)] == ["S"]


def test_an_empty_index_finds_nothing() -> None:
    index = FenceIndex(())
    assert index.nearest(OFFICE) is None
    assert index.around(OFFICE, 1_000_000) == ()


def test_a_point_at_the_pole_breaks_nothing() -> None:
    index = FenceIndex((circle(),))
    assert index.around(Point(90, 0), 1000) == ()
    assert index.nearest(Point(-90, 0)) == circle()


def test_ten_thousand_fences_cost_no_more_than_a_hundred() -> None:
    near = GRID[:2] + GRID[50:52]
    spread = [
        circle(Point(-8 + row * 0.1, 100 + column * 0.3))
        for row in range(100)
        for column in range(100)
    ]
    alone, crowded = FenceIndex(tuple(near)), FenceIndex((*near, *spread))
    assert len(crowded.fences) > 10_000
    assert alone.candidates(OFFICE, 500) == crowded.candidates(OFFICE, 500)
    assert len(crowded.candidates(OFFICE, 1000)) <= 4
