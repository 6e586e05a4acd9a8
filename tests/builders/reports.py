"""Forms of both regulations, filled with people whom nobody is (month 13 in their NIP)."""

from collections.abc import Callable, Sequence
from datetime import date, time

from core.approvals.case import State as Decision
from core.law.questions.kinerja import ActivityKind
from core.month.dates import month_of
from core.month.day_state import MARKS, Day, State
from core.month.recap import month
from core.organisation.helpdesk import TicketState
from core.reports.apel import ApelCount, ApelList, ApelRecap, Attender, apel_list, apel_recap
from core.reports.changes import (
    ChangeSheet,
    Corrected,
    CorrectionSheet,
    Otherwise,
    change_sheet,
    correction_sheet,
)
from core.reports.contents import Content, Contents, contents
from core.reports.form import Form
from core.reports.layout import read
from core.reports.letterhead import Letterhead
from core.reports.letters import Cancellation, Obstacle, Statement, cancellation, statement
from core.reports.manual_sheet import ManualRow, ManualSheet, manual_sheet
from core.reports.measures import DEFAULT, Measures
from core.reports.monitoring import Monitored, MonitoringSheet, monitoring_sheet
from core.reports.person import Person, Signatory, head
from core.reports.printing import Printing
from core.reports.problems import ProblemSheet, ReportedProblem, problem_sheet
from core.reports.recap_sheet import RecapRow, RecapSheet, recap_row, recap_sheet
from core.reports.work import WorkReport, WorkSummary, WorkTotal, work, work_report, work_summary

OCTOBER = date(2026, 10, 1)
SIGNED = date(2026, 11, 2)
OFFICE = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
NAMES = (
    "Dr. H. Awang Contoh Namapanjang Sekali, S.STP., M.Si.",
    "Siti Aminah, S.Kom.",
    "Budi",
    "Nur Aisyah Binti Contoh, A.Md.Kep.",
)
KOP = Letterhead(
    ("PEMERINTAH KABUPATEN BULUNGAN", "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA"),
    (
        "Jalan Contoh Nomor 1, Tanjung Selor, Provinsi Kalimantan Utara",
        "Kode Pos 00000, Telepon (0000) 00000",
    ),
)
CODES = "H" * 18 + "DIS"


def printing(code: str, measures: Measures = DEFAULT) -> Printing:
    return Printing(read(code), measures)


def person(number: int = 0) -> Person:
    return Person(
        name=NAMES[number % len(NAMES)],
        nip=f"19991332209913{number:04}",
        rank=("Penata Tingkat I (III/d)", "IX")[number % 2],
        title=("Kepala Bidang Penilaian Kinerja Aparatur dan Penghargaan", "Pranata Komputer")[
            number % 2
        ],
        office=OFFICE,
    )


def people(count: int) -> list[Person]:
    return [person(number) for number in range(count)]


CHIEF = Person("Rahmat Contoh, S.E., M.M.", "199913322099139999", "Pembina Tingkat I (IV/b)")
SIGNATORY = Signatory(CHIEF, (f"Kepala {OFFICE},",))
SUPERIOR = head(Person("Yusuf Contoh, S.H.", "199913322099130001", "Penata (III/c)", "Sekretaris"))

STATES = {
    "H": State.PRESENT,
    "*": State.INCOMPLETE,
    "A": State.ALPA,
    "C": State.LEAVE,
    "S": State.SICK,
    "D": State.TRIP,
    "T": State.SPECIAL,
    "I": State.PERMIT,
    "-": State.EXEMPT,
    "B": State.UNUSED,
    "R": State.UNDER_REVIEW,
    ".": State.OFF,
}


def days(first: date, codes: str) -> list[Day]:
    """The days of a month, by one sign each; what is left of it is at work, weekends are off."""
    made = []
    for number, day in enumerate(month_of(first)):
        sign = "." if day.weekday() > 4 else codes[number] if number < len(codes) else "H"
        state = STATES[sign]
        made.append(Day(day, state, MARKS[state], provisional=False, sources=()))
    return made


def row(who: Person, first: date = OCTOBER, codes: str = "") -> RecapRow:
    made = days(first, codes)
    return recap_row(who, made, month(made))


