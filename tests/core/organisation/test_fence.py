"""Points, fences, and distances against geodesics."""

import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.fence import Fence, Point, bearing, beyond, compass, distance, metres_between
from tests.core.ground import EARTH, OFFICE, away, circle, directions, points, square


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
    assert metres_between(centre, point) == pytest.approx(metres, rel=0.005)


@given(points, st.floats(1, 50_000), directions)
def test_distance_is_the_same_there_and_back(start: Point, metres: float, direction: float) -> None:
    end = away(start, metres, direction)
    there, back = distance(circle(start), end), distance(circle(end), start)
    assert there == pytest.approx(back, rel=0.005)
    assert metres_between(start, end) == pytest.approx(metres_between(end, start), rel=1e-9)


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
