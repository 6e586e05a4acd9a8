"""Distances against geodesics, and AMB-08 on both sides of each border."""

import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from core.fence import (
    Fence,
    FenceIndex,
    Point,
    Where,
    apart,
    bearing,
    beyond,
    compass,
    distance,
    known,
    locate,
)

EARTH = Geod(ellps="WGS84")
OFFICE = Point(2.8371, 117.3653)  # Tanjung Selor
CAP, POOR = 50.0, 200.0

latitudes = st.floats(-11, 8)
longitudes = st.floats(95, 141)
points = st.builds(Point, latitudes, longitudes)
directions = st.floats(0, 360)
accuracies = st.one_of(st.none(), st.floats(), st.floats(0, 2000))


def away(start: Point, metres: float, direction: float) -> Point:
    longitude, latitude, _ = EARTH.fwd(start.longitude, start.latitude, direction, metres)
    return Point(latitude, longitude)


def circle(centre: Point = OFFICE, radius: float = 100, code: str = "A") -> Fence:
    return Fence(code, "Kantor Bupati", centre, radius)


def square(centre: Point = OFFICE, half: float = 100, margin: float = 0) -> Fence:
    corners = tuple(away(centre, half * math.sqrt(2), turn) for turn in (45, 135, 225, 315))
    return Fence("S", "Halaman", centre, margin, corners)


@pytest.mark.parametrize("bad", [999, -999, math.nan, math.inf, -math.inf, True, "2.8", None, [2]])
def test_a_coordinate_that_is_no_place_on_earth_is_refused(bad: Any) -> None:
    with pytest.raises(ValueError, match="latitude"):
        Point(bad, 117)
    with pytest.raises(ValueError, match="longitude"):
        Point(2, bad)


@pytest.mark.parametrize(
    ("latitude", "longitude", "fine"),
    [
        (90, 180, True),
        (-90, -180, True),
        (90.0000001, 0, False),
        (-90.0000001, 0, False),
        (0, 180.0000001, False),
        (0, -180.0000001, False),
        (10**400, 0, False),
    ],
)
def test_the_earth_ends_at_its_borders(latitude: float, longitude: float, *, fine: bool) -> None:
    if fine:
        assert Point(latitude, longitude) == Point(latitude, longitude)
    else:
        with pytest.raises(ValueError, match="must be a number"):
            Point(latitude, longitude)


def test_minus_zero_and_whole_numbers_are_the_same_point() -> None:
    point = Point(-0.0, 0)
    assert repr(point) == "Point(latitude=0.0, longitude=0.0)"


def test_a_coordinate_never_stands_in_an_error_message() -> None:
    with pytest.raises(ValueError, match="latitude") as refused:
        Point(117.3653, 2.8371)
    assert "117" not in str(refused.value)


SOUTH, EAST = away(OFFICE, 200, 180), away(OFFICE, 200, 90)
CORNER, INNER = Point(SOUTH.latitude, EAST.longitude), away(OFFICE, 50, 135)


@pytest.mark.parametrize(
    ("radius", "corners"),
    [
        pytest.param(0, (), id="circle without a radius"),
        pytest.param(-1, (), id="negative"),
        pytest.param(math.nan, (), id="NaN"),
        pytest.param(math.inf, (), id="infinite"),
        pytest.param("100", (), id="text"),
        pytest.param(True, (), id="bool"),
        pytest.param(20_000.1, (), id="circle above 20 km"),
        pytest.param(-1, (OFFICE, SOUTH, EAST), id="negative margin"),
        pytest.param(0, (OFFICE, SOUTH), id="two corners"),
        pytest.param(0, (OFFICE, SOUTH, OFFICE, SOUTH), id="two corners, twice"),
        pytest.param(0, (OFFICE, SOUTH, away(OFFICE, 100, 180)), id="a line"),
        pytest.param(0, (OFFICE, CORNER, EAST, SOUTH), id="bow tie"),
        pytest.param(0, (OFFICE, SOUTH, away(OFFICE, 20_001, 90)), id="corner above 20 km"),
        pytest.param(20_000, (OFFICE, SOUTH, EAST), id="corner and margin above 20 km"),
    ],
)
def test_a_shape_that_is_no_fence_is_refused(radius: Any, corners: tuple[Point, ...]) -> None:
    with pytest.raises(ValueError, match=r"radius|polygon|farther"):
        Fence("A", "Kantor", OFFICE, radius, corners)


@pytest.mark.parametrize(
    ("radius", "corners"),
    [
        pytest.param(0.1, (), id="tiny circle"),
        pytest.param(20_000, (), id="circle of 20 km"),
        pytest.param(0, (OFFICE, SOUTH, EAST), id="triangle"),
        pytest.param(0, (OFFICE, SOUTH, EAST, OFFICE), id="closed ring"),
        pytest.param(0, (OFFICE, SOUTH, INNER, EAST), id="hollow side"),
        pytest.param(0, (OFFICE, SOUTH, away(OFFICE, 19_990, 90)), id="corner below 20 km"),
    ],
)
def test_a_fence_may_be_any_simple_shape(radius: float, corners: tuple[Point, ...]) -> None:
    assert Fence("A", "Kantor", OFFICE, radius, corners).corners == corners


