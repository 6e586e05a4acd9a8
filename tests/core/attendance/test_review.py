"""A stamp that a human looks at: why, until when, and what it is before and after (AMB-46)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.approvals.case import State
from core.attendance.evidence import Signal
from core.attendance.review import UNREGULATED, Look, Reason, Spot, doubts, due, looked_at, raised
from core.attendance.stamp import Stamp
from core.law.answer import Answer, dated
from core.law.questions.presensi import CheckedSignal
from core.law.regulation import Regulation, with_answers
from core.organisation.calendar import DAY
from core.organisation.fence import Point, Where
from tests.core.changing import changed, silent
from tests.core.situations import BLG, KRA, MASUK, MONDAY, PULANG, a_stamp, at, law, zone_of

STAMP = replace(a_stamp(MONDAY, MASUK), review=True)
KEY = (MONDAY, MASUK, 1, 0)


def working(day: date) -> bool:
    return day.weekday() < 5


HERE, BESIDE = Point(2.8376, 117.3656), Point(2.8376, 117.36561)
SPOT = Spot(HERE, "kantor")
NOON = at(MONDAY, "12.00")
CHECKED = {
    Signal.SAME_POINT_OTHER_DAY: Reason.SAME_POINT_OTHER_DAY,
    Signal.SAME_POINT_OTHER_PERSON: Reason.SAME_POINT_OTHER_PERSON,
    Signal.IMPOSSIBLE_SPEED: Reason.IMPOSSIBLE_SPEED,
    Signal.WEAK_KIND: Reason.STATIC_PIN,
}
SAME, PIN = Reason.SAME_POINT_OTHER_PERSON, Reason.STATIC_PIN


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        (Where.UNSURE, Reason.VAGUE),
        (Where.EDGE, Reason.EDGE),
        (Where.INSIDE, Reason.FIRST_TRY),
    ],
)
def test_whoever_looks_is_told_what_could_not_be_told_from_the_location(
    where: Where, reason: Reason
) -> None:
    assert doubts(where) == (reason,)


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize("signal", Signal)
def test_four_signals_raise_a_look_and_all_others_stay_evidence(signal: Signal, name: str) -> None:
    """AMB-57, in both regulations."""
    expected = (CHECKED[signal],) if signal in CHECKED else ()
    assert raised(law(name), MONDAY, (signal,), SPOT, ()) == expected


@pytest.mark.parametrize("listed", CheckedSignal)
def test_a_region_lists_the_signals_that_are_looked_at(listed: CheckedSignal) -> None:
    """AMB-57: what it does not list stays evidence, whatever else was found."""
    (reason,) = raised(chosen(BLG, (listed,)), MONDAY, tuple(Signal), SPOT, ())
    assert [signal for signal, found in CHECKED.items() if found is reason]


def test_a_region_that_lists_none_has_nobody_asked() -> None:
    """As where a text leaves the question open."""
    regulation = changed(BLG, silent("presensi.sinyal_diperiksa"))
    assert raised(regulation, MONDAY + 3650 * DAY, tuple(Signal), SPOT, ()) == ()


def chosen(name: str, listed: tuple[CheckedSignal, ...]) -> Regulation:
    answer = Answer(listed, date(2023, 1, 1), "daerah")
    return with_answers(law(name), "presensi.sinyal_diperiksa", dated((answer,)))


def a_look(
    found: State = State.APPROVED,
    reason: Reason = SAME,
    place: str = "kantor",
    point: Point | None = HERE,
    at_: datetime = NOON,
) -> Look:
    return Look((reason,), found, at_, place, point)


@pytest.mark.parametrize(
    ("looks", "again"),
    [
        pytest.param((), True, id="nobody has looked"),
        pytest.param((a_look(),), False, id="accepted at this point"),
        pytest.param((a_look(point=BESIDE),), True, id="accepted a metre away"),
        pytest.param((a_look(point=None),), True, id="accepted, and the point is forgotten"),
        pytest.param((a_look(reason=Reason.EDGE),), True, id="accepted for something else"),
        pytest.param((a_look(State.REJECTED),), True, id="refused"),
        pytest.param(
            (a_look(State.REJECTED), a_look(at_=NOON + timedelta(hours=1))),
            False,
            id="refused, and accepted since",
        ),
        pytest.param(
            (a_look(), a_look(State.REJECTED, at_=NOON + timedelta(hours=1))),
            True,
            id="accepted, and refused since",
        ),
    ],
)
def test_what_was_accepted_of_a_point_is_not_asked_again(
    looks: tuple[Look, ...],
    again: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """AMB-57: the same signal of the same person at the same point."""
    found = raised(law(BLG), MONDAY, (Signal.SAME_POINT_OTHER_PERSON,), SPOT, looks)
    assert found == ((SAME,) if again else ())


@pytest.mark.parametrize(("place", "again"), [("kantor", False), ("uptd", True)])
def test_a_pin_is_never_twice_at_a_point_so_its_place_counts(
    place: str,
    again: bool,  # noqa: FBT001 - a column of the table
) -> None:
    looks = (a_look(reason=PIN, place=place, point=BESIDE),)
    found = raised(law(BLG), MONDAY, (Signal.WEAK_KIND,), SPOT, looks)
    assert found == ((PIN,) if again else ())


@pytest.mark.parametrize("name", [BLG, KRA])
def test_it_goes_up_when_a_request_of_that_date_would(name: str) -> None:
    """Both texts: 48 hours."""
    zone = zone_of(name)
    begun = at(MONDAY, "07.24", zone)
    assert due(law(name), MONDAY, begun, working, zone) == begun + timedelta(hours=48)


def test_where_the_law_gives_requests_no_time_it_is_a_week() -> None:
    begun = at(MONDAY, "07.24")
    unregulated = changed(BLG, silent("validasi.izin"))
    assert (
        due(unregulated, MONDAY + 3650 * DAY, begun, working, zone_of(BLG)) == begun + UNREGULATED
    )


@pytest.mark.parametrize(
    ("found", "stands_as"),
    [
        pytest.param(None, (True, False), id="nobody has decided: it counts, and is marked"),
        pytest.param(State.APPROVED, (False, False), id="accepted: a stamp like any other"),
        pytest.param(
            State.REJECTED, (False, True), id="refused: a fact still, that does not count"
        ),
    ],
)
def test_a_decision_changes_how_a_stamp_stands_and_never_the_stamp(
    found: State | None, stands_as: tuple[bool, bool]
) -> None:
    (stands,) = looked_at([STAMP], {KEY: found})
    assert (stands.review, stands.refused) == stands_as
    assert replace(stands, review=STAMP.review, refused=STAMP.refused) == STAMP


@pytest.mark.parametrize(
    "other",
    [
        replace(STAMP, leg=PULANG),
        replace(STAMP, date=MONDAY + DAY),
        replace(STAMP, duty=2),
        replace(STAMP, nth=1),
    ],
    ids=["leg", "date", "duty", "nth"],
)
def test_a_decision_is_about_one_stamp_alone(other: Stamp) -> None:
    assert looked_at([other], {KEY: State.REJECTED}) == (other,)
    assert looked_at([other], {}) == (other,)
