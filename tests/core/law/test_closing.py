"""From which instant a month is closed, and which is the oldest that is not."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.closing import closed, closes_at, open_since
from core.organisation.calendar import DAY
from tests.core.situations import BLG, KRA, WIB, at, law, zone_of

SECOND = timedelta(seconds=1)
OPEN: list[tuple[str, str, datetime, date]] = [
    ("BLG-13-4 the fourth", BLG, at(date(2026, 5, 4), "23.59.59"), date(2026, 4, 1)),
    ("AMB-28 the fifth", BLG, at(date(2026, 5, 5), "00.00"), date(2026, 5, 1)),
    ("AMB-28 January", BLG, at(date(2026, 1, 5), "00.00"), date(2026, 1, 1)),
    ("KAM-23 the last of May", KRA, at(date(2026, 5, 31), "23.59.59", WIB), date(2026, 4, 1)),
    ("KAM-23 the first of June", KRA, at(date(2026, 6, 1), "00.00", WIB), date(2026, 5, 1)),
]


@pytest.mark.parametrize(
    ("name", "now", "expected"), [pytest.param(*row, id=rule) for rule, *row in OPEN]
)
def test_the_oldest_open_month(name: str, now: datetime, expected: date) -> None:
    assert open_since(law(name), now, zone_of(name)) == expected


def test_in_the_first_month_of_a_law_nothing_is_closed() -> None:
    assert open_since(law(BLG), at(date(2023, 11, 1), "00.00"), zone_of(BLG)) is None


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("name", [BLG, KRA])
@given(day=days)
def test_a_month_is_open_to_its_last_second(name: str, day: date) -> None:
    """Whatever the month: the second before it is among the open ones, and at the instant not."""
    closes = closes_at(law(name), day, zone_of(name))
    assert closes is not None
    assert day < closes.date() <= day + 62 * DAY
    before = open_since(law(name), closes - SECOND, zone_of(name))
    after = open_since(law(name), closes, zone_of(name))
    assert before is not None
    assert after is not None
    assert before <= day.replace(day=1) < after


@pytest.mark.parametrize(
    ("name", "day", "instant"),
    [(BLG, date(2026, 3, 31), date(2026, 4, 5)), (KRA, date(2026, 3, 31), date(2026, 5, 1))],
)
def test_a_writer_asks_by_the_month_of_the_fact(name: str, day: date, instant: date) -> None:
    """BLG-13-4, AMB-28, KAM-23: the last instant before, and the first after."""
    zone = zone_of(name)
    closes = at(instant, "00.00", zone)
    assert closed(law(name), day, closes - SECOND, zone) is None
    shut = closed(law(name), day, closes, zone)
    assert shut is not None
    assert (shut.month, shut.since) == (day.replace(day=1), closes)
    assert shut.ground.citation == law(name).laporan.revisi_sampai.on(day).citation
    assert closed(law(name), date(2026, 5, 2), closes, zone) is None


def test_a_date_before_the_law_has_no_month_that_could_close() -> None:
    assert closed(law(BLG), date(2023, 10, 30), at(date(2026, 4, 6), "00.00"), zone_of(BLG)) is None
