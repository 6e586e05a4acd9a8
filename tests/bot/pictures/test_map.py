"""The map shows the right things in the right place, and no name or distance breaks it."""

import io
import math
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyproj import Geod

from bot.pictures.canvas import width_of
from bot.pictures.lettering import fitting, metres, plain
from bot.pictures.map import HEIGHT, WIDTH, draw_map
from bot.pictures.palette import BLUE, GREEN
from bot.pictures.view import FRAME, View, looking_at, step
from core.organisation.fence import Fence, Plane, Point

EARTH = Geod(ellps="WGS84")
OFFICE = Point(2.8371, 117.3653)
NAME = "Kantor Bupati Bulungan"


def away(metres: float, direction: float) -> Point:
    longitude, latitude, _ = EARTH.fwd(OFFICE.longitude, OFFICE.latitude, direction, metres)
    return Point(latitude, longitude)


def circle(name: str = NAME, radius: float = 100, centre: Point = OFFICE) -> Fence:
    return Fence("KB", name, centre, radius)


# A ward around a court: with its margin the ring closes and leaves a hole in the middle.
COURT = Fence(
    "C",
    "Puskesmas",
    OFFICE,
    12,
    (
        *(away(100, turn) for turn in range(5, 356, 10)),
        *(away(60, turn) for turn in range(355, 4, -10)),
    ),
)


def opened(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture))
    assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
    assert len(picture) < 200_000
    return image.convert("RGB")


def seen(image: Image.Image, spot: tuple[float, float]) -> tuple[int, ...]:
    found = image.getpixel((round(spot[0]), round(spot[1])))
    assert isinstance(found, tuple)
    return found


def near(image: Image.Image, spot: tuple[float, float], colour: tuple[int, ...]) -> bool:
    return math.dist(seen(image, spot), colour[:3]) < 24


@pytest.mark.parametrize("direction", range(0, 360, 30))
@pytest.mark.parametrize("distance", [40, 103, 130, 340, 3_000, 30_000])
def test_the_person_is_where_the_person_is(distance: float, direction: float) -> None:
    point = away(distance, direction)
    image = opened(draw_map([circle()], point, 12.0, caption=NAME))
    assert near(image, looking_at(circle(), point, 12.0).spot(point), BLUE)


@pytest.mark.parametrize("direction", [0, 90, 200, 300])
def test_a_distant_place_becomes_a_marker(direction: float) -> None:
    point = away(30_000, direction)
    image = opened(draw_map([circle()], point, None, caption=NAME))
    assert near(image, looking_at(circle(), point, None).spot(OFFICE), GREEN)


@pytest.mark.parametrize("accuracy", [None, 5.0, 150.0, 1500.0, 1e9, math.nan, -1.0])
@pytest.mark.parametrize("distance", [0, 100, 400, 30_000])
def test_place_and_person_are_always_whole_in_the_frame(
    distance: float, accuracy: float | None
) -> None:
    point = away(distance, 250)
    view = looking_at(circle(), point, accuracy)
    left, top, right, bottom = FRAME
    for spot in (point, *(away(100, turn) for turn in range(0, 360, 45))):
        x, y = view.spot(spot)
        assert left + 100 < x < right - 100
        assert top + 100 < y < bottom - 100


@pytest.mark.parametrize(
    ("fences", "point"),
    [
        pytest.param([], OFFICE, id="no place at all"),
        pytest.param([circle()], OFFICE, id="in the very centre"),
        pytest.param([circle()], away(100.0001, 40), id="a hair outside"),
        pytest.param([circle(radius=0.5)], away(3, 40), id="a tiny place"),
        pytest.param([circle(radius=20_000)], away(20_003, 40), id="a huge place"),
        pytest.param([COURT], OFFICE, id="in a court"),
        pytest.param([COURT], away(300, 20), id="before a polygon"),
        pytest.param([circle()], Point(-90, 0), id="at the pole"),
        pytest.param([circle(), circle(), circle()], away(150, 9), id="the same place thrice"),
        pytest.param(
            [circle(radius=20 + turn, centre=away(turn * 9, turn * 31)) for turn in range(60)],
            away(200, 100),
            id="sixty places",
        ),
    ],
)
@pytest.mark.parametrize("accuracy", [None, 30.0, 1500.0])
def test_every_situation_gives_a_picture(
    fences: list[Fence], point: Point, accuracy: float | None
) -> None:
    opened(draw_map(fences, point, accuracy, caption=NAME))


