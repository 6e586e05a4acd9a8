"""What a working day is, by what was stamped on it and what was asked for it."""

from dataclasses import replace

import pytest

from core.approvals.case import State
from core.attendance.stamp import Leg, Stamp
from core.law.regulation import with_answers
from core.month.day import derive
from core.month.day_state import State as DayState
from core.month.facts import Facts
from core.organisation.calendar import DAY, Hours
from core.requests.absence import ALIVE, Absence
from tests.core.deriving import REVISION, a_day, asked, cited, hours_of, stamps, told
from tests.core.situations import BLG, KRA, MONDAY, WIB, WITA, at, law

PENDING, ABOVE, APPROVED = State.PENDING, State.ESCALATED, State.APPROVED
DEEMED, REJECTED = State.DEEMED_APPROVED, State.REJECTED
AWAY = frozenset(Leg)

STAMPED = [
    ("BLG-8-1 both legs", "07.24-16.02", "hadir H"),
    ("AMB-05 on the minute", "07.30.00-16.00", "hadir H"),
    ("AMB-47 a second late", "07.30.01-16.00", "hadir H; 1 late"),
    ("AMB-47 the second minute has begun", "07.31.01-16.00", "hadir H; 2 late"),
    ("AMB-05 however late", "15.59.59-16.00", "hadir H; 510 late"),
    ("AMB-31 masuk only", "07.24-", "tidak lengkap H; provisional"),
    ("AMB-31 masuk only, and late", "07.40-", "tidak lengkap H; 10 late; provisional"),
    ("AMB-41 pulang only", "-16.02", "tidak lengkap H; provisional"),
    ("BLG-8-1 nothing at all", "-", "alpa A; provisional"),
    ("AMB-47 the last second", "07.24-15.59.59", "hadir H; 1 early"),
    ("KAM-10 a full minute", "07.24-15.59.00", "hadir H; 1 early"),
    ("KAM-10 late and early", "07.45-15.00", "hadir H; 15 late; 60 early"),
]


@pytest.mark.parametrize(
    ("stamped", "expected"), [pytest.param(*row, id=rule) for rule, *row in STAMPED]
)
def test_two_stamps_make_a_day_and_every_begun_minute_counts(stamped: str, expected: str) -> None:
    assert told(a_day(stamped)) == expected


ABSENT = [
    ("BLG-11-3 sick", "-", asked("sakit"), "sakit S; 360 points"),
    ("BLG-11-3 leave", "-", asked("cuti.tahunan"), "cuti C; 360 points"),
    ("BLG-11-3 trip", "-", asked("dinas_luar"), "dinas luar DL; 360 points"),
    ("AMB-31 training prints DL", "-", asked("diklat"), "dinas luar DL; 360 points"),
    ("AMB-22 permit brings no points", "-", asked("izin"), "izin I"),
    ("AMB-21 cuti bersama brings none", "-", asked("cuti.bersama"), "cuti C"),
    ("AMB-21 CLTN brings none", "-", asked("cuti.luar-tanggungan"), "cuti C"),
    ("BLG-11-3 whatever was stamped", "09.00-", asked("sakit"), "sakit S; 360 points"),
    ("AMB-22 whatever was stamped", "09.00-12.00", asked("izin"), "izin I"),
    ("AMB-21 posted by silence too", "-", asked("sakit", DEEMED), "sakit S; 360 points"),
    ("KAM-01 waiting", "-", asked("sakit", PENDING), "belum ditetapkan; provisional"),
    ("AMB-22 waiting", "-", asked("izin", PENDING), "belum ditetapkan; provisional"),
    ("KAM-01 waiting, but came", "07.24-16.02", asked("sakit", PENDING), "hadir H; provisional"),
    ("KAM-01 above", "-", asked("sakit", ABOVE), "sakit S; provisional"),
    ("AMB-35 permit above", "-", asked("izin", ABOVE), "izin I; provisional"),
    ("AMB-21 refused", "-", asked("sakit", REJECTED), "alpa A; provisional"),
    ("AMB-21 refused, but came", "07.24-16.02", asked("sakit", REJECTED), "hadir H"),
    ("AMB-21 taken back", "-", asked("sakit", State.WITHDRAWN), "alpa A; provisional"),
    ("AMB-21 lapsed", "-", asked("sakit", State.LAPSED), "alpa A; provisional"),
]


