"""What may be asked for, by whom, for which dates and with which papers."""

from datetime import date, timedelta

import pytest

from core.law.answer import dated
from core.law.kinds import EmployeeKind, HolidayKind
from core.law.regulation import ExemptStatus, with_answers
from core.organisation.calendar import DAY, Holiday
from core.requests.filing import (
    Applicant,
    Attached,
    Draft,
    Effect,
    Filed,
    Letter,
    Why,
    judge,
    kinds,
    lacking,
)
from tests.core.asking import CPNS, LETTER, PNS, PPPK, accepted, ask, cited, filled, why, works
from tests.core.situations import BLG, FRIDAY, KRA, MONDAY, at, law, zone_of

LEAVES = ["tahunan", "besar", "sakit", "melahirkan", "alasan-penting", "bersama", "luar-tanggungan"]
PPPK_LEAVES = ["tahunan", "sakit", "melahirkan", "bersama"]
EVERYWHERE = ["dinas_luar", "diklat", "tugas_khusus", "pulang_cepat"]
TRIPS = ["dinas_luar.dalam-daerah", "dinas_luar.luar-daerah"]


def offered(name: str, employee: EmployeeKind) -> list[str]:
    return [request_type.code for request_type in kinds(law(name), employee, MONDAY)]


@pytest.mark.parametrize(
    ("rule", "employee", "leaves"),
    [
        ("AMB-22 PNS, PP 11/2017", PNS, LEAVES),
        ("BLG-1-6..9 a calon PNS is PNS", CPNS, LEAVES),
        ("AMB-22 PPPK, PP 49/2018", PPPK, PPPK_LEAVES),
    ],
)
def test_everybody_is_offered_what_is_theirs(
    rule: str, employee: EmployeeKind, leaves: list[str]
) -> None:
    """BLG-11-3, BLG-11-4, BLG-11-5, BLG-L-A5c."""
    expected = ["sakit", "izin", *(f"cuti.{leave}" for leave in leaves), *EVERYWHERE]
    assert offered(BLG, employee) == expected, rule
    assert {code for code in expected if why(ask(code, employee=employee))} == set()


@pytest.mark.parametrize(
    ("rule", "holidays", "refused"),
    [
        ("AMB-54 all of it", (MONDAY, MONDAY + DAY), None),
        ("AMB-54 the first date only", (MONDAY,), Why.OTHER_DATE),
        ("AMB-54 the last date only", (MONDAY + DAY,), Why.OTHER_DATE),
        ("AMB-54 the day before", (MONDAY - DAY,), Why.OTHER_DATE),
        ("AMB-54 none", (), Why.OTHER_DATE),
    ],
)
def test_collective_leave_is_asked_for_on_the_dates_that_the_calendar_has(
    rule: str, holidays: tuple[date, ...], refused: Why | None
) -> None:
    """Whoever works in shifts takes it on the date that is everybody's."""
    first, last = MONDAY, MONDAY + DAY
    leave = ask("cuti.bersama", first, last, holidays=holidays, schedule="malam")
    assert why(leave) is refused, rule
    assert why(ask("cuti.tahunan", first, last, holidays=holidays, schedule="malam")) is None


def test_another_holiday_is_no_collective_leave() -> None:
    """AMB-54: a national holiday is free by itself."""
    national = Holiday(MONDAY, "Paskah", HolidayKind.NATIONAL)
    draft = Draft("cuti.bersama", MONDAY, MONDAY, at(MONDAY, "10.00"), MONDAY, LETTER)
    verdict = judge(
        law(BLG),
        draft,
        by=Applicant(PNS, holidays={MONDAY: national}),
        hours=works("malam"),
        works=lambda _: True,
        zone=zone_of(BLG),
    )
    assert why(verdict) is Why.OTHER_DATE


def test_leave_of_a_kind_that_is_not_theirs_is_refused() -> None:
    """AMB-22."""
    for leave in set(LEAVES) - set(PPPK_LEAVES):
        verdict = ask(f"cuti.{leave}", employee=PPPK)
        assert why(verdict) is Why.NOT_YOURS
        assert "Pasal 11 ayat (3)" in cited(verdict)


def test_what_a_text_does_not_know_is_not_offered() -> None:
    """KRA-9-5, KRA-9A-1, KRA-9B-2a, KRA-9B-2b; the rest is KAM-13."""
    assert offered(KRA, PNS) == [*TRIPS, "tugas_khusus", "pulang_cepat"]
    verdict = ask("sakit", name=KRA)
    assert why(verdict) is Why.NOT_OFFERED
    assert cited(verdict) == "tidak diatur dalam Perbup Karanganyar 33/2023 (KAM-13)"


