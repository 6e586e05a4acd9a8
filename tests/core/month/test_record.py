"""What is known of a person over some dates makes the same days as each date by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.approvals.case import State
from core.attendance.stamp import Stamp
from core.law.kinds import EmployeeKind
from core.law.regulation import ExemptStatus
from core.month.day_deriver import days
from core.month.day_state import Day
from core.month.day_state import State as DayState
from core.month.record import Record
from core.organisation.calendar import DAY, Duty
from core.organisation.employee_status import Block, Exemption
from core.organisation.office import Office, Organisation
from core.organisation.posting import Posting
from core.requests.absence import Asked
from tests.core.deriving import stamps, told
from tests.core.situations import ALWAYS, BLG, KRA, MONDAY, a_calendar, at, law, zone_of

WEEK = [MONDAY + DAY * number for number in range(7)]
LATER = at(MONDAY + DAY * 14, "12.00")
SECOND = timedelta(seconds=1)
FIVE, NIGHTS = Duty(ALWAYS, "lima-hari"), Duty(ALWAYS, "malam")
OFFICES = {
    "setda": Office("setda", "Setda", (), (FIVE,)),
    "rsud": Office("rsud", "RSUD", (), (NIGHTS,)),
    "dinkes": Office("dinkes", "Dinkes", (), (Duty(date(2024, 1, 1), "lima-hari"),)),
}


def office(name: str = BLG) -> Organisation:
    return Organisation(1, a_calendar(zone_of(name)), OFFICES)


def a_record(**facts: Any) -> Record:
    """Budi, who came to the secretariat years ago."""
    budi = Record(UUID(int=1), "Budi", EmployeeKind.PNS, (Posting(ALWAYS, "setda"),))
    return replace(budi, **{"offered_at": at(ALWAYS, "08.00")} | facts)


def ask(
    code: str, first: date, last: date, state: State | None = State.APPROVED, clock: str = "08.00"
) -> Asked:
    filed = at(first, clock)
    return Asked(code, first, last, filed, filed + 2 * DAY, state)


def week(
    record: Record,
    dates: Sequence[date] = WEEK,
    *,
    now: datetime = LATER,
    name: str = BLG,
) -> list[Day]:
    return days(law(name), office(name), record, dates, now=now, zone=zone_of(name))


def letters(found: Sequence[Day]) -> str:
    return "".join(str(day.letter) or "." for day in found)


def all_week(text: str = "07.24-16.40") -> tuple[Stamp, ...]:
    return tuple(stamp for day in WEEK[:5] for stamp in stamps(text, day))


def test_each_date_is_derived_once_and_in_order() -> None:
    found = week(a_record(stamps=all_week()))
    assert [day.date for day in found] == WEEK
    assert letters(found) == "HHHHH.."


def test_a_stamp_counts_on_its_own_date_only() -> None:
    found = week(a_record(stamps=stamps("07.41-16.02", MONDAY + DAY)))
    assert told(found[1]) == "hadir H; 11 late"
    assert letters(found) == "AHAAA.."


def test_a_night_belongs_to_its_evening() -> None:
    """AMB-07: the pulang of Tuesday morning is Monday's."""
    nurse = a_record(duties=(NIGHTS,), stamps=stamps("20.50-07.05", MONDAY))
    assert letters(week(nurse, WEEK[:3])) == "HAA"


@pytest.mark.parametrize(
    ("dates", "count"),
    [
        pytest.param([date(2023, 10, 30)], 0, id="the day before"),
        pytest.param([date(2023, 10, 30), date(2023, 10, 31)], 1, id="over the border"),
        pytest.param([date(2023, 10, 31)], 1, id="the first day"),
        pytest.param([], 0, id="no date at all"),
    ],
)
def test_no_day_before_the_regulation(dates: list[date], count: int) -> None:
    """BLG-17."""
    asked = a_record(exemptions=(Exemption(ALWAYS, ExemptStatus.DETAINED),))
    for record in (a_record(), a_record(duties=(FIVE,)), asked):
        assert len(week(record, dates)) == count


@pytest.mark.parametrize("since", [1, 2, 3])
def test_a_transfer_changes_the_hours_from_its_date_on(since: int) -> None:
    """BLG-8-4: the nights of the hospital go through the weekend, the office's hours do not."""
    moved = (Posting(ALWAYS, "setda"), Posting(WEEK[since], "rsud"))
    found = week(a_record(postings=moved))
    assert letters(found) == "A" * 7
    back = (Posting(ALWAYS, "rsud"), Posting(WEEK[since], "setda"))
    assert letters(week(a_record(postings=back))) == "AAAAA.."


@pytest.mark.parametrize("since", [MONDAY, MONDAY + DAY])
def test_before_the_first_posting_there_is_no_duty(since: date) -> None:
    found = week(a_record(postings=(Posting(since, "setda"),)), WEEK[:2])
    assert letters(found) == ("AA" if since == MONDAY else ".A")


def test_a_duty_of_ones_own_goes_before_the_office() -> None:
    nights = a_record(duties=(Duty(WEEK[5], "malam", WEEK[5]),))
    assert letters(week(nights)) == "AAAAAA."


def test_leave_covers_its_dates_and_credits_those_without_work() -> None:
    """BLG-11-3, AMB-21."""
    leave = ask("cuti.tahunan", WEEK[1], WEEK[3])
    found = week(a_record(requests=(leave,), worked=frozenset({WEEK[2]})))
    assert letters(found) == "ACCCA.."
    assert [day.points for day in found] == [0, 360, 0, 360, 0, 0, 0]


