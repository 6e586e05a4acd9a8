"""Corrections as values: which counts, when a clock time is, what it waits for, what was before."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from core.approvals.case import State
from core.attendance.correction import (
    PATIENCE,
    Agreed,
    before,
    correctable,
    due_at,
    instant_of,
    needs_proof,
    newest,
    state_at,
)
from core.attendance.counts import counting
from core.attendance.stamp import Leg, Source, Stamp
from core.law.questions.koreksi import Matter
from core.organisation.calendar import DAY, Duty, Hours
from tests.core.situations import ALWAYS, BLG, KRA, MONDAY, WITA, at, days_around, law


def stamp(
    clock: str, source: Source = Source.CORRECTED, leg: Leg = Leg.MASUK, duty: int = 1
) -> Stamp:
    return Stamp(MONDAY, leg, at(MONDAY, clock), "kantor", False, duty, source=source)


def agreed(clock: str, hour: int, leg: Leg = Leg.MASUK) -> Agreed:
    return Agreed(stamp(clock, leg=leg), datetime(2026, 4, 7, hour, tzinfo=UTC))


def test_of_one_leg_the_newest_agreed_counts_whatever_its_time() -> None:
    """Neither the first masuk nor the last pulang: whoever agreed last is right."""
    found = newest([agreed("07.50", 3), agreed("07.24", 1), agreed("16.00", 2, Leg.PULANG)])
    assert {(each.leg, each.at) for each in found} == {
        (Leg.MASUK, at(MONDAY, "07.50")),
        (Leg.PULANG, at(MONDAY, "16.00")),
    }


@pytest.mark.parametrize("source", [Source.ONLINE, Source.OFFLINE, Source.MANUAL])
def test_a_correction_counts_before_every_other_stamp_of_its_leg(source: Source) -> None:
    other = stamp("08.10", source)
    found = counting((other, stamp("07.24")), ())
    assert found == (stamp("07.24"),)
    assert before(stamp("07.24"), (other, stamp("07.24")), ()) == other


def test_before_it_nothing_may_have_been_stamped() -> None:
    assert before(stamp("07.24"), (stamp("07.24"), stamp("07.50")), ()) is None


def hours(name: str = BLG, *duties: Duty) -> Hours:
    found = days_around(MONDAY, name, *duties)[1]
    assert isinstance(found, Hours)
    return found


@pytest.mark.parametrize(
    ("leg", "said", "expected"),
    [
        (Leg.MASUK, time(6, 29), None),
        (Leg.MASUK, time(6, 30), at(MONDAY, "06.30")),
        (Leg.MASUK, time(16, 0), at(MONDAY, "16.00")),
        (Leg.MASUK, time(16, 1), None),
        (Leg.PULANG, time(7, 29), None),
        (Leg.PULANG, time(12, 0), at(MONDAY, "12.00")),
        (Leg.PULANG, time(18, 30), at(MONDAY, "18.30")),
        (Leg.PULANG, time(18, 31), None),
    ],
)
def test_a_leg_is_corrected_to_a_time_of_its_window_only(
    leg: Leg, said: time, expected: datetime | None
) -> None:
    """BLG-8-2a, BLG-8-2b: an early pulang is one, and counts in minutes."""
    assert instant_of(hours(), leg, said) == expected


@pytest.mark.parametrize(
    ("leg", "said", "expected"),
    [
        (Leg.MASUK, time(20, 45), at(MONDAY, "20.45")),
        (Leg.PULANG, time(7, 5), at(MONDAY + DAY, "07.05")),
        (Leg.PULANG, time(12, 0), None),
    ],
)
def test_after_midnight_a_night_is_still_its_evening_s_date(
    leg: Leg, said: time, expected: datetime | None
) -> None:
    """AMB-56."""
    night = hours(BLG, Duty(ALWAYS, "malam"))
    assert instant_of(night, leg, said) == expected


ID, PERSON = UUID(int=1), UUID(int=2)


@dataclass(frozen=True)
class Proposal:
    day: date = MONDAY
    state: State | None = None
    id: UUID = ID
    employee: UUID = PERSON
    card: UUID = ID
    due_at: datetime = datetime(2026, 5, 5, tzinfo=WITA)
    escalated_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: UUID | None = None
    article: str | None = None
    remark: str | None = None


LAST = datetime(2026, 5, 4, 23, 59, 59, tzinfo=WITA)
LOCK = datetime(2026, 5, 5, tzinfo=WITA)


@pytest.mark.parametrize(
    ("now", "after_lock", "decided", "expected"),
    [
        (LAST, False, None, State.PENDING),
        (LOCK, False, None, State.LAPSED),
        (LOCK, True, None, State.PENDING),
        (LOCK + 365 * DAY, True, None, State.PENDING),
        (LOCK, False, State.APPROVED, State.APPROVED),
        (LAST, False, State.REJECTED, State.REJECTED),
    ],
)
def test_blg_13_4_what_is_open_lapses_on_the_5th_and_silence_agrees_to_nothing(
    now: datetime,
    after_lock: bool,  # noqa: FBT001
    decided: State | None,
    expected: State,
) -> None:
    found = state_at(law(BLG), Proposal(state=decided), now, WITA, after_lock=after_lock)
    assert found is expected


def test_it_waits_until_its_month_closes_or_a_week_after_that() -> None:
    assert due_at(law(BLG), MONDAY, LAST, WITA) == LOCK
    assert due_at(law(BLG), MONDAY, LOCK, WITA) == LOCK + PATIENCE == LOCK + timedelta(days=7)


def test_what_may_be_corrected_is_what_the_law_lists_and_what_is_there() -> None:
    """AMB-75: no daily work is kept in Karanganyar, so none is corrected."""
    everything = set(Matter)
    assert correctable(law(BLG), MONDAY, everything) == list(Matter)
    assert correctable(law(KRA), MONDAY, everything) == list(Matter)[:3]
    assert correctable(law(BLG), MONDAY, {Matter.PULANG}) == [Matter.PULANG]
    proved = [each for each in Matter if needs_proof(law(BLG), MONDAY, each)]
    assert proved == list(Matter)[:3]