def test_a_region_may_fill_the_silence() -> None:
    """KAM-13."""
    codes = [request_type.code for request_type in kinds(filled(), PNS, MONDAY)]
    assert codes == [
        "sakit",
        "izin",
        *(f"cuti.{leave}" for leave in LEAVES),
        *TRIPS,
        "diklat",
        "tugas_khusus",
        "pulang_cepat",
    ]
    assert "data contoh" in cited(accepted("sakit", name=KRA, regulation=filled()))


@pytest.mark.parametrize("limit", ["pulang_cepat", "tugas_khusus", "dinas_luar", "izin"])
def test_a_kind_whose_deadline_nobody_gives_is_not_offered(limit: str) -> None:
    silent = dated((law(KRA).izin.poin_per_hari.answers[0],))
    regulation = with_answers(law(BLG), f"validasi.{limit}", silent)
    groups = {"pulang_cepat", "tugas_khusus", "dinas_luar"}
    gone = {limit} if limit in groups else set(offered(BLG, PNS)) - groups
    left = {request_type.code for request_type in kinds(regulation, PNS, MONDAY)}
    assert left == set(offered(BLG, PNS)) - gone
    verdict = ask(min(gone), regulation=regulation)
    assert why(verdict) is Why.NOT_OFFERED
    assert "KAM-13" in cited(verdict), "what is silent is the limit, not the kind"


def test_a_kind_that_the_answer_does_not_list_is_not_offered() -> None:
    for code in ("cuti", "cuti.sabatikal", "sakit.parah"):
        assert why(ask(code)) is Why.NOT_OFFERED


@pytest.mark.parametrize(
    ("rule", "name", "code", "effect", "letter"),
    [
        ("BLG-11-3 a trip", BLG, "dinas_luar", Effect.CREDITED, "DL"),
        ("AMB-31 training prints DL", BLG, "diklat", Effect.CREDITED, "DL"),
        ("BLG-11-3 sick", BLG, "sakit", Effect.CREDITED, "S"),
        ("BLG-11-3 leave", BLG, "cuti.tahunan", Effect.CREDITED, "C"),
        ("AMB-21 CLTN", BLG, "cuti.luar-tanggungan", Effect.EXCUSED, "C"),
        ("AMB-21 cuti bersama", BLG, "cuti.bersama", Effect.EXCUSED, "C"),
        ("AMB-22 plain permission", BLG, "izin", Effect.EXCUSED, "I"),
        ("AMB-31 an assignment outside", BLG, "tugas_khusus", Effect.SPECIAL, "TK"),
        ("BLG-11-5 leaving early", BLG, "pulang_cepat", Effect.EARLY, "H"),
        ("KRA-9B-2a", KRA, "dinas_luar.dalam-daerah", Effect.TRIP, "DL"),
        ("KRA-9B-2b, KAM-09", KRA, "dinas_luar.luar-daerah", Effect.TRIP, "DL"),
        ("KRA-9A-1", KRA, "tugas_khusus", Effect.SPECIAL, "TK"),
        ("KRA-9-5", KRA, "pulang_cepat", Effect.EARLY, "H"),
    ],
)
def test_a_kind_says_what_it_does_and_prints(
    rule: str, name: str, code: str, effect: Effect, letter: str
) -> None:
    kind = next(each.kind for each in kinds(law(name), PNS, MONDAY) if each.code == code)
    assert (kind.akibat, kind.huruf) == (effect, Letter(letter)), rule


FILING = {"izin", "dinas_luar", "diklat", *(f"cuti.{leave}" for leave in LEAVES)}


@pytest.mark.parametrize("code", offered(BLG, PNS))
def test_a_demanded_paper_is_there_when_it_is_filed(code: str) -> None:
    """BLG-11-4: surat tugas, persetujuan izin, persetujuan cuti."""
    verdict = ask(code, paper=None)
    assert why(verdict) is (Why.NO_PAPER if code in FILING else None)
    assert isinstance(ask(code), Filed)
    if code in FILING:
        assert "Pasal 11 ayat (4)" in cited(verdict)


