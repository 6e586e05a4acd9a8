"""Who verifies: the superior of today, whoever stands in for them, never the person."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.organisation.calendar import DAY
from core.organisation.verifier import StandIn, StandInReason, acting_for, next_up, verifier
from tests.core.situations import MONDAY

STAFF, CHIEF, HEAD, SEKDA, OTHER = (UUID(int=number) for number in range(1, 6))
ABOVE = {STAFF: CHIEF, CHIEF: HEAD}
ACTING, SUBSTITUTE = StandInReason.ACTING, StandInReason.SUBSTITUTE


def stands(
    of: UUID,
    by: UUID,
    why: StandInReason = ACTING,
    since: date = MONDAY,
    until: date = MONDAY + 4 * DAY,
) -> StandIn:
    return StandIn(of, by, why, since, until)


@pytest.mark.parametrize(
    ("rule", "person", "stand_ins", "expected"),
    [
        ("BLG-9-8 the direct superior", STAFF, [], CHIEF),
        ("BLG-9-8 one step up", CHIEF, [], HEAD),
        ("AMB-39 the head of an office", HEAD, [], SEKDA),
        ("AMB-39 the official has nobody", SEKDA, [], None),
        ("AMB-39 a Plh", STAFF, [stands(CHIEF, OTHER)], OTHER),
        ("AMB-39 a substitute", STAFF, [stands(CHIEF, OTHER, SUBSTITUTE)], OTHER),
        (
            "AMB-39 a Plh before a substitute",
            STAFF,
            [stands(CHIEF, OTHER), stands(CHIEF, HEAD, SUBSTITUTE)],
            OTHER,
        ),
        (
            "AMB-39 the newest of two",
            STAFF,
            [stands(CHIEF, OTHER), stands(CHIEF, HEAD, since=MONDAY - DAY)],
            OTHER,
        ),
        (
            "AMB-39 who stands in is away, too",
            STAFF,
            [stands(CHIEF, OTHER), stands(OTHER, HEAD)],
            HEAD,
        ),
        (
            "AMB-39 two who name each other",
            STAFF,
            [stands(CHIEF, OTHER), stands(OTHER, CHIEF)],
            CHIEF,
        ),
        ("AMB-39 nobody verifies themselves", STAFF, [stands(CHIEF, STAFF)], HEAD),
        ("AMB-39 not even on their superior's behalf", CHIEF, [stands(HEAD, CHIEF)], SEKDA),
        ("AMB-39 a head who stands in for the official", HEAD, [stands(SEKDA, HEAD)], None),
        (
            "AMB-39 standing in for somebody else changes nothing",
            STAFF,
            [stands(OTHER, STAFF)],
            CHIEF,
        ),
    ],
)
def test_one_verifies(
    rule: str, person: UUID, stand_ins: list[StandIn], expected: UUID | None
) -> None:
    for listed in (stand_ins, stand_ins[::-1]):
        assert verifier(person, MONDAY, ABOVE, listed, SEKDA) == expected, rule


@pytest.mark.parametrize(
    ("day", "expected"),
    [(MONDAY - DAY, CHIEF), (MONDAY, OTHER), (MONDAY + 4 * DAY, OTHER), (MONDAY + 5 * DAY, CHIEF)],
    ids=["the day before", "the first", "the last", "the day after"],
)
def test_a_stand_in_has_dates(day: date, expected: UUID) -> None:
    """AMB-39."""
    assert verifier(STAFF, day, ABOVE, [stands(CHIEF, OTHER)], SEKDA) == expected


def test_where_nobody_is_named_nobody_decides() -> None:
    assert verifier(HEAD, MONDAY, ABOVE, [], None) is None


def test_a_ring_of_superiors_ends() -> None:
    ring = {STAFF: CHIEF, CHIEF: STAFF}
    assert verifier(STAFF, MONDAY, ring, [], SEKDA) == CHIEF
    assert verifier(STAFF, MONDAY, ring, [stands(CHIEF, STAFF)], SEKDA) == SEKDA


@pytest.mark.parametrize(
    ("rule", "above", "heads", "expected"),
    [
        ("AMB-35 the next superior", HEAD, [], HEAD),
        ("AMB-35 with nobody above it stays", None, [], CHIEF),
        ("KAM-01 the head of the office", HEAD, [SEKDA], SEKDA),
        ("KAM-01 the head has slept, so the one above the office", HEAD, [CHIEF, SEKDA], SEKDA),
        ("KAM-01 the head has slept and there is none above", HEAD, [CHIEF], HEAD),
        ("KAM-01 a head asks, and never decides it", HEAD, [STAFF], HEAD),
        ("AMB-39 who is above may be the one who asks", STAFF, [], CHIEF),
    ],
)
def test_what_waited_too_long_goes_up(
    rule: str, above: UUID | None, heads: list[UUID], expected: UUID
) -> None:
    assert next_up(STAFF, CHIEF, above, heads) == expected, rule


def test_whoever_stands_in_for_a_head_does_so_here_too() -> None:
    """AMB-39."""
    assert acting_for(CHIEF, MONDAY, [stands(CHIEF, OTHER)]) == OTHER
    assert acting_for(CHIEF, MONDAY - DAY, [stands(CHIEF, OTHER)]) == CHIEF


people = st.integers(1, 6).map(lambda number: UUID(int=number))
days = st.integers(-2, 2).map(lambda number: MONDAY + number * DAY)


@given(
    people,
    st.dictionaries(people, people),
    st.lists(st.builds(StandIn, people, people, st.sampled_from(StandInReason), days, days)),
    st.none() | people,
)
def test_nobody_ever_verifies_themselves(
    person: UUID, above: dict[UUID, UUID], stand_ins: list[StandIn], official: UUID | None
) -> None:
    assert verifier(person, MONDAY, above, stand_ins, official) != person


@given(people, st.none() | people, st.none() | people, st.lists(people))
def test_nothing_goes_up_to_the_person_who_asked(
    person: UUID, silent: UUID | None, above: UUID | None, heads: list[UUID]
) -> None:
    found = next_up(person, silent, above, heads)
    assert found == silent or found not in {person, None}
