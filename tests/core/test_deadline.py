"""A span runs day and night, and stands still while nobody could act (AMB-17)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.deadline import Outage, after
from tests.core.situations import FRIDAY, MONDAY, at

TWO_DAYS = timedelta(hours=48)
HOUR = timedelta(hours=1)
START = at(MONDAY, "08.00")


def outage(begins: float, ends: float) -> Outage:
    """In hours from the start."""
    return Outage(START + begins * HOUR, START + ends * HOUR)


def test_a_weekend_stops_nothing() -> None:
    """AMB-17: Friday 16.00 is over on Sunday 16.00."""
    assert after(at(FRIDAY, "16.00"), TWO_DAYS) == at(FRIDAY + timedelta(days=2), "16.00")


@pytest.mark.parametrize(
    ("outages", "hours"),
    [
        ([], 48),
        ([outage(1, 3)], 50),
        ([outage(-5, -1)], 48),
        ([outage(-5, 2)], 50),
        ([outage(48, 60)], 48),
        ([outage(47.5, 60)], 60.5),
        ([outage(1, 3), outage(2, 5)], 52),
        ([outage(1, 5), outage(2, 3)], 52),
        ([outage(1, 3), outage(3, 4)], 51),
        ([outage(40, 44), outage(50, 51)], 53),
    ],
    ids=[
        "none",
        "inside",
        "before",
        "it was on already",
        "it begins when all is over",
        "across the end",
        "two that overlap",
        "one in another",
        "two that touch",
        "the second only because of the first",
    ],
)
def test_an_outage_stops_the_clock(outages: list[Outage], hours: float) -> None:
    assert after(START, TWO_DAYS, outages) == START + hours * HOUR


minutes = st.integers(-3000, 6000).map(lambda count: START + timedelta(minutes=count))
spells = st.tuples(minutes, minutes).map(lambda pair: Outage(min(pair), max(pair)))


@given(st.lists(spells, max_size=8), st.integers(0, 4000))
def test_what_has_run_by_then_is_the_span(outages: list[Outage], count: int) -> None:
    """Counted the slow way, minute by minute; and in whatever order the register lists them."""
    due = after(START, timedelta(minutes=count), outages)
    assert due == after(START, timedelta(minutes=count), list(reversed(outages)))
    assert _minutes_run(START, due, outages) == count
    if count:
        assert not _stands_still(due - timedelta(minutes=1), outages)


def _minutes_run(since: datetime, until: datetime, outages: list[Outage]) -> int:
    count = int((until - since) / timedelta(minutes=1))
    moments = (since + timedelta(minutes=number) for number in range(count))
    return sum(not _stands_still(moment, outages) for moment in moments)


def _stands_still(moment: datetime, outages: list[Outage]) -> bool:
    return any(each.since <= moment < each.until for each in outages)