def recap(
    code: str = "bulungan",
    count: int = 4,
    first: date = OCTOBER,
    measures: Measures = DEFAULT,
    rows: Sequence[RecapRow] | None = None,
) -> Form:
    """The recap of a whole month."""
    found = rows if rows is not None else [row(each, first) for each in people(count)]
    last = month_of(first)[-1]
    sheet = RecapSheet(OFFICE, first, last, tuple(found), SIGNATORY, signed_on=SIGNED)
    return recap_sheet(printing(code, measures), sheet)


def manual(
    code: str = "bulungan",
    count: int = 2,
    measures: Measures = DEFAULT,
    also: Sequence[Person] = (),
) -> Form:
    clocks = {
        date(2026, 10, 1): (time(7, 24), time(16, 2)),
        date(2026, 10, 2): (time(7, 30), None),
    }
    off = tuple(day for day in month_of(OCTOBER) if day.weekday() > 4)
    rows = tuple(ManualRow(each, clocks) for each in [*people(count), *also])
    sheet = ManualSheet(OFFICE, OCTOBER, rows, SIGNATORY, off, SIGNED)
    return manual_sheet(printing(code, measures), sheet)


def letter(
    code: str = "bulungan",
    count: int = 2,
    number: str = "",
    kop: Letterhead | None = KOP,
    signed_on: date | None = SIGNED,
    signatory: Signatory = SIGNATORY,
) -> Form:
    rows = tuple(
        Obstacle(date(2026, 10, 1 + n % 28), each, "HP rusak", "Servis")
        for n, each in enumerate(people(count))
    )
    made = Statement(rows, signatory, number, kop, signed_on)
    return statement(printing(code), made)


def letter_by(who: Person, obstacle: str) -> Form:
    """A letter of somebody about themselves."""
    rows = (Obstacle(OCTOBER, who, obstacle), Obstacle(SIGNED, who, obstacle))
    return statement(printing("bulungan"), Statement(rows, head(who), "", KOP, SIGNED))


def apel(count: int = 6) -> Form:
    rows = tuple(
        Attender(each, "Dinas luar" if each.nip[-1] == "1" else "") for each in people(count)
    )
    return apel_list(
        printing("bulungan"),
        ApelList(date(2026, 10, 12), rows, SIGNATORY, KOP, date(2026, 10, 12)),
    )


def apels(count: int = 3, code: str = "bulungan") -> Form:
    rows = tuple(ApelCount(each, called=5, present=3, late=1, freed=1) for each in people(count))
    return apel_recap(printing(code), ApelRecap(OFFICE, OCTOBER, rows, SIGNATORY, SIGNED))


LONG = Person(  # as long as they get: every line of theirs wraps
    "Prof. Dr. Ir. H. Contoh Namayangpanjang Sekalilagi Dan-Seterusnya, S.STP., S.H., M.Si., Ph.D.",
    "199913322099137777",
    "Pembina Utama Muda (IV/c)",
    "Kepala Sub Bidang Penilaian Kinerja, Penghargaan, Disiplin, dan Kesejahteraan Pegawai",
    OFFICE,
)


def cancelled(witnesses: int = 2, everybody: Person | None = None) -> Form:
    """The letter of a cancellation; `everybody` in it is one and the same person."""
    found = Cancellation(
        superior=head(everybody) if everybody else SUPERIOR,
        person=everybody or person(1),
        day=date(2026, 10, 13),
        head=Signatory(everybody or CHIEF),
        witnesses=tuple(everybody or person(n) for n in range(10, 10 + witnesses)),
        signed_on=SIGNED,
    )
    return cancellation(printing("karanganyar"), found)


def kinerja(count: int = 3, *, is_manual: bool = True) -> Form:
    works = tuple(
        work(
            date(2026, 10, 1 + n % 30),
            (ActivityKind.DUTY, ActivityKind.GENERAL)[n % 2],
            90,
            "Menyusun laporan kegiatan dan mengirimkannya kepada kepala bidang",
            Decision.APPROVED,
            output="1 laporan",
        )
        for n in range(count)
    )
    report = WorkReport(OCTOBER, person(), works, 22, SUPERIOR, is_manual, SIGNED)
    return work_report(printing("bulungan"), report)


