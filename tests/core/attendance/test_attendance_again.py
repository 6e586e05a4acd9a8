"""A location too poor to tell is asked again, then decided, and counts from its first try."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.attendance.claim import Claim
from core.attendance.judge import Accepted, Outside, Unsure, judge
from core.organisation.calendar import DAY
from tests.core.situations import (
    LIVE,
    MASUK,
    MONDAY,
    PULANG,
    a_case,
    a_share,
    at,
    cited,
    said,
    tried,
)

SEVEN = at(MONDAY, "07.00")

# The first try at 07.29 was too poor to tell; these are the second ones.
AGAIN = [
    ("AMB-08 poor again, a moment later", 50, 300, "07.29.59", Unsure, None, None),
    ("AMB-08 poor again, having been asked", 50, 300, "07.30.00", MASUK, "07.29", True),
    ("AMB-08 poor again", 50, 300, "07.31.00", MASUK, "07.29", True),
    ("AMB-45 ten minutes", 50, 10, "07.39.00", MASUK, "07.29", True),
    ("AMB-08 good, and at the start", 50, 10, "07.30.00", MASUK, "07.29", False),
    ("AMB-08 good, and after the start", 50, 10, "07.31.00", MASUK, "07.29", True),
    ("AMB-08 edge", 119, 20, "07.30.00", MASUK, "07.29", True),
    ("AMB-08 now surely outside", 5000, 10, "07.31.00", Outside, None, None),
    ("AMB-08 now poor but far away", 5000, 300, "07.31.00", Outside, None, None),
]


@pytest.mark.parametrize(
    ("metres", "accuracy", "moment", "expected", "counted", "review"),
    [pytest.param(*facts, id=name) for name, *facts in AGAIN],
)
def test_a_second_try_is_decided_and_counts_from_the_first(
    metres: float,
    accuracy: float,
    moment: str,
    expected: object,
    counted: str | None,
    *,
    review: bool | None,
) -> None:
    sent, first = at(MONDAY, moment), at(MONDAY, "07.29")
    share = a_share(sent, metres, accuracy)
    verdict = judge(a_case(sent, MASUK, share=share, unsure_since=first))
    assert said(verdict) == expected
    if isinstance(verdict, Accepted):
        assert counted
        assert (verdict.at, verdict.late) == (at(MONDAY, counted), 0)
        assert verdict.review is review
        assert ("AMB-08" in cited(verdict)) is review


@pytest.mark.parametrize(
    ("message", "moment", "accuracy", "late", "review"),
    [
        pytest.param(LIVE, "07.39.01", 10, 10, False, id="AMB-45 after ten minutes"),
        pytest.param(LIVE, "15.50", 10, 500, False, id="AMB-45 in the afternoon"),
        pytest.param(LIVE, "07.39.01", 300, 10, True, id="AMB-08 poor after ten minutes"),
        pytest.param("12", "07.31.00", 10, 1, False, id="AMB-45 another share"),
        pytest.param("12", "07.29.30", 300, 0, True, id="AMB-08 a try is not a message's"),
        pytest.param("", "07.31.00", 10, 1, False, id="AMB-45 a single point"),
    ],
)
def test_a_first_try_keeps_its_time_for_ten_minutes_of_the_same_share(
    message: str, moment: str, accuracy: float, late: int, *, review: bool
) -> None:
    sent = at(MONDAY, moment)
    share = a_share(sent, 50, accuracy)
    case = a_case(sent, MASUK, share=share, unsure_since=at(MONDAY, "07.29"), message=message)
    verdict = judge(case)
    assert isinstance(verdict, Accepted)
    assert (verdict.at, verdict.late, verdict.review) == (sent, late, review)


@pytest.mark.parametrize("change", [{"date": MONDAY - DAY}, {"leg": PULANG}, {"duty": 2}])
def test_a_try_for_another_date_leg_or_duty_stamps_nothing(change: dict[str, Any]) -> None:
    """AMB-45: a vague fix on Monday makes nothing of Tuesday's."""
    other = Claim(MONDAY, 1, MASUK, LIVE, at(MONDAY, "07.29"), LIVE)
    sent = at(MONDAY, "07.31")
    for accuracy, expected in ((10, MASUK), (300, Unsure)):
        share = a_share(sent, 50, accuracy)
        verdict = judge(a_case(sent, MASUK, share=share, claims=(replace(other, **change),)))
        assert said(verdict) == expected
        if isinstance(verdict, Accepted):
            assert (verdict.at, verdict.late) == (sent, 1)


@pytest.mark.parametrize(
    ("moment", "review"),
    [
        pytest.param("18.30.00", False, id="BLG-8-2b,AMB-08 in time anyway"),
        pytest.param("18.30.01", True, id="BLG-8-2b,AMB-08 in time only by the first try"),
    ],
)
def test_a_pulang_tried_in_time_is_kept_in_time(moment: str, *, review: bool) -> None:
    sent, first = at(MONDAY, moment), at(MONDAY, "18.29")
    verdict = judge(a_case(sent, PULANG, unsure_since=first))
    assert isinstance(verdict, Accepted)
    assert (verdict.at, verdict.review) == (first, review)


def test_a_pulang_tried_in_the_last_second_is_kept_and_looked_at() -> None:
    """BLG-8-2b, AMB-08: 18.30.00 is still in time, and only the first try was."""
    last = at(MONDAY, "18.30.00")
    verdict = judge(a_case(last + timedelta(seconds=30), PULANG, unsure_since=last))
    assert isinstance(verdict, Accepted)
    assert (verdict.at, verdict.review) == (last, True)


def test_a_single_point_is_always_a_further_try() -> None:
    """AMB-08: whoever sends one more has been asked, however quickly it comes."""
    first = at(MONDAY, "07.29.00")
    sent = first + timedelta(seconds=10)
    poor = a_share(sent, 50, 300)
    verdict = judge(a_case(sent, MASUK, share=poor, message="", claims=tried(MONDAY, first, "")))
    assert isinstance(verdict, Accepted)
    assert (verdict.at, verdict.review) == (first, True)


def test_a_first_try_that_came_in_later_changes_nothing() -> None:
    verdict = judge(a_case(SEVEN, MASUK, unsure_since=SEVEN + timedelta(minutes=5)))
    assert isinstance(verdict, Accepted)
    assert verdict.at == SEVEN
