"""Which instants the times of a signed list are."""

from datetime import datetime, time

import pytest

from core.attendance.stamp import Source
from core.month.written import Listed, Unfit, stamps_of
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from tests.core.asking import works
from tests.core.situations import ALWAYS, BLG, MASUK, MONDAY, PULANG, at, clock, days_around

TUESDAY = MONDAY + DAY
LATER = at(TUESDAY, "12.00")
NIGHT = works("malam")(MONDAY)


def listed(masuk: str = "", pulang: str = "") -> Listed:
    return Listed(*(clock(each) if each else None for each in (masuk, pulang)))


def found(text: Listed, hours: Hours | DayOff, now: datetime = LATER) -> object:
    assert isinstance(hours, Hours)
    made = stamps_of(hours, text, now)
    return made if isinstance(made, Unfit) else [(each.leg, each.at, each.duty) for each in made]


@pytest.mark.parametrize(
    ("masuk", "pulang", "expected"),
    [
        ("07.25", "16.02", [(MASUK, at(MONDAY, "07.25"), 1), (PULANG, at(MONDAY, "16.02"), 1)]),
        ("07.25", "", [(MASUK, at(MONDAY, "07.25"), 1)]),
        ("", "16.02", [(PULANG, at(MONDAY, "16.02"), 1)]),
        ("23.10", "", [(MASUK, at(MONDAY, "23.10"), 1)]),
        ("", "", Unfit.EMPTY),
        ("16.02", "07.25", Unfit.REVERSED),
        ("07.25", "07.25", Unfit.REVERSED),
        ("07.25", "07.26", [(MASUK, at(MONDAY, "07.25"), 1), (PULANG, at(MONDAY, "07.26"), 1)]),
    ],
)
def test_a_day_has_both_on_its_own_date(masuk: str, pulang: str, expected: object) -> None:
    assert found(listed(masuk, pulang), works()(MONDAY)) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [("16.01", Unfit.FUTURE), ("16.02", [MASUK, PULANG])],
)
def test_what_is_still_to_come_is_not_written(now: str, expected: object) -> None:
    made = stamps_of(works()(MONDAY), listed("07.25", "16.02"), at(MONDAY, now))  # type: ignore[arg-type]
    assert (made if isinstance(made, Unfit) else [each.leg for each in made]) == expected


@pytest.mark.parametrize(
    ("masuk", "pulang", "expected"),
    [
        ("20.50", "07.05", [at(MONDAY, "20.50"), at(TUESDAY, "07.05")]),
        ("00.10", "07.05", [at(TUESDAY, "00.10"), at(TUESDAY, "07.05")]),
        ("20.50", "23.30", [at(MONDAY, "20.50"), at(MONDAY, "23.30")]),
    ],
)
def test_the_morning_of_a_night_is_of_the_next_date(
    masuk: str, pulang: str, expected: list[datetime]
) -> None:
    assert isinstance(NIGHT, Hours)
    made = stamps_of(NIGHT, listed(masuk, pulang), LATER)
    assert not isinstance(made, Unfit)
    assert [each.at for each in made] == expected
    assert {each.date for each in made} == {MONDAY}


@pytest.mark.parametrize(
    ("schedule", "masuk", "pulang", "expected"),
    [
        ("dini-hari", "23.50", "08.01", [at(MONDAY - DAY, "23.50"), at(MONDAY, "08.01")]),
        ("sore", "14.55", "00.20", [at(MONDAY, "14.55"), at(TUESDAY, "00.20")]),
    ],
)
def test_as_early_and_as_late_as_it_is_stamped(
    schedule: str, masuk: str, pulang: str, expected: list[datetime]
) -> None:
    hours = works(schedule)(MONDAY)
    assert isinstance(hours, Hours)
    made = stamps_of(hours, listed(masuk, pulang), LATER)
    assert not isinstance(made, Unfit)
    assert [each.at for each in made] == expected


def test_of_two_duties_it_is_the_nearer_one() -> None:
    both = (Duty(ALWAYS, "lima-hari"), Duty(ALWAYS, "malam", number=2))
    hours = days_around(MONDAY, BLG, *both)[1]
    assert found(listed("20.40"), hours) == [(MASUK, at(MONDAY, "20.40"), 2)]
    assert found(listed("07.10"), hours) == [(MASUK, at(MONDAY, "07.10"), 1)]


def test_it_says_where_it_comes_from_and_needs_no_place() -> None:
    hours = works()(MONDAY)
    assert isinstance(hours, Hours)
    found = stamps_of(hours, Listed(time(7, 25), None), LATER)
    assert not isinstance(found, Unfit)
    (made,) = found
    assert (made.source, made.place, made.review) == (Source.MANUAL, None, False)
