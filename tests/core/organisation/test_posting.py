"""Where somebody may attend around a transfer, day by day (Pasal 8 ayat (4), AMB-09)."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.posting import Posting, Workplace, office_on, workplaces

HIRED = Posting(date(2024, 1, 1), "setda")
MOVED = Posting(date(2026, 3, 2), "dinkes")
AGAIN = Posting(date(2026, 3, 5), "rsud")
BACK = Posting(date(2026, 3, 5), "setda")
PROMOTED = Posting(date(2026, 3, 5), "dinkes")
ON_LEAP_DAY = Posting(date(2028, 2, 24), "dinkes")

ONE_MOVE, TWO_MOVES = (HIRED, MOVED), (HIRED, MOVED, AGAIN)


def march(day: int) -> date:
    return date(2026, 3, day)


def told(places: tuple[Workplace, ...]) -> str:
    """`dinkes, setda-09`: the current office, then the old one with its last day."""
    return ", ".join(f"{p.office}-{p.until:%d}" if p.until else p.office for p in places)


WEEK = [
    ("BLG-8-4 not yet hired", (HIRED,), date(2023, 12, 31), ""),
    ("BLG-8-4 hired", (HIRED,), date(2024, 1, 1), "setda"),
    ("BLG-8-4 nobody's posting", (), march(2), ""),
    ("BLG-8-4 the day before TMT", ONE_MOVE, march(1), "setda"),
    ("BLG-8-4 TMT", ONE_MOVE, march(2), "dinkes, setda-09"),
    ("BLG-8-4 TMT + 7", ONE_MOVE, march(9), "dinkes, setda-09"),
    ("BLG-8-4 TMT + 8", ONE_MOVE, march(10), "dinkes"),
    ("AMB-09 a second move, the day before", TWO_MOVES, march(4), "dinkes, setda-09"),
    ("AMB-09 a second move, TMT", TWO_MOVES, march(5), "rsud, dinkes-12, setda-09"),
    ("AMB-09 first TMT + 7", TWO_MOVES, march(9), "rsud, dinkes-12, setda-09"),
    ("AMB-09 first TMT + 8", TWO_MOVES, march(10), "rsud, dinkes-12"),
    ("AMB-09 second TMT + 7", TWO_MOVES, march(12), "rsud, dinkes-12"),
    ("AMB-09 second TMT + 8", TWO_MOVES, march(13), "rsud"),
    ("AMB-09 back within the week", (*ONE_MOVE, BACK), march(5), "setda, dinkes-12"),
    ("AMB-09 back, and its week is over", (*ONE_MOVE, BACK), march(13), "setda"),
    ("AMB-09 a new post, not a new place", (*ONE_MOVE, PROMOTED), march(5), "dinkes, setda-09"),
    ("AMB-09 does not begin the week anew", (*ONE_MOVE, PROMOTED), march(10), "dinkes"),
    (
        "BLG-1-21 across a leap day, TMT + 7",
        (HIRED, ON_LEAP_DAY),
        date(2028, 3, 2),
        "dinkes, setda-02",
    ),
    ("BLG-1-21 across a leap day, TMT + 8", (HIRED, ON_LEAP_DAY), date(2028, 3, 3), "dinkes"),
]


@pytest.mark.parametrize(
    ("postings", "day", "expected"), [pytest.param(*facts, id=name) for name, *facts in WEEK]
)
def test_the_old_place_holds_seven_calendar_days_beyond_the_transfer(
    postings: tuple[Posting, ...], day: date, expected: str
) -> None:
    assert told(workplaces(postings, day, 7)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(march(1), "setda", id="KRA-6-3d the day before TMT"),
        pytest.param(march(2), "dinkes", id="KRA-6-3d TMT, KAM-13 no days of grace"),
        pytest.param(march(3), "dinkes", id="KRA-6-3d the day after"),
    ],
)
def test_where_the_law_gives_no_days_the_old_place_ends_with_the_transfer(
    day: date, expected: str
) -> None:
    assert told(workplaces(ONE_MOVE, day, None)) == expected


OFFICES = st.sampled_from(["setda", "dinkes", "rsud", "satpol"])
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))
LIVES = st.lists(st.builds(Posting, DAYS, OFFICES), unique_by=lambda posting: posting.since)


@given(LIVES, DAYS, st.integers(0, 30) | st.none(), st.randoms())
def test_the_order_of_the_records_does_not_matter(
    life: list[Posting], day: date, grace: int | None, chance: Random
) -> None:
    shuffled = sorted(life, key=lambda _: chance.random())
    assert workplaces(shuffled, day, grace) == workplaces(life, day, grace)


@given(LIVES, DAYS, st.integers(0, 30) | st.none())
def test_the_current_office_comes_first_and_only_the_others_run_out(
    life: list[Posting], day: date, grace: int | None
) -> None:
    places = workplaces(life, day, grace)
    begun = [posting for posting in life if posting.since <= day]
    assert [place.until is None for place in places] == [n == 0 for n in range(len(places))]
    assert len({place.office for place in places}) == len(places)
    if begun:
        assert places[0].office == max(begun, key=lambda posting: posting.since).office
    for place in places[1:]:
        assert day <= (place.until or date.min) <= day + timedelta(days=grace or 0)


@pytest.mark.parametrize(
    ("day", "office"),
    [(date(2023, 12, 31), None), (march(1), "setda"), (march(2), "dinkes"), (march(5), "rsud")],
)
def test_the_unit_of_somebody_is_the_one_office_they_are_posted_to(
    day: date, office: str | None
) -> None:
    """BLG-F-D "Unit Kerja :": where an old place stays valid for a week, too."""
    assert office_on(TWO_MOVES, day) == office
