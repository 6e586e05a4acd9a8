"""Who asked for it is reminded of a stamp, within their minutes; nobody else, and not in vain."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from core.approvals.case import State
from core.attendance.stamp import Leg
from core.law.kinds import HolidayKind
from core.law.regulation import ExemptStatus
from core.month.stamp_reminder import Missing, Wishes, around, due, missing, next_look
from core.organisation.calendar import DAY, Duty, Holiday
from core.organisation.employee_status import Block, Exemption
from core.organisation.office import Organisation
from tests.core.deriving import stamps
from tests.core.month.test_record import OFFICES, a_record, ask
from tests.core.situations import ALWAYS, BLG, KRA, MONDAY, a_calendar, at, law, zone_of

BOTH = Wishes(15, 20)
SUNDAY = MONDAY - DAY
ZONE = zone_of(BLG)


def found(
    now: datetime,
    wishes: Wishes = BOTH,
    name: str = BLG,
    holidays: tuple[Holiday, ...] = (),
    **facts: Any,
) -> list[Missing]:
    zone = zone_of(name)
    office = Organisation(1, a_calendar(zone, *holidays), OFFICES)
    return missing(
        law(name), office, a_record(**facts), wishes, around(now, zone), now=now, zone=zone
    )


def told(now: datetime, wishes: Wishes = BOTH, **facts: Any) -> Leg | None:
    """Of which leg somebody is reminded at an instant."""
    reminded = due(found(now, wishes, **facts), now)
    return reminded.leg if reminded else None


@pytest.mark.parametrize(
    ("clock", "leg"),
    [
        ("07.14.59", None),
        ("07.15", Leg.MASUK),
        ("07.29.59", Leg.MASUK),
        ("07.30", None),
        ("16.19.59", None),
        ("16.20", Leg.PULANG),
        ("18.29.59", Leg.PULANG),
        ("18.30", None),
        ("23.00", None),
    ],
)
def test_within_the_minutes_and_not_a_second_before_or_after(clock: str, leg: Leg | None) -> None:
    """Nobody is told that they are late before they are, nor after the doors are closed."""
    assert told(at(MONDAY, clock)) is leg


@pytest.mark.parametrize(
    ("wishes", "clock", "leg"),
    [
        (Wishes(5, 60), "07.24", None),
        (Wishes(5, 60), "07.25", Leg.MASUK),
        (Wishes(60, 5), "06.30", Leg.MASUK),
        (Wishes(5, 60), "16.59", None),
        (Wishes(5, 60), "17.00", Leg.PULANG),
        (Wishes(60, 5), "16.05", Leg.PULANG),
        (Wishes(None, 20), "07.20", None),
        (Wishes(15, None), "16.30", None),
        (Wishes(), "07.20", None),
    ],
)
def test_everybody_has_minutes_of_their_own_and_one_leg_without_the_other(
    wishes: Wishes, clock: str, leg: Leg | None
) -> None:
    assert told(at(MONDAY, clock), wishes) is leg


WHOLE = Exemption(ALWAYS, ExemptStatus.DETAINED)
HOLIDAY = Holiday(MONDAY, "libur", HolidayKind.COLLECTIVE)


@pytest.mark.parametrize("clock", ["07.20", "16.30"])
@pytest.mark.parametrize(
    "facts",
    [
        {"requests": (ask("cuti.tahunan", MONDAY, MONDAY),)},
        {"requests": (ask("sakit", MONDAY, MONDAY, None, "06.00"),)},
        {"exemptions": (WHOLE,)},
        {"blocks": (Block(at(SUNDAY, "08.00"), None),)},
        {"holidays": (HOLIDAY,)},
        {"offered_at": None},
        {"stamps": stamps("07.10-16.10")},
    ],
    ids=[
        "on leave",
        "asked, nobody has decided yet",
        "exempt",
        "under review",
        "a holiday that was declared since",
        "could not stamp yet",
        "has stamped both",
    ],
)
def test_nobody_is_reminded_of_what_is_not_asked_of_them(facts: dict[str, Any], clock: str) -> None:
    assert told(at(MONDAY, clock), **facts) is None


def test_whoever_has_stamped_hears_of_the_other_leg_only() -> None:
    came: dict[str, Any] = {"stamps": stamps("07.10-")}
    assert told(at(MONDAY, "07.20"), **came) is None
    assert told(at(MONDAY, "16.30"), **came) is Leg.PULANG
    gone: dict[str, Any] = {"stamps": stamps("-15.00")}
    assert told(at(MONDAY, "07.20"), **gone) is None


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_whose_leave_was_refused_is_expected(state: State) -> None:
    refused = ask("cuti.tahunan", MONDAY, MONDAY, state)
    assert told(at(MONDAY, "07.20"), requests=(refused,)) is Leg.MASUK


def test_on_a_trip_two_stamps_are_asked_all_the_same() -> None:
    """KRA-9B-1; in Bulungan a trip is credited, and nobody stamps on it (BLG-11-3)."""
    trip = (ask("dinas_luar.dalam-daerah", MONDAY, MONDAY),)
    assert told(at(MONDAY, "07.20", zone_of(KRA)), name=KRA, requests=trip) is Leg.MASUK
    credited = (ask("dinas_luar", MONDAY, MONDAY),)
    assert told(at(MONDAY, "07.20"), requests=credited) is None


def test_a_night_shift_is_reminded_of_its_pulang_in_the_morning() -> None:
    """The night of Sunday: 21.00 to 07.00, closed at 09.00."""
    night: dict[str, Any] = {"duties": (Duty(ALWAYS, "malam"),)}
    (reminded,) = [each for each in found(at(MONDAY, "07.20"), **night) if each.leg is Leg.PULANG][
        :1
    ]
    assert (reminded.date, reminded.at) == (SUNDAY, at(MONDAY, "07.20"))
    assert told(at(MONDAY, "07.20"), **night) is Leg.PULANG
    assert told(at(MONDAY, "20.45"), **night) is Leg.MASUK


@pytest.mark.parametrize(("clock", "leg"), [("07.14", None), ("07.15", Leg.MASUK)])
def test_special_duty_is_reminded_of_before_the_end_of_its_own_window(
    clock: str, leg: Leg | None
) -> None:
    """KRA-9A-2a: late after 07.30 WIB."""
    duty = ask("tugas_khusus", MONDAY, MONDAY)
    now = at(MONDAY, clock, zone_of(KRA))
    office = Organisation(1, a_calendar(zone_of(KRA)), OFFICES)
    one = a_record(requests=(duty,))
    dates = around(now, zone_of(KRA))
    open_ = missing(law(KRA), office, one, BOTH, dates, now=now, zone=zone_of(KRA))
    reminded = due(open_, now)
    assert (reminded.leg if reminded else None) is leg


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("03.59", "06 04.00"),
        ("04.00", "06 07.15"),
        ("07.15", "06 16.20"),
        ("16.20", "07 04.00"),
    ],
)
def test_somebody_is_looked_at_again_at_the_next_moment_or_when_the_day_is_planned(
    clock: str, expected: str
) -> None:
    """So a person costs three looks a day, whatever changes of their hours."""
    now = at(MONDAY, clock)
    assert f"{next_look(found(now), now, ZONE):%d %H.%M}" == expected


def test_the_next_look_is_never_now_nor_later_than_a_day() -> None:
    """Else the sweep would run in circles, or miss hours that were entered since."""
    minutes = (at(MONDAY, "00.00") + timedelta(minutes=each) for each in range(0, 24 * 60, 7))
    for now in minutes:
        assert now < next_look(found(now), now, ZONE) <= now + timedelta(days=1)


def test_whoever_wants_nothing_is_told_nothing() -> None:
    assert not Wishes().any
    assert found(at(MONDAY, "07.20"), Wishes()) == []
