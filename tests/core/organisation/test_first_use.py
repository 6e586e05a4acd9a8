"""From when on days count: dates of region and office, and the offer to each person (AMB-52)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.attendance.stamp import Leg, Stamp
from core.law.regulation import ExemptStatus
from core.month.day_deriver import DayDeriver, days
from core.month.day_state import Day, Mark
from core.month.day_state import State as DayState
from core.month.recap import month
from core.month.record import Record
from core.organisation.calendar import DAY, Duty
from core.organisation.employee_status import Block, Exemption
from core.organisation.office import Office, Organisation
from core.organisation.posting import Posting
from tests.core.month.test_record import (
    FIVE,
    LATER,
    NIGHTS,
    OFFICES,
    SECOND,
    WEEK,
    a_record,
    all_week,
    ask,
    week,
)
from tests.core.situations import ALWAYS, BLG, KRA, MONDAY, a_calendar, at, law, zone_of

# A busy machine is no counterexample, and the first case reads a regulation from its file.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TUESDAY, WEDNESDAY, THURSDAY = WEEK[1:4]
EARLY = Duty(ALWAYS, "dini-hari")
MORNING_AND_NIGHT = (Duty(ALWAYS, "lima-hari"), Duty(ALWAYS, "malam", number=2))


def an_organisation(
    region: date | None = None, offices: Mapping[str, date] | None = None, name: str = BLG
) -> Organisation:
    starts = offices or {}
    dated = {code: replace(office, used_since=starts.get(code)) for code, office in OFFICES.items()}
    return Organisation(1, a_calendar(zone_of(name)), dated, region)


def states(
    record: Record,
    office: Organisation | None = None,
    dates: Sequence[date] = WEEK,
    name: str = BLG,
) -> str:
    """A letter a day: u unused, A absent, H present, . off."""
    found = days(
        law(name),
        office or an_organisation(name=name),
        record,
        dates,
        now=LATER,
        zone=zone_of(name),
    )
    return "".join(_letter(day) for day in found)


def _letter(day: Day) -> str:
    return "u" if day.state is DayState.UNUSED else str(day.letter) or "."


STARTS = at(TUESDAY, "07.30")
STAMPED = {"stamps": all_week()}
OFFERS: list[tuple[str, datetime | None, dict[str, Any], str]] = [
    ("never", None, {}, "uuuuu.."),
    ("never, and there are stamps all the same", None, STAMPED, "HHHHH.."),
    ("in time for the start", STARTS, {}, "uAAAA.."),
    ("a second too late for it", STARTS + SECOND, {}, "uuAAA.."),
    ("at noon nobody is absent since half past seven", at(TUESDAY, "12.00"), {}, "uuAAA.."),
    ("at noon, and stamped on that very day", at(MONDAY, "12.00"), STAMPED, "HHHHH.."),
    ("on a day off", at(MONDAY - DAY, "12.00"), {}, "AAAAA.."),
    ("a night starts at nine", at(MONDAY, "21.00"), {"duties": (NIGHTS,)}, "AAAAAAA"),
    ("and a second later", at(MONDAY, "21.00.01"), {"duties": (NIGHTS,)}, "uAAAAAA"),
    ("the small hours start on their date", at(TUESDAY, "00.30"), {"duties": (EARLY,)}, "uAAAAAA"),
    ("and a second later", at(TUESDAY, "00.30.01"), {"duties": (EARLY,)}, "uuAAAAA"),
    ("of two duties the first", at(MONDAY, "12.00"), {"duties": MORNING_AND_NIGHT}, "uAAAAAA"),
    ("without hours from its date on", at(TUESDAY, "12.00"), {"postings": ()}, "u......"),
]


@pytest.mark.parametrize(
    ("offered_at", "facts", "expected"), [pytest.param(*row, id=name) for name, *row in OFFERS]
)
def test_days_count_from_the_first_duty_that_starts_after_the_offer(
    offered_at: datetime | None, facts: dict[str, Any], expected: str
) -> None:
    """AMB-52."""
    assert states(a_record(offered_at=offered_at, **facts)) == expected


MOVED = (Posting(ALWAYS, "setda"), Posting(WEDNESDAY, "dinkes"))
AWAY = (Posting(ALWAYS, "dinkes"), Posting(WEDNESDAY, "setda"))
DATES: list[tuple[str, date | None, Mapping[str, date], tuple[Posting, ...], str]] = [
    ("neither", None, {}, MOVED, "AAAAA.."),
    ("the region's first day", TUESDAY, {}, MOVED, "uAAAA.."),
    ("the office's first day", None, {"setda": TUESDAY}, MOVED, "uAAAA.."),
    ("another office's", None, {"rsud": THURSDAY}, MOVED, "AAAAA.."),
    ("the later: the office", TUESDAY, {"setda": WEDNESDAY}, MOVED[:1], "uuAAA.."),
    ("the later: the region", WEDNESDAY, {"setda": TUESDAY}, MOVED[:1], "uuAAA.."),
    ("moved to one that starts later", None, {"dinkes": THURSDAY}, MOVED, "AAuAA.."),
    ("moved away from it", None, {"dinkes": THURSDAY}, AWAY, "uuAAA.."),
    ("after all of these days", MONDAY + 7 * DAY, {}, MOVED, "uuuuu.."),
]


@pytest.mark.parametrize(
    ("region", "offices", "postings", "expected"),
    [pytest.param(*row, id=name) for name, *row in DATES],
)
def test_days_count_from_the_later_date_of_region_and_office(
    region: date | None,
    offices: Mapping[str, date],
    postings: tuple[Posting, ...],
    expected: str,
) -> None:
    """AMB-52."""
    office = an_organisation(region, offices)
    assert states(a_record(postings=postings), office) == expected


@pytest.mark.parametrize("name", [BLG, KRA])
def test_neither_law_counts_a_day_before_the_first_use(name: str) -> None:
    """AMB-52: what is known of it changes nothing, and the day says by which decision."""
    known = a_record(
        offered_at=None,
        stamps=all_week("07.41-14.00"),
        requests=(ask("dinas_luar", MONDAY, THURSDAY),),
        exemptions=(Exemption(ALWAYS, ExemptStatus.DETAINED),),
        blocks=(Block(at(MONDAY, "06.00")),),
    )
    office = an_organisation(MONDAY + 7 * DAY, name=name)
    found = days(law(name), office, known, WEEK, now=LATER, zone=zone_of(name))
    recap = month(found)
    assert recap.states[DayState.UNUSED] == 5
    assert recap.letters == dict.fromkeys(Mark, 0) | {Mark.NONE: 7}
    counted = (recap.late, recap.early, recap.excused, recap.points, recap.reviews)
    assert (*counted, recap.provisional) == (0,) * 6
    assert [ground.citation for ground in found[0].grounds] == ["keputusan AMB-52"]


moments = st.datetimes(datetime(2026, 4, 4), datetime(2026, 4, 14), timezones=st.just(zone_of(BLG)))
dates = st.none() | st.sampled_from(WEEK)


def somebody(office: str, offered_at: datetime | None, seconds: Mapping[Leg, int]) -> Record:
    stamps = tuple(
        Stamp(TUESDAY, leg, at(TUESDAY, "08.00") + timedelta(seconds=each), "kantor", review=False)
        for leg, each in seconds.items()
    )
    return a_record(postings=(Posting(ALWAYS, office),), offered_at=offered_at, stamps=stamps)


people = st.builds(
    somebody,
    st.sampled_from(["setda", "dinkes", "rsud"]),
    st.none() | moments,
    st.dictionaries(st.sampled_from(Leg), st.integers(-3_600, 36_000)),
)


@patient
@given(st.lists(people, min_size=1, max_size=12), dates, dates)
def test_before_the_first_use_nobody_is_anything_and_from_it_on_all_is_as_ever(
    found: list[Record], region: date | None, setda: date | None
) -> None:
    """AMB-52: derived together, each day is either unused or what it is without any of it."""
    dated = an_organisation(region, {"setda": setda} if setda else {})
    together = DayDeriver(law(BLG), dated, WEEK, LATER, zone_of(BLG))
    for record in found:
        usual = week(replace(record, offered_at=at(ALWAYS, "08.00")))
        for day, as_ever in zip(together.days(record), usual, strict=True):
            hours = dated.hours(law(BLG), record.postings, (), day.date)
            stamped = any(each.date == day.date for each in record.stamps)
            used = dated.in_use(record.postings, record.offered_at, hours, stamped=stamped)
            if used or as_ever.state is DayState.OFF:
                assert day == as_ever
            else:
                assert day.state is DayState.UNUSED
                assert (day.letter, day.late, day.early, day.points) == (Mark.NONE, 0, 0, 0)
                assert not day.provisional


def test_colleagues_of_the_same_hours_keep_their_days_apart() -> None:
    """One office starts later: what the other's people share is not theirs."""
    dated = an_organisation(None, {"dinkes": WEDNESDAY})
    together = DayDeriver(law(BLG), dated, WEEK, LATER, zone_of(BLG))
    other = (Posting(ALWAYS, "dinkes"),)
    one, two = (together.days(a_record(postings=each)) for each in (MOVED[:1], other))
    assert [day.letter for day in one[:2]] == [Mark.ALPA] * 2
    assert [day.state for day in two[:2]] == [DayState.UNUSED] * 2
    assert two[2] is one[2]


