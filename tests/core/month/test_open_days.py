"""BLG-7-3a: what of a month an operator has to see to before it is closed."""

import pytest

from core.month.open_days import OpenDay, open_days
from core.organisation.calendar import DayOff, Off
from core.organisation.employee_status import Block
from tests.core.deriving import CLOSED, a_day, asked
from tests.core.situations import BLG, KRA, MONDAY, at

EXAMINED = Block(at(MONDAY, "06.00"))
UNKNOWN = DayOff(MONDAY, "belum ada jadwal kerja", Off.UNKNOWN)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (a_day("07.24-"), OpenDay.INCOMPLETE),
        (a_day("-16.02"), OpenDay.INCOMPLETE),
        (a_day("-"), OpenDay.ALPA),
        (a_day("-", name=KRA), OpenDay.ALPA),
        (a_day("-", hours=UNKNOWN), OpenDay.NO_HOURS),
        (a_day("07.24-16.02"), None),
        (a_day("07.24-", now=at(MONDAY, "12.00")), None),
        (a_day("-", now=at(CLOSED, "00.00")), None),
        (a_day("07.24-", now=at(CLOSED, "00.00")), None),
        (a_day("-", absences=(asked("sakit"),)), None),
        (a_day("-", block=EXAMINED), None),
        (a_day("-", used=False), None),
    ],
    ids=[
        "no pulang",
        "no masuk",
        "AMB-26 none at all, and the month is open",
        "KAM-23 the same in Karanganyar",
        "no hours entered",
        "both",
        "the day is not over",
        "AMB-28 none, and the month is closed",
        "AMB-28 one, and the month is closed",
        "sick",
        "AMB-38 under review",
        "AMB-52 not used yet",
    ],
)
def test_a_day_is_open_while_it_can_be_mended_and_has_to_be(day: object, why: object) -> None:
    assert [each.why for each in open_days([day])] == [why] * bool(why)  # type: ignore[list-item]


def test_they_stand_in_the_order_of_the_days() -> None:
    first, second = a_day("-", name=BLG), a_day("07.24-", day=MONDAY.replace(day=7))
    assert [each.date for each in open_days([first, second])] == [first.date, second.date]
