"""Daily work by the clock, to the second, each border with the rule it comes from."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.approvals.case import State
from core.law.answer import dated
from core.law.regulation import ActivityKind, ExemptStatus, read, with_answers
from core.organisation.calendar import DAY, DayOff, Duty, Hours
from core.organisation.deadline import Outage
from core.organisation.regular_windows import regular_windows
from core.work.activity import Entry, Filed, Refused, Why, judge, kept, open_dates, state_at
from core.work.progress import progress
from tests.core.situations import BLG, FRIDAY, KRA, MONDAY, WITA, a_calendar, at

REGULATION = read(BLG)
FIRST = REGULATION.peraturan.berlaku_sejak
GENERAL, DUTY = ActivityKind.GENERAL, ActivityKind.DUTY
SUNDAY = date(2026, 4, 5)


def hours(day: date = MONDAY) -> Hours | DayOff:
    if day < FIRST:
        return DayOff(day, "peraturan belum berlaku")
    duty = (Duty(date(2023, 1, 1), "lima-hari"),)
    return a_calendar().hours(day, duty, (), regular_windows(REGULATION, day))


def filed(
    moment: datetime,
    day: date = MONDAY,
    minutes: int = 60,
    *,
    before: int = 0,
    kind: ActivityKind = GENERAL,
    rejected_at: datetime | None = None,
    exempt: ExemptStatus | None = None,
    outages: tuple[Outage, ...] = (),
    region: str = BLG,
    today: date | None = None,
) -> Filed | Refused:
    today = today or moment.astimezone(WITA).date()
    entry = Entry(day, kind, minutes, moment, today, rejected_at)
    return judge(
        read(region),
        entry,
        day=hours(day),
        filed=before,
        exempt=exempt,
        zone=WITA,
        outages=outages,
    )


def why(verdict: Filed | Refused) -> Why | None:
    return verdict.why if isinstance(verdict, Refused) else None


def cited(verdict: Filed | Refused) -> str:
    return " | ".join(ground.citation for ground in verdict.grounds)


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_both_kinds_may_be_filed(kind: ActivityKind) -> None:
    """BLG-9-4, BLG-9-5, BLG-9-6."""
    assert isinstance(filed(at(MONDAY, "16.00"), kind=kind), Filed)


def test_a_kind_that_the_regulation_does_not_know_is_refused() -> None:
    """BLG-9-4."""
    only = replace(REGULATION.kinerja.jenis.answers[0], value=(DUTY,))
    law = with_answers(REGULATION, "kinerja.jenis", dated((only,)))
    entry = Entry(MONDAY, GENERAL, 60, at(MONDAY, "16.00"), MONDAY)
    verdict = judge(law, entry, day=hours(), filed=0, exempt=None, zone=WITA)
    assert why(verdict) is Why.NOT_KEPT


@pytest.mark.parametrize(
    ("rule", "days", "clock", "expected"),
    [
        ("BLG-9-7 the first second of its day", 0, "00.00.00", None),
        ("BLG-9-7 the same day", 0, "23.59.59", None),
        ("AMB-16 the last second", 2, "23.59.59", None),
        ("AMB-16 the second after", 3, "00.00.00", Why.TOO_LATE),
        ("AMB-20 the evening before", -1, "23.59.59", Why.FUTURE),
    ],
)
def test_entry_is_open_to_the_second(
    rule: str, days: int, clock: str, expected: Why | None
) -> None:
    verdict = filed(at(MONDAY + days * DAY, clock))
    assert why(verdict) is expected, rule
    if expected:
        assert cited(verdict) == "Pasal 9 ayat (7) Perbup Bulungan 32/2023"


def test_a_weekend_does_not_stop_the_entry() -> None:
    """AMB-16: Friday's activities end with Sunday."""
    assert isinstance(filed(at(SUNDAY, "23.59.59"), SUNDAY - 2 * DAY), Filed)
    assert why(filed(at(MONDAY, "00.00.00"), SUNDAY - 2 * DAY)) is Why.TOO_LATE


def test_dates_are_local() -> None:
    """06.00 WITA is still yesterday in UTC."""
    assert isinstance(filed(at(MONDAY, "06.00"), MONDAY), Filed)
    assert open_dates(REGULATION, at(MONDAY, "06.00"), WITA, MONDAY)[0] == MONDAY


def test_the_dates_that_are_open_are_exactly_those_that_are_accepted() -> None:
    for clock in ("00.00.00", "12.00.00", "23.59.59"):
        moment = at(MONDAY, clock)
        around = [MONDAY + number * DAY for number in range(3, -6, -1)]
        accepted = [day for day in around if isinstance(filed(moment, day), Filed)]
        assert list(open_dates(REGULATION, moment, WITA, MONDAY)) == accepted


def test_before_the_regulation_nothing_is_open() -> None:
    """BLG-17."""
    assert open_dates(REGULATION, at(FIRST - DAY, "12.00"), WITA, FIRST - DAY) == ()
    assert open_dates(REGULATION, at(FIRST + DAY, "12.00"), WITA, FIRST + DAY) == (
        FIRST + DAY,
        FIRST,
    )
    assert isinstance(filed(at(FIRST + DAY, "12.00"), FIRST), Filed)
    assert why(filed(at(FIRST + DAY, "12.00"), FIRST - DAY)) is Why.NOT_KEPT