FIRSTS: list[tuple[str, datetime | None, date | None, date, date | None]] = [
    ("the morning after", at(MONDAY, "12.00"), None, MONDAY, TUESDAY),
    ("never over a weekend", at(WEEK[4], "12.00"), None, WEEK[4], MONDAY + 7 * DAY),
    ("the region's first working day", at(ALWAYS, "08.00"), WEEK[5], MONDAY, MONDAY + 7 * DAY),
    ("the later of both", at(THURSDAY, "12.00"), WEDNESDAY, MONDAY, WEEK[4]),
    ("never offered", None, None, MONDAY, None),
    ("too far away to be told", at(ALWAYS, "08.00"), date(2029, 1, 1), MONDAY, None),
]


@pytest.mark.parametrize(
    ("offered_at", "region", "after", "expected"),
    [pytest.param(*row, id=name) for name, *row in FIRSTS],
)
def test_the_first_day_that_counts_is_a_working_day(
    offered_at: datetime | None, region: date | None, after: date, expected: date | None
) -> None:
    office, postings = an_organisation(region), (Posting(ALWAYS, "setda"),)
    first = office.counts_from(law(BLG), postings, (), offered_at, after=after)
    assert first == expected


def test_an_office_without_hours_never_starts_by_itself() -> None:
    empty = Organisation(1, a_calendar(), {"setda": Office("setda", "Setda", (), ())})
    postings = (Posting(ALWAYS, "setda"),)
    assert empty.counts_from(law(BLG), postings, (), at(ALWAYS, "08.00"), after=MONDAY) is None
    own = empty.counts_from(law(BLG), postings, (FIVE,), at(ALWAYS, "08.00"), after=MONDAY)
    assert own == TUESDAY
