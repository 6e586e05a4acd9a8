"""A stamp that a human looks at: why, until when, and what it is before and after (AMB-46)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.calendar import DAY
from core.evidence import Signal
from core.fence import Where
from core.review import UNREGULATED, Finding, Reason, due, looked_at, reasons
from core.stamp import Stamp
from tests.core.changing import changed, silent
from tests.core.situations import BLG, KRA, MASUK, MONDAY, PULANG, a_stamp, at, law, zone_of

STAMP = replace(a_stamp(MONDAY, MASUK), review=True)
KEY = (MONDAY, MASUK, 1, 0)


def working(day: date) -> bool:
    return day.weekday() < 5


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
    assert reasons(where, ()) == (reason,)


@pytest.mark.parametrize("signal", Signal)
def test_only_what_a_human_can_judge_is_told_beside(signal: Signal) -> None:
    told = {Signal.SAME_POINT_OTHER_DAY, Signal.SAME_POINT_OTHER_PERSON, Signal.IMPOSSIBLE_SPEED}
    beside = (Reason(signal.value),) if signal in told else ()
    assert reasons(Where.EDGE, (signal,)) == (Reason.EDGE, *beside)


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
        pytest.param(Finding.ACCEPTED, (False, False), id="accepted: a stamp like any other"),
        pytest.param(
            Finding.REFUSED, (False, True), id="refused: a fact still, that does not count"
        ),
    ],
)
def test_a_decision_changes_how_a_stamp_stands_and_never_the_stamp(
    found: Finding | None, stands_as: tuple[bool, bool]
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
    assert looked_at([other], {KEY: Finding.REFUSED}) == (other,)
    assert looked_at([other], {}) == (other,)
