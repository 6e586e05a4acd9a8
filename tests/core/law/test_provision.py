"""What a region may choose of a decision, and what that changes; both sides of each switch."""

from datetime import date, timedelta

import pytest

from core.approvals.case import State as RequestState
from core.approvals.case import State as Work
from core.attendance.judge import Accepted
from core.attendance.judge import judge as attend
from core.attendance.stamp import Leg
from core.law.fault import Fault
from core.law.regulation import ActivityKind, Regulation
from core.month.day import derive
from core.month.day_state import Day, State
from core.month.facts import Facts
from core.month.manual import Condition, letter_due
from core.month.manual import Why as NoPaper
from core.organisation.calendar import DAY, Hours
from core.organisation.region import RegionError, load_region
from core.requests.absence import Asked, absences
from core.requests.catalogue import request_types
from core.requests.filing import Why as NotFiled
from core.work.activity import Entry, Filed, Refused, Why, excluded, judge
from core.work.progress import progress
from tests.builders.ceremonies import SQUARE, apel
from tests.builders.paper import LOST, record, why
from tests.core.asking import accepted, ask, works
from tests.core.asking import why as why_not
from tests.core.deriving import stamps
from tests.core.situations import BLG, KRA, MONDAY, WIB, WITA, a_case, a_share, at, law
from tests.office import region_file

SOURCE = "Keputusan Bupati 1/2026"
PERMIT = '[{ nama = "Izin", akibat = "AKIBAT", huruf = "HURUF", surat = SURAT }]'
LETTER = '{ nama = "persetujuan izin", wajib = "saat diajukan" }'


def chosen(key: str, value: str, name: str = BLG, since: date | None = None) -> Regulation:
    """The law of a region that has chosen so, from the first day of the law or a later one."""
    day = since or law(name).peraturan.berlaku_sejak
    text = f"""
[[ketentuan]]
kunci = "{key}"
berlaku_sejak = {day}
nilai = {value}
sumber = "{SOURCE}"
"""
    return load_region(region_file(name, regulation=name) + text, "daerah.toml").regulation


def refused(key: str, value: str, name: str = BLG) -> str:
    with pytest.raises(RegionError) as error:
        chosen(key, value, name)
    (fault,) = error.value.faults
    assert isinstance(fault, Fault)
    return fault.reason


def permit(effect: str = "diizinkan", letter: str = "I", paper: str = LETTER) -> str:
    text = PERMIT.replace("AKIBAT", effect).replace("HURUF", letter)
    return text.replace("SURAT", paper)


@pytest.mark.parametrize(("way", "target"), [('"utuh"', 6800), ('"sebanding_hari_kerja"', 6460)])
def test_the_target_is_whole_or_in_proportion(way: str, target: int) -> None:
    """AMB-13: nineteen working days of twenty."""
    days = [works(holidays=HOLIDAYS)(date(2026, 4, number)) for number in range(1, 31)]
    assert sum(isinstance(day, Hours) for day in days) == 19
    done = [(MONDAY, Work.APPROVED, 460)]
    found = progress(chosen("kinerja.cara_target", way), days, done, MONDAY, {})
    assert (found.target, found.missing, found.prorated) == (target, target - 460, 6460)


HOLIDAYS = [date(2026, 4, 3), date(2026, 4, 13), date(2026, 4, 14)]


def entered(regulation: Regulation, moment: str, day: date = MONDAY, **more: object) -> object:
    date_, clock = moment.split()
    sent = at(MONDAY + int(date_) * DAY, clock)
    item = Entry(day, ActivityKind.DUTY, 60, sent, sent.date(), **more)  # type: ignore[arg-type]
    verdict = judge(regulation, item, day=works()(day), filed=0, exempt=None, zone=WITA)
    return verdict.why if isinstance(verdict, Refused) else type(verdict)


@pytest.mark.parametrize(
    ("since", "last", "after"),
    [
        ('"akhir_tanggal"', "2 23.59.59", "3 00.00.00"),
        ('"awal_tanggal"', "1 23.59.59", "2 00.00.00"),
    ],
)
def test_the_48_hours_run_from_the_end_or_the_beginning_of_the_date(
    since: str, last: str, after: str
) -> None:
    """AMB-16."""
    regulation = chosen("kinerja.batas_isi_sejak", since)
    assert entered(regulation, last) is Filed
    assert entered(regulation, after) is Why.TOO_LATE


