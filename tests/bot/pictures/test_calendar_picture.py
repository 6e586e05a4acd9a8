"""The calendar behind /poin: every sign in its own cell, the bar as long as the points."""

import math
from calendar import Calendar
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.pictures.calendar import MARGIN, PITCH, TOP, WIDTH, draw_month
from bot.pictures.palette import GREEN, INK, RUST, WHITE
from core.approvals.case import State
from core.law.regulation import read
from core.organisation.calendar import Duty
from core.organisation.regular_windows import regular_windows
from core.work.progress import Progress, progress
from handlers.chat.reply import UNUSED, Cell, Month
from tests.bot.pictures.pixels import like, opened
from tests.core.situations import BLG, a_calendar

APRIL = (2026, 4)  # thirty days from a Wednesday on
MONTHS = [
    pytest.param(2026, 6, 5, id="from Monday"),
    pytest.param(2026, 9, 5, id="from Tuesday"),
    pytest.param(2026, 4, 5, id="from Wednesday"),
    pytest.param(2026, 1, 5, id="from Thursday"),
    pytest.param(2026, 5, 5, id="from Friday"),
    pytest.param(2026, 8, 6, id="from Saturday, six weeks"),
    pytest.param(2026, 3, 6, id="from Sunday, six weeks"),
    pytest.param(2026, 2, 5, id="28 days in five weeks"),
    pytest.param(2027, 2, 4, id="28 days in four weeks"),
    pytest.param(2028, 2, 5, id="29 days"),
]
HALFWAY = Progress(target=6800, counted=3400, pending=680, reachable=9450, prorated=6800, pace=340)
REACHED = replace(HALFWAY, counted=6800, pace=0)
RAMADAN = replace(HALFWAY, reachable=6450)
OVER = replace(HALFWAY, pace=None)
WHOLE = Cell(date(2026, 4, 9), "TK", 1440, off=True, holiday=True, pending=True)
CODES = ("H", "A", "C", "S", "DL", "TK", "I", "-")
HOSTILE = [
    "",
    "W" * 80,
    "مكتب الحاكم",
    "😀🏛️👩🏽‍💼",
    "<b>Siti</b> & <script>alert(1)</script>",
    "e\u0301" * 80,
    "\u202eSiti\x00\n\t\u200b",
    "Siti Nurhaliza, S.Sos., M.A.P. " * 80,
]


def dates(year: int, month: int) -> list[date]:
    return [day for day in Calendar().itermonthdates(year, month) if day.month == month]


def page(
    year: int = 2026,
    month: int = 4,
    *changed: Cell,
    app: str = "Hadir Contoh",
    name: str = "Siti Rahmawati",
    today: date = date(2020, 1, 1),
    points: Progress = HALFWAY,
) -> Month:
    own = {cell.date: cell for cell in changed}
    cells = (own.get(day) or Cell(day, off=day.weekday() > 4) for day in dates(year, month))
    return Month(app, name, today, tuple(cells), points)


def drawn(page: Month) -> Image.Image:
    return opened(draw_month(page))


def places(year: int, month: int) -> Iterator[tuple[int, tuple[int, int, int, int]]]:
    """Each day number of the sheet and its place, 0 where a week leaves the month."""
    for row, week in enumerate(Calendar().monthdayscalendar(year, month)):
        for column, day in enumerate(week):
            left, top = MARGIN + PITCH[0] * column, TOP + PITCH[1] * row
            yield day, (left, top, left + PITCH[0], top + PITCH[1])


def place(day: date) -> tuple[int, int, int, int]:
    return dict(places(day.year, day.month))[day.day]


def differing(one: Month, other: Month) -> tuple[int, int, int, int] | None:
    """The part of the two sheets, without what lies below them, that is not the same."""
    weeks = len(Calendar().monthdayscalendar(one.today.year, one.today.month))
    sheet = (0, 0, WIDTH, TOP + weeks * PITCH[1])
    found = ImageChops.difference(drawn(one).crop(sheet), drawn(other).crop(sheet)).convert("L")
    return found.point([255 * (value > 20) for value in range(256)]).getbbox()


@pytest.mark.parametrize(("year", "month", "weeks"), MONTHS)
def test_every_date_stands_under_its_weekday(year: int, month: int, weeks: int) -> None:
    """Coded on every second date: green there, not elsewhere, nothing outside the month."""
    coded = [Cell(day, "H") for day in dates(year, month) if day.day % 2]
    image = drawn(page(year, month, *coded))
    found = list(places(year, month))
    assert len(found) == 7 * weeks
    for day, box in found:
        cell = image.crop(box)
        assert (like(cell, GREEN) > 500) == (day % 2 == 1), day
        assert (like(cell, WHITE) == cell.width * cell.height) == (day == 0), day


