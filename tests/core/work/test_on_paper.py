"""Daily work on paper: what a signed sheet may say of a date, and what it may not."""

import pytest

from core.approvals.case import State
from core.law.regulation import ActivityKind, ExemptStatus
from core.work import on_paper
from core.work.activity import Why
from tests.core.deriving import asked, hours_of
from tests.core.situations import BLG, KRA, MONDAY, law

DUTY, GENERAL = ActivityKind.DUTY, ActivityKind.GENERAL


def why(name: str = BLG, minutes: int = 360, **facts: object) -> Why | None:
    """Why the work of Monday is not taken; None: it is."""
    usual: dict[str, object] = {"exempt": None, "absences": ()} | facts
    kinds = usual.pop("kinds", {DUTY, GENERAL})
    found = on_paper.judge(law(name), MONDAY, kinds, minutes, hours=hours_of(), **usual)  # type: ignore[arg-type]
    return None if found is None else found.why


@pytest.mark.parametrize(("minutes", "expected"), [(1440, None), (1441, Why.TOO_MUCH)])
def test_a_date_has_no_more_minutes_than_online(minutes: int, expected: Why | None) -> None:
    """AMB-20."""
    assert why(minutes=minutes) == expected


@pytest.mark.parametrize(
    ("state", "expected"), [(State.APPROVED, Why.CREDITED), (State.REJECTED, None)]
)
def test_what_is_credited_takes_no_work(state: State, expected: Why | None) -> None:
    """AMB-21."""
    assert why(absences=(asked("sakit", state),)) == expected


def test_whoever_is_exempt_enters_nothing() -> None:
    """BLG-9-11."""
    assert why(exempt=ExemptStatus.DETAINED) is Why.EXEMPT


def test_where_no_work_is_kept_none_is_entered() -> None:
    assert why(KRA) is Why.NOT_KEPT
