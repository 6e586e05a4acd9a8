"""Until when the papers for attendance on paper must be with BKPSDM (Pasal 9 ayat (3))."""

from collections.abc import Callable
from datetime import date, datetime, time

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.answer import Answer, dated
from core.law.regulation import with_answers
from core.month.manual import Condition, letter_date, letter_due
from core.organisation.calendar import DAY, Hours
from tests.core import asking
from tests.core.situations import BLG, KRA, WIB, law

SIGNAL, LOST, BROKEN, SERVER = Condition
FILLED_IN = Answer(5, date(2023, 10, 31), "SK Contoh 1/2024")


def works(*off: date) -> Callable[[date], bool]:
    hours = asking.works("lima-hari", KRA, off)
    return lambda day: isinstance(hours(day), Hours)


def due(day: date, *off: date, condition: Condition = LOST) -> datetime | None:
    return letter_due(law(KRA), condition, day, works(*off), WIB)


def end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, WIB)


@pytest.mark.parametrize(
    ("rule", "day", "literal", "last"),
    [
        ("KRA-9-3 the first of a month", (2026, 6, 1), (2026, 7, 1), (2026, 7, 1)),
        ("KRA-9-3 its last", (2026, 6, 30), (2026, 7, 1), (2026, 7, 1)),
        ("KRA-9-3 the first of the next", (2026, 7, 1), (2026, 8, 1), (2026, 8, 3)),
        ("KRA-9-3 over February", (2026, 1, 31), (2026, 2, 1), (2026, 2, 2)),
        ("KAM-05 a Saturday", (2026, 7, 8), (2026, 8, 1), (2026, 8, 3)),
        ("KAM-05 a Sunday", (2026, 10, 8), (2026, 11, 1), (2026, 11, 2)),
        ("KAM-05 1 January", (2026, 12, 31), (2027, 1, 1), (2027, 1, 4)),
        ("KAM-05 1 May", (2026, 4, 30), (2026, 5, 1), (2026, 5, 4)),
        ("KAM-05 1 June", (2026, 5, 29), (2026, 6, 1), (2026, 6, 2)),
    ],
)
def test_the_letter_is_due_on_the_first_and_on_time_until_a_working_day(
    rule: str,
    day: tuple[int, int, int],
    literal: tuple[int, int, int],
    last: tuple[int, int, int],
) -> None:
    off = (date(2027, 1, 1), date(2026, 5, 1), date(2026, 6, 1))
    assert letter_date(law(KRA), BROKEN, date(*day)) == date(*literal), rule
    assert due(date(*day), *off, condition=BROKEN) == end_of(date(*last)), rule


@pytest.mark.parametrize("year", range(2024, 2034))
@pytest.mark.parametrize("month", [12, 4, 5])
def test_what_is_due_on_new_year_labour_day_or_pancasila_day_may_come_later(
    year: int, month: int
) -> None:
    """KAM-05: 1 January, 1 May and 1 June are always holidays, as others count them."""
    off = holidays.country_holidays("ID", years=(year, year + 1))
    day = date(year, month, 15)
    literal, last = letter_date(law(KRA), LOST, day), due(day, *off)
    assert literal in off
    assert literal is not None
    assert last is not None
    assert literal < last.date() <= literal + 5 * DAY
    assert last.date() not in off


def test_cuti_bersama_after_the_first_is_no_working_day() -> None:
    """KAM-05: 1 January 2027 is a Friday, and the Monday after it is taken, too."""
    assert due(date(2026, 12, 8), date(2027, 1, 1), date(2027, 1, 4)) == end_of(date(2027, 1, 5))


@pytest.mark.parametrize(("name", "condition"), [(KRA, SERVER), (KRA, SIGNAL), (BLG, LOST)])
def test_no_date_is_made_up(name: str, condition: Condition) -> None:
    """KAM-04: the server needs no letter. AMB-24: Pasal 11 ayat (2) gives no date."""
    day = date(2026, 6, 30)
    assert letter_date(law(name), condition, day) is None
    assert letter_due(law(name), condition, day, works(), WIB) is None


def test_a_date_that_a_region_fills_in_is_not_moved_by_itself() -> None:
    """AMB-24: where nobody says what a holiday does, the date stands; 5 September is a Saturday."""
    regulation = with_answers(law(BLG), "manual.surat_paling_lambat", dated((FILLED_IN,)))
    found = letter_due(regulation, SIGNAL, date(2026, 8, 31), works(), WIB)
    assert found == end_of(date(2026, 9, 5))
    assert letter_due(regulation, SERVER, date(2026, 8, 31), works(), WIB) is None


def test_a_year_without_working_days_is_told() -> None:
    with pytest.raises(ValueError, match="no 1 working days"):
        letter_due(law(KRA), LOST, date(2026, 6, 30), lambda _: False, WIB)


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.sets(st.integers(0, 20)))
def test_the_letter_has_until_the_first_working_day_that_is_not_too_early(
    day: date, taken: set[int]
) -> None:
    """KRA-9-3, KAM-05: counted the slow way, day by day from the manual date on."""
    literal = day + DAY
    while literal.day != 1:
        literal += DAY
    off = {literal + number * DAY for number in taken}
    last = literal
    while last in off or last.weekday() >= 5:
        last += DAY
    assert letter_date(law(KRA), LOST, day) == literal
    assert due(day, *off) == end_of(last)
