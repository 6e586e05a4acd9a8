"""What goes before stamps and requests, the article behind each day, and who is free of apel."""

from dataclasses import replace
from typing import Any

import pytest

from core.approvals.case import State
from core.attendance.stamp import Leg
from core.law.answer import Ground
from core.law.kinds import HolidayKind
from core.law.questions.jenis_izin import Effect
from core.law.regulation import ExemptStatus
from core.month.day_state import State as DayState
from core.organisation.calendar import DAY, DayOff, Duty, Holiday, Off
from core.organisation.employee_status import Block, Settled
from core.organisation.regular_windows import regular_windows
from tests.core.deriving import a_day, any_request, asked, cited, told
from tests.core.situations import ALWAYS, BLG, KRA, MONDAY, WITA, a_calendar, at, law

SUNDAY = MONDAY - DAY
BULUNGAN, KARANGANYAR = "Perbup Bulungan 32/2023", "Perbup Karanganyar 33/2023"
NOT_THERE = Ground(f"Pasal 9C ayat (1) {KARANGANYAR}", None)
LEAVE = (asked("cuti.tahunan"),)
EXAMINED = Block(at(MONDAY, "06.00"), at(MONDAY, "20.00"))
RESTORED = replace(EXAMINED, settled=Settled.RESTORED)
FROM_NOON = replace(RESTORED, since=at(MONDAY, "12.00"))
PROVED = replace(EXAMINED, settled=Settled.PROVED, decree="800/12")
DETAINED = ExemptStatus.DETAINED
ABOVE = State.ESCALATED

STATUS: list[tuple[str, dict[str, Any], str]] = [
    ("BLG-8-5a suspended", {"exempt": ExemptStatus.SUSPENDED}, "dikecualikan -"),
    ("BLG-8-5b study", {"exempt": ExemptStatus.STUDY_ASSIGNMENT}, "dikecualikan -"),
    ("BLG-8-5c detained", {"exempt": DETAINED}, "dikecualikan -"),
    ("AMB-31 exempt, but came", {"exempt": DETAINED, "stamped": "07.24-16.02"}, "dikecualikan -"),
    ("KAM-13 nobody is exempt", {"exempt": DETAINED, "name": KRA}, "alpa A; provisional"),
    ("AMB-38 blocked is no alpa", {"block": EXAMINED}, "dalam pemeriksaan; provisional"),
    (
        "AMB-38 blocked at noon",
        {"block": EXAMINED, "stamped": "07.24-"},
        "dalam pemeriksaan; provisional",
    ),
    (
        "AMB-38 blocked and on leave",
        {"block": EXAMINED, "absences": LEAVE},
        "dalam pemeriksaan; provisional",
    ),
    ("AMB-71 lifted, nothing stamped", {"block": RESTORED}, "hadir H"),
    ("AMB-71 lifted, one leg", {"block": FROM_NOON, "stamped": "07.24-"}, "hadir H"),
    ("AMB-71 late before it", {"block": FROM_NOON, "stamped": "07.40-"}, "hadir H; 10 late"),
    ("AMB-71 late because of it", {"block": RESTORED, "stamped": "10.05-16.02"}, "hadir H"),
    (
        "AMB-71 early all the same",
        {"block": RESTORED, "stamped": "07.24-14.00"},
        "hadir H; 120 early",
    ),
    ("AMB-71 lifted, on leave", {"block": RESTORED, "absences": LEAVE}, "cuti C; 360 points"),
    (
        "AMB-71 lifted, leave refused",
        {"block": RESTORED, "absences": (asked("cuti.tahunan", State.REJECTED),)},
        "hadir H",
    ),
    ("AMB-71 proved", {"block": PROVED}, "alpa A"),
    ("AMB-71 proved, though stamped", {"block": PROVED, "stamped": "07.24-16.02"}, "alpa A"),
    ("AMB-71 proved, on leave", {"block": PROVED, "absences": LEAVE}, "cuti C; 360 points"),
    (
        "AMB-71 proved, leave waits",
        {"block": PROVED, "absences": (asked("cuti.tahunan", State.PENDING),)},
        "alpa A; provisional",
    ),
    (
        "AMB-71 proved, leave refused",
        {"block": PROVED, "absences": (asked("cuti.tahunan", State.REJECTED),)},
        "alpa A",
    ),
    (
        "AMB-71 proved, on a trip",
        {"block": PROVED, "absences": (asked("dinas_luar"),), "stamped": "07.24-16.02"},
        "dinas luar DL; 360 points",
    ),
    ("AMB-71 proved, a day off", {"block": PROVED, "day": SUNDAY}, "libur"),
    (
        "KRA-9C-1 the whole day",
        {"cancelled": NOT_THERE, "stamped": "07.40-14.00"},
        "kehadiran dibatalkan A",
    ),
    (
        "KRA-9C-5 cancelled and blocked",
        {"cancelled": NOT_THERE, "block": EXAMINED},
        "kehadiran dibatalkan A",
    ),
    (
        "KAM-44 cancelled, but on duty elsewhere with permission",
        {"cancelled": NOT_THERE, "stamped": "07.24-16.02", "absences": (asked("dinas_luar"),)},
        "dinas luar DL; 360 points",
    ),
    (
        "KAM-44 cancelled, permission still waits",
        {
            "cancelled": NOT_THERE,
            "stamped": "07.24-16.02",
            "absences": (asked("dinas_luar", State.PENDING),),
        },
        "kehadiran dibatalkan A; provisional",
    ),
    (
        "KAM-44 cancelled, nobody decided on it before the month closed",
        {
            "cancelled": NOT_THERE,
            "stamped": "07.24-16.02",
            "absences": (asked("dinas_luar.dalam-daerah", State.ENDED, KRA),),
            "name": KRA,
        },
        "kehadiran dibatalkan A",
    ),
    (
        "KAM-44 cancelled, permission refused",
        {
            "cancelled": NOT_THERE,
            "stamped": "07.24-16.02",
            "absences": (asked("dinas_luar", State.REJECTED),),
        },
        "kehadiran dibatalkan A",
    ),
    ("AMB-31 a day off is blank", {"day": SUNDAY}, "libur"),
    ("AMB-21 no credit on a day off", {"day": SUNDAY, "absences": LEAVE}, "libur"),
    ("AMB-31 off, but came", {"day": SUNDAY, "stamped": "08.00-12.00"}, "libur"),
    (
        "BLG-6-2b no hours are known",
        {"hours": DayOff(MONDAY, "belum ada jadwal kerja", Off.UNKNOWN)},
        "jadwal belum ada; provisional",
    ),
    ("AMB-52 before use nobody is absent", {"used": False}, "belum memakai"),
    ("AMB-52 nor late", {"used": False, "stamped": "07.40-14.00"}, "belum memakai"),
    ("AMB-52 nor there", {"used": False, "stamped": "07.24-16.02"}, "belum memakai"),
    ("AMB-52 nor on leave", {"used": False, "absences": LEAVE}, "belum memakai"),
    ("AMB-52 nor exempt", {"used": False, "exempt": DETAINED}, "belum memakai"),
    ("AMB-52 nor blocked", {"used": False, "block": EXAMINED}, "belum memakai"),
    ("AMB-52 nor cancelled", {"used": False, "cancelled": NOT_THERE}, "belum memakai"),
    ("AMB-52 in Karanganyar", {"used": False, "name": KRA}, "belum memakai"),
    ("AMB-52 a day off is one", {"used": False, "day": SUNDAY}, "libur"),
    (
        "AMB-52 no hours are known",
        {"used": False, "hours": DayOff(MONDAY, "belum ada jadwal kerja", Off.UNKNOWN)},
        "belum memakai",
    ),
    ("AMB-31 off and exempt", {"day": SUNDAY, "exempt": DETAINED}, "libur"),
    ("AMB-31 off and blocked", {"day": SUNDAY, "block": EXAMINED}, "libur"),
    ("AMB-31 off and cancelled", {"day": SUNDAY, "cancelled": NOT_THERE}, "libur"),
    ("AMB-11 exempt and blocked", {"exempt": DETAINED, "block": EXAMINED}, "dikecualikan -"),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [pytest.param(*row, id=rule) for rule, *row in STATUS]
)
def test_a_status_makes_the_whole_day(facts: dict[str, Any], expected: str) -> None:
    assert told(a_day(**{"stamped": "-"} | facts)) == expected


