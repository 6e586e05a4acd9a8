"""Pasal 9C row by row: which day can be cancelled, what has to be there, and from when it holds."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.approvals.case import State
from core.law.answer import ground
from core.month.cancellation import (
    Allowed,
    Cancellation,
    Lacking,
    Refused,
    Why,
    acknowledger,
    answer_until,
    effective,
    judge,
    lacking,
    may_begin,
    offered,
    witnesses,
)
from core.month.day_deriver import days
from core.organisation.calendar import DAY
from tests.core.deriving import a_day, asked, hours_of, stamps
from tests.core.month.test_record import a_record, office
from tests.core.situations import BLG, FRIDAY, KRA, MONDAY, WIB, at, law

NOON = at(MONDAY, "12.00", WIB)
NEXT_WEEK = at(MONDAY + 7 * DAY, "12.00", WIB)
WHOLE = "07.24-16.02"
CLOSES = at(date(2026, 6, 1), "00.00", WIB)
SECOND = timedelta(seconds=1)


def judged(stamped: str = WHOLE, *, now: Any = NEXT_WEEK, name: str = KRA, **facts: Any) -> object:
    day = a_day(stamped, name=name, now=now, **facts)
    found = judge(law(name), day, facts.get("absences", ()), now, WIB)
    return found.why if isinstance(found, Refused) else found.witnesses


def on(code: str, state: State = State.APPROVED) -> dict[str, Any]:
    return {"absences": (asked(code, state, KRA),)}


DAYS: list[tuple[str, dict[str, Any], object]] = [
    ("KRA-9C-1 complete attendance", {}, 2),
    ("KRA-9C-1 late, but complete", {"stamped": "07.40-16.02"}, 2),
    ("KRA-9C-1 one leg", {"stamped": "07.24-"}, Why.NOT_PRESENT),
    ("KRA-9C-1 nothing stamped", {"stamped": "-"}, Why.NOT_PRESENT),
    ("KRA-9C-1 today, both stamped", {"now": at(MONDAY, "17.00", WIB)}, 2),
    ("KRA-9C-1 today, still to come home", {"stamped": "07.24-", "now": NOON}, Why.NOT_PRESENT),
    ("KRA-9C-1 a day to come", {"now": NOON - DAY}, Why.TO_COME),
    ("KRA-9C-1 a day off", {"day": MONDAY - DAY, "stamped": "08.00-12.00"}, Why.DAY_OFF),
    ("KRA-9C-1 with permission, DL", on("dinas_luar.dalam-daerah"), Why.ASKED),
    ("KRA-9C-1 with permission, TK", on("tugas_khusus"), Why.ASKED),
    ("KRA-9C-1 home early with permission", on("pulang_cepat"), Why.ASKED),
    ("KRA-9C-1 asked and waiting", on("pulang_cepat", State.PENDING), Why.ASKED),
    ("KRA-9C-1 refused is no permission", on("pulang_cepat", State.REJECTED), 2),
    ("KRA-9C-1 taken back is none", on("pulang_cepat", State.WITHDRAWN), 2),
    ("KAM-11 the month's last second", {"now": CLOSES - SECOND}, 2),
    ("KAM-11 the month is closed", {"now": CLOSES}, Why.CLOSED),
    ("AMB-43 not in Bulungan", {"name": BLG}, Why.NOT_REGULATED),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [pytest.param(*row, id=rule) for rule, *row in DAYS]
)
def test_only_a_day_of_complete_attendance_without_permission_is_cancelled(
    facts: dict[str, Any], expected: object
) -> None:
    assert judged(**facts) == expected


def test_what_is_cancelled_is_not_cancelled_again() -> None:
    """KRA-9C-1."""
    cancelled = effective(law(KRA), Cancellation(MONDAY, NOON, NOON))
    assert judged(cancelled=cancelled) is Why.CANCELLED


def test_no_day_before_the_law_is_cancelled() -> None:
    found = may_begin(law(KRA), date(2023, 7, 2), NOON, WIB)
    assert isinstance(found, Refused)
    assert found.why is Why.BEFORE_LAW


def test_it_lapses_with_the_closing_of_its_month() -> None:
    """KAM-11: what is not complete by then has no effect."""
    found = may_begin(law(KRA), MONDAY, NOON, WIB)
    assert found == Allowed(2, CLOSES)


@pytest.mark.parametrize(("name", "expected"), [(KRA, True), (BLG, False)])
def test_only_where_the_law_knows_it_it_is_offered(name: str, expected: bool) -> None:  # noqa: FBT001
    assert offered(law(name), MONDAY) is expected
    assert not offered(law(name), date(2023, 7, 2))


# Friday, 3 April is a holiday (Wafat Yesus Kristus); Saturday and Sunday are free.
TERMS = [
    ("KAM-11 Monday", MONDAY, date(2026, 4, 9)),
    ("KAM-11 a weekend between", FRIDAY, date(2026, 4, 15)),
    ("KAM-11 a holiday and a weekend between", date(2026, 4, 1), date(2026, 4, 7)),
]


@pytest.mark.parametrize(("told", "last"), [pytest.param(*row, id=rule) for rule, *row in TERMS])
def test_the_person_has_three_working_days_to_answer(told: date, last: date) -> None:
    def works(day: date) -> bool:
        return day.weekday() < 5 and day != date(2026, 4, 3)

    until = answer_until(law(KRA), at(told, "16.30", WIB), works)
    assert at(last, "23.59", WIB) < until < at(last + DAY, "00.00", WIB)


MAY = Allowed(2, CLOSES)
UNTIL = at(date(2026, 4, 9), "23.59.59", WIB)
LACKS = [
    ("KRA-9C-2 nobody has testified", 0, True, NOON, Lacking.WITNESSES),
    ("KRA-9C-2 one is not enough", 1, True, NOON, Lacking.WITNESSES),
    ("KRA-9C-2 two are", 2, True, NOON, None),
    ("KRA-9C-2 three are", 3, True, NOON, None),
    ("KAM-11 not answered, in time", 2, False, UNTIL, Lacking.ANSWER),
    ("KAM-11 not answered, too late", 2, False, UNTIL + SECOND, None),
    ("KAM-11 the term alone is not enough", 1, False, UNTIL + SECOND, Lacking.WITNESSES),
]


@pytest.mark.parametrize(
    ("testified", "answered", "now", "expected"),
    [pytest.param(*row, id=rule) for rule, *row in LACKS],
)
def test_no_head_takes_note_before_all_is_there(
    testified: int,
    answered: bool,  # noqa: FBT001 - one column of the table
    now: Any,
    expected: object,
) -> None:
    found = lacking(MAY, 2, testified, answered=answered, answer_until=UNTIL, now=now)
    assert found is expected


def test_no_head_takes_note_of_a_day_that_cannot_be_cancelled_any_more() -> None:
    """KAM-44: whatever was found when it was proposed, and whatever else is there."""
    day = Refused(Why.ASKED, ground(law(KRA).pembatalan.oleh.on(MONDAY)))
    assert lacking(day, 2, 2, answered=True, answer_until=UNTIL, now=NOON) is Lacking.DAY


PERSON, SUPERIOR, UNIT_HEAD, HEAD, SEKDA, OTHER = (UUID(int=number) for number in range(1, 7))
ROUTES = [
    ("KRA-9C-2 the head", [HEAD], SUPERIOR, HEAD),
    ("KAM-34 not the head of a unit below", [UNIT_HEAD, HEAD], SUPERIOR, HEAD),
    ("KAM-34 the head of a unit cancels", [UNIT_HEAD, HEAD], UNIT_HEAD, HEAD),
    ("KAM-11 the head cancels", [HEAD], HEAD, SEKDA),
    ("KAM-11 no head is named", [], SUPERIOR, SEKDA),
    ("KAM-34 the person is the head", [PERSON], SUPERIOR, SEKDA),
    ("KAM-34 nobody is left", [PERSON], SEKDA, None),
]


@pytest.mark.parametrize(
    ("heads", "superior", "expected"), [pytest.param(*row, id=rule) for rule, *row in ROUTES]
)
def test_nobody_takes_note_of_their_own(
    heads: list[UUID], superior: UUID, expected: UUID | None
) -> None:
    assert acknowledger(PERSON, [superior], heads, SEKDA) == expected


def test_nobody_takes_note_of_what_they_bore_out_or_what_was_done_in_their_place() -> None:
    """KAM-45."""
    assert acknowledger(PERSON, [SUPERIOR], [HEAD], SEKDA, [OTHER]) == HEAD
    assert acknowledger(PERSON, [SUPERIOR], [HEAD], SEKDA, [HEAD, OTHER]) == SEKDA
    assert acknowledger(PERSON, [SUPERIOR, HEAD], [HEAD], SEKDA) == SEKDA
    assert acknowledger(PERSON, [SUPERIOR, HEAD], [HEAD], SEKDA, [SEKDA]) is None


def test_witnesses_are_others_of_the_unit() -> None:
    """KAM-11: neither the superior, nor a head, nor the person."""
    unit = [OTHER, PERSON, SUPERIOR, UNIT_HEAD, SEKDA]
    assert witnesses(unit, PERSON, [SUPERIOR], [UNIT_HEAD, HEAD]) == [OTHER, SEKDA]
    assert witnesses(unit, PERSON, [SUPERIOR, OTHER], [UNIT_HEAD, HEAD]) == [SEKDA]


def test_a_day_is_absent_once_the_signed_letter_is_there() -> None:
    """KAM-32: taken note of is not enough; the stamps stay what they are."""
    noted = Cancellation(MONDAY, NOON)
    signed = replace(noted, letter_at=NOON)
    assert effective(law(KRA), noted) is None
    assert effective(law(BLG), signed) is None
    record = a_record(stamps=(*stamps(WHOLE), *stamps(WHOLE, MONDAY + DAY)))
    told = [
        [
            (day.state.value, day.letter.value)
            for day in days(
                law(KRA),
                office(KRA),
                replace(record, cancellations=(each,)),
                [MONDAY, MONDAY + DAY],
                now=NEXT_WEEK,
                zone=WIB,
            )
        ]
        for each in (noted, signed)
    ]
    present = ("hadir", "H")
    assert told == [[present, present], [("kehadiran dibatalkan", "A"), present]]
    assert hours_of(MONDAY, name=KRA)
