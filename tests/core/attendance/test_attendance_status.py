"""Who is exempt or blocked, what counts for nothing, and that every verdict names its ground."""

from dataclasses import replace
from datetime import date, time
from itertools import product
from typing import Any

import pytest

from core.attendance.evidence import Refused as ShareRefused
from core.attendance.evidence import ShareKind
from core.attendance.judge import Accepted, Refused, Why, is_weak, judge
from core.law.regulation import ExemptStatus
from tests.core.situations import (
    BLG,
    KRA,
    MASUK,
    MONDAY,
    a_case,
    a_share,
    at,
    cited,
    law,
    said,
    zone_of,
)

SUNDAY = date(2026, 4, 5)
SEVEN = at(MONDAY, "07.00")
PERBUP = "Perbup Bulungan 32/2023"

EXEMPT = [
    ("BLG-8-5a suspended", BLG, ExemptStatus.SUSPENDED, Why.EXEMPT),
    ("BLG-8-5b study assignment", BLG, ExemptStatus.STUDY_ASSIGNMENT, Why.EXEMPT),
    ("BLG-8-5c detained", BLG, ExemptStatus.DETAINED, Why.EXEMPT),
    ("BLG-8-5 nobody else", BLG, None, MASUK),
    ("KAM-13 suspended", KRA, ExemptStatus.SUSPENDED, MASUK),
    ("KAM-13 study assignment", KRA, ExemptStatus.STUDY_ASSIGNMENT, MASUK),
    ("KAM-13 detained", KRA, ExemptStatus.DETAINED, MASUK),
]


@pytest.mark.parametrize(
    ("name", "status", "expected"), [pytest.param(*facts, id=rule) for rule, *facts in EXEMPT]
)
def test_whom_the_regulation_exempts_has_nothing_to_stamp(
    name: str, status: ExemptStatus | None, expected: object
) -> None:
    verdict = judge(a_case(at(MONDAY, "07.00", zone_of(name)), MASUK, name=name, exempt=status))
    assert said(verdict) == expected
    if expected is Why.EXEMPT:
        assert cited(verdict) == f"Pasal 8 ayat (5) {PERBUP}"


def test_a_blocked_account_stamps_nothing_and_hears_on_what_ground() -> None:
    verdict = judge(a_case(SEVEN, MASUK, blocked=True))
    assert said(verdict) is Why.BLOCKED
    assert cited(verdict) == f"Pasal 6 ayat (2) huruf g {PERBUP}; keputusan AMB-38"


ORDER = [
    ("BLG-6-2g before BLG-8-5", {"blocked": True, "exempt": ExemptStatus.DETAINED}, Why.BLOCKED),
    ("BLG-6-2g before a day off", {"blocked": True, "day": SUNDAY}, Why.BLOCKED),
    ("BLG-8-5 before a day off", {"exempt": ExemptStatus.SUSPENDED, "day": SUNDAY}, Why.EXEMPT),
    ("BLG-6-2g before a missing place", {"blocked": True, "sites": ()}, Why.BLOCKED),
    ("a day off before a missing place", {"day": SUNDAY, "sites": ()}, Why.DAY_OFF),
    ("BLG-8-2a before a missing place", {"clock": "05.00", "sites": ()}, Why.TOO_EARLY),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [pytest.param(*facts, id=name) for name, *facts in ORDER]
)
def test_of_several_reasons_the_one_that_lasts_longest_is_told(
    facts: dict[str, Any], expected: Why
) -> None:
    facts = dict(facts)
    sent = at(facts.pop("day", MONDAY), facts.pop("clock", "07.00"))
    assert said(judge(a_case(sent, MASUK, **facts))) is expected


FALSE_SHARES: dict[ShareRefused, dict[str, Any]] = {
    ShareRefused.GROUP: {"private": False},
    ShareRefused.FORWARDED: {"forwarded": True},
    ShareRefused.VIA_BOT: {"via_bot": True},
    ShareRefused.SCHEDULED: {"scheduled": True},
    ShareRefused.VENUE: {"kind": ShareKind.VENUE},
    ShareRefused.STATIC: {"kind": ShareKind.STATIC},
}


def test_every_way_of_sharing_that_counts_for_nothing_is_tested_here() -> None:
    assert set(FALSE_SHARES) == set(ShareRefused)


@pytest.mark.parametrize("facts", [{}, {"blocked": True}, {"sites": ()}])
@pytest.mark.parametrize(("why", "change"), FALSE_SHARES.items())
def test_a_location_that_proves_nothing_is_refused_before_anything_else(
    why: ShareRefused, change: dict[str, Any], facts: dict[str, Any]
) -> None:
    verdict = judge(a_case(SEVEN, MASUK, share=a_share(SEVEN, **change), **facts))
    assert said(verdict) is why
    assert cited(verdict) == f"Pasal 8 ayat (3) {PERBUP}"


def test_only_a_live_location_is_strong_evidence() -> None:
    assert not is_weak(a_share(SEVEN))
    assert is_weak(a_share(SEVEN, kind=ShareKind.STATIC))


DUTY = [
    ("KRA-9A-2a", "masuk_paling_cepat", time(7), "Pasal 9A ayat (2) huruf a"),
    ("KRA-9A-2a", "masuk_paling_lambat", time(7, 30), "Pasal 9A ayat (2) huruf a"),
    ("KRA-9A-2b", "pulang_paling_cepat", "jam_pulang", "Pasal 9A ayat (2) huruf b"),
]


@pytest.mark.parametrize(
    ("question", "value", "article"),
    [pytest.param(*facts, id=f"{rule} {facts[0]}") for rule, *facts in DUTY],
)
def test_special_duty_has_windows_in_karanganyar_and_none_in_bulungan(
    question: str, value: object, article: str
) -> None:
    ours, theirs = (getattr(law(name).tugas_khusus, question).on(MONDAY) for name in (BLG, KRA))
    assert (theirs.value, theirs.article) == (value, article)
    assert not ours.regulated


@pytest.mark.parametrize(("blocked", "exempt"), list(product([False, True], [None, *ExemptStatus])))
def test_a_status_is_told_without_the_day_or_the_place(
    blocked: bool,  # noqa: FBT001 - one column of the product
    exempt: ExemptStatus | None,
) -> None:
    case = replace(a_case(SEVEN, MASUK), blocked=blocked, exempt=exempt)
    verdict = judge(case)
    if blocked or exempt:
        assert isinstance(verdict, Refused)
        assert (verdict.leg, verdict.day) == (None, None)
    else:
        assert isinstance(verdict, Accepted)