def test_a_holiday_that_is_named_late_takes_the_alpa_away() -> None:
    holiday = Holiday(MONDAY, "libur daerah", HolidayKind.LOCAL)
    duty, window = (Duty(ALWAYS, "lima-hari"),), regular_windows(law(BLG), MONDAY)
    hours = a_calendar(WITA, holiday).hours(MONDAY, duty, (), window)
    assert told(a_day()) == "alpa A; provisional"
    assert told(a_day(hours=hours)) == "libur"


GROUNDS: list[tuple[str, dict[str, Any], str]] = [
    ("BLG-8-1", {"stamped": "07.24-16.02"}, f"Pasal 8 ayat (1) {BULUNGAN}"),
    ("BLG-8-1 one leg", {"stamped": "07.24-"}, f"Pasal 8 ayat (1) {BULUNGAN}"),
    (
        "AMB-05",
        {"stamped": "07.40-16.02"},
        f"Pasal 8 ayat (1) {BULUNGAN}; keputusan AMB-05, AMB-47",
    ),
    (
        "BLG-8-2b",
        {"stamped": "07.24-14.00"},
        f"Pasal 8 ayat (1) {BULUNGAN}; Pasal 8 ayat (2) huruf b {BULUNGAN}",
    ),
    (
        "BLG-13-4",
        {},
        f"Pasal 8 ayat (1) {BULUNGAN}; Pasal 13 ayat (4) {BULUNGAN}",
    ),
    (
        "BLG-11-3",
        {"absences": (asked("sakit"),)},
        f"Pasal 11 ayat (3) dan Pasal 11 ayat (4) {BULUNGAN}; Pasal 11 ayat (3) {BULUNGAN}",
    ),
    (
        "AMB-21",
        {"absences": (asked("sakit"),), "own_work": True},
        f"Pasal 11 ayat (3) dan Pasal 11 ayat (4) {BULUNGAN}; keputusan AMB-21",
    ),
    (
        "AMB-35",
        {"absences": (asked("izin", ABOVE),)},
        f"Pasal 11 ayat (4) {BULUNGAN}; keputusan AMB-35",
    ),
    (
        "BLG-11-5",
        {"stamped": "07.24-14.00", "absences": (asked("pulang_cepat"),)},
        f"Pasal 8 ayat (1) {BULUNGAN}; Pasal 11 ayat (5) {BULUNGAN}",
    ),
    (
        "KRA-9-5",
        {
            "stamped": "07.24-14.00",
            "name": KRA,
            "absences": (asked("pulang_cepat", State.PENDING, KRA),),
        },
        f"keputusan KAM-13; Pasal 9 ayat (5) {KARANGANYAR}",
    ),
    (
        "AMB-25",
        {"stamped": "07.24-14.00", "absences": (asked("pulang_cepat", State.REJECTED),)},
        f"Pasal 8 ayat (1) {BULUNGAN}; Pasal 8 ayat (2) huruf b {BULUNGAN}",
    ),
    (
        "KRA-9A-2a",
        {
            "stamped": "07.40-16.02",
            "name": KRA,
            "absences": (asked("tugas_khusus", ABOVE, KRA),),
            "away": frozenset(Leg),
        },
        (
            f"keputusan KAM-13; Pasal 9A ayat (1) {KARANGANYAR}; keputusan KAM-01; "
            f"Pasal 9A ayat (2) huruf a {KARANGANYAR}"
        ),
    ),
    ("BLG-8-5", {"exempt": DETAINED}, f"Pasal 8 ayat (5) {BULUNGAN}"),
    ("AMB-38", {"block": EXAMINED}, "keputusan AMB-38"),
    ("AMB-71", {"block": RESTORED}, f"Pasal 8 ayat (1) {BULUNGAN}; keputusan AMB-71"),
    ("AMB-71-decree", {"block": PROVED}, "keputusan AMB-71; keputusan nomor 800/12"),
    ("KRA-9C-1", {"cancelled": NOT_THERE}, f"Pasal 9C ayat (1) {KARANGANYAR}"),
    ("BLG-6-2b", {"day": SUNDAY}, f"Pasal 6 ayat (2) huruf b {BULUNGAN}"),
    ("AMB-52", {"used": False}, "keputusan AMB-52"),
    ("KAM-23", {"name": KRA}, "keputusan KAM-13; keputusan KAM-23"),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [pytest.param(*row, id=rule) for rule, *row in GROUNDS]
)
def test_every_day_names_what_it_stands_on(facts: dict[str, Any], expected: str) -> None:
    assert cited(a_day(**{"stamped": "-"} | facts)) == expected


