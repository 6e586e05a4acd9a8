"""What the closing of its month makes of a request: nothing that comes later changes its days."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.approvals.case import State
from core.law.regulation import with_answers
from core.organisation.calendar import DAY
from core.requests.absence import Asked, state_on
from tests.core.deriving import told
from tests.core.month.test_record import a_record, week
from tests.core.situations import BLG, KRA, MONDAY, WIB, at, law, zone_of

CLOSED = {BLG: at(date(2026, 5, 5), "00.00"), KRA: at(date(2026, 6, 1), "00.00", WIB)}
LAST = date(2026, 4, 30)
APPROVED, REJECTED = State.APPROVED, State.REJECTED


def asked(name: str = BLG, code: str = "sakit", **facts: object) -> Asked:
    """Filed on the last of April at eight, and due two days later."""
    filed = at(LAST, "08.00", zone_of(name))
    usual = Asked(code, LAST, LAST, filed, filed + 2 * DAY)
    return replace(usual, **facts)  # type: ignore[arg-type]  # the fields of Asked


def before_and_after(name: str, one: Asked) -> tuple[State, State]:
    closes = CLOSED[name]
    return tuple(  # type: ignore[return-value]  # two of them
        state_on(law(name), one, LAST, moment) for moment in (closes - DAY / 86_400, closes)
    )


UP, WAITS, ENDED, LAPSED = State.ESCALATED, State.PENDING, State.ENDED, State.LAPSED
LATE = {BLG: at(date(2026, 5, 6), "20.00"), KRA: at(date(2026, 6, 3), "08.00", WIB)}
ENDS: list[tuple[str, str, str, dict[str, object], tuple[State, State]]] = [
    ("AMB-49 gone up and ignored", BLG, "sakit", {}, (UP, ENDED)),
    ("KAM-24 gone up and ignored", KRA, "tugas_khusus", {}, (UP, ENDED)),
    ("AMB-49 its letter never came", BLG, "sakit", {"bare": True}, (UP, LAPSED)),
    ("AMB-49 its letter may be left out", BLG, "tugas_khusus", {"bare": True}, (UP, ENDED)),
    ("AMB-49 the 48 hours end with it", BLG, "sakit", {"due_at": CLOSED[BLG]}, (WAITS, ENDED)),
    ("AMB-49 filed too late to be judged", BLG, "sakit", {"due_at": LATE[BLG]}, (WAITS, LAPSED)),
    (
        "KAM-24 filed too late to be judged",
        KRA,
        "tugas_khusus",
        {"due_at": LATE[KRA]},
        (WAITS, LAPSED),
    ),
]


@pytest.mark.parametrize(
    ("name", "code", "facts", "expected"), [pytest.param(*row, id=rule) for rule, *row in ENDS]
)
def test_what_nobody_decided_ends_with_its_month(
    name: str, code: str, facts: dict[str, object], expected: tuple[State, State]
) -> None:
    assert before_and_after(name, asked(name, code, **facts)) == expected


@pytest.mark.parametrize("decided", [APPROVED, REJECTED, State.WITHDRAWN])
@pytest.mark.parametrize("name", [BLG, KRA])
def test_what_was_decided_in_time_stays_and_what_came_later_changes_nothing(
    name: str, decided: State
) -> None:
    """BLG-13-4, KAM-23: the second before, and the very instant."""
    second = DAY / 86_400
    in_time = asked(name, "tugas_khusus", decided=decided, decided_at=CLOSED[name] - second)
    assert before_and_after(name, in_time) == (decided, decided)
    late = asked(name, "tugas_khusus", decided=decided, decided_at=CLOSED[name])
    assert state_on(law(name), late, LAST, CLOSED[name] + DAY) is ENDED


def test_a_leave_over_two_months_is_granted_in_the_open_one_only() -> None:
    """AMB-49: approved on the eighth of May, April keeps what stood: leave, without points."""
    days = [LAST, date(2026, 5, 4)]
    granted: dict[str, object] = {"decided": APPROVED, "decided_at": at(date(2026, 5, 8), "10.00")}
    leave = asked(BLG, "cuti.tahunan", last=days[1], **granted)
    now = at(date(2026, 5, 9), "10.00")
    april, may = week(a_record(requests=(leave,)), days, now=now)
    assert (told(april), told(may)) == ("cuti C", "cuti C; 360 points")


def test_where_the_law_lets_it_lapse_it_lapses() -> None:
    """KAM-24: the other choice."""
    answers = law(BLG).validasi.jika_bulan_ditutup
    other = replace(answers, answers=(replace(answers.answers[0], value="gugur"),))
    regulation = with_answers(law(BLG), "validasi.jika_bulan_ditutup", other)
    assert state_on(regulation, asked(), LAST, CLOSED[BLG]) is LAPSED


instants = st.integers(0, 60 * 24).map(lambda hours: at(LAST, "08.00") + hours * DAY / 24)


@given(
    due=instants,
    decided_at=instants,
    later=instants,
    decided=st.sampled_from([APPROVED, REJECTED]),
    bare=st.booleans(),
)
def test_a_closed_day_never_changes(
    due: datetime, decided_at: datetime, later: datetime, decided: State, *, bare: bool
) -> None:
    """Whoever decides whatever afterwards: the state at the closing is the state for good."""
    one = asked(due_at=due, bare=bare)
    at_closing = state_on(law(BLG), one, LAST, CLOSED[BLG])
    now = max(later, CLOSED[BLG])
    if decided_at >= CLOSED[BLG]:
        one = replace(one, decided=decided, decided_at=decided_at)
        assert state_on(law(BLG), one, LAST, max(now, decided_at)) is at_closing
    assert state_on(law(BLG), asked(due_at=due, bare=bare), MONDAY, now) is not State.PENDING
