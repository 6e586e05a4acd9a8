"""From when an office's report is handed in, until when, and where its month stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.law.answer import dated
from core.law.questions.laporan import Evaluator
from core.law.regulation import with_answers
from core.month.report import (
    Dates,
    Stage,
    Step,
    dates,
    due,
    evaluated_from,
    evaluators,
    has_begun,
    has_to_be_received,
    may_hand_in,
    reporting_office,
    state,
)
from core.organisation.calendar import DAY, DayOff, Hours
from tests.core import asking
from tests.core.situations import BLG, KRA, WIB, WITA, at, law, zone_of

SECOND = timedelta(seconds=1)
APRIL, AUGUST = date(2026, 4, 1), date(2026, 8, 1)
LABOUR_DAY = date(2026, 5, 1)


def works(name: str, *off: date, week: str = "lima-hari") -> Callable[[date], bool]:
    hours = asking.works(week, name, off)
    return lambda day: isinstance(hours(day), Hours)


def of(name: str, month: date, *off: date, week: str = "lima-hari") -> Dates:
    here = works(name, *off, week=week)
    hours = asking.works(week, name, off)
    zone = zone_of(name)
    return dates(law(name), month, works=here, hours=hours, bkpsdm_works=here, zone=zone)


def end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, WITA)


DUE = [
    ("BLG-13-2 a working day", (2026, 4), (), (2026, 5, 5), (2026, 5, 5)),
    ("BLG-13-3 Saturday", (2026, 8), (), (2026, 9, 5), (2026, 9, 7)),
    ("BLG-13-3 Sunday", (2026, 3), (), (2026, 4, 5), (2026, 4, 6)),
    (
        "AMB-27 the next one is a holiday, too",
        (2026, 8),
        ((2026, 9, 7),),
        (2026, 9, 5),
        (2026, 9, 8),
    ),
    ("AMB-27 a holiday that is known late", (2026, 4), ((2026, 5, 5),), (2026, 5, 5), (2026, 5, 6)),
    ("BLG-13-2 over the year", (2026, 12), (), (2027, 1, 5), (2027, 1, 5)),
    ("BLG-13-2 after February", (2026, 2), (), (2026, 3, 5), (2026, 3, 5)),
]


@pytest.mark.parametrize(
    ("month", "off", "literal", "last"), [pytest.param(*row, id=rule) for rule, *row in DUE]
)
def test_the_report_is_due_on_the_fifth_and_on_time_until_a_working_day(
    month: tuple[int, int],
    off: tuple[tuple[int, int, int], ...],
    literal: tuple[int, int, int],
    last: tuple[int, int, int],
) -> None:
    free = [date(*each) for each in off]
    found = due(law(BLG), date(*month, 17), works(BLG, *free), WITA)
    assert found is not None
    assert (found.date, found.until) == (date(*literal), end_of(date(*last)))
    assert found.moved is (literal != last)
    assert found.ground.citation.startswith("Pasal 13 ayat (2)")


@pytest.mark.parametrize(
    ("instant", "late"),
    [
        (at(date(2026, 9, 7), "23.59.59"), 0),
        (at(date(2026, 9, 8), "00.00"), 1),
        (at(date(2026, 9, 8), "23.59.59"), 1),
        (at(date(2026, 9, 10), "08.00"), 3),
        (at(date(2026, 8, 20), "08.00"), 0),
        (datetime(2026, 9, 7, 15, 59, tzinfo=UTC), 0),
        (datetime(2026, 9, 7, 16, 0, tzinfo=UTC), 1),
    ],
    ids=["Monday", "AMB-27 Tuesday", "its evening", "Thursday", "before", "in UTC", "a minute on"],
)
def test_late_is_counted_in_days_after_the_last_that_was_on_time(
    instant: datetime, late: int
) -> None:
    """The fifth of September 2026 is a Saturday."""
    found = due(law(BLG), AUGUST, works(BLG), WITA)
    assert found is not None
    assert found.days_late(instant) == late


def test_where_nobody_gives_a_date_none_is_made_up() -> None:
    """KAM-13."""
    assert due(law(KRA), APRIL, works(KRA), WIB) is None
    assert of(KRA, APRIL).due is None


def test_where_a_holiday_does_nothing_the_date_stands() -> None:
    fixed = law(BLG).laporan.jika_libur.answers[0]
    other = with_answers(
        law(BLG), "laporan.jika_libur", dated((type(fixed)("tanggal_tetap", fixed.since, ""),))
    )
    found = due(other, AUGUST, works(BLG), WITA)
    assert found is not None
    assert (found.until, found.moved) == (end_of(date(2026, 9, 5)), False)


STAGES = [
    ("BLG before the last working day", BLG, "2026-04-29 23.59.59", Stage.OPEN),
    ("BLG-7-3a the last working day", BLG, "2026-04-30 00.00", Stage.RECAP),
    ("BLG-7-3a its evening", BLG, "2026-04-30 23.59.59", Stage.RECAP),
    ("BLG-13-4 the first", BLG, "2026-05-01 00.00", Stage.REVISION),
    ("BLG-13-4 the fourth", BLG, "2026-05-04 23.59.59", Stage.REVISION),
    ("AMB-28 the fifth", BLG, "2026-05-05 00.00", Stage.LOCKED),
    ("KRA-7-3c the last working day", KRA, "2026-04-30 00.00", Stage.RECAP),
    ("KAM-23 revised for a month", KRA, "2026-05-31 23.59.59", Stage.REVISION),
    ("KAM-23 and no longer", KRA, "2026-06-01 00.00", Stage.LOCKED),
]


def instant(name: str, text: str) -> datetime:
    day, clock = text.split()
    return at(date.fromisoformat(day), clock, zone_of(name))


@pytest.mark.parametrize(
    ("name", "now", "stage"), [pytest.param(*row, id=rule) for rule, *row in STAGES]
)
def test_what_the_clock_makes_of_a_month(name: str, now: str, stage: Stage) -> None:
    found = of(name, APRIL, LABOUR_DAY)
    assert found.stage(instant(name, now)) is stage
    assert found.locked(instant(name, now)) is (stage is Stage.LOCKED)


def test_the_recap_begins_on_the_last_day_that_is_worked() -> None:
    """BLG-7-3a: the last of May 2026 is a Sunday; a holiday before it moves the day back."""
    may, friday = date(2026, 5, 1), date(2026, 5, 29)
    assert of(BLG, may).recap_from == at(friday, "00.00")
    assert of(BLG, may, friday).recap_from == at(friday - DAY, "00.00")


OPENS = [
    ("AMB-80 with the lock", BLG, APRIL, (), "2026-05-05 00.00"),
    ("AMB-80 no holiday moves it", BLG, AUGUST, (), "2026-09-05 00.00"),
    ("KAM-47 once the last working day is over", KRA, APRIL, (), "2026-05-01 00.00"),
    ("KAM-47 the one before a holiday", KRA, APRIL, (30,), "2026-04-30 00.00"),
    ("KAM-47 a Friday before the weekend", KRA, date(2026, 5, 1), (), "2026-05-30 00.00"),
]


@pytest.mark.parametrize(
    ("name", "month", "off", "opens"), [pytest.param(*row, id=rule) for rule, *row in OPENS]
)
def test_a_report_may_be_handed_in_from_an_instant_on(
    name: str, month: date, off: tuple[int, ...], opens: str
) -> None:
    found = of(name, month, *(month.replace(day=each) for each in off))
    assert found.opens_at == instant(name, opens)
    assert not may_hand_in(found, None, found.opens_at - SECOND, changed=False)
    assert may_hand_in(found, None, found.opens_at, changed=False)


NIGHT = Hours(
    date(2026, 4, 30),
    start=at(date(2026, 4, 30), "21.00", WIB),
    end=at(date(2026, 5, 1), "07.00", WIB),
    opens=at(date(2026, 4, 30), "20.00", WIB),
    closes=at(date(2026, 5, 1), "09.00", WIB),
    rest=60,
    shift=True,
    schedule="malam",
)
EARLY = replace(NIGHT, closes=at(date(2026, 4, 30), "23.00", WIB))


@pytest.mark.parametrize(
    ("hours", "opens"),
    [
        pytest.param(NIGHT, at(date(2026, 5, 1), "09.00.01", WIB), id="KAM-47 over midnight"),
        pytest.param(
            replace(EARLY, also=(replace(NIGHT, duty=2),)),
            at(date(2026, 5, 1), "09.00.01", WIB),
            id="KAM-47 of two duties the one that ends last",
        ),
        pytest.param(EARLY, at(date(2026, 5, 1), "00.00", WIB), id="KAM-47 not before the date"),
    ],
)
def test_a_recap_waits_for_the_last_stamp_that_may_still_come(
    hours: Hours, opens: datetime
) -> None:
    found = dates(
        law(KRA),
        APRIL,
        works=works(KRA),
        hours=lambda _: hours,
        bkpsdm_works=works(KRA),
        zone=WIB,
    )
    assert found.opens_at == opens


def test_an_office_whose_hours_nobody_knows_waits_for_the_end_of_the_month() -> None:
    """KAM-36."""
    found = dates(
        law(KRA),
        APRIL,
        works=works(KRA),
        hours=lambda day: DayOff(day, "belum ada jadwal kerja"),
        bkpsdm_works=works(KRA),
        zone=WIB,
    )
    assert found.opens_at == at(date(2026, 5, 1), "00.00", WIB)


AGAIN = {
    # step: (locked, still open and changed, still open and as it was)
    None: (True, True, True),
    Step.AT_HEAD: (False, False, False),
    Step.SUBMITTED: (False, False, False),
    Step.RECEIVED: (False, True, False),
    Step.SENT_BACK: (True, True, True),
    Step.WITHDRAWN: (True, True, True),
}


@pytest.mark.parametrize("step", [None, *Step])
def test_what_may_be_handed_in_again(step: Step | None) -> None:
    """AMB-82 and KAM-36: what is under way waits, what was received of a locked month is final."""
    locked, changed, as_it_was = AGAIN[step]
    april, now = of(KRA, APRIL), at(date(2026, 5, 20), "08.00", WIB)
    later = at(date(2026, 6, 1), "00.00", WIB)
    assert may_hand_in(april, step, later, changed=True) is locked
    assert may_hand_in(april, step, now, changed=True) is changed
    assert may_hand_in(april, step, now, changed=False) is as_it_was


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("step", [None, *Step])
def test_what_was_handed_in_goes_before_what_the_clock_says(
    stage: Stage, step: Step | None
) -> None:
    """What was withdrawn is as if it had never been handed in."""
    assert state(stage, step) is (stage if step in {None, Step.WITHDRAWN} else step)


@pytest.mark.parametrize(
    ("month", "off", "day"),
    [
        ((2026, 6), (), (2026, 7, 1)),
        ((2026, 4), ((2026, 5, 1),), (2026, 5, 4)),
        ((2026, 7), (), (2026, 8, 3)),
        ((2026, 12), ((2027, 1, 1),), (2027, 1, 4)),
    ],
    ids=["KRA-9C-4", "KAM-37 Labour Day", "KAM-37 a Saturday", "KAM-37 New Year"],
)
def test_a_month_is_evaluated_from_the_first_working_day_after_it(
    month: tuple[int, int], off: tuple[tuple[int, int, int], ...], day: tuple[int, int, int]
) -> None:
    here = works(KRA, *(date(*each) for each in off))
    assert evaluated_from(date(*month, 9), here, WIB) == at(date(*day), "00.00", WIB)


def test_who_evaluates_and_who_receives_is_the_laws() -> None:
    """KRA-9C-4, AMB-83; BLG-13-1, KAM-13."""
    assert evaluators(law(KRA), APRIL) == (Evaluator.SUPERIOR, Evaluator.HEAD)
    assert evaluators(law(BLG), APRIL) == ()
    assert has_to_be_received(law(BLG), APRIL)
    assert not has_to_be_received(law(KRA), APRIL)


def test_of_a_month_before_the_law_nothing_is_asked() -> None:
    """Its first month is the first that has begun; nobody evaluates the one before."""
    first = law(KRA).peraturan.berlaku_sejak  # 3 July 2023
    before, july = date(2023, 6, 1), date(2023, 7, 1)
    assert (evaluators(law(KRA), before), has_to_be_received(law(KRA), before)) == ((), False)
    assert evaluators(law(KRA), july) == (Evaluator.SUPERIOR, Evaluator.HEAD)
    assert has_to_be_received(law(BLG), date(2023, 9, 1))
    begun = [has_begun(law(KRA), each, first) for each in (before, july, date(2023, 8, 1))]
    assert begun == [False, True, False]


PARENTS = {"dinkes": None, "puskesmas": "dinkes", "pustu": "puskesmas", "setda": None}


@pytest.mark.parametrize(
    ("reporters", "found"),
    [
        ({"dinkes"}, ("dinkes", "dinkes", "dinkes", None)),
        ({"dinkes", "puskesmas"}, ("dinkes", "puskesmas", "puskesmas", None)),
        ({"pustu", "setda"}, (None, None, "pustu", "setda")),
        (set(), (None, None, None, None)),
    ],
)
def test_a_part_without_an_operator_is_in_the_report_of_its_whole(
    reporters: set[str], found: tuple[str | None, ...]
) -> None:
    """AMB-37: an UPTD that has one hands in its own."""
    assert tuple(reporting_office(each, PARENTS, reporters) for each in PARENTS) == found


months = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("name", [BLG, KRA])
@given(month=months, taken=st.sets(st.integers(0, 12)))
def test_the_instants_of_a_month_stand_in_order(name: str, month: date, taken: set[int]) -> None:
    """Counted the slow way: whatever days are taken, nobody is late on the first day that works."""
    after = (month.replace(day=28) + 4 * DAY).replace(day=1)
    found = of(name, month, *(after + number * DAY for number in taken))
    assert found.recap_from < found.revised_from
    assert found.closes_at is not None
    assert found.recap_from <= found.opens_at <= found.closes_at
    if found.due is not None:
        last = found.due.date
        while last - after in {number * DAY for number in taken} or last.weekday() >= 5:
            last += DAY
        assert found.due.until == end_of(last)
        assert found.opens_at < found.due.until