def test_a_ground_carries_the_words_of_the_law() -> None:
    """BLG-13-4."""
    words = a_day().grounds[-1].words
    assert words is not None
    assert "tanggal 4 (empat) di bulan berikutnya" in words


APEL = [
    ("KRA-9A-3 special duty", KRA, Effect.SPECIAL, State.APPROVED, True),
    ("KRA-9A-3 until it is refused", KRA, Effect.SPECIAL, State.PENDING, True),
    ("KRA-9A-3 refused", KRA, Effect.SPECIAL, State.REJECTED, False),
    ("KAM-16 trip", KRA, Effect.TRIP, State.APPROVED, True),
    ("KAM-16 sick or on leave", KRA, Effect.CREDITED, State.APPROVED, True),
    ("KAM-16 not granted yet", KRA, Effect.CREDITED, State.PENDING, False),
    ("KAM-16 permit", KRA, Effect.EXCUSED, State.APPROVED, True),
    ("KAM-16 where no trip is known", BLG, Effect.TRIP, State.APPROVED, False),
    ("KAM-16 home early", KRA, Effect.EARLY, State.APPROVED, False),
    ("KAM-16 credited", BLG, Effect.CREDITED, State.APPROVED, True),
    ("KAM-16 duty", BLG, Effect.SPECIAL, State.APPROVED, True),
]


@pytest.mark.parametrize(
    ("name", "effect", "state", "expected"), [pytest.param(*row, id=rule) for rule, *row in APEL]
)
def test_who_is_on_duty_elsewhere_or_absent_is_free_of_apel(
    name: str,
    effect: Effect,
    state: State,
    expected: bool,  # noqa: FBT001 - one column of the table
) -> None:
    assert a_day(name=name, absences=(any_request(effect, state),)).no_apel is expected
    assert not a_day(name=name).no_apel


def test_every_state_is_reached_by_some_row() -> None:
    seen = {a_day(**{"stamped": "-"} | facts).state for _, facts, _ in (*STATUS, *GROUNDS)}
    more = {a_day(absences=(asked(code),)).state for code in ("cuti.tahunan", "izin", "dinas_luar")}
    waiting = a_day(absences=(asked("izin", State.PENDING),)).state
    assert seen | more | {waiting} == set(DayState)