def kinerja_total(count: int = 3) -> Form:
    rows = tuple(WorkTotal(each, 22, 40, 6870, 6800) for each in people(count))
    summary = WorkSummary(OFFICE, OCTOBER, rows, SIGNATORY, SIGNED)
    return work_summary(printing("bulungan"), summary)


def monitored(count: int = 3) -> Form:
    rows = tuple(Monitored(each, 3, 47, 1, 2, 4, 1, 25, 2, 1) for each in people(count))
    sheet = MonitoringSheet(OFFICE, OCTOBER, rows, SUPERIOR, SIGNATORY, SIGNED)
    return monitoring_sheet(printing("karanganyar"), sheet)


def listed(code: str = "bulungan") -> Form:
    files = (
        Content("01_Rekap_2026-10.pdf", "Rekap presensi", 48_213, "ab" * 32, pages=2),
        Content("01_Rekap_2026-10.xlsx", "Rekap presensi", 1_204, "0f" * 32, rows=40),
        Content("04_Bukti/001_pindaian-1.jpg", "Surat keterangan", 199_999, "5c" * 32, pages=1),
    )
    return contents(printing(code), Contents(OFFICE, OCTOBER, 1, files))


PROBLEMS = (
    ReportedProblem(OCTOBER, OFFICE, "Lokasi tidak terbaca di lantai dua", "operator"),
    ReportedProblem(
        date(2026, 10, 5),
        "UPTD Contoh",
        "Tombol Masuk tidak menjawab sejak pagi, padahal sinyal penuh",
        "Administrator",
        TicketState.ANSWERED,
        date(2026, 10, 6),
        "Sudah diperbaiki, silakan coba lagi",
    ),
    ReportedProblem(
        date(2026, 10, 7), OFFICE, "Salah tekan", "operator", TicketState.CLOSED, date(2026, 10, 7)
    ),
)


def problems(code: str = "bulungan", count: int = 3) -> Form:
    rows = tuple(PROBLEMS[number % len(PROBLEMS)] for number in range(count))
    return problem_sheet(printing(code), ProblemSheet(OFFICE, OCTOBER, rows, SIGNATORY, SIGNED))


def corrections(code: str = "bulungan", count: int = 2) -> Form:
    rows = tuple(
        Corrected(
            each,
            date(2026, 10, 8),
            ("belum tercatat", "08.10 WITA")[n % 2],
            ("pulang 16.31 WITA di Kantor BKPSDM", "masuk 07.24 WITA")[n % 2],
            "Lupa presensi pulang, ada CCTV",
            "Siti Aminah, S.Kom.",
            "Rahmat Contoh, S.E., M.M.",
            date(2026, 10, 9),
            ("", "800/17/2026")[n % 2],
        )
        for n, each in enumerate(people(count))
    )
    return correction_sheet(printing(code), CorrectionSheet(OFFICE, OCTOBER, rows))


def changes(code: str = "bulungan", count: int = 2) -> Form:
    rows = tuple(
        Otherwise(each, *turned)
        for each in people(count)
        for turned in (
            (date(2026, 10, 8), "alpa", "hadir, terlambat 12 menit"),
            (None, "6.810 poin", "6.870 poin"),
        )
    )
    return change_sheet(printing(code), ChangeSheet(OFFICE, OCTOBER, 2, SIGNED, rows))


ALL: dict[str, Callable[[], Form]] = {
    "apel": apel,
    "apels": apels,
    "letter-blg": letter,
    "letter-kra": lambda: letter("karanganyar", number="800.1.6.2/ /BKPSDM/2026"),
    "manual-blg": manual,
    "manual-kra": lambda: manual("karanganyar"),
    "recap-blg": recap,
    "recap-kra": lambda: recap("karanganyar"),
    "cancelled": cancelled,
    "cancelled-5": lambda: cancelled(5),
    "kinerja": kinerja,
    "kinerja-total": kinerja_total,
    "monitored": monitored,
    "listed": listed,
    "apels-kra": lambda: apels(code="karanganyar"),
    "problems-blg": problems,
    "problems-kra": lambda: problems("karanganyar"),
    "problems-none": lambda: problems(count=0),
    "corrections-blg": corrections,
    "corrections-kra": lambda: corrections("karanganyar"),
    "changes-blg": changes,
    "changes-kra": lambda: changes("karanganyar"),
}
