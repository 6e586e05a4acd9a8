"""The bar behind /poin: as long as the points, and one sentence for what is still to be done."""

from dataclasses import replace

import pytest
from PIL import Image

from bot.pictures.canvas import Canvas
from bot.pictures.palette import GREEN, SAND, WHITE
from bot.pictures.progress import draw_progress, sentences, warning
from core.work.progress import Progress
from handlers.chat.format import grouped
from tests.bot.pictures.pixels import like, opened

LEFT, RIGHT = 36, 1044
BELOW = (0, 210, 1080, 480)
HALFWAY = Progress(target=6800, counted=3400, pending=680, reachable=9450, prorated=6800, pace=340)
REACHED = replace(HALFWAY, counted=6800, pace=0)
OVER = replace(HALFWAY, pace=None)


def bar(points: Progress) -> Image.Image:
    """The bar alone, drawn into a box that begins at 0."""
    canvas = Canvas.blank(1080, 480, WHITE)
    draw_progress(canvas, (LEFT, 0, RIGHT, 480), points, 12)
    return opened(canvas.png())


def green(points: Progress) -> int:
    return like(bar(points).crop((0, 120, 1080, 121)), GREEN)


def inked(points: Progress, top: int, bottom: int) -> tuple[int, int] | None:
    """Where the dark signs between two heights begin and end."""
    band = bar(points).crop((0, top, 1080, bottom)).convert("L")
    box = band.point([255 * (value < 70) for value in range(256)]).getbbox()
    return box and (box[0], box[2])


@pytest.mark.parametrize(
    ("counted", "length"),
    [(0, 0), (680, 101), (3400, 504), (6732, 998), (6800, 1008), (9999, 1008)],
)
def test_the_bar_is_as_long_as_the_counted_points(counted: int, length: int) -> None:
    """BLG-9-2: full with the last point of the target, and never longer."""
    assert abs(green(replace(HALFWAY, counted=counted, pending=0)) - length) <= 4


@pytest.mark.parametrize(
    ("counted", "pending", "ends"),
    [
        pytest.param(3400, 680, (540, 641), id="between counted and missing"),
        pytest.param(0, 680, (36, 137), id="nothing counted yet"),
        pytest.param(6120, 680, (943, 1044), id="just enough"),
        pytest.param(6120, 5000, (943, 1044), id="more than is missing"),
    ],
)
def test_what_is_pending_is_hatched_behind_it(
    counted: int, pending: int, ends: tuple[int, int]
) -> None:
    """AMB-15: shown apart."""
    points = replace(HALFWAY, counted=counted, pending=pending)
    found = inked(points, 100, 140)
    assert found is not None
    assert abs(found[0] - ends[0]) < 6
    assert abs(found[1] - ends[1]) < 6
    assert green(points) < 1008 * counted / 6800 + 4, "pending is not counted"


def test_nothing_is_hatched_once_the_target_is_reached() -> None:
    assert inked(replace(REACHED, pending=500), 100, 140) is None


@pytest.mark.parametrize(
    ("reachable", "middle"),
    [(6801, None), (6800, None), (6799, 1044), (6450, 992), (3400, 540), (0, 36)],
)
def test_what_working_hours_hold_is_marked_below_the_target(
    reachable: int, middle: int | None
) -> None:
    """AMB-13, on both sides of the border: above the bar there is only the mark."""
    found = inked(replace(HALFWAY, reachable=reachable), 84, 90)
    assert (found is None) == (middle is None)
    if found and middle:
        assert abs(sum(found) / 2 - middle) < 3


@pytest.mark.parametrize(
    ("points", "left", "said"),
    [
        pytest.param(HALFWAY, 12, "Perlu 340 poin per hari kerja, 12 hari kerja lagi.", id="pace"),
        pytest.param(
            replace(HALFWAY, counted=0, pace=1700),
            4,
            "Perlu 1.700 poin per hari kerja, 4 hari kerja lagi.",
            id="not begun",
        ),
        pytest.param(
            replace(HALFWAY, counted=6120, pending=679, pace=340),
            2,
            "Perlu 340 poin per hari kerja, 2 hari kerja lagi.",
            id="pending one short",
        ),
        pytest.param(
            replace(HALFWAY, counted=6120, pending=680, pace=340),
            2,
            "Perlu 340 poin per hari kerja, 2 hari kerja lagi.\n"
            "Target tercapai bila yang menunggu disetujui.",
            id="pending as much as missing",
        ),
        pytest.param(
            OVER, 0, "Hari kerja bulan ini sudah habis, kurang 3.400 poin.", id="no day left"
        ),
        pytest.param(
            replace(OVER, pending=4000),
            0,
            "Hari kerja bulan ini sudah habis, kurang 3.400 poin.\n"
            "Target tercapai bila yang menunggu disetujui.",
            id="no day left, pending enough",
        ),
        pytest.param(
            replace(HALFWAY, counted=6799, pending=0, pace=1),
            1,
            "Perlu 1 poin per hari kerja, 1 hari kerja lagi.",
            id="one missing",
        ),
        pytest.param(
            REACHED, 3, "Target bulan ini sudah tercapai. Terima kasih!", id="reached, days left"
        ),
        pytest.param(
            replace(REACHED, counted=9000, pace=None),
            0,
            "Target bulan ini sudah tercapai. Terima kasih!",
            id="reached, month over",
        ),
    ],
)
def test_the_pace_is_said_in_one_sentence(points: Progress, left: int, said: str) -> None:
    """BLG-9-2, AMB-15."""
    assert "\n".join(sentences(points, left)) == said


@pytest.mark.parametrize(
    ("reachable", "said"),
    [
        (6800, None),
        (6799, "Jam kerja bulan ini hanya 6.799 menit, kurang dari target 6.800."),
        (6450, "Jam kerja bulan ini hanya 6.450 menit, kurang dari target 6.800."),
        (0, "Jam kerja bulan ini hanya 0 menit, kurang dari target 6.800."),
    ],
)
def test_a_month_that_cannot_hold_the_target_says_so(reachable: int, said: str | None) -> None:
    """AMB-13."""
    found = " ".join(warning(replace(HALFWAY, reachable=reachable)))
    assert found == (f"{said} Ini bukan kekurangan Anda." if said else "")


def test_sentences_and_warning_are_drawn_below_the_bar() -> None:
    """AMB-13: the warning on a ground of its own."""
    assert bar(HALFWAY).crop(BELOW) != bar(replace(HALFWAY, pace=341)).crop(BELOW)
    assert like(bar(HALFWAY), SAND) == 0
    assert like(bar(replace(HALFWAY, reachable=6450)).crop(BELOW), SAND) > 50_000


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (6800, "6.800"), (1234567, "1.234.567")],
)
def test_numbers_are_written_the_indonesian_way(number: int, said: str) -> None:
    assert grouped(number) == said