def test_equal_fences_are_equal_hashable_and_survive_pickling() -> None:
    assert {square(), square(), circle(), circle()} == {square(), circle()}
    copy = pickle.loads(pickle.dumps(square()))  # noqa: S301 - our own bytes
    assert distance(copy, SOUTH) == distance(square(), SOUTH)


@given(points, st.floats(1, 50_000), directions)
def test_distance_to_a_circle_is_the_geodesic(
    centre: Point, metres: float, direction: float
) -> None:
    point = away(centre, metres, direction)
    assert distance(circle(centre), point) == pytest.approx(metres, rel=0.005)
    assert apart(centre, point) == pytest.approx(metres, rel=0.005)


@given(points, st.floats(1, 50_000), directions)
def test_distance_is_the_same_there_and_back(start: Point, metres: float, direction: float) -> None:
    end = away(start, metres, direction)
    there, back = distance(circle(start), end), distance(circle(end), start)
    assert there == pytest.approx(back, rel=0.005)
    assert apart(start, end) == pytest.approx(apart(end, start), rel=1e-9)


@given(points, st.floats(100, 50_000), directions)
def test_bearing_is_the_azimuth_of_the_geodesic(
    centre: Point, metres: float, direction: float
) -> None:
    point = away(centre, metres, direction)
    azimuth, _, _ = EARTH.inv(point.longitude, point.latitude, centre.longitude, centre.latitude)
    found = bearing(point, circle(centre))
    assert 0 <= found < 360
    assert abs(math.remainder(found - azimuth, 360)) < 0.5


@given(
    points, st.floats(10, 500), st.floats(0, 50), st.floats(0, 30_000), st.sampled_from(range(4))
)
def test_distance_to_a_square_is_the_distance_to_its_side(
    centre: Point, half: float, margin: float, metres: float, side: int
) -> None:
    fence = square(centre, half, margin)
    point = away(centre, half + metres, side * 90)
    assert distance(fence, point) == pytest.approx(metres, rel=0.005, abs=0.05)
    assert beyond(fence, point) == pytest.approx(max(0, metres - margin), rel=0.005, abs=0.3)


@given(points, st.floats(20, 500), st.floats(0, 3000), directions)
def test_a_polygon_of_many_corners_agrees_with_its_circle(
    centre: Point, radius: float, metres: float, direction: float
) -> None:
    corners = tuple(away(centre, radius, turn) for turn in range(0, 360, 5))
    rounded, point = Fence("P", "Bundar", centre, 0, corners), away(centre, metres, direction)
    assert beyond(rounded, point) == pytest.approx(
        beyond(circle(centre, radius), point), abs=radius * 0.005 + metres * 0.002
    )


@given(points, directions)
def test_the_poles_and_the_other_side_of_the_earth_are_just_far(
    centre: Point, direction: float
) -> None:
    far = away(centre, 15_000_000, direction)
    assert beyond(circle(centre), far) > 1_000_000
    assert beyond(square(centre), Point(90, 0)) > 1_000_000


def test_the_antimeridian_is_crossed_the_short_way() -> None:
    assert distance(circle(Point(0, 179.99)), Point(0, -179.99)) < 3000


@pytest.mark.parametrize(
    ("degrees", "wind"),
    [
        (0, "utara"),
        (22.4, "utara"),
        (22.6, "timur laut"),
        (67.4, "timur laut"),
        (67.6, "timur"),
        (112.6, "tenggara"),
        (180, "selatan"),
        (202.6, "barat daya"),
        (270, "barat"),
        (337.4, "barat laut"),
        (337.6, "utara"),
        (359.9, "utara"),
    ],
)
def test_the_compass_speaks_indonesian(degrees: float, wind: str) -> None:
    assert compass(degrees) == wind


@pytest.mark.parametrize(
    ("standing", "wind"), [(0, "selatan"), (90, "barat"), (180, "utara"), (225, "timur laut")]
)
@pytest.mark.parametrize("fence", [circle(), square(), square(margin=20)], ids=lambda f: f.code)
def test_the_way_back_leads_to_the_fence(fence: Fence, standing: float, wind: str) -> None:
    assert compass(bearing(away(OFFICE, 500, standing), fence)) == wind


def test_inside_a_polygon_the_bearing_leads_to_its_centre() -> None:
    assert bearing(away(OFFICE, 50, 0), square()) == pytest.approx(180, abs=0.1)


@pytest.mark.parametrize(
    ("accuracy", "metres"),
    [(None, None), (0.0, None), (-1.0, None), (math.nan, None), (math.inf, None), (0.1, 0.1)],
)
def test_nonsense_for_an_accuracy_is_unknown(accuracy: float | None, metres: float | None) -> None:
    assert known(accuracy) == metres


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
