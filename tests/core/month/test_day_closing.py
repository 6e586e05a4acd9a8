"""When a day is over, when its month closes, and what stays open until then."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.approvals.case import State
from core.law.answer import Answer, Dated, Ground, NotInForceError, dated
from core.law.closing import closes_at
from core.law.regulation import ExemptStatus, with_answers
from core.month.day import derive
from core.month.facts import Facts
from core.organisation.calendar import DAY
from core.organisation.employee_status import Block
from core.requests.absence import Absence
from tests.core.deriving import CLOSED, a_day, asked, hours_of, stamps, told
from tests.core.situations import ALWAYS, BLG, KRA, MONDAY, WIB, WITA, at, law

TUESDAY = MONDAY + DAY
SICK, WAITING = (asked("sakit"),), (asked("sakit", State.PENDING),)
DUTY = (asked("tugas_khusus", name=KRA),)
LAST_SECOND, FIRST_SECOND = at(CLOSED - DAY, "23.59.59"), at(CLOSED, "00.00.00")

OVER: list[tuple[str, str, datetime, str, str]] = [
    ("before", "-", at(MONDAY - DAY, "12.00"), "lima-hari", "belum ditetapkan; provisional"),
    ("in the morning", "-", at(MONDAY, "07.00"), "lima-hari", "belum ditetapkan; provisional"),
    ("after masuk", "07.40-", at(MONDAY, "09.00"), "lima-hari", "belum ditetapkan; 10 late*"),
    ("after pulang", "07.24-16.02", at(MONDAY, "17.00"), "lima-hari", "hadir H; provisional"),
    ("BLG-8-2b closed", "-", at(MONDAY, "23.59.59"), "lima-hari", "belum ditetapkan; provisional"),
    ("AMB-28 over", "-", at(TUESDAY, "00.00"), "lima-hari", "alpa A; provisional"),
    ("AMB-28 one leg", "07.24-", at(TUESDAY, "00.00"), "lima-hari", "tidak lengkap H*"),
    ("AMB-28 both legs", "07.24-16.02", at(TUESDAY, "00.00"), "lima-hari", "hadir H"),
    ("AMB-07 a night", "20.50-", at(TUESDAY, "09.00.00"), "malam", "belum ditetapkan*"),
    ("AMB-07 a night over", "20.50-", at(TUESDAY, "09.00.01"), "malam", "tidak lengkap H*"),
]


@pytest.mark.parametrize(
    ("stamped", "now", "works", "expected"), [pytest.param(*row, id=rule) for rule, *row in OVER]
)
def test_nobody_is_judged_before_the_day_is_over(
    stamped: str, now: datetime, works: str, expected: str
) -> None:
    expected = expected.replace("*", "; provisional")
    assert told(a_day(stamped, now=now, works=works)) == expected


@pytest.mark.parametrize(
    ("rule", "absences", "clock", "expected"),
    [
        ("AMB-07 the shift has closed", (), "12.00", "tidak lengkap H"),
        ("KAM-06 until that day is over", DUTY, "23.59.59", "belum ditetapkan"),
    ],
)
def test_special_duty_at_night_may_be_ended_until_midnight(
    rule: str, absences: tuple[Absence, ...], clock: str, expected: str
) -> None:
    now = at(TUESDAY, clock, WIB)
    night = a_day("20.50-", name=KRA, works="malam", now=now, absences=absences)
    assert told(night) == f"{expected}; provisional", rule


AHEAD: list[tuple[str, dict[str, Any], str]] = [
    ("BLG-11-3 leave that is granted", {"absences": SICK}, "sakit S; 360 points"),
    ("KAM-01 leave that waits", {"absences": WAITING}, "belum ditetapkan"),
    ("BLG-8-5 exempt", {"exempt": ExemptStatus.DETAINED}, "dikecualikan -"),
    ("AMB-31 off", {"day": MONDAY - DAY}, "libur"),
    (
        "KRA-9C-1 cancelled",
        {"cancelled": Ground("Pasal 9C ayat (1)", None)},
        "kehadiran dibatalkan A",
    ),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [pytest.param(*row, id=rule) for rule, *row in AHEAD]
)
def test_what_is_known_ahead_is_told_and_stays_provisional_until_the_day_is_over(
    facts: dict[str, Any], expected: str
) -> None:
    today = at(facts.get("day", MONDAY), "23.59.59")
    assert told(a_day(now=today, **facts)) == f"{expected}; provisional"


CLOSING: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("BLG-13-4 alpa", "-", {}, "alpa A; provisional", "alpa A"),
    ("AMB-26 one leg", "07.24-", {}, "tidak lengkap H; provisional", "tidak lengkap H"),
    ("AMB-28 nothing open", "07.24-16.02", {}, "hadir H", "hadir H"),
    (
        "KAM-01 a request that waits",
        "-",
        {"absences": WAITING},
        "belum ditetapkan; provisional",
        "belum ditetapkan; provisional",
    ),
    (
        "AMB-38 a review",
        "-",
        {"block": Block(at(MONDAY, "06.00"))},
        "dalam pemeriksaan; provisional",
        "dalam pemeriksaan; provisional",
    ),
]


@pytest.mark.parametrize(
    ("stamped", "facts", "before", "after"), [pytest.param(*row, id=rule) for rule, *row in CLOSING]
)
def test_the_month_closes_with_the_4th_of_the_next(
    stamped: str, facts: dict[str, Any], before: str, after: str
) -> None:
    assert told(a_day(stamped, now=LAST_SECOND, **facts)) == before
    assert told(a_day(stamped, now=FIRST_SECOND, **facts)) == after


@pytest.mark.parametrize(("good", "poor"), [("07.24-", "-16.02"), ("-16.02", "07.24-")])
def test_a_stamp_that_somebody_must_look_at_stays_provisional_until_the_month_closes(
    good: str, poor: str
) -> None:
    """AMB-08: a poor fix is never passed in silence."""
    pair = (*stamps(good), *stamps(poor, review=True))
    assert told(a_day(stamps=pair, now=LAST_SECOND)) == "hadir H; provisional"
    assert told(a_day(stamps=pair, now=FIRST_SECOND)) == "hadir H"


def test_the_closing_is_local() -> None:
    """BLG-13-4: the 4th ends at 16.00 in UTC."""
    assert a_day(now=datetime(2026, 5, 4, 15, 59, 59, tzinfo=UTC)).provisional
    assert not a_day(now=datetime(2026, 5, 4, 16, tzinfo=UTC)).provisional


MONTHS = [
    ("the first of a month", date(2026, 4, 1), date(2026, 5, 5)),
    ("the last of a month", date(2026, 4, 30), date(2026, 5, 5)),
    ("December", date(2025, 12, 31), date(2026, 1, 5)),
    ("before a short month", date(2026, 1, 30), date(2026, 2, 5)),
]


@pytest.mark.parametrize(("rule", "day", "closed"), MONTHS)
def test_every_month_closes_by_its_own_next_one(rule: str, day: date, closed: date) -> None:
    """BLG-13-4, AMB-28: not moved by holidays (AMB-27)."""
    assert a_day(day=day, now=at(closed - DAY, "23.59.59")).provisional, rule
    for later in (closed, date(closed.year, closed.month, 28), closed.replace(year=2030)):
        assert not a_day(day=day, now=at(later, "00.00.00")).provisional, rule


def test_the_night_into_the_first_belongs_to_the_month_before() -> None:
    """AMB-07, BLG-13-4."""
    thirtieth = date(2026, 4, 30)
    night = a_day("20.50-", day=thirtieth, works="malam", now=LAST_SECOND)
    assert (night.date, night.provisional) == (thirtieth, True)
    assert not a_day("20.50-", day=thirtieth, works="malam", now=FIRST_SECOND).provisional


KARANGANYAR = [
    ("the first of a month", date(2026, 4, 1), date(2026, 6, 1)),
    ("the last of a month", date(2026, 4, 30), date(2026, 6, 1)),
    ("November", date(2025, 11, 28), date(2026, 1, 1)),
    ("December", date(2025, 12, 31), date(2026, 2, 1)),
    ("before a short month", date(2026, 1, 30), date(2026, 3, 1)),
]


@pytest.mark.parametrize(("rule", "day", "closed"), KARANGANYAR)
def test_without_a_day_of_revision_a_month_closes_with_the_end_of_the_next(
    rule: str, day: date, closed: date
) -> None:
    """KAM-23."""
    assert a_day(name=KRA, day=day, now=at(closed - DAY, "23.59.59", WIB)).provisional, rule
    assert not a_day(name=KRA, day=day, now=at(closed, "00.00.00", WIB)).provisional, rule
    assert closes_at(law(KRA), day, WIB) == at(closed, "00.00", WIB)


def test_where_nobody_says_when_a_month_closes_none_does() -> None:
    """A law that is silent: an alpa of long ago is still provisional."""
    silent: Dated[int] = dated((Answer(None, ALWAYS, "Perbup lain", decisions=("KAM-13",)),))
    quiet = with_answers(law(KRA), "laporan.revisi_sampai", silent)
    assert closes_at(quiet, MONDAY, WIB) is None
    years_later = at(MONDAY.replace(year=2030), "12.00", WIB)
    hours, revision = hours_of(name=KRA), quiet.laporan.revisi_sampai
    day = derive(quiet, hours, Facts(), revision=revision, now=years_later, zone=WIB)
    assert told(day) == "alpa A; provisional"


def test_a_date_before_the_law_has_no_closing() -> None:
    with pytest.raises(NotInForceError):
        closes_at(law(BLG), date(2023, 10, 30), WITA)
