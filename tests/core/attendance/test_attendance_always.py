"""What holds for every moment of a year, every place and every person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.approvals.case import State
from core.attendance.claim import FIRST_TIME_KEPT, official_time
from core.attendance.counts import gives_way
from core.attendance.evidence import ShareKind
from core.attendance.judge import Accepted, Already, Case, Outside, Unsure, Why, judge
from core.attendance.stamp import Leg, Stamp, late_minutes, working_day
from core.attendance.stamp import stamped as stamped_before
from core.law.questions.jenis_izin import Effect
from core.law.regulation import ExemptStatus
from core.organisation.calendar import DayOff, Hours
from core.organisation.fence import Point
from core.organisation.posting import Site
from tests.core.deriving import any_request
from tests.core.situations import (
    BLG,
    KRA,
    MASUK,
    PULANG,
    SCHEDULES,
    a_case,
    a_share,
    a_stamp,
    circle,
    cited,
    days_around,
    north,
    said,
    zone_of,
)

# A busy machine is no counterexample, and the first case reads a regulation from its file.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

YEAR = datetime(2026, 1, 1)
SITES = (
    Site(circle("baru"), "dinkes"),
    Site(circle("gudang", north(700)), "dinkes"),
    Site(circle("lama", north(2500)), "setda", until=date(2026, 12, 31)),
)

# Any second of the year, and often one beside a border of some schedule.
borders = st.sampled_from([0, 390, 420, 450, 540, 900, 960, 1110, 1200, 1260, 1380, 1410])
seconds = st.integers(0, 24 * 3600 - 1) | st.builds(
    lambda minute, off: (minute * 60 + off) % 86_400, borders, st.integers(-61, 61)
)
moments = st.builds(
    lambda day, second: YEAR + timedelta(days=day, seconds=second), st.integers(0, 364), seconds
)
legs = st.sampled_from([MASUK, PULANG, None])
works = st.sampled_from([*SCHEDULES, None])
accuracies = st.none() | st.floats(0, 1000) | st.floats(allow_nan=True, allow_infinity=True)
near = st.sampled_from([0.0, 99.0, 101.0, 140.0, 700.0, 2500.0]) | st.floats(-500, 3500)
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
points = st.one_of(near.map(north), near.map(north), anywhere)
requests = st.builds(any_request, st.sampled_from(Effect), st.sampled_from(State))
stamped = st.sets(st.tuples(st.integers(-1, 1), st.sampled_from(list(Leg))))


def stamps_around(day: date, done: set[tuple[int, Leg]]) -> tuple[Stamp, ...]:
    return tuple(a_stamp(day + timedelta(days=shift), leg) for shift, leg in sorted(done))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any share of anybody's, at any second of a year."""
    name = draw(st.sampled_from([BLG, KRA]))
    sent = draw(moments).replace(tzinfo=zone_of(name))
    kinds: dict[str, Any] = {"kind": draw(st.sampled_from([ShareKind.LIVE] * 12 + list(ShareKind)))}
    share = a_share(sent, accuracy=draw(accuracies), point=draw(points), **kinds)
    return a_case(
        sent,
        draw(legs),
        name=name,
        works=draw(works),
        share=share,
        stamps=stamps_around(sent.date(), draw(stamped)),
        sites=draw(st.sampled_from([SITES] * 4 + [SITES[:1], ()])),
        blocked=draw(st.sampled_from([False] * 9 + [True])),
        exempt=draw(st.sampled_from([None] * 20 + list(ExemptStatus))),
        unsure_since=draw(
            st.none() | st.integers(0, 3600).map(lambda s: sent - timedelta(seconds=s))
        ),
        absences=draw(st.lists(requests, max_size=2).map(tuple)),
        early=draw(st.sampled_from([False] * 3 + [True])),
    )


def on_the_way(case: Case) -> Case:
    """The same moment for somebody whom nothing but the clock and the place can refuse."""
    share = replace(case.share, kind=ShareKind.LIVE)
    plain: dict[str, Any] = {"blocked": False, "exempt": None, "absences": (), "early": False}
    return replace(case, share=share, sites=SITES, **plain)


workers = cases().map(on_the_way)