@pytest.mark.parametrize("code", offered(BLG, PNS))
def test_without_a_demanded_paper_nothing_is_approved(code: str) -> None:
    """BLG-11-4; AMB-35: a sick note may follow, but it must come."""
    kind = next(each.kind for each in kinds(law(BLG), PNS, MONDAY) if each.code == code)
    demanded = code in FILING | {"sakit"}
    assert lacking(kind, None, deciding=True) is (Why.NO_PAPER if demanded else None)
    assert lacking(kind, Attached(), deciding=True) is None
    assert kind.appendable is (code == "sakit")


@pytest.mark.parametrize(
    ("rule", "paper", "expected"),
    [
        ("KRA-9B-1 no SPT", None, Why.NO_PAPER),
        ("KRA-9B-1 no number", Attached(), Why.NO_NUMBER),
        ("KRA-9B-1 an empty number", Attached("  "), Why.NO_NUMBER),
        ("KRA-9B-1", LETTER, None),
    ],
)
def test_a_trip_needs_its_numbered_order(
    rule: str, paper: Attached | None, expected: Why | None
) -> None:
    for trip in TRIPS:
        verdict = ask(trip, name=KRA, paper=paper)
        assert why(verdict) is expected, rule
        assert "Pasal 9B ayat (1)" in cited(verdict)


def test_who_has_no_order_is_on_special_duty() -> None:
    """KAM-08: no SPT, so tugas khusus, with or without an invitation."""
    assert isinstance(ask("tugas_khusus", name=KRA, paper=None), Filed)
    assert isinstance(ask("tugas_khusus", name=KRA, paper=Attached()), Filed)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (MONDAY, MONDAY - DAY, Why.ORDER),
        (MONDAY, MONDAY, None),
        (MONDAY, MONDAY + 365 * DAY, None),
        (MONDAY, MONDAY + 366 * DAY, Why.TOO_LONG),
        (MONDAY, date.max, Why.TOO_LONG),
        (date.min, MONDAY, Why.TOO_LONG),
        (date(2023, 10, 30), date(2023, 10, 31), Why.BEFORE_LAW),
        (date(2023, 10, 31), date(2023, 10, 31), Why.CLOSED),
    ],
)
def test_dates_are_in_order_within_a_year_and_within_the_law(
    first: date, last: date, expected: Why | None
) -> None:
    """BLG-L-A5c, BLG-17."""
    verdict = ask("cuti.besar", first, last, sent=at(MONDAY, "10.00"))
    assert why(verdict) is expected
    assert verdict.grounds


@pytest.mark.parametrize("status", list(ExemptStatus))
def test_who_is_exempt_has_nothing_to_ask_for(status: ExemptStatus) -> None:
    """BLG-8-5a, BLG-8-5b, BLG-8-5c; Karanganyar's text exempts nobody (KAM-13)."""
    verdict = ask("cuti.tahunan", exempt=status)
    assert why(verdict) is Why.EXEMPT
    assert "Pasal 8 ayat (5)" in cited(verdict)
    assert isinstance(ask("tugas_khusus", name=KRA, exempt=status), Filed)


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("name", [BLG, KRA])
def test_leaving_early_is_done_before_the_hours_are_over(name: str) -> None:
    """BLG-11-5, KRA-9-5."""
    start, end = (at(MONDAY, clock, zone_of(name)) for clock in ("07.30", "16.00"))
    moments = [start - SECOND, start, end - SECOND, end]
    verdicts = [ask("pulang_cepat", name=name, sent=moment) for moment in moments]
    outside = Why.OUTSIDE_HOURS
    assert [why(verdict) for verdict in verdicts] == [outside, None, None, outside]


def test_leaving_early_means_one_working_day() -> None:
    """BLG-11-5."""
    sunday = MONDAY - DAY
    assert why(ask("pulang_cepat", MONDAY, MONDAY + DAY)) is Why.ONE_DAY
    assert why(ask("pulang_cepat", sunday)) is Why.DAY_OFF
    assert why(ask("pulang_cepat", FRIDAY, holidays=[FRIDAY])) is Why.DAY_OFF


def test_a_night_shift_leaves_early_in_the_morning_of_its_own_date() -> None:
    """AMB-07: the hours of Monday end on Tuesday at 07.00."""
    morning = at(MONDAY + DAY, "05.00")
    assert isinstance(ask("pulang_cepat", MONDAY, schedule="malam", sent=morning), Filed)
    verdict = ask("pulang_cepat", MONDAY + DAY, schedule="malam", sent=morning)
    assert why(verdict) is Why.OUTSIDE_HOURS