@pytest.mark.parametrize(("year", "month", "weeks"), MONTHS)
def test_the_sheet_is_as_high_as_its_weeks(year: int, month: int, weeks: int) -> None:
    five = drawn(page()).height
    assert drawn(page(year, month)).height == five + (weeks - 5) * PITCH[1]


@pytest.mark.parametrize("day", [1, 5, 6, 18, 30])
@pytest.mark.parametrize(
    "change",
    [
        {"code": "A"},
        {"code": "DL"},
        {"code": None},
        {"points": 0},
        {"points": 451},
        {"off": True},
        {"holiday": True},
        {"pending": True},
        {"code": None, "off": True, "holiday": True},
    ],
    ids=str,
)
def test_what_changes_on_one_date_changes_its_own_cell(change: dict[str, object], day: int) -> None:
    cell = Cell(date(2026, 4, day), "H", 450)
    other = replace(cell, **change)  # type: ignore[arg-type] # rows of the table
    someday = date(2026, 4, 15)
    box = differing(page(*APRIL, cell, today=someday), page(*APRIL, other, today=someday))
    assert box is not None
    left, top, right, bottom = place(cell.date)
    assert left <= box[0] < box[2] <= right
    assert top <= box[1] < box[3] <= bottom


def test_today_is_framed() -> None:
    box = differing(page(today=date(2026, 4, 9)), page(today=date(2026, 4, 10)))
    left, top, _, bottom = place(date(2026, 4, 9))
    right = place(date(2026, 4, 10))[2]
    assert box is not None
    assert box[0] - left < 8
    assert right - box[2] < 8
    assert top <= box[1] < box[3] <= bottom


def test_only_a_holiday_without_duty_reads_libur() -> None:
    """A shift that works on a holiday has its hours."""
    left, top, right, bottom = place(WHOLE.date)
    free, working = (
        drawn(page(*APRIL, Cell(WHOLE.date, holiday=True, off=off))).crop(
            (left + 60, top, right, bottom)
        )
        for off in (True, False)
    )
    assert like(free, RUST) > 50
    assert like(working, RUST) == 0


@pytest.mark.parametrize(
    ("codes", "pending", "rows"),
    [((), False, 0), (("H",), False, 1), ((), True, 1), (("?",), False, 0), (CODES, False, 2)],
)
def test_the_legend_explains_the_signs_of_the_month_and_no_others(
    codes: tuple[str, ...], *, pending: bool, rows: int
) -> None:
    cells = (Cell(date(2026, 4, 1 + turn), code) for turn, code in enumerate(codes))
    waiting = Cell(date(2026, 4, 30), pending=pending)
    assert drawn(page(*APRIL, *cells, waiting)).height == drawn(page()).height + 56 * rows


def test_a_recap_of_attendance_ends_with_its_legend() -> None:
    """Without points nothing stands below, and what is hatched is not final instead of waiting."""
    waiting = Cell(date(2026, 4, 30), pending=True)
    recap, points = (replace(page(*APRIL, waiting), progress=each) for each in (None, HALFWAY))
    ends = TOP + 5 * PITCH[1] + 17
    assert drawn(recap).height == ends + 56 + 16
    assert drawn(points).height > drawn(recap).height + 100
    legends = [drawn(each).crop((0, ends, WIDTH, ends + 56)) for each in (recap, points)]
    assert legends[0] != legends[1]


def test_a_sign_stays_within_its_frame() -> None:
    """AMB-52: of all of them "belum memakai" is the widest."""
    _, top, right, _ = place(WHOLE.date)
    image = drawn(page(*APRIL, Cell(WHOLE.date, UNUSED)))
    frame = (right - 3 - 72, top + 3 + 11, right - 3 - 11, top + 3 + 57)
    assert like(image.crop(frame), INK) > 300
    inside = (frame[0] + 4, frame[1] + 12, frame[0] + 8, frame[3] - 12)
    assert like(image.crop(inside), WHITE) == 4 * (inside[3] - inside[1])