@pytest.mark.parametrize(
    ("stamped", "request_", "expected"), [pytest.param(*row, id=rule) for rule, *row in ABSENT]
)
def test_whoever_may_be_absent_is_not_alpa(stamped: str, request_: Absence, expected: str) -> None:
    assert told(a_day(stamped, absences=(request_,))) == expected


def test_a_credited_day_is_exclusive_with_work_of_ones_own() -> None:
    """AMB-21: the day stays what it is, its points are those of the work."""
    assert told(a_day(absences=(asked("sakit"),), own_work=True)) == "sakit S"
    assert told(a_day("07.24-16.02", own_work=True)) == "hadir H"


TRIP, DUTY = "dinas_luar.luar-daerah", "tugas_khusus"
ELSEWHERE = [
    ("KRA-9B-1 both legs", "07.24-16.02", TRIP, APPROVED, "dinas luar DL"),
    ("KAM-09 masuk only", "07.24-", TRIP, APPROVED, "tidak lengkap DL; provisional"),
    ("KAM-09 pulang only", "-16.02", TRIP, APPROVED, "tidak lengkap DL; provisional"),
    ("KAM-09 nothing", "-", TRIP, APPROVED, "alpa A; provisional"),
    ("KRA-9B-3 not validated yet", "07.24-16.02", TRIP, PENDING, "dinas luar DL; provisional"),
    ("KAM-01 above", "07.24-16.02", TRIP, ABOVE, "dinas luar DL; provisional"),
    ("KAM-01 above is no stamp", "-", TRIP, ABOVE, "alpa A; provisional"),
    ("KRA-9B-3 refused", "07.24-16.02", TRIP, REJECTED, "alpa A; provisional"),
    ("KRA-9A-1 both legs", "07.24-16.02", DUTY, APPROVED, "tugas khusus TK"),
    ("KRA-9A-2 masuk only", "07.24-", DUTY, APPROVED, "tidak lengkap TK; provisional"),
    ("KAM-06 late", "07.31-16.02", DUTY, APPROVED, "tugas khusus TK; 1 late"),
    ("KRA-9A-4 not validated yet", "07.24-16.02", DUTY, PENDING, "tugas khusus TK; provisional"),
    ("KAM-01 duty above", "07.24-16.02", DUTY, ABOVE, "tugas khusus TK; provisional"),
    ("KRA-9A-4 refused", "07.24-16.02", DUTY, REJECTED, "alpa A; provisional"),
]


@pytest.mark.parametrize(
    ("stamped", "code", "state", "expected"),
    [pytest.param(*row, id=rule) for rule, *row in ELSEWHERE],
)
def test_on_duty_elsewhere_two_stamps_are_needed_and_no_fence(
    stamped: str, code: str, state: State, expected: str
) -> None:
    request = asked(code, state, KRA)
    assert told(a_day(stamped, name=KRA, absences=(request,), away=AWAY)) == expected


@pytest.mark.parametrize(
    ("away", "expected"),
    [
        (frozenset[Leg](), "hadir H"),
        (frozenset({Leg.MASUK}), "tidak lengkap H; provisional"),
        (frozenset({Leg.PULANG}), "tidak lengkap H; provisional"),
        (frozenset(Leg), "alpa A; provisional"),
    ],
)
@pytest.mark.parametrize("absences", [(), (asked(DUTY, REJECTED, KRA),)])
def test_only_what_was_stamped_inside_a_fence_counts_without_duty_elsewhere(
    absences: tuple[Absence, ...], away: frozenset[Leg], expected: str
) -> None:
    """KAM-06: each leg for itself."""
    assert told(a_day("07.24-16.02", name=KRA, absences=absences, away=away)) == expected


@pytest.mark.parametrize(
    ("rule", "name", "clock", "away", "late"),
    [
        ("KRA-9A-2a the last second in time", KRA, "07.30.00", True, 0),
        ("KAM-06 the minute after", KRA, "07.31", True, 1),
        ("KAM-06 masuk in the office", KRA, "07.30", False, 30),
        ("AMB-31 no window of its own", BLG, "07.30", True, 30),
    ],
)
def test_special_duty_is_late_after_its_own_window(
    rule: str,
    name: str,
    clock: str,
    away: bool,  # noqa: FBT001 - one column of the table
    late: int,
) -> None:
    usual = hours_of(name=name)
    assert isinstance(usual, Hours), rule
    early = replace(usual, start=at(usual.date, "07.00", usual.start.tzinfo or WIB))
    legs = AWAY if away else frozenset({Leg.PULANG})
    duty = (asked(DUTY, name=name),)
    day = a_day(f"{clock}-16.00", name=name, hours=early, absences=duty, away=legs)
    assert (day.letter, day.late) == ("TK", late), rule