@pytest.mark.parametrize(
    ("rule", "after_rejection", "expected"),
    [
        ("AMB-18 at once", timedelta(0), None),
        ("AMB-18 the last second", timedelta(hours=48), None),
        ("AMB-18 the second after", timedelta(hours=48, seconds=1), Why.TOO_LATE),
    ],
)
def test_what_was_rejected_may_be_entered_once_more(
    rule: str, after_rejection: timedelta, expected: Why | None
) -> None:
    rejected = at(MONDAY + 5 * DAY, "10.00")
    verdict = filed(rejected + after_rejection, rejected_at=rejected)
    assert why(verdict) is expected, rule
    if expected:
        assert "keputusan AMB-18" in cited(verdict)


def test_a_rejection_never_shortens_the_first_limit() -> None:
    """Rejected on its own day, Bulungan's two days still run to their end."""
    last = at(MONDAY + 2 * DAY, "23.59.59")
    assert isinstance(filed(last, rejected_at=at(MONDAY, "00.00.00")), Filed)


@pytest.mark.parametrize(
    ("before", "minutes", "expected"),
    [(0, 1440, None), (1380, 60, None), (1381, 60, Why.TOO_MUCH), (0, 1441, Why.TOO_MUCH)],
)
def test_a_day_has_no_more_than_its_minutes(
    before: int, minutes: int, expected: Why | None
) -> None:
    """AMB-20."""
    assert why(filed(at(MONDAY, "16.00"), before=before, minutes=minutes)) is expected


@pytest.mark.parametrize(
    ("day", "before", "minutes", "beyond"),
    [
        (MONDAY, 0, 450, 0),
        (MONDAY, 0, 451, 1),
        (MONDAY, 400, 60, 10),
        (FRIDAY, 0, 450, 0),
        (SUNDAY, 0, 30, 30),
    ],
    ids=["the net hours", "a minute more", "together", "a Friday", "a day off"],
)
def test_more_than_the_net_hours_is_for_the_verifier_to_see(
    day: date, before: int, minutes: int, beyond: int
) -> None:
    """AMB-20: never refused for that."""
    verdict = filed(at(day, "20.00"), day, minutes, before=before)
    assert isinstance(verdict, Filed)
    assert verdict.beyond == beyond


@pytest.mark.parametrize("status", list(ExemptStatus))
def test_who_is_exempt_has_nothing_to_enter(status: ExemptStatus) -> None:
    """BLG-9-11a, BLG-9-11b, BLG-9-11c."""
    verdict = filed(at(MONDAY, "16.00"), exempt=status)
    assert why(verdict) is Why.EXEMPT
    assert cited(verdict) == "Pasal 9 ayat (11) Perbup Bulungan 32/2023"


def test_a_regulation_without_daily_work_keeps_none() -> None:
    verdict = filed(at(MONDAY, "16.00"), region=KRA)
    assert why(verdict) is Why.NOT_KEPT
    assert "tidak diatur" in cited(verdict)
    assert not kept(read(KRA), MONDAY)
    assert open_dates(read(KRA), at(MONDAY, "16.00"), WITA, MONDAY) == ()


@pytest.mark.parametrize("question", [name for name, _ in REGULATION.kinerja])
def test_one_unanswered_question_keeps_no_daily_work(question: str) -> None:
    """A region may fill a silence; half of it would approve or refuse by guessing."""
    silent = read(KRA).kinerja.jenis
    law = with_answers(REGULATION, f"kinerja.{question}", silent)
    entry = Entry(MONDAY, GENERAL, 60, at(MONDAY, "16.00"), MONDAY)
    verdict = judge(law, entry, day=hours(), filed=0, exempt=None, zone=WITA)
    assert why(verdict) is Why.NOT_KEPT
    assert open_dates(law, at(MONDAY, "16.00"), WITA, MONDAY) == ()
    if question in {"target_bulanan", "poin_per_menit"}:
        with pytest.raises(LookupError):
            progress(law, [hours()], [], MONDAY, {})


def test_silence_approves_after_exactly_48_hours() -> None:
    """BLG-9-8, BLG-9-10, AMB-17: at T + 48:00:00 itself silence has decided."""
    verdict = filed(at(FRIDAY, "16.00.00"), FRIDAY)
    assert isinstance(verdict, Filed)
    assert verdict.due_at == at(SUNDAY + 7 * DAY, "16.00.00")
    assert "Pasal 9 ayat (8)" in cited(verdict)
    assert "Pasal 9 ayat (10)" in cited(verdict)
    second = timedelta(seconds=1)
    assert state_at(None, verdict.due_at, verdict.due_at - second) is State.PENDING
    assert state_at(None, verdict.due_at, verdict.due_at) is State.DEEMED_APPROVED


def test_an_outage_gives_the_verifier_its_time_back() -> None:
    gone = Outage(at(MONDAY, "18.00"), at(MONDAY, "20.30"))
    verdict = filed(at(MONDAY, "16.00"), outages=(gone,))
    assert isinstance(verdict, Filed)
    assert verdict.due_at == at(MONDAY + 2 * DAY, "18.30")


@pytest.mark.parametrize(
    "decided", [State.APPROVED, State.REJECTED, State.WITHDRAWN, State.DEEMED_APPROVED]
)
def test_what_was_decided_stays_so(decided: State) -> None:
    """BLG-9-9."""
    due = at(MONDAY, "16.00")
    for moment in (due - DAY, due, due + 30 * DAY):
        assert state_at(decided, due, moment) is decided
