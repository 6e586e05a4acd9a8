"""Which stamps count: a fact stays, but what it needed may not stand any more."""

from dataclasses import replace

import pytest

from core.approvals.case import State
from core.attendance.counts import counting, counts, gives_way
from core.attendance.stamp import Leg, Source, Stamp
from core.law.questions.jenis_izin import Effect
from core.requests.absence import ALIVE, Absence
from tests.core.deriving import any_request
from tests.core.situations import MASUK, MONDAY, PULANG, a_stamp, at

HERE = a_stamp(MONDAY, MASUK)
AWAY = replace(HERE, place=None)
END = at(MONDAY, "16.00")


def home(clock: str, place: str | None = "kantor", nth: int = 0) -> Stamp:
    return replace(a_stamp(MONDAY, PULANG, clock), place=place, nth=nth)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("effect", Effect)
def test_inside_a_fence_every_stamp_counts(effect: Effect, state: State) -> None:
    asked = (any_request(effect, state),)
    assert counts(HERE, asked)
    assert counts(home("14.00"), asked)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("leg", Leg)
def test_elsewhere_a_stamp_counts_while_what_it_needs_stands(
    leg: Leg, effect: Effect, state: State
) -> None:
    """KRA-9A-1, KRA-9B-1, AMB-25: refused, lapsed or taken back it needs what is not there."""
    needs = {Effect.TRIP, Effect.SPECIAL} | ({Effect.EARLY} if leg is PULANG else set())
    stamp = replace(AWAY, leg=leg)
    assert counts(stamp, (any_request(effect, state),)) is (effect in needs and state in ALIVE)
    assert not counts(stamp, ())


def test_what_a_human_has_refused_counts_nowhere() -> None:
    trip = (any_request(Effect.TRIP, State.APPROVED),)
    assert not counts(replace(HERE, refused=True), trip)
    assert not counts(replace(AWAY, refused=True), trip)


GONE: list[tuple[str, tuple[Absence, ...], tuple[Stamp, ...], list[str]]] = [
    ("the first masuk", (), (HERE, replace(HERE, at=at(MONDAY, "08.00"), nth=1)), ["07.24"]),
    (
        "the office after a trip that was taken back",
        (),
        (AWAY, replace(HERE, at=at(MONDAY, "08.00"), nth=1)),
        ["08.00"],
    ),
    (
        "the trip, as long as it stands",
        (any_request(Effect.TRIP, State.PENDING),),
        (AWAY, replace(HERE, at=at(MONDAY, "08.00"), nth=1)),
        ["07.24"],
    ),
    ("the last pulang", (), (home("14.00"), home("16.05", nth=1)), ["16.05"]),
    ("the only pulang", (), (home("14.00"),), ["14.00"]),
    ("none from elsewhere", (), (home("14.00", None),), []),
    ("the one from the office", (), (home("14.00", None), home("16.05", nth=1)), ["16.05"]),
]


@pytest.mark.parametrize(
    ("asked", "stamps", "clocks"), [pytest.param(*row, id=name) for name, *row in GONE]
)
def test_of_several_stamps_of_a_leg_one_counts(
    asked: tuple[Absence, ...], stamps: tuple[Stamp, ...], clocks: list[str]
) -> None:
    for order in (stamps, stamps[::-1]):
        found = counting(order, asked)
        assert [f"{each.at:%H.%M}" for each in found] == clocks


def test_each_duty_of_a_date_has_its_own() -> None:
    night = replace(HERE, duty=2, at=at(MONDAY, "20.50"))
    assert counting((night, HERE), ()) == (HERE, night)


@pytest.mark.parametrize("source", Source)
def test_what_somebody_wrote_down_needs_no_fence(source: Source) -> None:
    """BLG-11-1, KRA-9-1: a list has no location; what the phone says has one."""
    written = source in {Source.MANUAL, Source.CORRECTED}
    assert counts(replace(AWAY, source=source), ()) is written
    assert not counts(replace(AWAY, source=source, refused=True), ())


@pytest.mark.parametrize("leg", Leg)
@pytest.mark.parametrize("clocks", [("07.00", "09.00"), ("09.00", "07.00")])
@pytest.mark.parametrize(
    ("counting_one", "other"),
    [
        (Source.ONLINE, Source.OFFLINE),
        (Source.ONLINE, Source.MANUAL),
        (Source.OFFLINE, Source.MANUAL),
        (Source.CORRECTED, Source.ONLINE),
        (Source.CORRECTED, Source.MANUAL),
    ],
)
def test_online_goes_before_offline_before_the_list_and_a_decision_before_all(
    counting_one: Source, other: Source, clocks: tuple[str, str], leg: Leg
) -> None:
    """AMB-23: whichever of them is earlier."""
    one, two = (
        replace(HERE, leg=leg, source=source, at=at(MONDAY, clock))
        for source, clock in zip((counting_one, other), clocks, strict=True)
    )
    assert counting((one, two), ()) == counting((two, one), ()) == (one,)


def test_the_list_stands_in_for_what_the_phone_said_and_what_does_not_count() -> None:
    listed = replace(HERE, source=Source.MANUAL, at=at(MONDAY, "07.40"), place=None)
    assert counting((replace(HERE, refused=True), listed), ()) == (listed,)
    assert counting((AWAY, listed), ()) == (listed,)


@pytest.mark.parametrize("state", State)
def test_a_pulang_that_was_too_early_gives_way_to_a_later_one(state: State) -> None:
    """AMB-25: whoever was refused and stayed goes home later."""
    asked = (any_request(Effect.EARLY, state),)
    assert gives_way(home("14.00"), END, asked) is (state not in ALIVE)
    assert not gives_way(home("16.00"), END, asked)
    assert not gives_way(replace(HERE, at=at(MONDAY, "14.00")), END, asked)
