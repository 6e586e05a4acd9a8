"""What holds for every day, whatever its facts and whenever it is looked at."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.approvals.case import State as RequestState
from core.attendance.stamp import Leg, Stamp, late_minutes
from core.law.answer import Ground
from core.law.questions.jenis_izin import Effect
from core.law.regulation import ExemptStatus
from core.month.day import derive
from core.month.day_state import MARKS, Day, Mark, State
from core.month.facts import Facts
from core.organisation.calendar import DAY, DayOff
from core.organisation.employee_status import Block, Settled
from tests.core.deriving import REVISION, any_request, hours_of
from tests.core.situations import BLG, KRA, SCHEDULES, law, zone_of

# A busy machine is no counterexample, and the first case reads a regulation from its file.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

Case = dict[str, Any]
dates = st.dates(date(2026, 2, 15), date(2026, 4, 30))
works = st.sampled_from([*SCHEDULES, None])
requests = st.builds(any_request, st.sampled_from(Effect), st.sampled_from(RequestState))
legs = st.frozensets(st.sampled_from(Leg))
seldom = st.sampled_from([False] * 9 + [True])
NOT_THERE = Ground("Pasal 9C ayat (1)", None)


@st.composite
def stamped(draw: st.DrawFn, day: date, name: str) -> tuple[Stamp, ...]:
    """Any second from the evening before to the next morning."""
    midnight = datetime.combine(day, datetime.min.time(), zone_of(name))
    second = st.integers(-7200, 36 * 3600).map(lambda s: midnight + timedelta(seconds=s))
    pair = sorted((draw(second), draw(second)))
    review = draw(st.booleans())
    done, away = draw(legs), draw(legs)
    return tuple(
        Stamp(day, leg, moment, None if leg in away else "kantor", review)
        for leg, moment in zip(Leg, pair, strict=True)
        if leg in done
    )


def blocks(since: datetime) -> list[Block | None]:
    return [Block(since, None, how, "800/12") for how in (None, *Settled)]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Anybody's date, seen at any hour from the week before to half a year later."""
    name, day = draw(st.sampled_from([BLG, KRA])), draw(dates)
    noon = datetime.combine(day, datetime.min.time(), zone_of(name)).replace(hour=12)
    facts = Facts(
        stamps=draw(stamped(day, name)),
        absences=draw(st.lists(requests, max_size=3).map(tuple)),
        own_work=draw(st.booleans()),
        exempt=draw(st.sampled_from([None] * 9 + list(ExemptStatus))),
        block=draw(st.sampled_from([None] * 9 + blocks(noon))),
        cancelled=NOT_THERE if draw(seldom) else None,
    )
    return {
        "name": name,
        "hours": hours_of(day, draw(works), name),
        "facts": facts,
        "now": noon + timedelta(hours=draw(st.integers(-168, 4400) | st.integers(-24, 48))),
    }


def derived(case: Case) -> Day:
    name = case["name"]
    return derive(
        law(name),
        case["hours"],
        case["facts"],
        revision=REVISION[name],
        now=case["now"],
        zone=zone_of(name),
    )


@patient
@given(cases())
def test_every_day_has_a_letter_for_its_state_and_a_ground(case: Case) -> None:
    day = derived(case)
    assert day.date == case["hours"].date
    assert day.grounds
    assert all(ground.citation for ground in day.grounds)
    if day.state is State.INCOMPLETE:
        assert day.letter in {Mark.PRESENT, Mark.TRIP, Mark.SPECIAL}
    else:
        assert day.letter is MARKS[day.state]


@patient
@given(cases())
def test_minutes_are_those_of_the_stamps_or_none(case: Case) -> None:
    day = derived(case)
    assert 0 <= day.excused <= day.early
    assert day.excused in {0, day.early}
    if isinstance(case["hours"], DayOff):
        assert (day.late, day.early) == (0, 0)
    else:
        latest = max((late_minutes(case["hours"], s.at) for s in case["facts"].stamps), default=0)
        assert 0 <= day.late <= latest


@patient
@given(cases())
def test_points_are_credited_only_for_a_granted_absence_on_a_working_day(case: Case) -> None:
    day, facts = derived(case), case["facts"]
    assert day.points in {0, 360}
    if day.points:
        assert not isinstance(case["hours"], DayOff)
        assert day.state is State.SICK
        assert not facts.own_work
        assert any(each.effect is Effect.CREDITED for each in facts.absences)


@patient
@given(cases())
def test_where_nothing_was_asked_or_ordered_the_stamps_alone_make_the_day(case: Case) -> None:
    facts = case["facts"]
    if facts.plain:
        assert derived(case | {"facts": Facts(facts.stamps)}) == derived(case)


@patient
@given(cases())
def test_alpa_is_final_only_when_nothing_is_open(case: Case) -> None:
    """Before the closing only where an examination proved it, by a decree (AMB-38, AMB-71)."""
    day, facts = derived(case), case["facts"]
    if day.state is not State.ALPA or day.provisional:
        return
    waits = {RequestState.PENDING, RequestState.ESCALATED}
    assert not any(each.state in waits for each in facts.absences)
    proved = facts.settled(Settled.PROVED)
    cited = {each.citation for each in day.sources}
    if not (proved and f"keputusan nomor {proved.decree}" in cited):
        first = (day.date.replace(day=1) + timedelta(days=32)).replace(day=5)
        assert case["now"].date() >= first


@patient
@given(cases(), st.integers(0, 10_000))
def test_what_is_final_stays_as_it_is(case: Case, hours: int) -> None:
    day = derived(case)
    if not day.provisional:
        assert derived(case | {"now": case["now"] + timedelta(hours=hours)}) == day


@patient
@given(cases())
def test_a_day_that_is_not_over_is_never_final(case: Case) -> None:
    if case["now"].date() <= case["hours"].date:
        assert derived(case).provisional


@patient
@given(cases(), st.randoms())
def test_the_order_of_the_stamps_does_not_matter(case: Case, chance: Random) -> None:
    stamps = list(case["facts"].stamps)
    chance.shuffle(stamps)
    assert derived(case | {"facts": replace(case["facts"], stamps=stamps)}) == derived(case)


@patient
@given(cases())
def test_stamps_of_other_dates_do_not_matter(case: Case) -> None:
    facts = case["facts"]
    others = [replace(s, date=s.date + shift) for s in facts.stamps for shift in (DAY, -DAY)]
    more = replace(facts, stamps=(*others, *facts.stamps))
    assert derived(case | {"facts": more}) == derived(case)


@patient
@given(cases())
def test_the_zone_in_which_the_time_is_told_does_not_matter(case: Case) -> None:
    facts = case["facts"]
    stamps = [replace(s, at=s.at.astimezone(UTC)) for s in facts.stamps]
    there = {"facts": replace(facts, stamps=stamps), "now": case["now"].astimezone(UTC)}
    assert derived(case | there) == derived(case)
