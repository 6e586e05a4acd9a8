"""A change of law: each reader asks the law of the date that something is about, not of today."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.approvals.case import State
from core.approvals.case import State as RequestState
from core.approvals.silence import of_request, of_review, of_work, work_limit
from core.law.regulation import ActivityKind, Kinerja, Regulation
from core.law.span import RunningHours
from core.month.day import derive as derive_day
from core.month.facts import Facts
from core.organisation.calendar import DAY, Hours
from core.organisation.deadline import after_working_days
from core.requests.absence import Asked, absences
from core.requests.catalogue import by_law_of, kinds_between
from core.requests.filing import Why
from core.work.activity import Entry, Filed, judge, kept, kept_lately, open_dates
from core.work.progress import progress
from tests.core.asking import PNS, accepted, ask, why, works
from tests.core.changing import CHANGE, changed, entry, silent
from tests.core.situations import BLG, KRA, WITA, at, zone_of
from tests.core.situations import law as law_of

EVE = CHANGE - DAY
ROOT = Path(__file__).parents[3]
LAW = changed(
    BLG,
    entry("kinerja.jika_lewat", '"dianggap_disetujui"', "Pasal 9A ayat (2)"),
    entry("kinerja.batas_verifikasi", "{ jam = 24 }", "Pasal 9A ayat (1)"),
    entry("kinerja.batas_isi", "{ hari = 1 }", "Pasal 9A ayat (3)"),
    entry("kinerja.poin_per_menit", "2", "Pasal 9A ayat (4)"),
    entry("validasi.jika_lewat", '"gugur"', "Pasal 11A"),
)
ENDED = changed(BLG, *(silent(f"kinerja.{name}") for name in Kinerja.model_fields))
BOTH_SIDES = pytest.mark.parametrize(
    ("day", "hours", "article"),
    [
        pytest.param(EVE, 48, "Pasal 9 ayat (10)", id="BLG-9-10 the last day of the old law"),
        pytest.param(CHANGE, 24, "Pasal 9A ayat (2)", id="the first day of the new law"),
    ],
)


@BOTH_SIDES
def test_an_activity_waits_and_lapses_by_the_law_of_its_date(
    day: date, hours: int, article: str
) -> None:
    """Entered under the new law, both of them."""
    assert work_limit(LAW, day).value == RunningHours(jam=hours)
    assert of_work(LAW, day).article == article
    entered = at(CHANGE, "10.00")
    item = Entry(day, ActivityKind.DUTY, 60, entered, CHANGE)
    filed = judge(LAW, item, day=works()(day), filed=0, exempt=None, zone=WITA)
    assert isinstance(filed, Filed)
    assert filed.due_at == entered + timedelta(hours=hours)
    assert filed.grounds[-1].citation.startswith(article)


@pytest.mark.parametrize(
    ("now", "dates"),
    [
        ("10.00", (CHANGE, EVE, EVE - DAY)),
        ("23.59.59", (CHANGE, EVE, EVE - DAY)),
    ],
)
def test_old_dates_stay_open_by_their_own_law(now: str, dates: tuple[date, ...]) -> None:
    """AMB-16: two days for those before the change, one for those after it."""
    assert open_dates(LAW, at(CHANGE, now), WITA, CHANGE) == dates


def test_a_shorter_limit_closes_the_new_date_before_the_old_one() -> None:
    later = CHANGE + DAY
    assert open_dates(LAW, at(later, "10.00"), WITA, later) == (later, CHANGE, EVE)
    assert open_dates(LAW, at(later + DAY, "00.00.00"), WITA, later + DAY) == (later + DAY, later)


def test_where_daily_work_ends_what_was_done_before_may_still_be_entered() -> None:
    assert [kept(ENDED, day) for day in (EVE, CHANGE)] == [True, False]
    assert open_dates(ENDED, at(CHANGE, "10.00"), WITA, CHANGE) == (EVE, EVE - DAY)
    assert open_dates(ENDED, at(EVE + 3 * DAY, "00.00.00"), WITA, EVE + 3 * DAY) == ()
    lately = [kept_lately(ENDED, day) for day in (EVE + 7 * DAY, CHANGE + 7 * DAY)]
    assert lately == [True, False]


def test_a_minute_counts_what_it_counted_on_its_date() -> None:
    """BLG-9-2, AMB-14."""
    days = [works()(date(2026, 4, number)) for number in range(1, 31)]
    done = [(EVE, State.APPROVED, 10), (CHANGE, State.APPROVED, 10), (EVE, State.PENDING, 7)]
    found = progress(LAW, days, done, CHANGE, {})
    assert (found.counted, found.pending) == (30, 7)


def test_a_month_in_which_daily_work_ends_keeps_its_target() -> None:
    days = [works()(date(2026, 4, number)) for number in range(1, 31)]
    found = progress(ENDED, days, [(EVE, State.APPROVED, 10)], CHANGE, {})
    assert (found.target, found.counted, found.pace) == (6800, 10, None)
    with pytest.raises(LookupError):
        progress(ENDED, days[7:], [], CHANGE, {})


@pytest.mark.parametrize(
    ("first", "state", "article"),
    [
        pytest.param(EVE, RequestState.ESCALATED, None, id="AMB-35 the old law: up"),
        pytest.param(CHANGE, RequestState.LAPSED, "Pasal 11A", id="the new law: lapsed"),
    ],
)
def test_a_request_lapses_by_the_law_of_its_first_date(
    first: date, state: RequestState, article: str | None
) -> None:
    """Looked at on the same date, which both of them cover."""
    due = at(CHANGE, "10.00")
    asked = Asked("sakit", first, CHANGE + DAY, due - timedelta(hours=48), due)
    (found,) = absences(LAW, [asked], CHANGE + DAY, due + timedelta(seconds=1))
    assert found.state is state
    assert of_request(LAW, first).article == article
    verdict = ask("sakit", first, CHANGE + DAY, regulation=LAW)
    assert verdict.grounds[-1].citation == of_request(LAW, first).citation


def test_a_day_cites_the_law_under_which_its_request_went_up() -> None:
    due = at(EVE, "10.00")
    now = at(CHANGE, "12.00")
    asked = Asked("sakit", EVE, CHANGE, due - timedelta(hours=48), due)
    hours = works()(CHANGE)
    assert isinstance(hours, Hours)
    facts = Facts(absences=absences(LAW, [asked], CHANGE, now))
    revision = LAW.laporan.revisi_sampai
    day = derive_day(LAW, hours, facts, revision=revision, now=now, zone=WITA)
    cited = [ground.citation for ground in day.grounds]
    assert "keputusan AMB-35" in cited
    assert not any("Pasal 11A" in words for words in cited)


def test_a_trip_across_a_change_waits_by_the_law_of_its_first_date() -> None:
    """KAM-02: three working days of the new law; of the old one five, from its first date for
    as long as nobody has looked (KAM-22)."""
    law = changed(KRA, entry("validasi.dinas_luar", "{ hari_kerja = 3 }", "Pasal 9D"))
    zone = zone_of(KRA)
    for first, count, since in ((EVE, 5, EVE), (CHANGE, 3, CHANGE)):
        filed = accepted("dinas_luar.luar-daerah", first, CHANGE, name=KRA, regulation=law)
        event = at(since, "00.00", zone)
        assert filed.due_at == after_working_days(event, count, lambda day: day.weekday() < 5)


NEW_KIND = '[{ nama = "Belajar", akibat = "diizinkan", huruf = "I" }]'


def test_a_kind_of_yesterday_and_one_of_tomorrow_may_be_asked_for_their_own_dates() -> None:
    """The law from Wednesday on has training without a letter, and no permits any more."""
    law = changed(BLG, entry("jenis_izin.diklat", NEW_KIND, "Pasal 11A"), silent("jenis_izin.izin"))
    for today in (EVE, CHANGE):
        found = kinds_between(law, PNS, today, EVE - DAY, CHANGE + DAY)
        assert {"izin", "diklat"} <= {each.code for each in found}
    assert why(ask("izin", EVE, regulation=law)) is None
    assert why(ask("izin", CHANGE, regulation=law)) is Why.NOT_OFFERED
    (training,) = [each for each in found if each.code == "diklat"]
    papers = [by_law_of(law, training, day).kind.surat is not None for day in (EVE, CHANGE)]
    assert papers == [True, False]


def test_nobody_is_offered_what_no_law_within_reach_knows() -> None:
    law = changed(BLG, silent("jenis_izin.izin"))
    found = kinds_between(law, PNS, CHANGE + DAY, CHANGE, CHANGE + 2 * DAY)
    assert "izin" not in {each.code for each in found}


ASKED_HERE = {"jika_lewat", "batas_verifikasi"}


def test_nobody_but_this_module_asks_what_silence_does() -> None:
    """A reader of its own would soon ask for another date."""
    rooms = [ROOT / room for room in ("core", "db", "handlers", "bot")]
    files = [file for room in rooms for file in room.rglob("*.py") if file.name != "silence.py"]
    readers = [file.name for file in files if _asks(ast.parse(file.read_text("utf-8")))]
    assert readers == []


def _asks(tree: ast.AST) -> bool:
    """Whether a tree reads the value of one of these; a declared field is no reading."""
    names = (node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return not ASKED_HERE.isdisjoint(names)


@pytest.mark.parametrize(
    ("law", "up"),
    [
        pytest.param(law_of(BLG), "eskalasi_atasan", id="AMB-35 as a request of Bulungan"),
        pytest.param(law_of(KRA), "eskalasi_kepala", id="KAM-01 as a request of Karanganyar"),
        pytest.param(LAW, "eskalasi_atasan", id="AMB-46 up, though a request would lapse"),
    ],
)
def test_a_stamp_that_nobody_looks_at_only_goes_up(law: Regulation, up: str) -> None:
    answer = of_review(law, CHANGE)
    assert answer.value == up
    assert answer.citation == of_request(law, CHANGE).citation