@pytest.mark.parametrize(
    ("seconds", "letter"), [(-1, "."), (0, "C")], ids=["waiting", "gone up, provisionally granted"]
)
def test_silence_does_to_a_request_what_the_law_says_at_that_moment(
    seconds: int, letter: str
) -> None:
    """AMB-35, KAM-01: swept or not."""
    leave = ask("cuti.tahunan", MONDAY, MONDAY, None)
    (found,) = week(a_record(requests=(leave,)), [MONDAY], now=leave.due_at + seconds * SECOND)
    assert letters([found]) == letter
    assert found.provisional


def test_of_several_requests_the_first_by_rank_holds_however_they_are_read() -> None:
    """AMB-50: sick before leave, whichever was asked for first."""
    for clocks in (("08.00", "09.00"), ("09.00", "08.00")):
        sick = ask("sakit", MONDAY, MONDAY, clock=clocks[0])
        leave = ask("cuti.tahunan", MONDAY, MONDAY, clock=clocks[1])
        for both in ((sick, leave), (leave, sick)):
            assert letters(week(a_record(requests=both), [MONDAY])) == "S"


def test_what_nobody_knows_any_more_is_neither_alpa_nor_points() -> None:
    """An old row of which nothing was kept stops no reader of the whole region."""
    (found,) = week(a_record(requests=(ask("cuti.sabat", MONDAY, MONDAY),)), [MONDAY])
    assert told(found) == "izin I"


@pytest.mark.parametrize(
    ("since", "until", "printed"),
    [
        pytest.param(WEEK[1], None, "A----..", id="open end"),
        pytest.param(WEEK[1], WEEK[2], "A--AA..", id="both included"),
        pytest.param(ALWAYS, WEEK[0], "-AAAA..", id="its last day"),
        pytest.param(WEEK[5], None, "AAAAA..", id="after the week's work"),
    ],
)
def test_an_exemption_covers_its_dates(since: date, until: date | None, printed: str) -> None:
    """BLG-8-5c, AMB-11."""
    detained = Exemption(since, ExemptStatus.DETAINED, until)
    assert letters(week(a_record(exemptions=(detained,)))) == printed


def test_where_the_law_exempts_nobody_nobody_is_exempt() -> None:
    """KAM-13."""
    detained = Exemption(ALWAYS, ExemptStatus.DETAINED)
    assert letters(week(a_record(exemptions=(detained,)), name=KRA)) == "AAAAA.."


@pytest.mark.parametrize(
    ("since", "until", "reviewed"),
    [
        pytest.param(at(MONDAY, "10.00"), None, "01234", id="open: every day since"),
        pytest.param(at(MONDAY, "18.30"), at(MONDAY, "23.00"), "0", id="the last second of a day"),
        pytest.param(
            at(MONDAY, "18.30.01"), at(WEEK[1], "06.30"), "", id="between two days, to the second"
        ),
        pytest.param(
            at(MONDAY, "18.30.01"), at(WEEK[1], "06.30.01"), "1", id="the first second of a day"
        ),
        pytest.param(at(ALWAYS, "08.00"), at(WEEK[2], "09.00"), "012", id="ended on the third"),
    ],
)
def test_days_that_a_block_touched_are_under_review_and_not_alpa(
    since: datetime, until: datetime | None, reviewed: str
) -> None:
    """AMB-38: also once it has ended, for nobody could stamp meanwhile."""
    found = week(a_record(blocks=(Block(since, until),)))
    touched = [
        str(number) for number, day in enumerate(found) if day.state is DayState.UNDER_REVIEW
    ]
    assert "".join(touched) == reviewed
    assert [day.state for day in found].count(DayState.ALPA) == 5 - len(reviewed)


@pytest.mark.parametrize(
    ("name", "now", "final"),
    [
        pytest.param(BLG, at(date(2026, 5, 4), "23.59.59"), False, id="BLG-13-4"),
        pytest.param(BLG, at(date(2026, 5, 5), "00.00"), True, id="AMB-28"),
        pytest.param(KRA, at(date(2026, 5, 31), "23.59.59"), False, id="KAM-23 open"),
        pytest.param(KRA, at(date(2026, 6, 1), "00.00"), True, id="KAM-23"),
    ],
)
def test_a_month_closes_when_the_regulation_file_says_so(
    name: str, now: datetime, *, final: bool
) -> None:
    (day,) = week(a_record(), [MONDAY], now=now.replace(tzinfo=zone_of(name)), name=name)
    assert told(day) == ("alpa A" if final else "alpa A; provisional")


@pytest.mark.parametrize(
    ("clock", "letter"),
    [("06.30", "A"), ("06.31", ".")],
    ids=["known in time", "known too late"],
)
def test_nobody_is_absent_by_a_holiday_that_was_taken_back_too_late(
    clock: str, letter: str
) -> None:
    """KAM-28: Tuesday was a holiday until then; who came all the same was present."""
    tuesday = MONDAY + DAY
    calendar = replace(a_calendar(zone_of(BLG)), withdrawn={tuesday: at(tuesday, clock)})
    organisation = Organisation(1, calendar, OFFICES)
    for record, expected in (
        (a_record(), f"A{letter}A"),
        (a_record(stamps=stamps("07.24-16.40", tuesday)), "AHA"),
    ):
        found = days(law(BLG), organisation, record, WEEK[:3], now=LATER, zone=zone_of(BLG))
        assert letters(found) == expected
