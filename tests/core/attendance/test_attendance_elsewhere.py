"""On a trip or on special duty: stamped anywhere, without a fence, and still by the clock."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.approvals.case import State
from core.attendance.evidence import Refused as ShareRefused
from core.attendance.evidence import ShareKind
from core.attendance.judge import Accepted, Outside, Refused, Unsure, Verdict, Why, judge
from core.attendance.stamp import Leg
from core.law.questions.jenis_izin import Effect
from core.law.regulation import Regulation
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.organisation.regular_windows import regular_windows
from core.requests.absence import Absence
from tests.core.asking import filled
from tests.core.deriving import any_request, asked
from tests.core.situations import (
    ALWAYS,
    BLG,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    RAMADAN,
    WIB,
    a_calendar,
    a_case,
    a_share,
    a_stamp,
    at,
    cited,
    said,
)

FAR, INSIDE = 5000.0, 0.0  # metres from the office, whose radius is 100
DUTY, TRIP = asked("tugas_khusus", name=KRA), asked("dinas_luar.luar-daerah", name=KRA)
PERBUP = "Perbup Karanganyar 33/2023"


@cache
def aku_hadir() -> Regulation:
    """An office that is open from 06.00 to 18.00."""
    return filled()


def hours(day: date, works: str) -> Hours | DayOff:
    window = regular_windows(aku_hadir(), day)
    return a_calendar(WIB).hours(day, (Duty(ALWAYS, works),), (), window)


def shared(
    moment: str,
    leg: Leg | None = MASUK,
    *absences: Absence,
    metres: float = FAR,
    day: date = MONDAY,
    works: str = "lima-hari",
    **facts: Any,
) -> Verdict:
    """A share from far away, unless it says otherwise."""
    sent = at(day, moment, WIB)
    share = a_share(sent, metres, **facts.pop("share", {}))
    days = tuple(hours(each, works) for each in (day - DAY, day, day + DAY))
    usual = {"regulation": aku_hadir(), "days": days, "share": share, "absences": absences}
    return judge(a_case(sent, leg, name=KRA, **usual | facts))


def late(verdict: Verdict) -> int | None:
    return verdict.late if isinstance(verdict, Accepted) else None


BY_THE_CLOCK: list[tuple[str, Absence, float, Leg, str, object, int | None]] = [
    ("KRA-9A-2a the second before", DUTY, FAR, MASUK, "06.59.59", Why.TOO_EARLY, None),
    ("KRA-9A-2a the first second", DUTY, FAR, MASUK, "07.00.00", MASUK, 0),
    ("KRA-9A-2a the last second in time", DUTY, FAR, MASUK, "07.30.00", MASUK, 0),
    ("KAM-06 the minute after is late", DUTY, FAR, MASUK, "07.31.00", MASUK, 1),
    ("KAM-06 late, and still accepted", DUTY, FAR, MASUK, "15.59.59", MASUK, 510),
    ("KAM-06 jam pulang", DUTY, FAR, MASUK, "16.00.00", Why.AFTER_END, None),
    ("KRA-9A-2b the second before", DUTY, FAR, PULANG, "15.59.59", Why.BEFORE_END, None),
    ("KRA-9A-2b jam pulang", DUTY, FAR, PULANG, "16.00.00", PULANG, 0),
    ("KAM-06 the office has closed", DUTY, FAR, PULANG, "18.00.01", PULANG, 0),
    ("KAM-06 until the day is over", DUTY, FAR, PULANG, "23.59.59", PULANG, 0),
    ("KAM-06 in the office, too early", DUTY, INSIDE, MASUK, "05.59.59", Why.TOO_EARLY, None),
    ("KAM-06 in the office as ever", DUTY, INSIDE, MASUK, "06.00.00", MASUK, 0),
    ("KAM-06 pulang in the office", DUTY, INSIDE, PULANG, "18.00.00", PULANG, 0),
    ("KAM-06 the office has its end", DUTY, INSIDE, PULANG, "18.00.01", Why.TOO_LATE, None),
    ("KRA-9B-1 the second before", TRIP, FAR, MASUK, "05.59.59", Why.TOO_EARLY, None),
    ("KRA-9B-1 the ordinary hours", TRIP, FAR, MASUK, "06.00.00", MASUK, 0),
    ("KRA-9B-1 late as ever", TRIP, FAR, MASUK, "07.31.00", MASUK, 1),
    ("KAM-09 pulang, the second before", TRIP, FAR, PULANG, "15.59.59", Why.BEFORE_END, None),
    ("KAM-09 pulang, the last second", TRIP, FAR, PULANG, "18.00.00", PULANG, 0),
    ("KAM-09 the second after", TRIP, FAR, PULANG, "18.00.01", Why.TOO_LATE, None),
]


@pytest.mark.parametrize(
    ("duty", "metres", "leg", "moment", "expected", "minutes"),
    [pytest.param(*row, id=rule) for rule, *row in BY_THE_CLOCK],
)
def test_elsewhere_only_the_clock_may_refuse(
    duty: Absence, metres: float, leg: Leg, moment: str, expected: object, minutes: int | None
) -> None:
    verdict = shared(moment, leg, duty, metres=metres)
    assert (said(verdict), late(verdict)) == (expected, minutes)


MOVED: list[tuple[str, date, str, str, object, int | None]] = [
    ("KAM-06 Ramadan, the second before", RAMADAN[0], "lima-hari", "07.29.59", "early", None),
    ("KAM-06 Ramadan", RAMADAN[0], "lima-hari", "07.30.00", MASUK, 0),
    ("KAM-06 Ramadan, the last second in time", RAMADAN[0], "lima-hari", "08.00.00", MASUK, 0),
    ("KAM-06 Ramadan, late", RAMADAN[0], "lima-hari", "08.01.00", MASUK, 1),
    ("KAM-06 a night, the second before", MONDAY, "malam", "20.29.59", "early", None),
    ("KAM-06 a night", MONDAY, "malam", "20.30.00", MASUK, 0),
    ("KAM-06 a night, late", MONDAY, "malam", "21.01.00", MASUK, 1),
]


@pytest.mark.parametrize(
    ("day", "works", "moment", "expected", "minutes"),
    [pytest.param(*row, id=rule) for rule, *row in MOVED],
)
def test_the_window_of_special_duty_moves_with_ramadan_and_shifts(
    day: date, works: str, moment: str, expected: object, minutes: int | None
) -> None:
    verdict = shared(moment, MASUK, DUTY, day=day, works=works)
    assert said(verdict) == (Why.TOO_EARLY if expected == "early" else expected)
    assert late(verdict) == minutes


@pytest.mark.parametrize(
    ("rule", "duty", "metres", "minutes"),
    [
        ("KRA-9A-2a", DUTY, FAR, 0),
        ("KAM-06", DUTY, INSIDE, 30),
        ("KRA-9B-1", TRIP, FAR, 30),
        ("KRA-9B-1", TRIP, INSIDE, 30),
    ],
)
def test_lateness_is_against_the_window_that_applied(
    rule: str, duty: Absence, metres: float, minutes: int
) -> None:
    """An office that begins at seven."""
    usual = hours(MONDAY, "lima-hari")
    assert isinstance(usual, Hours)
    seven = replace(usual, start=at(MONDAY, "07.00", WIB))
    days = (DayOff(MONDAY - DAY, "libur"), seven, DayOff(MONDAY + DAY, "libur"))
    assert late(shared("07.30", MASUK, duty, metres=metres, days=days)) == minutes, rule


ALIVE = frozenset(State) - {State.REJECTED, State.WITHDRAWN, State.LAPSED}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("effect", Effect)
def test_only_duty_elsewhere_that_nobody_refused_lifts_the_fence(
    effect: Effect, state: State
) -> None:
    """KRA-9A-1, KRA-9B-1: it stands while the superior has not decided, too (KAM-01)."""
    verdict = shared("07.24", MASUK, any_request(effect, state))
    elsewhere = effect in {Effect.TRIP, Effect.SPECIAL} and state in ALIVE
    assert said(verdict) == (MASUK if elsewhere else Outside)


def test_whoever_falls_ill_on_a_trip_is_on_no_trip() -> None:
    """AMB-35: being absent goes before being elsewhere."""
    sick = any_request(Effect.CREDITED, State.APPROVED)
    assert said(shared("07.24", MASUK, TRIP, sick)) is Outside


WHERE: list[tuple[str, float, dict[str, Any], bool]] = [
    ("KAM-06 the last metre", 99.9, {}, True),
    ("KRA-9A-1 the first metre outside", 101, {"share": {"accuracy": None}}, False),
    ("AMB-08 inside only by its accuracy", 130, {"share": {"accuracy": 50}}, False),
    ("AMB-08 too poor to tell", 50, {"share": {"accuracy": 300}}, False),
    ("KRA-9A-1 far away", FAR, {}, False),
    ("KRA-9A-1 an office without a place", INSIDE, {"sites": ()}, False),
]


@pytest.mark.parametrize("duty", [DUTY, TRIP], ids=["TK", "DL"])
@pytest.mark.parametrize(
    ("metres", "facts", "inside"), [pytest.param(*row, id=rule) for rule, *row in WHERE]
)
def test_what_is_not_surely_inside_is_stamped_without_a_place(
    metres: float,
    facts: dict[str, Any],
    inside: bool,  # noqa: FBT001 - one column of the table
    duty: Absence,
) -> None:
    verdict = shared("07.24", MASUK, duty, metres=metres, **facts)
    assert isinstance(verdict, Accepted)
    assert (verdict.site is not None) is inside
    assert (verdict.fix is not None) is ("sites" not in facts), "how far it is, is told"
    assert verdict.duty == (None if inside else duty)
    assert not verdict.review, "nothing has to be looked at: the place does not matter"


SPECIAL, ABROAD = "Pasal 9A ayat (1)", "Pasal 9B ayat (1) dan Pasal 9B ayat (2)"
RADIUS, OPENS = "Pasal 6 ayat (4) huruf b", "Perbup Karanganyar 24/2022"
A, B, SHIFT = "Pasal 9A ayat (2) huruf a", "Pasal 9A ayat (2) huruf b", "Pasal 7 ayat (3) huruf b"
GROUNDS: list[tuple[str, tuple[str, Leg, Absence], dict[str, Any], list[str]]] = [
    ("KRA-9A-2a", ("07.24", MASUK, DUTY), {}, [SPECIAL, A, A]),
    ("KRA-9A-2b", ("16.10", PULANG, DUTY), {}, [SPECIAL, B]),
    ("KRA-9A-2a too early", ("06.59", MASUK, DUTY), {}, [SPECIAL, A]),
    ("KAM-06 too late", ("16.00", MASUK, DUTY), {}, [SPECIAL, "keputusan KAM-13"]),
    ("KRA-9A-2b too early", ("15.59", PULANG, DUTY), {}, [SPECIAL, B]),
    ("KAM-06 at night", ("20.45", MASUK, DUTY), {"works": "malam"}, [SPECIAL, A, A, SHIFT]),
    ("KAM-06 early at night", ("20.15", MASUK, DUTY), {"works": "malam"}, [SPECIAL, A, SHIFT]),
    ("KRA-9B-1", ("07.24", MASUK, TRIP), {}, [ABROAD, OPENS, "keputusan KAM-13"]),
    ("KRA-9B-1 pulang", ("16.10", PULANG, TRIP), {}, [ABROAD, "Pasal 9 ayat (5)"]),
    ("KRA-9B-1 too early", ("05.59", MASUK, TRIP), {}, [ABROAD, OPENS]),
    ("KAM-06 inside", ("16.10", PULANG, DUTY), {"metres": 0}, ["Pasal 9 ayat (5)", RADIUS]),
]


@pytest.mark.parametrize(
    ("stamp", "facts", "articles"), [pytest.param(*row, id=rule) for rule, *row in GROUNDS]
)
def test_the_grounds_are_those_of_the_duty_and_its_window_and_not_the_radius(
    stamp: tuple[str, Leg, Absence], facts: dict[str, Any], articles: list[str]
) -> None:
    grounds = shared(*stamp, **facts).grounds
    assert len(grounds) == len(articles)
    for ground, article in zip(grounds, articles, strict=True):
        assert ground.citation.startswith(article)


def test_a_text_without_such_a_window_leaves_the_ordinary_one() -> None:
    """AMB-31: special duty in Bulungan is the ordinary hours, anywhere."""
    duty = asked("tugas_khusus")
    for moment, expected in (("06.29.59", Why.TOO_EARLY), ("06.30.00", MASUK)):
        sent = at(MONDAY, moment)
        share = a_share(sent, FAR)
        verdict = judge(a_case(sent, MASUK, name=BLG, share=share, absences=(duty,)))
        assert said(verdict) == expected
        assert cited(verdict).startswith("keputusan AMB-31; Pasal 8 ayat (2) huruf a")
        assert "Pasal 8 ayat (3)" not in cited(verdict)


NOT_GENUINE: dict[ShareRefused, dict[str, Any]] = {
    ShareRefused.GROUP: {"private": False},
    ShareRefused.FORWARDED: {"forwarded": True},
    ShareRefused.VIA_BOT: {"via_bot": True},
    ShareRefused.SCHEDULED: {"scheduled": True},
    ShareRefused.VENUE: {"kind": ShareKind.VENUE},
    ShareRefused.STATIC: {"kind": ShareKind.STATIC},
}


@pytest.mark.parametrize("why", ShareRefused)
@pytest.mark.parametrize("duty", [DUTY, TRIP], ids=["TK", "DL"])
def test_the_location_must_still_be_ones_own(why: ShareRefused, duty: Absence) -> None:
    """KRA-9A-1: location recorded."""
    assert said(shared("07.24", MASUK, duty, share=NOT_GENUINE[why])) is why


AS_EVER: list[tuple[str, dict[str, Any], object]] = [
    ("KRA-9A-1 a day off stays one", {"day": MONDAY - DAY}, Why.DAY_OFF),
    ("AMB-38 blocked", {"blocked": True}, Why.BLOCKED),
    ("KRA-9A-2 twice a day, each once", {"stamps": (a_stamp(MONDAY, MASUK),)}, ("sudah", MASUK)),
]


@pytest.mark.parametrize("duty", [DUTY, TRIP], ids=["TK", "DL"])
@pytest.mark.parametrize(
    ("facts", "expected"), [pytest.param(*row, id=rule) for rule, *row in AS_EVER]
)
def test_everything_else_is_as_ever(facts: dict[str, Any], expected: object, duty: Absence) -> None:
    assert said(shared("07.24", MASUK, duty, **facts)) == expected


patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
clocks = st.integers(0, 86_399).map(lambda s: f"{datetime.min + timedelta(seconds=s):%H.%M.%S}")


@patient
@given(
    clocks,
    st.sampled_from([DUTY, TRIP]),
    st.sampled_from([MASUK, PULANG]),
    st.floats(0, 10_000),
    st.none() | st.floats(0, 1000),
)
def test_nobody_on_duty_elsewhere_is_ever_sent_to_the_office(
    moment: str, duty: Absence, leg: Leg, metres: float, accuracy: float | None
) -> None:
    verdict = shared(moment, leg, duty, metres=metres, share={"accuracy": accuracy})
    assert not isinstance(verdict, Outside | Unsure)
    if isinstance(verdict, Refused):
        assert verdict.why in {Why.TOO_EARLY, Why.BEFORE_END, Why.AFTER_END, Why.TOO_LATE}
    if isinstance(verdict, Accepted):
        assert (verdict.site is None) == (verdict.duty is not None)