HOME_EARLY = [
    ("KRA-9-5 not validated yet", "07.24-14.00", PENDING, "hadir H; 120 early; provisional"),
    ("KRA-9-6 validated", "07.24-14.00", APPROVED, "hadir H; 120 early; 120 excused"),
    ("KAM-01 above, so not validated", "07.24-14.00", ABOVE, "hadir H; 120 early; provisional"),
    ("KAM-10 late stays late", "07.40-14.00", APPROVED, "hadir H; 10 late; 120 early; 120 excused"),
    ("KRA-9-5 it is the second stamp", "07.24-", APPROVED, "tidak lengkap H; provisional"),
    ("KRA-9-5 masuk is missing", "-14.00", APPROVED, "tidak lengkap H; 120 early; 120 excused*"),
    ("KAM-10 stayed all the same", "07.24-16.00", APPROVED, "hadir H"),
]


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize("away", [(), (Leg.PULANG,)])
@pytest.mark.parametrize(
    ("stamped", "state", "expected"), [pytest.param(*row, id=rule) for rule, *row in HOME_EARLY]
)
def test_leaving_early_is_excused_only_once_it_is_permitted(
    stamped: str, state: State, expected: str, away: tuple[Leg, ...], name: str
) -> None:
    """AMB-25, KAM-10, KAM-15: it is pulang wherever it is stamped, and never brings points."""
    day = a_day(stamped, name=name, absences=(asked("pulang_cepat", state, name),), away=away)
    assert told(day) == expected.replace("*", "; provisional")


@pytest.mark.parametrize("name", [BLG, KRA])
@pytest.mark.parametrize("state", [REJECTED, State.LAPSED, State.WITHDRAWN])
@pytest.mark.parametrize(
    ("away", "expected"),
    [
        pytest.param((), "hadir H; 120 early", id="in the office the minutes count"),
        pytest.param((Leg.PULANG,), "tidak lengkap H; provisional", id="elsewhere it is none"),
    ],
)
def test_leaving_early_without_permission(
    away: tuple[Leg, ...], expected: str, state: State, name: str
) -> None:
    """AMB-25, KAM-10: refused inside the radius is leaving too early, outside it is no pulang."""
    early = (asked("pulang_cepat", state, name),)
    assert told(a_day("07.24-14.00", name=name, absences=early, away=away)) == expected


@pytest.mark.parametrize("state", State)
def test_leaving_early_lets_nobody_come_elsewhere(state: State) -> None:
    """KAM-06: it is a reason for pulang only."""
    early = (asked("pulang_cepat", state, KRA),)
    day = a_day("07.40-14.00", name=KRA, absences=early, away=AWAY)
    gone = state in ALIVE
    assert (day.state, day.late) == (DayState.INCOMPLETE if gone else DayState.ALPA, 0)


def test_without_a_request_nobody_has_gone_home_elsewhere() -> None:
    """AMB-25: inside the radius, or a reason."""
    assert told(a_day("07.24-14.00", away=(Leg.PULANG,))) == "tidak lengkap H; provisional"
    assert told(a_day("07.24-14.00")) == "hadir H; 120 early"