def test_a_day_before_the_first_use_is_not_left_to_work_on() -> None:
    """AMB-52: as the pace has it."""
    early = Cell(date(2026, 4, 30), UNUSED)
    thursday = replace(page(*APRIL, early), today=date(2026, 4, 29))
    assert (thursday.left, replace(page(), today=date(2026, 4, 29)).left) == (1, 2)


def test_kinds_of_days_are_told_apart_in_greyscale() -> None:
    """Present, on duty elsewhere, excused, absent: the ground left of the letters."""
    greys = []
    for code in ("H", "DL", "C", "A"):
        left, top, _, _ = place(WHOLE.date)
        found = drawn(page(*APRIL, Cell(WHOLE.date, code))).convert("L")
        greys.append(found.crop((left + 75, top + 24, left + 76, top + 25)).tobytes()[0])
    assert all(b - a > 25 for a, b in pairwise(greys)), greys


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_the_picture_or_leaves_its_line(name: str) -> None:
    today = date(2026, 4, 9)
    box = differing(page(name=name, app=name, today=today), page(name="", app="", today=today))
    assert box is None or (box[0] >= MARGIN - 4 and box[2] <= WIDTH - MARGIN + 4 and box[3] < 160)


def test_letters_that_the_font_does_not_know_leave_no_trace() -> None:
    strange, known = "😀 Siti\u202e مكتب", "Siti"
    assert draw_month(page(app=strange, name=strange)) == draw_month(page(app=known, name=known))


@settings(max_examples=15, deadline=None)
@given(
    st.text(max_size=80),
    st.sampled_from([HALFWAY, REACHED, RAMADAN, OVER]),
    st.integers(0, 99_999),
    st.integers(0, 99_999),
    st.lists(st.none() | st.sampled_from(CODES), min_size=30, max_size=30),
    st.integers(0, 44_640),
)
def test_nothing_leaves_the_margins(
    name: str, points: Progress, counted: int, pending: int, codes: list[str | None], done: int
) -> None:
    coded = zip(dates(*APRIL), codes, strict=True)
    cells = [replace(WHOLE, date=day, code=code, points=done) for day, code in coded]
    points = replace(points, counted=counted, pending=pending)
    image = drawn(page(*APRIL, *cells, name=name, points=points))
    for left, right in ((0, MARGIN - 6), (WIDTH - MARGIN + 6, WIDTH)):
        edge = image.crop((left, 176, right, image.height))
        assert like(edge, WHITE) == edge.width * edge.height
    foot = image.crop((0, image.height - 12, WIDTH, image.height))
    assert like(foot, WHITE) == foot.width * foot.height


def test_the_fullest_month_stays_below_200_000_bytes() -> None:
    days = dates(2026, 8)
    cells = (replace(WHOLE, date=day, code=CODES[day.day % 8]) for day in days)
    points = replace(RAMADAN, counted=2, pending=6797)
    full = page(2026, 8, *cells, app="W" * 80, name="&" * 80, today=days[7], points=points)
    drawn(full)


def test_pictures_drawn_at_once_are_the_same_as_one_by_one() -> None:
    pages = [page(2026, month, today=date(2026, month, 7)) for month in range(1, 9)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(draw_month, pages)) == [draw_month(page) for page in pages]


def test_the_warning_makes_the_picture_higher() -> None:
    """AMB-13: it is drawn, and below everything else."""
    with_warning, without = drawn(page(points=RAMADAN)), drawn(page())
    assert with_warning.height > without.height + 100


@pytest.mark.parametrize(
    ("today", "left"),
    [
        pytest.param(date(2026, 3, 31), 22, id="not begun"),
        pytest.param(date(2026, 4, 1), 22, id="the first"),
        pytest.param(date(2026, 4, 2), 21, id="the second"),
        pytest.param(date(2026, 4, 4), 19, id="a Saturday"),
        pytest.param(date(2026, 4, 30), 1, id="the last"),
        pytest.param(date(2026, 5, 1), 0, id="over"),
    ],
)
def test_the_days_left_are_those_that_the_pace_is_counted_with(today: date, left: int) -> None:
    """BLG-9-2: the sheet and core.work.activity agree."""
    regulation, duty = read(BLG), (Duty(date(2023, 1, 1), "lima-hari"),)
    law = a_calendar()
    sheet = page(today=today)
    assert sheet.left == left
    hours = [
        law.hours(cell.date, duty, (), regular_windows(regulation, cell.date))
        for cell in sheet.cells
    ]
    found = progress(regulation, hours, [(today, State.APPROVED, 1)], today, {})
    assert found.pace == (math.ceil(6799 / left) if left else None)
