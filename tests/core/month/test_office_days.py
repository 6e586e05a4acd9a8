"""AMB-65: in which office's recap the days of somebody stand who moves within the month."""

from collections.abc import Collection, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.month.day_state import Day, Mark, State
from core.month.office_days import office_days, office_on
from core.organisation.calendar import DAY
from core.organisation.posting import Posting
from tests.core.situations import BLG, KRA, MONDAY, law

BEFORE = date(2020, 1, 6)
WEEK = [Day(MONDAY + n * DAY, State.PRESENT, Mark.PRESENT, False, ()) for n in range(5)]
STAYS = (Posting(BEFORE, "DINKES"),)
MOVES = (Posting(MONDAY + 2 * DAY, "SETDA"), Posting(BEFORE, "DINKES"))
RETURNS = (*MOVES, Posting(MONDAY + 4 * DAY, "DINKES"))
NEW = (Posting(MONDAY + 3 * DAY, "DINKES"),)


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize(
    ("rule", "postings", "offices", "counted", "moved"),
    [
        ("AMB-65 whoever stays", STAYS, {"DINKES"}, [0, 1, 2, 3, 4], False),
        ("AMB-65 of another office", STAYS, {"SETDA"}, [], False),
        ("AMB-65 the last day before moving", MOVES, {"DINKES"}, [0, 1], True),
        ("AMB-65 the first day after moving", MOVES, {"SETDA"}, [2, 3, 4], True),
        ("AMB-65 there and back", RETURNS, {"DINKES"}, [0, 1, 4], True),
        (
            "AMB-65 between two parts of one office",
            MOVES,
            {"DINKES", "SETDA"},
            [0, 1, 2, 3, 4],
            False,
        ),
        ("AMB-65 before the first posting", NEW, {"DINKES"}, [3, 4], True),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_day_stands_where_the_person_was(
    rule: str,
    name: str,
    postings: Sequence[Posting],
    offices: Collection[str],
    counted: list[int],
    moved: object,
) -> None:
    found = office_days(law(name), WEEK, postings, offices)
    assert [(day.date - MONDAY).days for day in found.days] == counted, rule
    assert found.moved is moved


def test_nobody_s_days_are_nobody_s() -> None:
    assert office_days(law(BLG), (), STAYS, {"DINKES"}).days == ()


dates = st.dates(date(2026, 3, 1), date(2026, 5, 31))
postings = st.lists(st.builds(Posting, dates, st.sampled_from(["A", "B", "C"])), max_size=6)


@given(postings)
def test_each_day_is_counted_in_exactly_one_office(some: list[Posting]) -> None:
    unique = list({each.since: each for each in some}.values())
    found = [office_days(law(BLG), WEEK, unique, {office}).days for office in "ABC"]
    counted = sorted(day.date for days in found for day in days)
    assert counted == [day.date for day in WEEK if office_on(unique, day.date)]
