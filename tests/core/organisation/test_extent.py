"""How far a region reaches: inside, on the border, outside; and borders that are none."""

import pytest

from core.organisation.extent import Extent
from core.organisation.fence import Point
from core.organisation.region import RegionError, load_region
from tests.office import region_file

_CORNERS = ((2.0, 117.0), (2.0, 118.0), (3.0, 118.0), (3.0, 117.0))
SQUARE = tuple(Point(*corner) for corner in _CORNERS)


@pytest.mark.parametrize(
    ("latitude", "longitude", "inside"),
    [
        (2.5, 117.5, True),
        (2.0, 117.5, True),
        (3.0, 118.0, True),
        (1.9999, 117.5, False),
        (2.5, 118.0001, False),
        (-2.5, 117.5, False),
    ],
)
def test_the_border_itself_is_inside(latitude: float, longitude: float, *, inside: bool) -> None:
    """KRA-9B-2a: dalam Daerah."""
    assert Extent(SQUARE).holds(Point(latitude, longitude)) is inside


CROSSED = (SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3])


@pytest.mark.parametrize(
    "corners", [(), SQUARE[:2], (SQUARE[0],) * 4, CROSSED], ids=["none", "two", "one", "crossed"]
)
def test_what_is_no_simple_border_is_refused(corners: tuple[Point, ...]) -> None:
    with pytest.raises(ValueError, match="border"):
        Extent(corners)


def test_a_region_file_may_say_how_far_it_reaches() -> None:
    assert load_region(region_file(), "daerah.toml").extent is None
    border = "batas_wilayah = [[2.0, 117.0], [2.0, 118.0], [3.0, 118.0], [3.0, 117.0]]\n"
    assert load_region(region_file() + border, "daerah.toml").extent == Extent(SQUARE)


@pytest.mark.parametrize(
    "border",
    ["[[2.0, 117.0], [2.0, 118.0]]", "[[95.0, 117.0], [2.0, 118.0], [3.0, 118.0]]", "[]"],
)
def test_a_border_that_is_none_is_named(border: str) -> None:
    with pytest.raises(RegionError, match="batas_wilayah: harus paling sedikit tiga titik"):
        load_region(f"{region_file()}batas_wilayah = {border}\n", "daerah.toml")
