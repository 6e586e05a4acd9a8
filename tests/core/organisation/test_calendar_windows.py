"""From which instant to which a day takes stamps: the law's minutes, shifts, midnight, zones."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.calendar import Calendar, Duty, Edition, Hours, Schedule, Span
from core.organisation.regular_windows import Windows, regular_windows
from tests.core.situations import (
    ALWAYS,
    BLG,
    FRIDAY,
    KRA,
    MONDAY,
    SCHEDULES,
    WIB,
    WITA,
    a_calendar,
    at,
    clock,
    law,
    ordinary,
    shift,
    span,
)

BULUNGAN = Windows(time(6, 30), time(18, 30))
SILENT = Windows(None, None)


def hours_of(
    schedule: Schedule, day: date, lawful: Windows = BULUNGAN, zone: tzinfo = WITA
) -> Hours:
    calendar = Calendar(zone, {schedule.code: schedule}, {})
    found = calendar.hours(day, (), (Duty(ALWAYS, schedule.code),), lawful)
    assert isinstance(found, Hours)
    return found


def written(moment: datetime) -> str:
    return f"{moment:%d %H.%M.%S}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(BLG, BULUNGAN, id="BLG-8-2a,BLG-8-2b"),
        pytest.param(KRA, SILENT, id="KAM-13 no window is known"),
    ],
)
def test_the_windows_of_ordinary_schedules_are_the_regulations(
    name: str, expected: Windows
) -> None:
    assert regular_windows(law(name), MONDAY) == expected


NIGHT, EARLY, LATE = (SCHEDULES[code] for code in ("malam", "dini-hari", "sore"))

# The working date is the 6th.
SHAPES = [
    ("BLG-8-2a,BLG-8-2b ordinary", SCHEDULES["lima-hari"], BULUNGAN, "06 06.30.00-06 18.30.00"),
    ("KAM-13 ordinary, law silent", SCHEDULES["lima-hari"], SILENT, "06 00.00.00-06 23.59.59"),
    ("AMB-07 night", NIGHT, BULUNGAN, "06 20.00.00-07 09.00.00"),
    ("AMB-07 night, law silent", NIGHT, SILENT, "06 20.00.00-07 09.00.00"),
    ("AMB-07 opens the evening before", EARLY, BULUNGAN, "05 23.30.00-06 09.00.00"),
    ("AMB-07 closes the next morning", LATE, BULUNGAN, "06 14.00.00-07 01.00.00"),
    (
        "AMB-07 ends at midnight",
        shift("x", "16.00-00.00", "15.00", "01.00"),
        BULUNGAN,
        "06 15.00.00-07 01.00.00",
    ),
    (
        "AMB-07 begins at midnight",
        shift("x", "00.00-08.00", "23.00", "09.00"),
        BULUNGAN,
        "05 23.00.00-06 09.00.00",
    ),
    (
        "AMB-07 round the clock",
        shift("x", "07.00-07.00", "06.00", "08.00"),
        BULUNGAN,
        "06 06.00.00-07 08.00.00",
    ),
    (
        "AMB-07 windows no wider than the hours",
        shift("x", "21.00-07.00", "21.00", "07.00"),
        BULUNGAN,
        "06 21.00.00-07 07.00.00",
    ),
    (
        "AMB-07 without windows of its own",
        shift("x", "21.00-07.00", None, None),
        BULUNGAN,
        "06 00.00.00-07 23.59.59",
    ),
    (
        "BLG-8-2a,BLG-8-2b the law's minutes never move to another day",
        ordinary("x", Edition(ALWAYS, (span("06.00-19.00"),) * 7)),
        BULUNGAN,
        "06 06.30.00-06 18.30.00",
    ),
]


@pytest.mark.parametrize(
    ("schedule", "lawful", "expected"), [pytest.param(*facts, id=name) for name, *facts in SHAPES]
)
def test_from_when_to_when_a_day_takes_stamps(
    schedule: Schedule, lawful: Windows, expected: str
) -> None:
    hours = hours_of(schedule, MONDAY, lawful)
    assert f"{written(hours.opens)}-{written(hours.closes)}" == expected
    assert hours.date == MONDAY


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        pytest.param(NIGHT, "06 21.00.00-07 07.00.00", id="into the next morning"),
        pytest.param(EARLY, "06 00.30.00-06 08.00.00", id="after midnight"),
        pytest.param(LATE, "06 15.00.00-06 23.00.00", id="before midnight"),
    ],
)
def test_a_shift_belongs_to_the_date_it_begins_on(schedule: Schedule, expected: str) -> None:
    hours = hours_of(schedule, MONDAY)
    assert f"{written(hours.start)}-{written(hours.end)}" == expected


def test_new_years_night_ends_in_the_new_year() -> None:
    assert hours_of(NIGHT, date(2026, 12, 31)).end == at(date(2027, 1, 1), "07.00")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("06.29.59", False), ("06.30.00", True), ("18.30.00", True), ("18.30.01", False)],
)
def test_both_ends_of_a_window_are_inside(moment: str, *, expected: bool) -> None:
    assert hours_of(SCHEDULES["lima-hari"], MONDAY).takes(at(MONDAY, moment)) is expected


@pytest.mark.parametrize(
    ("schedule", "day", "minutes"),
    [
        pytest.param("lima-hari", MONDAY, 450, id="Perpres 21/2023 Monday"),
        pytest.param("lima-hari", FRIDAY, 450, id="Perpres 21/2023 Friday"),
        pytest.param("lima-hari", date(2026, 2, 19), 390, id="Perpres 21/2023 Ramadan Thursday"),
        pytest.param("lima-hari", date(2026, 2, 20), 390, id="Perpres 21/2023 Ramadan Friday"),
        pytest.param("malam", MONDAY, 540, id="across midnight"),
        pytest.param("enam-hari", FRIDAY, 210, id="no rest"),
    ],
)
def test_net_minutes_leave_out_the_rest(schedule: str, day: date, minutes: int) -> None:
    assert hours_of(SCHEDULES[schedule], day).net_minutes == minutes


@pytest.mark.parametrize(
    ("monday", "minutes"),
    [
        pytest.param(MONDAY, 37 * 60 + 30, id="Perpres 21/2023 week"),
        pytest.param(date(2026, 2, 23), 32 * 60 + 30, id="Perpres 21/2023 Ramadan week"),
    ],
)
def test_a_week_has_the_hours_of_the_presidents_regulation(monday: date, minutes: int) -> None:
    week = [monday + timedelta(days=number) for number in range(5)]
    assert sum(hours_of(SCHEDULES["lima-hari"], day).net_minutes for day in week) == minutes


def test_the_same_clock_is_an_hour_later_in_the_west() -> None:
    east, west = (hours_of(SCHEDULES["lima-hari"], MONDAY, zone=zone) for zone in (WITA, WIB))
    assert west.start - east.start == timedelta(hours=1)
    assert (east.start.time(), west.start.time()) == (clock("07.30"), clock("07.30"))


def test_half_past_six_wita_is_still_yesterday_in_utc() -> None:
    opens = hours_of(SCHEDULES["lima-hari"], MONDAY).opens
    assert opens == datetime(2026, 4, 5, 22, 30, tzinfo=UTC)
    assert opens.date() == MONDAY


times = st.times().map(lambda moment: moment.replace(microsecond=0))
zones = st.sampled_from([WITA, WIB])
dates = st.dates(ALWAYS + timedelta(days=1), date(2099, 12, 30))


@given(times, times, times, times, dates, zones)
def test_a_shift_always_opens_before_its_start_and_closes_after_its_end(
    start: time, end: time, opens: time, closes: time, day: date, zone: tzinfo
) -> None:
    edition = Edition(ALWAYS, (Span(start, end),) * 7, None, opens, closes)
    hours = hours_of(Schedule("x", "X", shift=True, editions=(edition,)), day, zone=zone)
    assert hours.opens <= hours.start < hours.end <= hours.closes
    assert hours.start.date() == day
    assert 0 <= hours.net_minutes <= 24 * 60
    assert hours.closes - hours.opens < timedelta(days=3)


@given(dates, st.sampled_from(sorted(SCHEDULES)), zones)
def test_every_date_has_an_answer_of_its_own(day: date, schedule: str, zone: tzinfo) -> None:
    found = a_calendar(zone).hours(day, (), (Duty(ALWAYS, schedule),), BULUNGAN)
    assert found.date == day
    if isinstance(found, Hours):
        assert (found.start.date(), found.schedule) == (day, schedule)
        assert found.takes(found.start)
        assert found.takes(found.end)