@pytest.mark.parametrize(
    ("again", "verdict"),
    [("{ jam = 48 }", Filed), ("{ jam = 23 }", Why.TOO_LATE), ('"tidak_ada"', Why.TOO_LATE)],
)
def test_what_was_rejected_is_entered_again_or_not(again: str, verdict: object) -> None:
    """AMB-18: a day after the rejection, when the first limit has passed."""
    regulation = chosen("kinerja.isi_ulang", again)
    rejected = at(MONDAY + 4 * DAY, "10.00")
    assert entered(regulation, "5 10.00.00", rejected_at=rejected) is verdict
    assert entered(regulation, "2 10.00.00", rejected_at=at(MONDAY, "11.00")) is Filed


@pytest.mark.parametrize(
    ("which", "apart"), [('"hari_kerja_tanpa_kegiatan"', True), ('"hari_kerja"', False)]
)
def test_a_credited_day_has_work_of_its_own_or_not(which: str, *, apart: bool) -> None:
    """AMB-21."""
    regulation = chosen("izin.hari_dihitung", which)
    verdict = ask("sakit", regulation=regulation, worked=[MONDAY])
    assert why_not(verdict) is (NotFiled.OWN_WORK if apart else None)
    (sick,) = absences(regulation, [approved("sakit")], MONDAY, at(MONDAY, "18.00"))
    assert bool(excluded(regulation, works()(MONDAY), [sick])) is apart
    facts = Facts(absences=(sick,), own_work=True)
    assert day_of(regulation, facts).points == (0 if apart else 360)


def approved(code: str) -> Asked:
    due = at(MONDAY, "10.00")
    return Asked(code, MONDAY, MONDAY, due - timedelta(hours=48), due, RequestState.APPROVED)


def day_of(regulation: Regulation, facts: Facts) -> Day:
    hours = works()(MONDAY)
    now = at(MONDAY + 40 * DAY, "10.00")
    revision = regulation.laporan.revisi_sampai
    return derive(regulation, hours, facts, revision=revision, now=now, zone=WITA)


@pytest.mark.parametrize(
    ("effect", "letter", "points", "state"),
    [("diizinkan", "I", 0, State.PERMIT), ("dihitung hadir", "C", 360, State.LEAVE)],
)
def test_a_permit_counts_and_prints_as_the_region_has_it(
    effect: str, letter: str, points: int, state: State
) -> None:
    """AMB-22, AMB-31."""
    regulation = chosen("jenis_izin.izin", permit(effect, letter))
    facts = Facts(absences=absences(regulation, [approved("izin")], MONDAY, at(MONDAY, "18.00")))
    day = day_of(regulation, facts)
    assert (day.points, day.state, day.letter) == (points, state, letter)
    assert len(accepted("izin", regulation=regulation).credited) == bool(points)
    source = next(e for e in request_types(regulation, MONDAY) if e.code == "izin").source
    assert source.citation == "Pasal 11 ayat (4) Perbup Bulungan 32/2023", "still by the article"
    assert source.reason == SOURCE


@pytest.mark.parametrize(
    ("legs", "minutes", "expected"),
    [
        ("07.24-", None, (0, 0)),
        ("07.24-", "91", (0, 91)),
        ("-16.02", "91", (91, 0)),
        ("07.24-16.02", "91", (0, 0)),
        ("-", "91", (0, 0)),
    ],
)
def test_whoever_stamped_once_is_charged_what_the_region_says(
    legs: str, minutes: str | None, expected: tuple[int, int]
) -> None:
    """AMB-41: nothing, unless a region has set it."""
    regulation = chosen("presensi.menit_satu_kali", minutes) if minutes else law(BLG)
    day = day_of(regulation, Facts(stamps=stamps(legs)))
    assert (day.late, day.early) == expected
    cited = [each.citation for each in day.grounds]
    assert (SOURCE in cited) is (expected != (0, 0))


@pytest.mark.parametrize(
    ("lapse", "state"),
    [
        ('"eskalasi_kepala"', RequestState.ESCALATED),
        ('"eskalasi_atasan"', RequestState.ESCALATED),
        ('"dianggap_disetujui"', RequestState.DEEMED_APPROVED),
        ('"gugur"', RequestState.LAPSED),
    ],
)
def test_silence_does_to_a_request_what_the_region_chose(lapse: str, state: RequestState) -> None:
    """KAM-01."""
    regulation = chosen("validasi.jika_lewat", lapse, KRA)
    due = at(MONDAY, "10.00", WIB)
    asked = Asked("tugas_khusus", MONDAY, MONDAY, due - 7 * DAY, due)
    (found,) = absences(regulation, [asked], MONDAY, due + timedelta(seconds=1))
    assert found.state is state


