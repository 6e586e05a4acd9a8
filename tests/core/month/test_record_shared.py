"""Whoever has the same hours shares the days that went alike, and nobody else's day changes."""

from dataclasses import replace
from datetime import UTC, date, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.attendance.stamp import Leg, Source, Stamp
from core.law.answer import dated
from core.law.regulation import ExemptStatus, with_answers
from core.month.day_deriver import DayDeriver
from core.month.record import Record
from core.organisation.calendar import DAY
from core.organisation.employee_status import Block, Exemption
from core.organisation.posting import Posting
from tests.core.month.test_record import (
    FIVE,
    LATER,
    SECOND,
    WEEK,
    a_record,
    all_week,
    ask,
    office,
    week,
)
from tests.core.situations import (
    ALWAYS,
    BLG,
    KRA,
    MASUK,
    MONDAY,
    PULANG,
    WIB,
    WITA,
    at,
    law,
    zone_of,
)

# A busy machine is no counterexample, and the first case reads a regulation from its file.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def somebody(office_: str, seconds: dict[Leg, int], **facts: Any) -> Record:
    """Stamps of one day so many seconds from the start or the end."""
    place = None if facts.pop("elsewhere") else "kantor"
    day, zone, review = (facts.pop(name) for name in ("day", "zone", "review"))
    clocks = {MASUK: "07.30", PULANG: "16.00"}
    moments = {leg: at(day, clocks[leg]) + each * SECOND for leg, each in seconds.items()}
    return a_record(
        postings=(Posting(MONDAY + DAY * facts.pop("since"), office_),),
        stamps=tuple(
            Stamp(day, leg, moment.astimezone(zone), place, review)
            for leg, moment in moments.items()
        ),
        **facts,
    )


def rarely(*things: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.sampled_from([(), (), (), things])


TWO_DAYS = st.sampled_from(WEEK[:2])
people = st.builds(
    somebody,
    st.sampled_from(["setda", "setda", "dinkes", "rsud"]),
    st.dictionaries(st.sampled_from([MASUK, PULANG]), st.sampled_from([-60, -59, 0, 59, 60])),
    since=st.sampled_from([-1000, -999, 0]),
    day=TWO_DAYS,
    zone=st.sampled_from([UTC, WITA]),
    elsewhere=rarely(True).map(bool),
    review=rarely(True).map(bool),
    requests=rarely(ask("tugas_khusus", MONDAY, MONDAY)),
    exemptions=rarely(Exemption(WEEK[1], ExemptStatus.DETAINED)),
    blocks=rarely(Block(at(MONDAY, "10.00"), at(MONDAY, "11.00"))),
    worked=st.frozensets(TWO_DAYS),
)


@patient
@given(st.lists(people, min_size=10, max_size=30), st.sampled_from([BLG, KRA]), st.integers(0, 20))
def test_what_colleagues_share_changes_nobodys_days(
    found: list[Record], name: str, ago: int
) -> None:
    """Everybody derived together is everybody derived alone."""
    now = at(MONDAY + DAY * ago, "12.00")
    together = DayDeriver(law(name), office(name), WEEK[:2], now, zone_of(name))
    assert [together.days(each) for each in found] == [
        week(each, WEEK[:2], now=now, name=name) for each in found
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({}, id="whichever minute was early enough"),
        pytest.param({"postings": (Posting(date(2025, 1, 1), "setda"),)}, id="years later"),
        pytest.param({"postings": (Posting(ALWAYS, "dinkes"),)}, id="another office"),
        pytest.param({"duties": (FIVE,)}, id="by a duty of one's own"),
        pytest.param({"worked": frozenset(WEEK)}, id="with work of one's own (AMB-21)"),
        pytest.param(
            {"requests": (ask("cuti.tahunan", MONDAY - DAY, MONDAY - DAY),)}, id="back from leave"
        ),
    ],
)
def test_whoever_has_the_same_hours_shares_the_days_that_went_alike(
    other: dict[str, Any],
) -> None:
    together = DayDeriver(law(BLG), office(), WEEK, LATER, zone_of(BLG))
    early = together.days(a_record(stamps=all_week("06.59-16.45")))
    for one, two in zip(early, together.days(a_record(stamps=all_week(), **other)), strict=True):
        assert one is two


def test_a_day_with_two_stamps_of_a_leg_is_shared_with_nobody() -> None:
    """The first masuk counts; two that were on time look alike but for which of them it was."""
    looked_at = Stamp(MONDAY, MASUK, at(MONDAY, "07.10"), "kantor", review=True)
    clear = Stamp(MONDAY, MASUK, at(MONDAY, "07.20"), "kantor", review=False, nth=1)
    other = replace(clear, at=at(MONDAY, "07.00"))
    together = DayDeriver(law(BLG), office(), WEEK[:1], LATER, zone_of(BLG))
    one, two = (a_record(stamps=(looked_at, each)) for each in (clear, other))
    assert [together.days(each)[0].reviews for each in (one, two)] == [1, 0]


@pytest.mark.parametrize(("source", "late"), [(Source.MANUAL, 0), (Source.CORRECTED, 15)])
def test_a_day_with_a_stamp_on_paper_is_shared_with_nobody(source: Source, late: int) -> None:
    """AMB-23: the one of the two that counts is known by its source, not by its minute."""
    online = Stamp(MONDAY, MASUK, at(MONDAY, "07.20"), "kantor", review=False)
    written = Stamp(MONDAY, MASUK, at(MONDAY, "07.45"), None, review=False, source=source)
    together = DayDeriver(law(BLG), office(), WEEK[:1], LATER, zone_of(BLG))
    one, two = (a_record(stamps=(online, each)) for each in (written, replace(online, nth=1)))
    assert [together.days(each)[0].late for each in (one, two)] == [late, 0]


@pytest.mark.parametrize(
    ("source", "late"), [(Source.ONLINE, 0), (Source.OFFLINE, 0), (Source.MANUAL, 15)]
)
def test_special_duty_moves_no_minute_of_a_list_that_is_signed_at_the_office(
    source: Source, late: int
) -> None:
    """KRA-9A-2a: whoever stamps where the duty is has the time that the law gives them there."""
    key, later = "tugas_khusus.masuk_paling_lambat", law(KRA).tugas_khusus.masuk_paling_lambat
    answer = replace(later.on(MONDAY), value=time(8, 0))
    stamp = Stamp(MONDAY, MASUK, at(MONDAY, "07.45", WIB), None, review=False, source=source)
    one = a_record(stamps=(stamp,), requests=(ask("tugas_khusus", MONDAY, MONDAY),))
    changed = with_answers(law(KRA), key, dated((answer,)))
    (day,) = DayDeriver(changed, office(KRA), WEEK[:1], LATER, WIB).days(one)
    assert day.late == late
