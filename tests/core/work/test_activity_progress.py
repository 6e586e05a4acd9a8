"""How far a month of daily work has come: what counts, what waits, what each day still asks for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.approvals.case import COUNTED, State
from core.organisation.calendar import DAY, DayOff, Hours
from core.work.progress import progress
from tests.core.work.test_activity import REGULATION, hours

Done = tuple[date, State, int]


def month(year: int, number: int) -> list[Hours | DayOff]:
    first = date(year, number, 1)
    days = [first + count * DAY for count in range(31)]
    return [hours(day) for day in days if day.month == number]


def dated(done: list[tuple[State, int]], day: date = date(2026, 4, 6)) -> list[Done]:
    """All of it as the work of one date."""
    return [(day, state, minutes) for state, minutes in done]


WORKING = [day.date for day in month(2026, 4) if isinstance(day, Hours)]


def test_a_month_counts_what_was_approved_and_shows_what_waits() -> None:
    """BLG-9-2, AMB-14, AMB-15."""
    done = [
        (State.APPROVED, 400),
        (State.DEEMED_APPROVED, 50),
        (State.PENDING, 30),
        (State.REJECTED, 999),
        (State.WITHDRAWN, 999),
    ]
    found = progress(REGULATION, month(2026, 4), dated(done), date(2026, 4, 29), {})
    assert (found.target, found.counted, found.pending) == (6800, 450, 30)
    assert found.missing == 6350
    assert found.pace == 3175, "Wednesday and Thursday are left"


@pytest.mark.parametrize(("counted", "missing", "pace"), [(6799, 1, 1), (6800, 0, 0), (6801, 0, 0)])
def test_the_target_is_reached_with_its_last_minute(counted: int, missing: int, pace: int) -> None:
    """BLG-9-2."""
    found = progress(
        REGULATION, month(2026, 4), dated([(State.APPROVED, counted)]), date(2026, 4, 30), {}
    )
    assert (found.missing, found.pace) == (missing, pace)


def test_a_month_may_hold_less_than_the_target() -> None:
    """AMB-13: in Ramadan the flat target can lie beyond the working hours."""
    ordinary = progress(REGULATION, month(2026, 4), [], date(2026, 4, 1), {})
    assert ordinary.reachable >= ordinary.target
    only_ramadan = [day for day in month(2026, 3) if day.date <= date(2026, 3, 19)]
    short = progress(REGULATION, only_ramadan, [], date(2026, 3, 1), {})
    assert short.reachable == 14 * 390 < short.target


@pytest.mark.parametrize(
    ("working", "prorated"), [(20, 6800), (19, 6460), (21, 7140), (7, 2380), (0, 0)]
)
def test_the_target_in_proportion_is_told_and_changes_nothing(working: int, prorated: int) -> None:
    """BLG-9-2, AMB-13: 6,800 x own working days / 20, information only."""
    days = [hours(day) for day in WORKING]
    off = [DayOff(day, "libur") for day in WORKING]
    held = [*days[:working], *off[working:]] if working <= len(days) else days
    extra = [hours(WORKING[0])] * max(0, working - len(days))
    found = progress(REGULATION, [*extra, *held], [], date(2026, 4, 1), {})
    assert (found.prorated, found.target) == (prorated, 6800)


@pytest.mark.parametrize(
    ("credited", "counted", "pace"),
    [
        pytest.param((), 400, 3200, id="none"),
        pytest.param((28,), 760, 3020, id="before today"),
        pytest.param((29,), 760, 6040, id="today"),
        pytest.param((30,), 760, 6040, id="after today"),
        pytest.param((29, 30), 1120, None, id="all that is left"),
    ],
)
def test_a_credited_day_counts_and_asks_for_no_work(
    credited: tuple[int, ...], counted: int, pace: int | None
) -> None:
    """BLG-11-3, AMB-15: Wednesday the 29th, with two working days left."""
    points = {date(2026, 4, day): 360 for day in credited}
    done = [(State.APPROVED, 400)]
    found = progress(REGULATION, month(2026, 4), dated(done), date(2026, 4, 29), points)
    assert (found.counted, found.pace) == (counted, pace)
    assert found.reachable == progress(REGULATION, month(2026, 4), [], date.max, {}).reachable


@pytest.mark.parametrize(
    ("used", "target", "prorated", "left"),
    [
        pytest.param(22, 6800, 7480, 22, id="all of them"),
        pytest.param(21, 6490, 7140, 21, id="one day before the first use"),
        pytest.param(2, 618, 680, 2, id="the last two"),
        pytest.param(0, 0, 0, None, id="none yet"),
    ],
)
def test_nothing_is_asked_of_days_before_the_first_use(
    used: int, target: int, prorated: int, left: int | None
) -> None:
    """AMB-52, AMB-13: the flat target in proportion to the working days that count, 22 in all."""
    unused = WORKING[: len(WORKING) - used]
    done = dated([(State.APPROVED, 100)], WORKING[0])
    found = progress(REGULATION, month(2026, 4), done, date(2026, 4, 1), {}, unused)
    assert (found.target, found.prorated) == (target, prorated)
    assert found.counted == 100, "what was done on them counts"
    assert found.pace == (-(-max(0, target - 100) // left) if left else None)
    assert found.reachable <= progress(REGULATION, month(2026, 4), [], date.max, {}).reachable


def test_with_no_working_day_left_there_is_no_pace() -> None:
    assert progress(REGULATION, month(2026, 4), [], date(2026, 5, 1), {}).pace is None


@given(
    st.lists(st.tuples(st.sampled_from(State), st.integers(1, 1440)), max_size=60),
    st.dictionaries(st.sampled_from(WORKING[1:]), st.just(360)),
)
def test_totals_are_the_sum_of_what_counts(
    done: list[tuple[State, int]], credited: dict[date, int]
) -> None:
    found = progress(REGULATION, month(2026, 4), dated(done), date(2026, 4, 1), credited)
    assert found.counted == sum(minutes for state, minutes in done if state in COUNTED) + sum(
        credited.values()
    )
    assert found.pending == sum(minutes for state, minutes in done if state is State.PENDING)
    assert found.missing == max(0, 6800 - found.counted)
    left = len(WORKING) - len(credited)
    assert found.pace is not None
    assert found.pace * left >= found.missing > (found.pace - 1) * left or found.missing == 0
