"""A span runs day and night, and stands still while nobody could act (AMB-17)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.kinds import HolidayKind
from core.organisation.calendar import DAY, Calendar, Duty, Holiday, Hours
from core.organisation.deadline import Outage, after, after_working_days
from core.organisation.regular_windows import Windows
from tests.core.situations import FRIDAY, MONDAY, WIB, a_calendar, at

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


def works(schedule: str = "lima-hari", *holidays: date) -> Callable[[date], bool]:
    """The working days of an office, as its calendar has them."""
    kind = HolidayKind.COLLECTIVE
    calendar: Calendar = a_calendar(WIB, *(Holiday(day, "libur", kind) for day in holidays))
    duty = (Duty(date(2023, 1, 1), schedule),)
    return lambda day: isinstance(calendar.hours(day, (), duty, Windows(None, None)), Hours)


def last_date(event: datetime, working: Callable[[date], bool]) -> date:
    due = after_working_days(event, 5, working)
    assert due == datetime.combine(due.date(), time.max, WIB), "the day runs to its end"
    return due.date()


@pytest.mark.parametrize(
    ("rule", "event", "working", "last"),
    [
        ("KRA-9-6 a Monday", MONDAY, works(), MONDAY + 7 * DAY),
        ("KRA-9A-4 a Friday", FRIDAY, works(), FRIDAY + 7 * DAY),
        ("KRA-9B-3 a Sunday is day 0, too", MONDAY - DAY, works(), FRIDAY),
        ("KAM-02 a Saturday", MONDAY - 2 * DAY, works(), FRIDAY),
        ("KAM-02 an office with six days", MONDAY, works("enam-hari"), MONDAY + 5 * DAY),
        ("KAM-02 a holiday is none", MONDAY, works("lima-hari", FRIDAY), MONDAY + 8 * DAY),
        (
            "KAM-02 a holiday on a Sunday takes nothing",
            MONDAY,
            works("lima-hari", MONDAY + 6 * DAY),
            MONDAY + 7 * DAY,
        ),
        (
            "KAM-02 cuti bersama before and after",
            MONDAY,
            works("lima-hari", MONDAY + DAY, MONDAY + 7 * DAY),
            MONDAY + 9 * DAY,
        ),
    ],
)
def test_five_working_days_end_with_the_fifth(
    rule: str, event: date, working: Callable[[date], bool], last: date
) -> None:
    for clock in ("00.00.00", "07.15.00", "23.59.59"):
        assert last_date(at(event, clock, WIB), working) == last, rule


def test_an_outage_adds_to_working_days_what_it_took() -> None:
    event = at(MONDAY, "15.00", WIB)
    plain = after_working_days(event, 5, works())
    gone = Outage(at(FRIDAY, "10.00", WIB), at(FRIDAY, "13.00", WIB))
    assert after_working_days(event, 5, works(), [gone]) == plain + 3 * HOUR


def test_an_office_that_never_works_has_no_deadline() -> None:
    with pytest.raises(ValueError, match="no 5 working days"):
        after_working_days(at(MONDAY, "15.00", WIB), 5, lambda _: False)


@given(st.sets(st.integers(0, 30)), st.integers(1, 10))
def test_as_many_working_days_lie_between(holidays: set[int], count: int) -> None:
    def working(day: date) -> bool:
        return day.weekday() < 5 and (day - MONDAY).days not in holidays

    last = after_working_days(at(MONDAY, "08.00", WIB), count, working).date()
    between = [MONDAY + number * DAY for number in range(1, (last - MONDAY).days + 1)]
    assert sum(map(working, between)) == count
    assert working(last)
