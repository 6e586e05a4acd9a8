"""A request beside others: one waits at a time, and no date is taken twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.calendar import DAY, Hours
from core.requests.absence import rank_of
from core.requests.filing import (
    COUNTED,
    UNDECIDED,
    Attached,
    Earlier,
    Effect,
    Filed,
    Refused,
    State,
    Why,
    kinds,
)
from tests.core.asking import (
    CREDITED,
    EARLY,
    PNS,
    SPECIAL,
    TRIP,
    accepted,
    ask,
    before,
    cited,
    filled,
    why,
    works,
)
from tests.core.situations import BLG, FRIDAY, KRA, MONDAY, law

LATER = MONDAY + 30 * DAY
OVER = frozenset(State) - COUNTED - UNDECIDED - {State.ENDED}


@pytest.mark.parametrize("state", list(State))
def test_one_request_waits_at_a_time(state: State) -> None:
    """BLG-L-A6f, AMB-35: one that went up still waits."""
    leave = before("cuti.tahunan", LATER, LATER, state)
    for code in ("izin", "cuti.tahunan", "dinas_luar", "diklat", "tugas_khusus"):
        verdict = ask(code, earlier=[leave])
        assert why(verdict) is (Why.PENDING if state in UNDECIDED else None)
        if why(verdict):
            assert cited(verdict) == "keputusan AMB-35"


@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_whoever_is_sick_does_not_wait_for_a_silent_superior(state: State) -> None:
    """AMB-35: the sick note is appended to what is pending."""
    leave = before("cuti.tahunan", LATER, LATER, state)
    for paper in (None, Attached()):
        assert accepted("sakit", earlier=[leave], paper=paper).appended
    assert accepted("sakit", LATER, earlier=[leave]).appended, "even for the same date"
    assert not accepted("sakit").appended


@pytest.mark.parametrize("state", sorted(UNDECIDED))
def test_sickness_that_goes_on_is_appended_and_never_filed_twice(state: State) -> None:
    """AMB-35."""
    sick = before("sakit", MONDAY, MONDAY + DAY, state)
    assert accepted("sakit", MONDAY + 2 * DAY, earlier=[sick]).appended
    assert why(ask("sakit", MONDAY + DAY, MONDAY + 2 * DAY, earlier=[sick])) is Why.OVERLAP


def test_leaving_early_neither_waits_nor_keeps_anything_waiting() -> None:
    """AMB-25: it is the going-home stamp, and no stamp waits for a superior."""
    leave = before("cuti.tahunan", LATER, LATER, State.PENDING)
    early = before("pulang_cepat", MONDAY - 3 * DAY, MONDAY - 3 * DAY, State.PENDING)
    assert isinstance(ask("pulang_cepat", earlier=[leave, early]), Filed)
    assert isinstance(ask("cuti.tahunan", earlier=[early]), Filed)


def test_a_text_without_such_a_limit_has_none() -> None:
    """KAM-13: special duty every day, whatever the superior has not seen yet."""
    week = [MONDAY - number * DAY for number in range(1, 6)]
    pending = [before("tugas_khusus", day, day, State.PENDING, KRA) for day in week]
    assert isinstance(ask("tugas_khusus", name=KRA, earlier=pending), Filed)


def test_where_all_may_wait_the_sick_still_say_so_on_dates_that_wait() -> None:
    """AMB-35, KAM-13."""
    leave = Earlier("cuti.tahunan", Effect.EXCUSED, MONDAY, FRIDAY, State.PENDING)
    for first, joins in ((FRIDAY, True), (FRIDAY + DAY, False)):
        filed = accepted("sakit", first, name=KRA, regulation=filled(), earlier=[leave])
        assert filed.appended is joins
    verdict = ask("izin", FRIDAY, name=KRA, regulation=filled(), earlier=[leave])
    assert why(verdict) is Why.OVERLAP


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        (-3, -1, False),
        (-3, 0, True),
        (1, 1, True),
        (-3, 9, True),
        (4, 9, True),
        (5, 9, False),
    ],
    ids=["ends the day before", "its first", "inside", "around", "its last", "begins after"],
)
def test_no_date_is_taken_twice(state: State, first: int, last: int, *, meets: bool) -> None:
    """AMB-21; what was rejected, withdrawn or lapsed takes none."""
    leave = Earlier("cuti.tahunan", CREDITED, MONDAY, FRIDAY, state)
    dates = (MONDAY + first * DAY, MONDAY + last * DAY)
    verdict = ask("izin", *dates, name=KRA, regulation=filled(), earlier=[leave])
    assert why(verdict) is (Why.OVERLAP if meets and state not in OVER else None)


RANKED = ["sakit", "dinas_luar", "tugas_khusus", "diklat", "cuti.tahunan", "izin"]
RANKED_ALIKE = [("cuti.sakit", "sakit"), ("cuti.tahunan", "cuti.besar")]


@pytest.mark.parametrize("state", [State.APPROVED, State.DEEMED_APPROVED])
@pytest.mark.parametrize("code", RANKED)
@pytest.mark.parametrize("other", RANKED)
def test_what_really_happens_is_filed_over_what_was_planned(
    code: str, other: str, state: State
) -> None:
    """AMB-50: sick, sent on a trip, on duty elsewhere, to training, on leave, with a permit."""
    planned = before(other, MONDAY, FRIDAY, state)
    verdict = ask(code, FRIDAY, earlier=[planned])
    goes_before = RANKED.index(code) < RANKED.index(other)
    assert why(verdict) is (None if goes_before else Why.OVERLAP)
    if isinstance(verdict, Filed):
        assert verdict.over == (planned,)
        assert not verdict.appended
    else:
        assert cited(verdict) == "keputusan AMB-50"


@pytest.mark.parametrize(("code", "other"), RANKED_ALIKE)
def test_of_two_alike_the_first_keeps_the_date(code: str, other: str) -> None:
    """AMB-50: a second leave on a date of leave is a mistake."""
    planned = before(other, MONDAY, FRIDAY, State.APPROVED)
    assert why(ask(code, FRIDAY, earlier=[planned])) is Why.OVERLAP


def test_beside_nothing_nothing_gives_way() -> None:
    refused = before("cuti.tahunan", MONDAY, FRIDAY, State.REJECTED)
    other_days = before("cuti.tahunan", LATER, LATER, State.APPROVED)
    early = before("pulang_cepat", MONDAY, MONDAY, State.APPROVED)
    assert accepted("tugas_khusus", earlier=[refused, other_days, early]).over == ()


def test_in_karanganyar_a_trip_is_filed_over_special_duty_that_waits() -> None:
    """AMB-50, KAM-13: nothing there has to wait for another decision."""
    duty = before("tugas_khusus", MONDAY, FRIDAY, State.PENDING, KRA)
    assert accepted("dinas_luar.luar-daerah", name=KRA, earlier=[duty]).over == (duty,)
    trip = before("dinas_luar.luar-daerah", MONDAY, FRIDAY, State.PENDING, KRA)
    assert why(ask("tugas_khusus", name=KRA, earlier=[trip])) is Why.OVERLAP


@pytest.mark.parametrize("one", list(Effect))
@pytest.mark.parametrize(
    "code", ["sakit", "izin", "dinas_luar.dalam-daerah", "tugas_khusus", "pulang_cepat"]
)
def test_only_who_works_elsewhere_may_leave_early_as_well(one: Effect, code: str) -> None:
    """KAM-06, KAM-08, KAM-09: the going-home stamp is a leg of its own."""
    other = next(o.kind.akibat for o in kinds(filled(), PNS, MONDAY) if o.code == code)
    beside = [{EARLY, TRIP}, {EARLY, SPECIAL}]
    earlier = [Earlier("sakit", one, MONDAY, MONDAY, State.APPROVED)]
    verdict = ask(code, name=KRA, regulation=filled(), earlier=earlier)
    assert why(verdict) is (None if {one, other} in beside else Why.OVERLAP)


@pytest.mark.parametrize(
    ("rule", "code", "expected"),
    [
        ("BLG-11-3 a trip", "dinas_luar", True),
        ("BLG-11-3 training", "diklat", True),
        ("BLG-11-3 sick", "sakit", True),
        ("BLG-11-3 leave", "cuti.tahunan", True),
        ("AMB-22 plain permission", "izin", False),
        ("AMB-21 CLTN", "cuti.luar-tanggungan", False),
        ("AMB-21 cuti bersama", "cuti.bersama", False),
        ("AMB-31 special duty", "tugas_khusus", False),
        ("AMB-25 leaving early", "pulang_cepat", False),
    ],
)
def test_dates_are_credited_by_kind(rule: str, code: str, *, expected: bool) -> None:
    assert accepted(code).credited == ((MONDAY,) if expected else ()), rule


def test_only_working_dates_of_that_person_are_credited() -> None:
    """AMB-21, though a Hari is a calendar day (BLG-1-21)."""
    week = MONDAY + 6 * DAY
    five = tuple(MONDAY + number * DAY for number in range(5))
    assert accepted("sakit", MONDAY, week).credited == five
    assert accepted("sakit", MONDAY, week, holidays=[FRIDAY]).credited == five[:4]
    assert accepted("sakit", MONDAY, week, schedule="enam-hari").credited == (*five, FRIDAY + DAY)
    every = accepted("sakit", MONDAY, week, schedule="malam", holidays=[FRIDAY]).credited
    assert len(every) == 7, "a shift knows no holidays"
    assert accepted("sakit", FRIDAY + DAY, week).credited == ()


@pytest.mark.parametrize(
    ("rule", "code", "worked", "expected"),
    [
        ("AMB-21 the first", "sakit", MONDAY, Why.OWN_WORK),
        ("AMB-21 the last", "sakit", FRIDAY, Why.OWN_WORK),
        ("AMB-21 the day before", "sakit", MONDAY - DAY, None),
        ("AMB-21 a Saturday in between earns nothing", "sakit", FRIDAY + DAY, None),
        ("AMB-22 no points, so nothing is counted twice", "izin", MONDAY, None),
        ("AMB-31 special duty is work", "tugas_khusus", MONDAY, None),
    ],
)
def test_a_credited_date_has_no_activities_of_its_own(
    rule: str, code: str, worked: date, expected: Why | None
) -> None:
    last = FRIDAY if worked <= FRIDAY else FRIDAY + 3 * DAY
    verdict = ask(code, MONDAY, last, worked={worked})
    assert why(verdict) is expected, rule
    if expected:
        assert cited(verdict) == "keputusan AMB-21"


def test_where_no_work_is_kept_nothing_excludes_it() -> None:
    """KAM-13."""
    silent = law(BLG).model_copy(update={"izin": law(KRA).izin})
    assert accepted("sakit", worked={MONDAY}, regulation=silent).credited == (MONDAY,)


dates = st.integers(0, 12).map(lambda number: MONDAY + number * DAY)
codes = st.sampled_from([request_type.code for request_type in kinds(law(BLG), PNS, MONDAY)])
states = st.sampled_from(State)
wishes = st.lists(st.tuples(codes, dates, dates, states), max_size=8)


@given(wishes, st.sampled_from(["lima-hari", "enam-hari", "malam"]))
def test_however_many_ask_no_date_counts_twice(
    asked: list[tuple[str, date, date, State]], schedule: str
) -> None:
    """AMB-21: filed one after the other, and decided in whatever way."""
    standing: list[Earlier] = []
    for code, first, last, state in asked:
        verdict = ask(code, first, last, schedule=schedule, earlier=standing)
        assert verdict.grounds
        if isinstance(verdict, Refused):
            continue
        standing.append(before(code, first, last, state))
        assert set(verdict.credited) == _working(standing[-1], schedule)
    for offset in range(13):
        day = MONDAY + offset * DAY
        ranks = [rank_of(law(BLG), each.code, day) for each in standing if day in _whole_days(each)]
        assert ranks == sorted(set(ranks), reverse=True), "each later one goes before the others"


def _working(each: Earlier, schedule: str) -> set[date]:
    hours = works(schedule)
    credited = each.effect is CREDITED
    return {day for day in _dates(each) if credited and isinstance(hours(day), Hours)}


def _whole_days(each: Earlier) -> list[date]:
    return _dates(each) if each.state in COUNTED and each.effect is not EARLY else []


def _dates(each: Earlier) -> list[date]:
    return [each.first + number * DAY for number in range((each.last - each.first).days + 1)]
