"""How far a request reaches: closed months, too many days, days that are over without a paper."""

from datetime import date, datetime

import pytest

from core.organisation.calendar import DAY
from core.requests.filing import Filed, Why
from tests.core.asking import accepted, ask, cited, why
from tests.core.situations import BLG, KRA, MONDAY, WIB, at, zone_of

LAST, FIRST = date(2026, 4, 30), date(2026, 5, 1)
CLOSING: list[tuple[str, str, str, date, datetime, Why | None]] = [
    ("BLG-13-4 the 4th", BLG, "sakit", LAST, at(date(2026, 5, 4), "23.59.59"), None),
    ("AMB-28 the 5th", BLG, "sakit", LAST, at(date(2026, 5, 5), "00.00"), Why.CLOSED),
    ("AMB-28 the next month is open", BLG, "sakit", FIRST, at(date(2026, 5, 5), "00.00"), None),
    ("KAM-23", KRA, "tugas_khusus", LAST, at(date(2026, 5, 31), "23.59.59", WIB), None),
    ("KAM-23 closed", KRA, "tugas_khusus", LAST, at(date(2026, 6, 1), "00.00", WIB), Why.CLOSED),
]


@pytest.mark.parametrize(
    ("name", "code", "first", "sent", "expected"),
    [pytest.param(*row, id=rule) for rule, *row in CLOSING],
)
def test_nothing_is_asked_for_of_a_month_that_is_closed(
    name: str, code: str, first: date, sent: datetime, expected: Why | None
) -> None:
    assert why(ask(code, first, name=name, sent=sent)) is expected


@pytest.mark.parametrize(
    ("sent", "warned"),
    [
        (at(date(2026, 5, 3), "00.00"), False),
        (at(date(2026, 5, 3), "00.00.01"), True),
        (at(date(2026, 5, 4), "20.00"), True),
    ],
)
def test_what_is_filed_too_close_to_the_closing_says_so(sent: datetime, *, warned: bool) -> None:
    """AMB-49: by the closing the superior has not had the 48 hours."""
    filed = accepted("sakit", LAST, sent=sent)
    assert filed.closes == (at(date(2026, 5, 5), "00.00") if warned else None)


TO = [MONDAY + number * DAY for number in range(14)]
LENGTHS: list[tuple[str, str, date, date, str, Why | None]] = [
    ("KAM-21 five working days", KRA, TO[0], TO[4], "lima-hari", None),
    ("KAM-21 the weekend is none", KRA, TO[0], TO[6], "lima-hari", None),
    ("KAM-21 the sixth", KRA, TO[0], TO[7], "lima-hari", Why.TOO_MANY_DAYS),
    ("KAM-21 a year", KRA, TO[0], TO[0] + 365 * DAY, "lima-hari", Why.TOO_MANY_DAYS),
    ("KAM-21 a shift works on every date", KRA, TO[0], TO[5], "malam", Why.TOO_MANY_DAYS),
    ("KAM-21 six days a week", KRA, TO[0], TO[5], "enam-hari", Why.TOO_MANY_DAYS),
    ("AMB-48 five working days", BLG, TO[0], TO[6], "lima-hari", None),
    ("AMB-48 the sixth", BLG, TO[0], TO[7], "lima-hari", Why.TOO_MANY_DAYS),
]


@pytest.mark.parametrize(
    ("name", "first", "last", "schedule", "expected"),
    [pytest.param(*row, id=rule) for rule, *row in LENGTHS],
)
def test_special_duty_is_no_longer_than_one_superior_can_judge(
    name: str, first: date, last: date, schedule: str, expected: Why | None
) -> None:
    verdict = ask("tugas_khusus", first, last, name=name, schedule=schedule)
    assert why(verdict) is expected
    if expected:
        assert cited(verdict) == f"keputusan {'KAM-21' if name == KRA else 'AMB-48'}"


def test_a_trip_is_as_long_as_its_order_says() -> None:
    """KRA-9B-1: the SPT bounds it."""
    last = MONDAY + 200 * DAY
    assert isinstance(ask("dinas_luar.luar-daerah", MONDAY, last, name=KRA), Filed)


@pytest.mark.parametrize(
    ("name", "code"), [(BLG, "sakit"), (BLG, "tugas_khusus"), (KRA, "tugas_khusus")]
)
def test_for_days_that_are_over_the_paper_is_there(name: str, code: str) -> None:
    """AMB-35: the paper of whoever is ill may follow, but not once the illness is over."""
    today, zone = MONDAY + DAY, zone_of(name)
    for last, sent, expected in (
        (MONDAY, at(MONDAY, "23.59.59", zone), None),
        (MONDAY, at(today, "00.00", zone), Why.PAST_PAPER),
        (today, at(today, "08.00", zone), None),
    ):
        verdict = ask(code, MONDAY, last, name=name, sent=sent, paper=None)
        assert why(verdict) is expected
    assert isinstance(ask(code, MONDAY, name=name, sent=at(today, "08.00", zone)), Filed)
