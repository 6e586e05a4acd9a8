"""AMB-43, BLG-12-2: days of absence beside the bands of PP 94/2021, counted and never judged."""

from dataclasses import replace
from datetime import date

import pytest

from core.law.questions.pemantauan import Band
from core.month.absence_bands import Absences, band, count, looked_at
from core.month.day_state import MARKS, Day, State
from core.organisation.calendar import DAY
from tests.core.answered_reminders import BANDS, DISMISSED
from tests.core.law.test_obeyed import answering
from tests.core.situations import BLG, KRA, MONDAY, law

SIGNS = {
    "A": State.ALPA,
    "B": State.CANCELLED,
    "H": State.PRESENT,
    "C": State.LEAVE,
    "L": State.OFF,
    "D": State.EXEMPT,
    "p": State.ALPA,  # can still be mended
}


def days(row: str) -> list[Day]:
    """`AAHL`: a date for each sign."""
    return [
        Day(MONDAY + DAY * number, SIGNS[sign], MARKS[SIGNS[sign]], sign == "p", ())
        for number, sign in enumerate(row)
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("", Absences(0, 0, 0)),
        ("HHH", Absences(0, 0, 0)),
        ("AHA", Absences(2, 1, 0)),
        ("AALLA", Absences(3, 3, 0)),
        ("AADA", Absences(3, 3, 0)),
        ("AACA", Absences(3, 2, 0)),
        ("ABA", Absences(3, 3, 0)),
        ("ppA", Absences(1, 1, 2)),
        ("ApA", Absences(2, 1, 1)),
    ],
    ids=[
        "nothing",
        "present",
        "apart",
        "a weekend between",
        "exempt between",
        "leave between",
        "KRA-9C-1 cancelled is absent",
        "still open ones are counted apart",
        "and end a row",
    ],
)
def test_days_are_counted_and_the_longest_row_of_them(row: str, found: Absences) -> None:
    assert count(days(row)) == found


@pytest.mark.parametrize(
    ("before", "year", "found"),
    [
        ("AAAAAAAAA", "A", Absences(1, 10, 0)),
        ("AAAAAAAAALL", "LAH", Absences(1, 10, 0)),
        ("AAAAAAAAA", "HA", Absences(1, 1, 0)),
        ("AAAAAAAAAA", "H", Absences(0, 0, 0)),
        ("AAAAAAAAAp", "A", Absences(1, 1, 0)),
    ],
    ids=[
        "nine and one are ten",
        "with a weekend between",
        "who came on the first day begins anew",
        "a row that ended with the old year is of that one",
        "what is open still ends it, and is of the old year",
    ],
)
def test_a_row_goes_on_over_new_year_and_its_days_do_not(
    before: str, year: str, found: Absences
) -> None:
    """AMB-95."""
    assert count(days(before + year), MONDAY + DAY * len(before)) == found


def test_the_month_before_a_year_is_looked_at() -> None:
    """AMB-95: nine working days before New Year lie in it, whatever is a holiday."""
    assert looked_at(date(2027, 1, 1)) == date(2026, 12, 1)


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize(
    ("below", "reached"),
    [(each.dari - 1, each) for each in BANDS],
    ids=[str(b.dari) for b in BANDS],
)
def test_a_band_begins_on_its_own_day(below: int, reached: Band, name: str) -> None:
    """B2: 3, 4, 7, 11, 14, 17, 21, 25, 28 days a year."""
    day, apart = date(2026, 12, 31), Absences(reached.dari, 1, 0)
    assert band(law(name), apart, day) == reached
    assert band(law(name), replace(apart, days=below), day) != reached


@pytest.mark.parametrize(("longest", "dismissed"), [(9, False), (10, True), (11, True)])
def test_ten_in_a_row_are_a_band_of_their_own(longest: int, *, dismissed: bool) -> None:
    found = band(law(BLG), Absences(longest, longest, 0), date(2026, 12, 31))
    assert found
    assert (found.tindakan == DISMISSED) is dismissed


def test_nobody_is_in_a_band_for_what_can_still_be_mended() -> None:
    assert band(law(BLG), count(days("p" * 30)), date(2026, 12, 31)) is None


def test_another_law_has_other_bands() -> None:
    other = answering("pemantauan.setahun", (Band(dari=1, tindakan="ditanya"),), law(BLG))
    assert band(other, Absences(1, 1, 0), MONDAY) == Band(dari=1, tindakan="ditanya")
    row = answering("pemantauan.berturut", Band(dari=2, tindakan="dua"), law(BLG))
    assert band(row, Absences(2, 2, 0), MONDAY) == Band(dari=2, tindakan="dua")