def test_a_court_inside_a_polygon_is_not_painted_as_part_of_it() -> None:
    point = away(300, 90)
    image = opened(draw_map([COURT], point, None, caption="Puskesmas"))
    view = looking_at(COURT, point, None)

    def green(spot: tuple[float, float]) -> int:
        red, much, _ = seen(image, spot)
        return much - red

    assert green(view.spot(away(80, 45))) > 30
    assert green(view.spot(away(8, 45))) < 10


@pytest.mark.parametrize(
    "name",
    [
        "",
        "مكتب الحاكم",
        "😀🏛️👩🏽‍💼",
        "<b>Kantor</b> & <script>alert(1)</script>",
        "x" * 4000,
        "Kantor " * 600,
        "e\u0301" * 300,
        "\u202eKantor\x00\n\t\u200b",
    ],
)
def test_no_name_breaks_the_picture(name: str) -> None:
    opened(draw_map([circle(name)], away(300, 10), 20.0, caption=name))


@settings(max_examples=25, deadline=None)
@given(st.text(), st.floats(-90, 90), st.floats(-180, 180), st.none() | st.floats())
def test_nothing_breaks_the_picture(
    name: str, latitude: float, longitude: float, accuracy: float | None
) -> None:
    opened(draw_map([circle(name)], Point(latitude, longitude), accuracy, caption=name))


def test_pictures_drawn_at_once_are_the_same_as_one_by_one() -> None:
    points = [away(100 + turn * 40, turn * 30) for turn in range(8)]

    def picture(point: Point) -> bytes:
        return draw_map([circle()], point, 20.0, caption=NAME)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(picture, points)) == [picture(point) for point in points]


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Kantor Bupati", "Kantor Bupati"),
        ("Café — “Pagi”", "Cafe - “Pagi”"),
        ("  dua\n\tbaris ", "dua baris"),
        ("Kantor 😀 Desa", "Kantor Desa"),
        ("مكتب", ""),
        ("\u202ea\x00b\u200b", "ab"),
        ("n" * 4000, "n" * 200),
    ],
)
def test_only_what_the_font_can_draw_is_drawn(written: str, drawn: str) -> None:
    assert plain(written) == drawn


@given(st.text("abc WM", max_size=200), st.floats(0, 900))
def test_a_shortened_text_fits_and_says_that_it_is_shortened(text: str, room: float) -> None:
    def wide(words: str) -> float:
        return 10.0 * len(words)

    short = fitting(text, room, wide)
    assert wide(short) <= room
    assert short in {text, ""} or (short.endswith("…") and text.startswith(short[:-1]))


def test_bold_words_are_wider() -> None:
    assert 0 < width_of("Kantor", 30) < width_of("Kantor", 30, bold=True)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.2, "1 m"),
        (3, "3 m"),
        (340.4, "340 m"),
        (999.4, "999 m"),
        (999.6, "1 km"),
        (1234, "1,2 km"),
        (9949, "9,9 km"),
        (9951, "10 km"),
        (30_000, "30 km"),
        (1_000_000, "1000 km"),
    ],
)
def test_distances_are_said_the_indonesian_way(value: float, said: str) -> None:
    assert metres(value) == said


@given(st.floats(0.05, 100_000))
def test_the_scale_bar_is_a_round_number_of_a_handy_length(scale: float) -> None:
    size = step(View(Plane.around(OFFICE), (0, 0), scale))
    assert 79 < size / scale <= 200.0000001
    assert f"{size:e}"[0] in "125"
