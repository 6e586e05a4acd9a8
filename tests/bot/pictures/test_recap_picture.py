"""The picture of an office's month: every sign in its own square, readable in a phone's width."""

from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from bot.pictures.palette import GREEN, INK, SAND, SKY, WHITE
from bot.pictures.recap import LINE, TOP, WIDTH, box_of, draw_recap
from core.month.dates import month_of
from handlers.chat.reply import MEANINGS, RecapLine, RecapPage
from handlers.texts.recap_page import PAGE_PEOPLE
from tests.bot.pictures.pixels import like, opened
from tests.bot.pictures.test_calendar_picture import HOSTILE

OCTOBER = date(2026, 10, 1)
NAME = "Dr. H. Awang Contoh Namapanjang Sekali, S.STP., M.Si."


def line(name: str = "Siti", first: date = OCTOBER, **codes: str) -> RecapLine:
    """`d3="H"` is the third of the month."""
    days = [day.day for day in month_of(first)]
    return RecapLine(name, tuple(codes.get(f"d{day}", "") for day in days))


def page(*lines: RecapLine, first: date = OCTOBER) -> RecapPage:
    return RecapPage("E-Presensi Contoh", "Dinas Contoh", first, first, lines)


def square(image: Image.Image, made: RecapPage, number: int, day: int) -> Image.Image:
    left, top, right, bottom = box_of(made, number, made.first.replace(day=day))
    return image.crop((round(left), round(top), round(right), round(bottom)))


@pytest.mark.parametrize("first", [date(2026, 2, 1), date(2028, 2, 1), date(2026, 4, 1), OCTOBER])
def test_each_date_has_a_square_for_each_person(first: date) -> None:
    days = [day.day for day in month_of(first)]
    odd = line(first=first, **{f"d{day}": "H" for day in days if day % 2})
    even = line(first=first, **{f"d{day}": "H" for day in days if not day % 2})
    made = page(odd, even, first=first)
    image = opened(draw_recap(made))
    for day in days:
        for number in (0, 1):
            filled = like(square(image, made, number, day), GREEN) > 200
            assert filled == (day % 2 != number), (number, day)


@pytest.mark.parametrize(
    ("code", "colour"),
    [("H", GREEN), ("DL", SKY), ("TK", SKY), ("C", SAND), ("S", SAND), ("I", SAND), ("A", WHITE)],
)
def test_a_sign_has_the_colour_that_it_has_in_the_calendar(
    code: str, colour: tuple[int, ...]
) -> None:
    made = page(line(d5=code))
    assert like(square(opened(draw_recap(made)), made, 0, 5), colour) > 200


def test_signs_differ_without_their_colours() -> None:
    """For whoever sees none, and for a photocopy."""
    seen = set()
    for code in MEANINGS:
        made = page(line(d5=code))
        grey = square(opened(draw_recap(made)), made, 0, 5).convert("1")
        seen.add(grey.tobytes())
    assert len(seen) == len(MEANINGS)


def test_days_off_and_what_may_change_are_seen() -> None:
    made = page(replace(line(d5="H", d6="H"), off=(3,), pending=(6,)))
    image = opened(draw_recap(made))
    plain, off = (like(square(image, made, 0, day), WHITE) for day in (2, 3))
    assert plain > 500 > off
    final, waiting = (like(square(image, made, 0, day), GREEN) for day in (5, 6))
    assert waiting < final


@pytest.mark.parametrize("code", [code for code in MEANINGS if code != "H"])
def test_the_sign_of_a_day_that_may_change_is_whole(code: str) -> None:
    """The hatching covers no part of a letter: I and S look alike without their feet."""
    made = page(replace(line(d6=code), pending=(6,)))
    sign = square(opened(draw_recap(made)), made, 0, 6)
    letter, between = sign.crop((5, 5, 27, 33)), sign.crop((5, 33, 27, 35))
    assert like(letter, INK) > 10
    assert like(between, INK) == 0


def test_the_totals_of_a_person_stand_beside_their_name() -> None:
    strip = (WIDTH // 2, TOP, WIDTH, TOP + 40)
    without, with_one = (
        opened(draw_recap(page(each))).crop(strip) for each in (line(), line(d5="A"))
    )
    assert like(without, WHITE) > like(with_one, WHITE)


@pytest.mark.parametrize("count", [0, 1, PAGE_PEOPLE])
def test_a_picture_is_as_high_as_its_people_need(count: int) -> None:
    made = page(*[line(NAME, d5="DL", d6="BM") for _ in range(count)])
    image = opened(draw_recap(made))
    assert TOP + count * LINE < image.height < TOP + count * LINE + 300
    assert image.height <= 2000  # a phone shows it without cutting it


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_the_picture(name: str) -> None:
    made = RecapPage(name, name, OCTOBER, OCTOBER, (line(name, d5="H"),), 1, 99)
    image = opened(draw_recap(made))
    assert like(square(image, made, 0, 5), GREEN) > 200


def test_a_full_page_of_signs_is_small_enough_to_send() -> None:
    codes = tuple(MEANINGS)
    lines = [
        RecapLine(f"{NAME} {n}", tuple(codes[(n + d) % len(codes)] for d in range(31)), (), (1, 2))
        for n in range(PAGE_PEOPLE)
    ]
    opened(draw_recap(page(*lines)))