BESIDE: list[tuple[str, tuple[Absence, ...], str]] = [
    (
        "AMB-35 who falls ill on a trip that waits",
        (asked("dinas_luar", PENDING), asked("sakit")),
        "sakit S; 360 points; provisional",
    ),
    (
        "AMB-35 whoever falls ill on special duty",
        (asked("tugas_khusus"), asked("sakit")),
        "sakit S; 360 points",
    ),
    (
        "AMB-35 granted goes before what is above",
        (asked("cuti.tahunan"), asked("sakit", ABOVE)),
        "cuti C; 360 points; provisional",
    ),
    (
        "AMB-35 the last filed",
        (asked("cuti.tahunan"), asked("sakit")),
        "sakit S; 360 points",
    ),
    (
        "AMB-35 granted duty goes before sickness that is above",
        (asked("tugas_khusus"), asked("sakit", ABOVE)),
        "tugas khusus TK; 120 early; provisional",
    ),
    (
        "AMB-50 sick before leave, whichever came first",
        (asked("sakit"), asked("cuti.tahunan")),
        "sakit S; 360 points",
    ),
    (
        "AMB-50 recalled from leave to duty elsewhere, which nobody has decided yet",
        (asked("cuti.tahunan"), asked("tugas_khusus", PENDING)),
        "tugas khusus TK; 120 early; provisional",
    ),
    (
        "AMB-50 refused, the leave stands again",
        (asked("cuti.tahunan"), asked("tugas_khusus", REJECTED)),
        "cuti C; 360 points",
    ),
    (
        "AMB-50 sickness above before duty elsewhere that waits",
        (asked("tugas_khusus", PENDING), asked("sakit", ABOVE)),
        "sakit S; provisional",
    ),
    (
        "AMB-50 duty elsewhere before training, training before leave",
        (asked("cuti.tahunan"), asked("diklat"), asked("tugas_khusus")),
        "tugas khusus TK; 120 early",
    ),
    (
        "AMB-50 leave before a permit",
        (asked("cuti.tahunan"), asked("izin")),
        "cuti C; 360 points",
    ),
    (
        "AMB-50 sick leave is sickness",
        (asked("dinas_luar"), asked("cuti.sakit")),
        "cuti C; 360 points",
    ),
    (
        "AMB-35 being absent goes before duty elsewhere",
        (asked("sakit"), asked("tugas_khusus")),
        "sakit S; 360 points",
    ),
    (
        "KRA-9-5 home early from special duty",
        (asked("tugas_khusus"), asked("pulang_cepat")),
        "tugas khusus TK; 120 early; 120 excused",
    ),
    (
        "KAM-01 refused beside granted",
        (asked("izin"), asked("sakit", REJECTED)),
        "izin I",
    ),
]


@pytest.mark.parametrize(
    ("absences", "expected"), [pytest.param(*row, id=rule) for rule, *row in BESIDE]
)
def test_of_several_requests_one_makes_the_day(
    absences: tuple[Absence, ...], expected: str
) -> None:
    assert told(a_day("07.24-14.00", absences=absences, away=AWAY)) == expected


def test_a_region_that_gives_no_points_credits_none() -> None:
    """KAM-13: silent on points and on the days they are for; a guess is no answer to either."""
    assert told(a_day(name=KRA, absences=(asked("sakit"),))) == "sakit S"
    which = law(KRA).izin.hari_dihitung
    silent = with_answers(law(BLG), "izin.hari_dihitung", which)
    sick = Facts(absences=(asked("sakit"),))
    now = at(MONDAY + 7 * DAY, "12.00")
    day = derive(silent, hours_of(), sick, revision=REVISION[BLG], now=now, zone=WITA)
    assert (told(day), cited(day).split("; ")[-1]) == ("sakit S", which.on(MONDAY).citation)


NIGHTS = [
    ("AMB-07 its evening's date", "20.50-07.05", "hadir H"),
    ("AMB-47 late in the evening", "21.10.59-07.05", "hadir H; 11 late"),
    ("KAM-10 early in the morning", "20.50-06.00", "hadir H; 60 early"),
    ("AMB-31 no pulang in the morning", "20.50-", "tidak lengkap H; provisional"),
]


@pytest.mark.parametrize(
    ("stamped", "expected"), [pytest.param(*row, id=rule) for rule, *row in NIGHTS]
)
def test_a_night_shift_is_the_date_on_which_it_began(stamped: str, expected: str) -> None:
    day = a_day(stamped, works="malam")
    assert (day.date, told(day)) == (MONDAY, expected)


def test_a_night_that_began_is_nothing_of_the_next_date() -> None:
    """AMB-07: Tuesday has Monday's morning in its hours, and no stamp of its own."""
    of_monday = stamps("20.50-07.05")
    tuesday = a_day(day=MONDAY + DAY, works="malam", stamps=of_monday)
    assert told(tuesday) == "alpa A; provisional"


def test_masuk_after_midnight_is_late_since_the_evening() -> None:
    """AMB-05, AMB-07."""
    after = Stamp(MONDAY, Leg.MASUK, at(MONDAY + DAY, "00.30"), "kantor", review=False)
    assert a_day(works="malam", stamps=(after,)).late == 210