@pytest.mark.parametrize(
    ("counting", "before", "verdict"),
    [
        ("hari", 2, None),
        ("hari", 3, NoPaper.MONTH_USED),
        ("masuk_atau_pulang", 1, NoPaper.MONTH_USED),
    ],
)
def test_a_month_allows_three_dates_or_three_entries(
    counting: str, before: int, verdict: NoPaper | None
) -> None:
    """KAM-03: each date before had both entries, as the date asked about has."""
    value = f'{{ kali = 3, hitungan = "{counting}", keadaan = {PHONE} }}'
    regulation = chosen("manual.sebulan", value, KRA)
    days = [MONDAY + number * DAY for number in range(1, before + 1)]
    twice = [day for day in days for _ in Leg]
    found = record(KRA, LOST, recorded=twice, first=MONDAY, regulation=regulation)
    assert why(found) is verdict


PHONE = '["telepon_hilang", "telepon_rusak"]'


@pytest.mark.parametrize(
    ("holiday", "due"),
    [('"hari_kerja_berikutnya"', date(2026, 5, 4)), ('"tanggal_tetap"', date(2026, 5, 1))],
)
def test_a_letter_that_falls_due_on_a_holiday_moves_or_not(holiday: str, due: date) -> None:
    """KAM-05: 1 May 2026 is Labour Day, a Friday."""
    regulation = chosen("manual.jika_libur", holiday, KRA)
    off = [date(2026, 5, 1)]
    found = letter_due(
        regulation, Condition.LOST, MONDAY, lambda day: day not in off and day.weekday() < 5, WIB
    )
    assert found is not None
    assert found.date() == due


@pytest.mark.parametrize(("counted", "late"), [('"sejak_batas"', 12), ('"sejak_jam_masuk"', 102)])
def test_after_the_limit_of_an_apel_minutes_count_as_the_region_chose(
    counted: str, late: int
) -> None:
    """AMB-72: 09.12 at the place of the apel, where the hours begin at 07.30."""
    regulation = chosen("apel.terlambat_dihitung", counted)
    sent = at(MONDAY, "09.12")
    case = a_case(sent, regulation=regulation, share=a_share(sent, SQUARE), ceremonies=(apel(),))
    verdict = attend(case)
    assert isinstance(verdict, Accepted)
    assert verdict.late == late


def test_a_choice_holds_from_its_date_on() -> None:
    day = date(2026, 4, 1)
    regulation = chosen("kinerja.cara_target", '"sebanding_hari_kerja"', since=day)
    answers = [regulation.kinerja.cara_target.on(each) for each in (day - DAY, day)]
    assert [each.value for each in answers] == ["utuh", "sebanding_hari_kerja"]
    assert [each.citation for each in answers] == ["keputusan AMB-13", SOURCE]


ANOTHER = permit()[1:-1].replace("{ nama", '{ kode = "lain", nama', 1)
FIXED = {
    "a number of the text": (("kinerja.target_bulanan", "5000"), "Pasal 9 ayat (2)"),
    "a decision that is settled": (("kinerja.paling_banyak_sehari", "600"), "AMB-20"),
    "silence on requests in Bulungan": (("validasi.jika_lewat", '"gugur"'), "AMB-35"),
    "the letter of a permit": (
        ("jenis_izin.izin", permit(paper='{ nama = "persetujuan izin", wajib = "boleh" }')),
        "akibat dan huruf",
    ),
    "no letter at all": (
        ("jenis_izin.izin", '[{ nama = "Izin", akibat = "diizinkan", huruf = "I" }]'),
        "akibat dan huruf",
    ),
    "another kind of permit": (
        ("jenis_izin.izin", f"[{permit()[1:-1]}, {ANOTHER}]"),
        "akibat dan huruf",
    ),
}


@pytest.mark.parametrize(("written", "words"), FIXED.values(), ids=FIXED)
def test_what_is_settled_no_region_changes(written: tuple[str, str], words: str) -> None:
    reason = refused(*written)
    assert "sudah dijawab" in reason
    assert words in reason


def test_more_than_three_times_a_month_no_region_allows() -> None:
    """KRA-9-4: how they are counted is open, how many there are is not."""
    value = f'{{ kali = 4, hitungan = "hari", keadaan = {PHONE} }}'
    assert "hanya boleh memilih hitungan" in refused("manual.sebulan", value, KRA)
