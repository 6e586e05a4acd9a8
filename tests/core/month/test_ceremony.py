"""The day of an apel says what the answer said; and the apel of a month, one by one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.approvals.case import State
from core.attendance.judge import Accepted, judge
from core.attendance.stamp import Leg, Stamp
from core.law.answer import Answer, dated
from core.law.kinds import HolidayKind
from core.law.questions.jenis_izin import Effect
from core.law.regulation import ExemptStatus, with_answers
from core.month.ceremony import Presence, Seen, called, totals
from core.month.day_deriver import days
from core.month.day_state import State as DayState
from core.month.record import Record
from core.organisation.calendar import DAY, Calendar, Duty, Holiday
from core.organisation.ceremony import Announcement
from core.organisation.employee_status import Block, Exemption
from core.organisation.employment import Departure
from core.organisation.office import Office, Organisation
from core.organisation.posting import Posting
from core.reports.apel import apel_count
from core.reports.person import Person
from tests.builders.ceremonies import APEL, SQUARE, VENUE, WHO, announced
from tests.core.deriving import any_request, stamps
from tests.core.month.test_day_always import patient
from tests.core.month.test_record import a_record, ask
from tests.core.situations import (
    ALWAYS,
    BLG,
    KRA,
    MONDAY,
    a_calendar,
    a_case,
    a_share,
    at,
    circle,
    law,
    zone_of,
)

FIVE, NIGHTS = Duty(ALWAYS, "lima-hari"), Duty(ALWAYS, "malam")
ME = a_record().employee
LATER = at(MONDAY + 14 * DAY, "12.00")
HOLIDAY = Holiday(MONDAY, "Hari Kemerdekaan", HolidayKind.NATIONAL)


def office(*announcements: Announcement, name: str = BLG, off: Any = ()) -> Organisation:
    offices = {
        "setda": Office("setda", "Setda", (circle(),), (FIVE,)),
        "dinkes": Office("dinkes", "Dinkes", (circle("dinkes"),), (FIVE,)),
        "rsud": Office("rsud", "RSUD", (), (NIGHTS,)),
    }
    calendar: Calendar = a_calendar(zone_of(name), *off)
    return Organisation(1, calendar, offices, announcements=announcements)


def there(text: str = "07.50", day: date = MONDAY, name: str = BLG) -> tuple[Stamp, ...]:
    """A whole day whose masuk was made at the apel."""
    masuk, pulang = stamps(f"{text}-16.30", day, name)
    return replace(masuk, place=VENUE.code), pulang


# --- The day that is derived is the answer that was given.

SECONDS = st.integers(0, 24 * 3600 - 1)


@st.composite
def mornings(draw: st.DrawFn) -> dict[str, Any]:
    """Any second of a Monday, anywhere, and up to two apel, of which some are cancelled."""
    name = draw(st.sampled_from([BLG, KRA]))
    midnight = at(MONDAY, "00.00", zone_of(name))

    def moment() -> Any:
        return midnight + timedelta(seconds=draw(SECONDS))

    venues = [VENUE, circle(), circle("kantor-lain", radius=50)]
    made = [
        announced(
            hour=f"{moment():%H.%M}",
            venue=draw(st.sampled_from(venues)),
            at_=moment() if draw(st.booleans()) else at(ALWAYS, "08.00"),
            cancelled={MONDAY: moment()} if draw(st.booleans()) else None,
        )
        for _ in range(draw(st.integers(1, 2)))
    ]
    effects = st.builds(any_request, st.sampled_from(Effect), st.sampled_from(State))
    return {
        "name": name,
        "made": made,
        "sent": moment(),
        "metres": draw(st.sampled_from([0.0, 90.0, 400.0, SQUARE, SQUARE + 110])),
        "absences": tuple(draw(st.lists(effects, max_size=1))),
        "counted": draw(st.sampled_from(["sejak_batas", "sejak_jam_masuk"])),
        "works": draw(st.sampled_from(["lima-hari", "enam-hari", "sore"])),
    }


@patient
@given(mornings())
def test_the_derived_day_is_as_late_as_the_answer_said(told: dict[str, Any]) -> None:
    """One rule, asked by the place and the instant of the stamp alone."""
    name, sent = told["name"], told["sent"]
    counted = dated((Answer(told["counted"], ALWAYS, "lain"),))
    regulation = with_answers(law(name), "apel.terlambat_dihitung", counted)
    own = Duty(ALWAYS, told["works"])
    held = office(*told["made"], name=name)
    me = replace(a_record(), duties=(own,))
    verdict = judge(
        a_case(
            sent,
            Leg.MASUK,
            name=name,
            regulation=regulation,
            share=a_share(sent, told["metres"], 30),
            days=held.days_around(regulation, me.postings, me.duties, MONDAY),
            absences=told["absences"],
            ceremonies=held.ceremonies_of(ME, me.postings, MONDAY),
        )
    )
    if not isinstance(verdict, Accepted) or verdict.site is None:
        return
    place = verdict.site.fence.code
    stamp = Stamp(MONDAY, Leg.MASUK, verdict.at, place, review=False)
    now = at(MONDAY, "23.59.59", zone_of(name))
    me = replace(me, stamps=(stamp,))
    (day,) = days(regulation, held, me, [MONDAY], now=now, zone=zone_of(name))
    assert day.late == verdict.late


@pytest.mark.parametrize(
    ("clock", "minutes"), [("08.59.59", 0), ("09.00.00", 0), ("09.00.01", 1), ("09.12.00", 12)]
)
def test_a_day_at_the_apel_counts_since_the_limit_among_people_of_the_same_hours(
    clock: str, minutes: int
) -> None:
    """BLG-8-6, AMB-72; whoever was in the office at the same minute is late as ever."""
    held = office(announced())
    at_apel = replace(a_record(), stamps=there(clock))
    in_office = replace(a_record(), stamps=stamps(f"{clock}-16.30"))
    for record, expected in ((at_apel, minutes), (in_office, None), (at_apel, minutes)):
        (day,) = days(law(BLG), held, record, [MONDAY], now=LATER, zone=zone_of(BLG))
        assert day.state is DayState.PRESENT
        if expected is not None:
            assert day.late == expected
            articles = "; ".join(each.citation for each in day.grounds)
            assert ("AMB-72" in articles) is (minutes > 0)
        else:
            assert day.late >= 89


def test_the_same_stamp_without_an_announcement_is_as_late_as_ever() -> None:
    record = replace(a_record(), stamps=there("08.30"))
    (day,) = days(law(BLG), office(), record, [MONDAY], now=LATER, zone=zone_of(BLG))
    assert day.late == 60


# --- The apel of a month.


def seen(
    *announcements: Announcement,
    record: Record | None = None,
    presences: tuple[Presence, ...] = (),
    name: str = BLG,
    off: Any = (),
    dates: tuple[date, ...] = (MONDAY,),
    now: Any = LATER,
) -> list[Seen]:
    found = called(
        law(name),
        office(*(announcements or (announced(),)), name=name, off=off),
        record or a_record(),
        presences,
        dates,
        now,
    )
    return [each.seen for each in found]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"stamps": there("09.00.00")}, Seen.ON_TIME, id="BLG-8-6 in time"),
        pytest.param({"stamps": there("09.00.01")}, Seen.LATE, id="BLG-8-6 late"),
        pytest.param({"stamps": stamps("07.24-16.30")}, Seen.UNSEEN, id="AMB-12 in the office"),
        pytest.param({}, Seen.UNSEEN, id="nowhere"),
        pytest.param({"duties": (NIGHTS,)}, Seen.OFF, id="AMB-73 a night shift"),
        pytest.param({"duties": (Duty(ALWAYS, None),)}, Seen.OFF, id="AMB-73 off by the roster"),
        pytest.param(
            {"exemptions": (Exemption(ALWAYS, ExemptStatus.DETAINED),)},
            Seen.FREED,
            id="BLG-8-5c exempt",
        ),
        pytest.param({"blocks": (Block(at(ALWAYS, "08.00")),)}, Seen.FREED, id="AMB-38 blocked"),
    ],
)
def test_where_somebody_was_seen(facts: dict[str, Any], expected: Seen) -> None:
    assert seen(record=replace(a_record(), **facts)) == [expected]


FREED = [
    *(
        pytest.param(BLG, code, State.APPROVED, Seen.FREED, id=f"KAM-16 {code}")
        for code in ("sakit", "cuti.tahunan", "izin", "dinas_luar", "diklat", "tugas_khusus")
    ),
    pytest.param(KRA, "tugas_khusus", State.APPROVED, Seen.FREED, id="KRA-9A-3"),
    pytest.param(KRA, "tugas_khusus", State.PENDING, Seen.FREED, id="KRA-9A-3 undecided"),
    pytest.param(KRA, "dinas_luar.dalam_daerah", State.APPROVED, Seen.FREED, id="KAM-16 trip"),
    pytest.param(KRA, "tugas_khusus", State.REJECTED, Seen.UNSEEN, id="KRA-9A-3 refused"),
    pytest.param(BLG, "sakit", State.REJECTED, Seen.UNSEEN, id="KAM-16 refused"),
    pytest.param(BLG, "pulang_cepat", State.APPROVED, Seen.UNSEEN, id="KAM-16 not leaving early"),
]


@pytest.mark.parametrize(("name", "code", "state", "expected"), FREED)
def test_who_is_freed_from_the_apel(name: str, code: str, state: State, expected: Seen) -> None:
    decided = None if state is State.PENDING else state
    record = replace(a_record(), requests=(ask(code, MONDAY, MONDAY, decided),))
    now = at(MONDAY, "12.00", zone_of(name))
    assert seen(announced(), record=record, name=name, now=now) == [expected]


def test_who_was_freed_and_came_was_there() -> None:
    record = replace(a_record(), stamps=there(), requests=(ask("tugas_khusus", MONDAY, MONDAY),))
    assert seen(record=record) == [Seen.ON_TIME]


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("09.00.00", Seen.ON_TIME), ("09.00.01", Seen.LATE), (None, Seen.OFF)],
)
def test_on_a_holiday_who_came_is_noted_and_nobody_is_missed(
    clock: str | None, expected: Seen
) -> None:
    """AMB-73: 17 August is no working day by its upacara."""
    came = (Presence(APEL, MONDAY, at(MONDAY, clock)),) if clock else ()
    assert seen(presences=came, off=(HOLIDAY,)) == [expected]
    (day,) = days(
        law(BLG),
        office(announced(), off=(HOLIDAY,)),
        a_record(),
        [MONDAY],
        now=LATER,
        zone=zone_of(BLG),
    )
    assert day.state is DayState.OFF


@pytest.mark.parametrize(("clock", "expected"), [("08.59.59", 0), ("09.00.00", 0), ("09.00.01", 1)])
def test_nobody_is_missed_before_it_is_over(clock: str, expected: int) -> None:
    assert len(seen(now=at(MONDAY, clock))) == expected


# --- Who is called.

TUESDAY = MONDAY + DAY


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({}, 1, id="the office"),
        pytest.param({"offices": frozenset({"dinkes"})}, 0, id="another office"),
        pytest.param({"offices": frozenset({"dinkes", "setda"})}, 1, id="several offices"),
        pytest.param({"offices": frozenset(), "people": frozenset({ME})}, 1, id="by name"),
        pytest.param({"offices": frozenset(), "people": frozenset({WHO})}, 0, id="another name"),
        pytest.param({"offices": frozenset({"setda"}), "people": frozenset({ME})}, 1, id="once"),
        pytest.param({"first": TUESDAY}, 0, id="another date"),
        pytest.param({"cancelled": {MONDAY: at(MONDAY, "06.00")}}, 0, id="cancelled"),
    ],
)
def test_who_is_called(more: dict[str, Any], expected: int) -> None:
    assert len(seen(announced(**more))) == expected


@pytest.mark.parametrize(
    ("moved", "expected"),
    [(MONDAY - DAY, ["dinkes"]), (MONDAY, ["dinkes"]), (MONDAY + DAY, ["setda"])],
)
def test_after_a_transfer_it_is_the_apel_of_the_office_of_the_date(
    moved: date, expected: list[str]
) -> None:
    """BLG-8-4 leaves the old place for seven days, but nobody is called twice."""
    held = office(
        announced(offices=frozenset({"setda"})),
        announced(offices=frozenset({"dinkes"})),
    )
    postings = (Posting(ALWAYS, "setda"), Posting(moved, "dinkes"))
    found = held.ceremonies_of(ME, postings, MONDAY)
    assert [next(iter(each.offices)) for each in found] == expected


def test_every_monday_until_a_date_but_no_holiday_and_none_that_was_cancelled() -> None:
    """AMB-73: a weekly apel is not held on a holiday."""
    off = Holiday(MONDAY + 14 * DAY, "Libur", HolidayKind.NATIONAL)
    weekly = announced(until=MONDAY + 28 * DAY, cancelled={MONDAY + 7 * DAY: at(MONDAY, "12.00")})
    held = office(weekly, off=(off,))
    dates = [MONDAY + DAY * number for number in range(-7, 43)]
    found = [each for day in dates for each in held.ceremonies(day)]
    assert [(each.date - MONDAY).days for each in found] == [0, 7, 21, 28]
    assert [(each.date - MONDAY).days for each in found if not each.held] == [7]
    assert weekly.dates(MONDAY + DAY, MONDAY + 21 * DAY) == [MONDAY + DAY * n for n in (7, 14, 21)]
    assert weekly.dates(MONDAY - 30 * DAY, MONDAY) == [MONDAY]
    assert weekly.dates(MONDAY + 29 * DAY, MONDAY + 99 * DAY) == []
    once = announced()
    assert once.dates(ALWAYS, date(2030, 1, 1)) == [MONDAY]


def test_nobody_is_called_who_has_left_or_could_not_stamp_yet() -> None:
    """AMB-52."""
    gone = (Departure(MONDAY - DAY, None),)
    assert seen(record=replace(a_record(), departures=gone)) == []
    assert seen(record=replace(a_record(), offered_at=at(MONDAY, "12.00"))) == []
    assert seen(record=replace(a_record(), offered_at=at(MONDAY, "07.30"))) == [Seen.UNSEEN]


def test_the_totals_are_all_that_was_announced() -> None:
    weekly = announced(until=MONDAY + 21 * DAY)
    came = replace(a_record(), stamps=(*there(), *there("09.30", MONDAY + 7 * DAY)))
    dates = tuple(MONDAY + DAY * number for number in range(28))
    found = called(law(BLG), office(weekly), came, (), dates, LATER + 30 * DAY)
    counts = totals(found)
    assert counts == {
        Seen.ON_TIME: 1,
        Seen.LATE: 1,
        Seen.FREED: 0,
        Seen.OFF: 0,
        Seen.UNSEEN: 2,
    }
    assert sum(counts.values()) == len(found) == 4
    row = apel_count(Person("Budi", "1"), {**counts, Seen.OFF: 3, Seen.FREED: 1})
    assert (row.called, row.present, row.late, row.freed, row.absent) == (5, 1, 1, 1, 2)