@patient
@given(cases())
def test_judging_never_fails_and_always_names_its_ground(case: Case) -> None:
    verdict = judge(case)
    assert verdict.grounds
    assert cited(verdict)


@patient
@given(workers)
def test_a_stamp_is_taken_within_the_window_of_its_day(case: Case) -> None:
    verdict = judge(case)
    if isinstance(verdict, Accepted | Outside | Unsure):
        hours = verdict.hours
        assert hours in case.days
        at = official_time(case.claim(hours, verdict.leg), case.message, case.share.sent_at)
        assert hours.opens <= at <= hours.closes
        assert (at < hours.end) == (verdict.leg is MASUK)
        assert case.share.sent_at - at <= FIRST_TIME_KEPT


@patient
@given(workers)
def test_a_stamp_is_new_pressed_and_at_one_of_the_places(case: Case) -> None:
    verdict = judge(case)
    if isinstance(verdict, Accepted):
        assert case.leg in {None, verdict.leg}
        assert verdict.site in case.sites
        assert verdict.fix is not None
        assert verdict.site is not None
        assert verdict.site.fence is verdict.fix.fence
        before = stamped_before(case.stamps, verdict.hours, verdict.leg)
        assert before is None or gives_way(before, verdict.hours.end, case.absences)
        assert not case.blocked
    if isinstance(verdict, Already):
        assert verdict.stamp in case.stamps


@patient
@given(workers)
def test_a_stamp_without_review_is_inside_and_owes_nothing_to_a_poor_fix(case: Case) -> None:
    verdict = judge(case)
    if isinstance(verdict, Accepted) and not verdict.review:
        assert verdict.fix is not None
        assert verdict.fix.beyond == 0
        now = judge(replace(case, claims=()))
        assert isinstance(now, Accepted)
        assert (now.late, now.leg, now.hours) == (verdict.late, verdict.leg, verdict.hours)


@patient
@given(cases(), st.randoms())
def test_the_order_of_stamps_and_places_does_not_matter(case: Case, chance: Random) -> None:
    stamps, sites = list(case.stamps), list(case.sites)
    chance.shuffle(stamps)
    chance.shuffle(sites)
    assert judge(replace(case, stamps=stamps, sites=sites)) == judge(case)


@patient
@given(cases())
def test_the_zone_in_which_the_platform_tells_the_time_does_not_matter(case: Case) -> None:
    sent = case.share.sent_at.astimezone(UTC)
    there = judge(replace(case, share=replace(case.share, sent_at=sent)))
    assert said(there) == said(judge(case))


@patient
@given(cases())
def test_the_working_day_is_one_of_the_days_given(case: Case) -> None:
    day = working_day(case.days, case.stamps, case.share.sent_at, case.leg)
    assert any(day is given for given in case.days)
    at = case.share.sent_at
    assert working_day(case.days, (), at) in case.days[:2] or at >= opens(case.days[2])


def opens(day: Hours | DayOff) -> datetime:
    return day.opens if isinstance(day, Hours) else datetime.max.replace(tzinfo=UTC)


@patient
@given(workers)
def test_pressing_twice_stamps_once(case: Case) -> None:
    first = judge(case)
    if isinstance(first, Accepted):
        new = Stamp(first.hours.date, first.leg, first.at, "kantor", first.review)
        others = (s for s in case.stamps if (s.date, s.leg) != (new.date, new.leg))
        again = judge(replace(case, stamps=(*others, new), leg=first.leg))
        assert isinstance(again, Already) or said(again) is Why.BEFORE_END
        assert not isinstance(again, Accepted)


some_hours = st.sampled_from(
    [day for day in days_around(date(2026, 4, 7)) if isinstance(day, Hours)]
)


@patient
@given(some_hours, st.integers(-7200, 90_000), st.integers(0, 90_000))
def test_whoever_comes_later_is_never_less_late(hours: Hours, start: int, more: int) -> None:
    one, other = (hours.start + timedelta(seconds=s) for s in (start, start + more))
    assert 0 <= late_minutes(hours, one) <= late_minutes(hours, other)
    assert late_minutes(hours, one + timedelta(minutes=1)) <= late_minutes(hours, one) + 1
