"""Nothing is accepted that is not obeyed: another answer, another outcome, or a refusal by name.

That a value is cited is not enough: answers are exchanged, and what the rules make of the same
facts must change with them.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.approvals.case import State
from core.approvals.case import State as Work
from core.attendance.correction import correctable, needs_proof
from core.attendance.evidence import Signal
from core.attendance.judge import judge as attend
from core.attendance.offline import needs_note
from core.attendance.review import Spot, raised
from core.attendance.special_duty import special_hours
from core.law.answer import Answer, dated
from core.law.questions.jenis_izin import Effect
from core.law.questions.koreksi import Matter
from core.law.questions.laporan import Evaluator
from core.law.questions.manual import Demand, Document, Form, PerIncident, PerMonth
from core.law.questions.pemantauan import Band
from core.law.questions.pengecualian import Exempted
from core.law.questions.presensi import CheckedSignal
from core.law.regulation import (
    NOT_ASKED_YET,
    ActivityKind,
    ExemptStatus,
    Regulation,
    RegulationError,
    load,
    value_types,
    with_answers,
)
from core.law.span import CalendarDays, RunningHours, WorkingDays
from core.month.absence_bands import Absences, band
from core.month.cancellation import Cancellation, answer_until, effective, may_begin
from core.month.day import derive
from core.month.day_state import Day, Mark
from core.month.day_state import State as DayState
from core.month.facts import Facts
from core.month.manual import letter_due
from core.month.month_end import plan
from core.month.office_days import office_days
from core.month.report import dates, due, evaluators
from core.organisation.calendar import DAY, Duty
from core.organisation.fence import Point
from core.organisation.office import Office, Organisation
from core.organisation.posting import Posting
from core.organisation.region import RegionError, load_region
from core.requests.absence import Asked, absences
from core.requests.catalogue import kinds
from core.work.activity import Entry, excluded, judge, open_dates
from core.work.progress import progress
from tests.builders.ceremonies import SQUARE, apel
from tests.builders.paper import BROKEN, LOST, PHONE, SERVER, SIGNAL, record
from tests.core.answered_requests import OUTSIDE, PERMIT, SICK
from tests.core.asking import PNS, ask, before, works
from tests.core.deriving import stamps
from tests.core.law.test_regulation import FILES
from tests.core.situations import (
    ALWAYS,
    BLG,
    KRA,
    MONDAY,
    WITA,
    a_calendar,
    a_case,
    a_share,
    at,
    circle,
    law,
)
from tests.office import region_file

Probe = Callable[[Regulation], object]

NOON, FRIDAY_NOON = at(MONDAY, "12.00"), at(MONDAY + 4 * DAY, "12.00")
DETAINED, SUSPENDED = ExemptStatus.DETAINED, ExemptStatus.SUSPENDED
JUST_ONE = (Exempted(status=SUSPENDED),)
TWO_DAYS = (MONDAY - DAY, MONDAY)


def outcome(verdict: Any) -> object:
    """All that a verdict decides, without the articles, which are bound to change."""
    fields = ("why", "due_at", "credited", "appended", "beyond", "filled", "needed", "reason")
    return [type(verdict), *(getattr(verdict, name, None) for name in fields)]


def entered(at_: Any = NOON, **more: Any) -> Probe:
    def probe(of: Regulation) -> object:
        kind, minutes = more.get("kind", ActivityKind.DUTY), more.get("minutes", 60)
        today = at_.astimezone(WITA).date()
        item = Entry(MONDAY, kind, minutes, at_, today, more.get("rejected_at"))
        exempt = more.get("exempt")
        return outcome(judge(of, item, day=works()(MONDAY), filed=0, exempt=exempt, zone=WITA))

    return probe


def month(of: Regulation) -> object:
    days = [works()(date(2026, 4, number)) for number in range(1, 30)]
    return progress(of, days, [(MONDAY, Work.APPROVED, 10)], MONDAY, {})


def asked(code: str, **more: Any) -> Probe:
    return lambda of: outcome(ask(code, regulation=of, **more))


def offered(of: Regulation) -> object:
    return [each.kind for each in kinds(of, PNS, MONDAY)]


def day(now: Any = at(date(2026, 5, 3), "10.00"), **facts: Any) -> Probe:  # noqa: B008
    def probe(of: Regulation) -> object:
        given = {name: made(of) if callable(made) else made for name, made in facts.items()}
        revision = of.laporan.revisi_sampai
        found = derive(of, works()(MONDAY), Facts(**given), revision=revision, now=now, zone=WITA)
        return found.state, found.late, found.points, found.provisional, found.no_apel

    return probe


def absent(
    code: str, decided: State | None = State.APPROVED, now: Any = NOON
) -> Callable[[Regulation], Any]:
    due = at(MONDAY, "08.00")
    return lambda of: absences(of, [Asked(code, MONDAY, MONDAY, due, due, decided)], MONDAY, now)


def excluded_on(of: Regulation) -> object:
    return outcome(excluded(of, works()(MONDAY), absent("sakit")(of)))


def organisation() -> Organisation:
    duty = (Duty(ALWAYS, "lima-hari"),)
    offices = {code: Office(code, code, (circle(code),), duty) for code in ("lama", "baru")}
    return Organisation(1, a_calendar(), offices)


def moved(of: Regulation) -> object:
    """Somebody who moves on Wednesday, in the recap of the office that they leave."""
    postings = (Posting(ALWAYS, "lama"), Posting(MONDAY + 2 * DAY, "baru"))
    week = [Day(MONDAY + n * DAY, DayState.PRESENT, Mark.PRESENT, False, ()) for n in range(5)]
    return len(office_days(of, week, postings, {"lama"}).days)


def hours(of: Regulation) -> object:
    return organisation().hours(of, (Posting(ALWAYS, "lama"),), (), MONDAY)


def sites(of: Regulation) -> object:
    moved = (Posting(ALWAYS, "lama"), Posting(MONDAY - 3 * DAY, "baru"))
    return [site.office for site in organisation().sites(of, moved, MONDAY)]


def at_the_apel(of: Regulation) -> object:
    sent = at(MONDAY, "09.12")
    case = a_case(sent, regulation=of, share=a_share(sent, SQUARE), ceremonies=(apel(),))
    return getattr(attend(case), "late", None)


def looked_at_all(of: Regulation) -> object:
    return raised(of, MONDAY, tuple(Signal), Spot(Point(2.8, 117.3), "kantor"), ())


def special(of: Regulation) -> object:
    return special_hours(of, works()(MONDAY))  # type: ignore[arg-type]


def paper(condition: Any = LOST, name: str = BLG, **more: Any) -> Probe:
    return lambda of: outcome(record(name, condition, regulation=of, **more))


def letter(of: Regulation) -> object:
    return letter_due(of, LOST, MONDAY, lambda each: each.day > 3 and each.weekday() < 5, WITA)


def report(of: Regulation) -> object:
    """The fifth of May 2026 is a holiday here."""
    open_ = lambda each: each.weekday() < 5 and each != date(2026, 5, 5)  # noqa: E731
    return dates(of, MONDAY, works=open_, hours=works(), bkpsdm_works=open_, zone=WITA)


def cancelled(of: Regulation) -> object:
    return effective(of, Cancellation(MONDAY, NOON)) is None


def begun(of: Regulation) -> object:
    return getattr(may_begin(of, MONDAY, NOON, WITA), "witnesses", None)


def explained(of: Regulation) -> object:
    return answer_until(of, NOON, lambda each: each.weekday() < 5)


def reminded(of: Regulation) -> object:
    """Of April 2026, by an office and an agency without a holiday."""
    open_ = lambda each: each.weekday() < 5  # noqa: E731
    return plan(of, MONDAY, open_, due(of, MONDAY, open_, WITA), WITA)


def absent_often(of: Regulation) -> object:
    return band(of, Absences(2, 2, 0), MONDAY)


PENDING = [before("cuti.tahunan", MONDAY + 7 * DAY, MONDAY + 7 * DAY, State.PENDING)]
ON_LEAVE = [before("cuti.tahunan", MONDAY, MONDAY, State.APPROVED)]
CLOSED = at(date(2026, 5, 6), "10.00")
FORM_C = (Form(dokumen=Document.LETTER, formulir="C"),)
PINS_ONLY = (CheckedSignal.STATIC_PIN,)
WEEK = [MONDAY + number * DAY for number in range(1, 3)]

# Question, another answer than the shipped one, what changes with it.
OBEYED: dict[str, tuple[object, Probe]] = {
    "waktu.zona": (ZoneInfo("Asia/Jayapura"), lambda of: of.waktu.zona.answers[-1].value),
    "presensi.masuk_paling_cepat": (time(5, 0), hours),
    "presensi.pulang_paling_lambat": (time(19, 0), hours),
    "presensi.menit_satu_kali": (91, day(stamps=stamps("-16.02"))),
    "presensi.sinyal_diperiksa": (PINS_ONLY, looked_at_all),
    "apel.masuk_paling_lambat": (time(8, 0), at_the_apel),
    "apel.terlambat_dihitung": ("sejak_jam_masuk", at_the_apel),
    "mutasi.tenggang": (CalendarDays(hari=2), sites),
    "pengecualian.status": (JUST_ONE, day(exempt=DETAINED)),
    "tugas_khusus.masuk_paling_cepat": (time(6, 0), special),
    "tugas_khusus.masuk_paling_lambat": (time(7, 15), special),
    "kinerja.jenis": ((ActivityKind.DUTY,), entered(kind=ActivityKind.GENERAL)),
    "kinerja.target_bulanan": (5000, month),
    "kinerja.cara_target": ("sebanding_hari_kerja", month),
    "kinerja.poin_per_menit": (2, month),
    "kinerja.paling_banyak_sehari": (600, entered(minutes=601)),
    "kinerja.batas_isi": (CalendarDays(hari=1), lambda of: open_dates(of, NOON, WITA, MONDAY)),
    "kinerja.batas_isi_sejak": ("awal_tanggal", lambda of: open_dates(of, NOON, WITA, MONDAY)),
    "kinerja.isi_ulang": ("tidak_ada", entered(FRIDAY_NOON, rejected_at=FRIDAY_NOON - DAY)),
    "kinerja.batas_verifikasi": (RunningHours(jam=24), entered()),
    "kinerja.pengecualian": (JUST_ONE, entered(exempt=DETAINED)),
    "jenis_izin.sakit": (PERMIT, offered),
    "jenis_izin.izin": (SICK, offered),
    "jenis_izin.cuti": (SICK, offered),
    "jenis_izin.dinas_luar": (SICK, offered),
    "jenis_izin.diklat": (SICK, offered),
    "jenis_izin.tugas_khusus": (SICK, offered),
    "jenis_izin.pulang_cepat": (OUTSIDE, offered),
    "tugas_khusus.paling_lama": (
        WorkingDays(hari_kerja=1),
        asked("tugas_khusus", last=MONDAY + DAY, name=KRA),
    ),
    "izin.urutan": (("cuti", "sakit"), asked("sakit", earlier=ON_LEAVE)),
    "izin.menunggu_paling_banyak": (2, asked("izin", earlier=PENDING)),
    "izin.poin_per_hari": (100, day(absences=absent("sakit"))),
    "izin.hari_dihitung": ("hari_kerja", excluded_on),
    "izin.bebas_apel": ((Effect.TRIP,), day(absences=absent("sakit"))),
    "validasi.pulang_cepat": (WorkingDays(hari_kerja=3), asked("pulang_cepat")),
    "validasi.dilihat": (RunningHours(jam=1), asked("tugas_khusus")),
    # Longer than the time for a look it changes nothing before that look.
    "validasi.tugas_khusus": (RunningHours(jam=1), asked("tugas_khusus")),
    "validasi.dinas_luar": (WorkingDays(hari_kerja=3), asked("dinas_luar")),
    "validasi.izin": (WorkingDays(hari_kerja=3), asked("sakit")),
    "validasi.jika_lewat": ("gugur", day(absences=absent("sakit", None))),
    "validasi.jika_bulan_ditutup": ("gugur", day(CLOSED, absences=absent("sakit", None, CLOSED))),
    "manual.keadaan": ((SIGNAL, BROKEN), paper()),
    "manual.jalan_terakhir": (PHONE, paper()),
    "manual.isian": (FORM_C, paper()),
    "manual.surat": (Demand(keadaan=(SERVER,), berkas=FORM_C), paper()),
    "manual.per_kejadian": (PerIncident(hari=3, keadaan=PHONE), paper(first=MONDAY - 5 * DAY)),
    "manual.sebulan": (
        PerMonth(kali=1, hitungan="hari", keadaan=PHONE),
        paper(recorded=WEEK, first=MONDAY),
    ),
    "manual.surat_paling_lambat": (9, letter),
    "manual.jika_libur": ("tanggal_tetap", letter),
    "luring.tanpa_catatan": (
        RunningHours(jam=24),
        lambda of: needs_note(of, MONDAY, NOON, NOON + 1.5 * DAY),
    ),
    "koreksi.hal": ((Matter.MASUK,), lambda of: correctable(of, MONDAY, set(Matter))),
    "koreksi.bukti": ((Matter.PLACE,), lambda of: needs_proof(of, MONDAY, Matter.MASUK)),
    "pembatalan.saksi": (3, begun),
    "pembatalan.hak_jawab": (WorkingDays(hari_kerja=5), explained),
    "pembatalan.berlaku": ("diketahui", cancelled),
    "laporan.revisi_sampai": (1, day()),
    "pengingat.akhir_bulan": (WorkingDays(hari_kerja=5), reminded),
    "pengingat.lewat_tenggat": (WorkingDays(hari_kerja=3), reminded),
    "pengingat.kepala": (20, reminded),
    "pemantauan.setahun": ((Band(dari=1, tindakan="ditanya"),), absent_often),
    "pemantauan.berturut": (Band(dari=2, tindakan="dua"), absent_often),
    "laporan.dibuka": ("akhir_hari_kerja_terakhir", report),
    "laporan.paling_lambat": (9, report),
    "laporan.jika_libur": ("tanggal_tetap", report),
    "laporan.evaluasi_bulanan": ((Evaluator.HEAD,), lambda of: evaluators(of, MONDAY)),
    "laporan.pegawai_pindah": ("kantor_terakhir", moved),
}
# Asked where people talk or import, and tried there.
TRIED_ELSEWHERE = {
    "pegawai.jenis": (
        "tests/handlers/account/test_register.py, tests/bot/importing/test_intake_import.py"
    ),
    "akun.masa_kode_jam": "tests/bot/cli/test_cli_account.py",
    "akun.batas_percobaan": "tests/handlers/account/test_register.py",
    "akun.simpan_gagal_hari": "tests/bot/runtime/test_scheduler.py",
    "lokasi.radius_bawaan": "tests/bot/importing/test_intake_import.py",
    "lokasi.akurasi_dihitung": "tests/core/attendance/test_attendance_places.py",
    "lokasi.akurasi_buruk": "tests/core/attendance/test_attendance_places.py",
    "apel.daftar_paling_lambat": "tests/handlers/ceremonies/test_list.py",
    "privasi.simpan_lokasi_bulan": "tests/bot/runtime/test_failures.py",
    "pengingat.masuk": "tests/handlers/account/test_reminders.py",
    "pengingat.pulang": "tests/handlers/account/test_reminders.py",
    "pemantauan.pesan_setelah": "tests/handlers/month/test_monitoring.py",
}
# One answer is possible; what else a file may write is refused by its name.
ONLY = {
    "presensi.kali_per_hari": ("4", "empat kali sehari belum didukung"),
    "akun.per_pegawai": ("2", "dua akun untuk satu pegawai belum didukung"),
    "presensi.masuk_paling_lambat": ('"jam_masuk"', "pilihannya 'jam_pulang'"),
    "presensi.terlambat_setelah": ('"jam_pulang"', "pilihannya 'jam_masuk'"),
    "presensi.pulang_paling_cepat": ('"jam_masuk"', "pilihannya 'jam_pulang'"),
    "presensi.jadwal_khusus": ('"naskah"', "pilihannya 'jendela_sendiri'"),
    "lokasi.radius": ('"per_daerah"', "pilihannya 'per_lokasi'"),
    "presensi.sebelum_dipakai": ('"alpa"', "pilihannya 'belum_memakai'"),
    "apel.hari_libur": ('"alpa"', "pilihannya 'dicatat_saja'"),
    "blokir.status_hari": ('"alpa"', "pilihannya 'dalam_pemeriksaan'"),
    "blokir.dipulihkan": ('"alpa"', "pilihannya 'dianggap_hadir'"),
    "blokir.terbukti": ('"hadir"', "pilihannya 'alpa'"),
    "pembatalan.oleh": ('"operator"', "pilihannya 'atasan_langsung'"),
    "pembatalan.saksi_dari": ('"siapa_saja"', "pilihannya 'unit_kerja'"),
    "pembatalan.mengetahui": ('"sekda"', "pilihannya 'kepala'"),
    "pembatalan.sampai": ('"kapan_saja"', "pilihannya 'bulan_ditutup'"),
    "pembatalan.akibat": ('"alpa_setengah_hari"', "pilihannya 'alpa_sehari'"),
    "tugas_khusus.pulang_paling_cepat": ('"jam_masuk"', "pilihannya 'jam_pulang'"),
    "kinerja.jika_lewat": ('"gugur"', "pilihannya 'dianggap_disetujui'"),
}
BEYOND = {
    "kinerja.paling_banyak_sehari": ("1441", "paling banyak 1440"),
    "presensi.sinyal_diperiksa": (
        '["titik_di_peta", "terlalu_bulat"]',
        "'terlalu_bulat' tidak ada",
    ),
    "validasi.izin": ("{ hari_kerja = 201 }", "terlalu banyak; paling banyak 200"),
    "laporan.revisi_sampai": ("29", "harus tanggal dari 1 sampai 28"),
    "pengingat.masuk": ("1441", "paling banyak 1440"),
    "pemantauan.setahun": (
        '[{ dari = 4, tindakan = "a" }, { dari = 4, tindakan = "b" }]',
        "jumlah hari harus naik",
    ),
    "laporan.paling_lambat": ("0", "harus tanggal dari 1 sampai 28"),
    "laporan.dibuka": ('"kapan_saja"', "pilihannya"),
    "laporan.evaluasi_bulanan": ('["operator"]', "'operator' tidak ada"),
}


def test_every_question_stands_in_one_of_the_tables() -> None:
    roles = {key for key in value_types() if key.startswith("peran.")}  # whoever asks: test_asked
    tables = [set(OBEYED), set(TRIED_ELSEWHERE), set(ONLY), roles]
    assert set().union(*tables) == set(value_types())
    assert sum(map(len, tables)) == len(value_types())


def answering(key: str, value: object, of: Regulation) -> Regulation:
    answer = Answer(value, date(2023, 1, 1), "Peraturan lain")
    return with_answers(of, key, dated((answer,)))


@pytest.mark.parametrize("key", OBEYED)
def test_another_answer_has_another_outcome(key: str) -> None:
    value, probe = OBEYED[key]
    karanganyar = key.startswith(("tugas_khusus", "pembatalan")) or key == "manual.jika_libur"
    name = KRA if karanganyar else BLG
    assert probe(answering(key, value, law(name))) != probe(law(name))


def written(key: str, value: str) -> str:
    """Bulungan's file with another value below its own."""
    entry = f"\n[[{key}]]\nberlaku_sejak = 2027-01-01\nnilai = {value}\n"
    source = 'keputusan = "AMB-50"\nalasan = "Percobaan."\n'
    return (FILES / f"{BLG}.toml").read_text("utf-8") + entry + source


@pytest.mark.parametrize("key", [*ONLY, *BEYOND])
def test_what_cannot_be_obeyed_is_refused_by_name(key: str) -> None:
    value, words = {**ONLY, **BEYOND}[key]
    with pytest.raises(RegulationError) as refused:
        load(written(key, value), "lain.toml")
    assert {fault.key for fault in refused.value.faults} == {key}
    assert words in str(refused.value)


@pytest.mark.parametrize("key", sorted(NOT_ASKED_YET))
def test_a_region_is_told_what_nobody_would_obey(key: str) -> None:
    text = f"""
[[ketentuan]]
kunci = "{key}"
berlaku_sejak = 2023-10-31
nilai = ["operator"]
sumber = "Keputusan 1"
"""
    with pytest.raises(RegionError, match="belum dipakai"):
        load_region(region_file(KRA, regulation=KRA) + text, "daerah.toml")
