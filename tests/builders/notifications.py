"""One notification of each kind, and more where what it says hangs on its fields."""

from dataclasses import fields
from datetime import date, timedelta
from uuid import UUID

from core.approvals.case import State
from core.attendance.review import Reason
from core.attendance.stamp import Leg, Why
from core.law.answer import Ground
from core.law.regulation import ActivityKind, Role
from core.month.cancellation import Lacking as CancellationLacks
from core.month.cancellation import Refused as NotThisDay
from core.month.cancellation import Why as WhyNot
from core.month.month_end import Reminder
from core.month.office_totals import Totals
from core.organisation.fence import Fence, Point
from core.organisation.mismatch import Part
from db.records.attachment import Page
from handlers.chat.event import JPEG, PDF, Kept
from handlers.chat.notification import Notification, Parts
from handlers.chat.reply import Enclosure
from handlers.chat.screen import CLOSED, REPLACED, Screen
from handlers.texts.activity import ActivityFiled
from handlers.texts.activity_card import ActivitiesDecided, ActivityCard
from handlers.texts.activity_view import Work
from handlers.texts.assignment import AssignmentChanged, From, Names, SubordinatesChanged
from handlers.texts.back import BackClaimed, BackConfirmed, BackDenied, Ending, LeaveEnded
from handlers.texts.block import BlockCard, ExaminationConcluded, StillExamined
from handlers.texts.cancellation import (
    CancellationDropped,
    CancellationEnded,
    CancellationExplained,
    CancellationProposed,
    CancellationUnderWay,
    PresenceCancelled,
    WitnessMissing,
)
from handlers.texts.cancellation_card import AskedFor, CancellationCard
from handlers.texts.cancellation_card import Became as Cancelled
from handlers.texts.cancellation_letter import LetterDelivered, LetterReceived, LetterWanted
from handlers.texts.ceremony import CeremonyCall, CeremonyCancelled, ListAwaited
from handlers.texts.changes import Changes, Turn
from handlers.texts.deciders import Reach, Recipient, Upward
from handlers.texts.documents import DocumentFailed, DocumentReady
from handlers.texts.duty import Stamped
from handlers.texts.evaluation import EvaluationReady
from handlers.texts.gaps import DataMissing, YearIncomplete
from handlers.texts.late_stamp import NotBorneOut, NotRecorded, RecordedAfterAll, ShareExpired
from handlers.texts.looked import Looked
from handlers.texts.mending import Mending
from handlers.texts.mismatch import CodeReused, RecordsDiffer, RegistrationGuessed
from handlers.texts.monitoring import MorningCounts, Tally
from handlers.texts.month_end import Done, MonthEnds
from handlers.texts.month_end import Limit as EndLimit
from handlers.texts.notice import AccountBlocked, AccountReleased, AccountUnblocked, ServiceEnded
from handlers.texts.nudge import DaysOpen, DecisionsAwaited, OpenDate
from handlers.texts.office import Count
from handlers.texts.report_card import AgreementCard, Decision, Handed, ReceiptCard
from handlers.texts.report_told import RecapStored, ReportAgreed, ReportReceived, ReportReturned
from handlers.texts.request_card import Limit, Look, RequestCard
from handlers.texts.request_told import (
    Credit,
    RequestDecided,
    RequestFiled,
    SubstituteNamed,
    SubstituteReleased,
)
from handlers.texts.request_view import Became, Beside, Lacking, What
from handlers.texts.review_card import ReviewCard
from handlers.texts.review_told import StampAccepted, StampPassedOn, StampRefused
from handlers.texts.stamp_reminder import StampMissing
from handlers.texts.standing_in import (
    NoLongerReplacedBy,
    NoLongerStandingInFor,
    ReplacedBy,
    StandingInFor,
)
from handlers.texts.ticket import Finished, Passed, TicketCard, TicketFinished, TicketPassed
from handlers.texts.witness import WitnessAsked, WitnessReleased
from tests.builders import correction_notifications as corrections
from tests.builders import offline_notifications as offline
from tests.builders.paper_notifications import ON_PAPER
from tests.office import wita

CARD, CASE = UUID(int=7), UUID(int=8)
SARI, BUDI, EKO = "Sari Wulandari, S.Sos.", "Budi <Santoso> & Rekan", "Eko Prasetyo"
NOW = wita("2026-04-06", "14.00")
APEL, LIMIT = wita("2026-04-06", "07.30"), wita("2026-04-06", "09.00")
DUE = NOW + timedelta(hours=48)
MONDAY, FRIDAY = date(2026, 4, 6), date(2026, 4, 10)
SPAN = (MONDAY, FRIDAY)
WAITS = Screen(CARD, f"menunggu {DUE.isoformat()}")
PAGES = (Page("ab12", 180_000, JPEG, "halaman <1>"), Page("cd34", 90_000, JPEG))
LETTER = Lacking("surat keterangan sakit", "Pasal 10 ayat (2)")
LEAVE = What("Cuti tahunan", *SPAN, filed_last=date(2026, 4, 13))
ASKED = Became(State.PENDING, DUE, NOW, *SPAN, up=Upward(EKO, goes_on=True))
CHANGES = Changes((Turn(MONDAY, "cuti", "hadir"),), more=2)
ENDED = Ending(LEAVE, FRIDAY, withdrawn=False)
TO_SARI = Recipient(SARI, Reach.REACHED)
GATE = Point(2.8371, 117.3642)
OFFICE = Fence("setda", "Kantor Bupati", GATE, 100.0)
CORNERS = (GATE, Point(2.838, 117.3642), Point(2.838, 117.365))
POLYGON = Fence("alun", "Alun-Alun", GATE, 0.0, CORNERS)


def work(number: int, state: State = State.PENDING, **more: object) -> Work:
    told = ("Menyusun <laporan> & rekap", state, DUE, NOW)
    fields = {"output": "Notula", "quantity": 2, "article": "Pasal 9 ayat (10)", **more}
    return Work(number, MONDAY, ActivityKind.DUTY, 90, *told, **fields)  # type: ignore[arg-type]  # its fields


SILENCE = "Pasal 9 ayat (10)"
CORRECTED = work(1, State.DEEMED_APPROVED, article=SILENCE, corrected=60)
BOTH = (work(1, pages=PAGES), work(2))
SPENT = (("jabatan", 90), ("umum", 30))
REFUSED = {"decided_at": NOW, "by": SARI, "remark": "Kurang <jelas>"}

RECAP = Enclosure(Kept("ab34", 48_000, PDF), "Rekap_2026-04_DINKES.pdf")
APRIL, HEALTH = date(2026, 4, 1), "Dinas <Santoso> & Rekan"
EACH = Totals(*range(1, len(fields(Totals)) + 1))
HANDED = Handed("laporan", HEALTH, APRIL, 2, BUDI, NOW, DUE, EACH)
AGREED = Decision(State.APPROVED, SARI, NOW)
RETURNED = Decision(State.REJECTED, EKO, NOW, "Kurang <laporan>")
OF_APRIL = ("laporan", APRIL, HEALTH)
COUNTS = (Count(6, "hari tanpa presensi"), Count(12, "aktivitas menunggu atasan"))
END_LIMIT = EndLimit(MONDAY, DUE)
TICKET = (CARD, Role.OPERATOR, (Role.ADMINISTRATOR,), BUDI)

EXAMPLES: tuple[Notification, ...] = (
    AgreementCard(CARD, HANDED, Decision(), "Hampir habis waktunya:", screen=WAITS),
    AgreementCard(CARD, HANDED, Decision(State.WITHDRAWN, at=NOW)),
    ReceiptCard(CARD, HANDED, AGREED, Decision(), note="Sekarang diputuskan oleh Eko."),
    ReceiptCard(CARD, HANDED, AGREED, Decision(State.APPROVED, EKO, NOW), "0427/2026"),
    ReceiptCard(CARD, HANDED, AGREED, RETURNED),
    EvaluationReady(APRIL, EACH, "dinkes", HEALTH),
    ReportAgreed(*OF_APRIL, SARI, NOW),
    RecapStored("rekap", APRIL, HEALTH, SARI, NOW),
    ReportReceived(*OF_APRIL, NOW, "0427/2026"),
    ReportReturned(*OF_APRIL, BUDI, "Kurang <laporan>"),
    ActivityCard(CARD, BUDI, MONDAY, 2, 2, BOTH, SILENCE, PAGES, SPENT, 15, screen=WAITS),
    ActivityCard(
        CARD,
        BUDI,
        MONDAY,
        1,
        0,
        (work(1, State.APPROVED, decided_at=NOW, by=SARI, pages_before="orang lain"),),
        SILENCE,
        note="Sekarang diputuskan oleh Eko Prasetyo.",
        parts=Parts.READ_ONLY,
        in_place=True,
        screen=Screen(CARD, CLOSED),
    ),
    ActivityFiled(120, MONDAY, DUE, TO_SARI, screen=WAITS),
    ActivityFiled(30, MONDAY, DUE, Recipient(SARI, Reach.AWAY)),
    ActivitiesDecided(
        MONDAY,
        (work(1, State.REJECTED, **REFUSED), work(2, State.DEEMED_APPROVED)),
        3,
        Mending(CASE, 24),
    ),
    ActivitiesDecided(
        MONDAY, (work(1, State.REJECTED, **REFUSED),), mending=Mending(CASE, 24, before=DUE)
    ),
    RequestCard(
        CARD,
        BUDI,
        What("Dinas luar", *SPAN),
        ASKED,
        Limit("Pasal 10 ayat (5)", "eskalasi_atasan"),
        "Rapat <koordinasi>",
        number="090/12/2026",
        substitute=EKO,
        pages=PAGES,
        pages_before="orang yang sama",
        stamps=(
            Stamped(MONDAY, Leg.MASUK, NOW, "Kantor Bupati", 309.0),
            Stamped(MONDAY, Leg.PULANG, DUE, "Kantor Bupati", 9000.0, abroad=True),
        ),
        maps=True,
        times=2,
        beside=(Beside("Cuti tahunan", *SPAN, State.APPROVED, yields=True),),
        look=Look(NOW, SARI),
        done=False,
        screen=WAITS,
    ),
    RequestCard(
        CARD,
        BUDI,
        What("Sakit", MONDAY, MONDAY),
        Became(State.ESCALATED, DUE, NOW, MONDAY, MONDAY, up=Upward(None, goes_on=False)),
        Limit("Pasal 10 ayat (5)", "eskalasi_atasan"),
        "Demam",
        lacking=LETTER,
        note="Suratnya ada di pesan berikut.",
        parts=Parts.TEXT,
        in_place=True,
        screen=Screen(CARD, REPLACED),
    ),
    RequestFiled(LEAVE, DUE, TO_SARI, letter="surat cuti", screen=WAITS),
    RequestFiled(What("Pulang cepat", MONDAY, MONDAY, at=NOW), DUE, Recipient("", Reach.NOBODY)),
    RequestFiled(What("Dinas luar", *SPAN), DUE, Recipient(EKO, Reach.UNCONNECTED), elsewhere=True),
    RequestDecided(
        LEAVE,
        Became(State.APPROVED, DUE, NOW, *SPAN, NOW, SARI),
        CHANGES,
        Credit(450, "Pasal 9 ayat (2)"),
    ),
    RequestDecided(
        LEAVE, Became(State.REJECTED, DUE, NOW, *SPAN, NOW, SARI, remark="Masih <ada> tugas")
    ),
    RequestDecided(
        LEAVE,
        Became(State.ENDED, DUE, NOW, *SPAN, article="keputusan KAM-24"),
        credit=Credit(None, ""),
    ),
    SubstituteNamed(BUDI, *SPAN),
    SubstituteReleased(BUDI, FRIDAY),
    LeaveEnded(BUDI, ENDED),
    LeaveEnded(BUDI, Ending(LEAVE, MONDAY, withdrawn=True)),
    BackClaimed(CASE, BUDI, LEAVE, FRIDAY, CHANGES),
    BackConfirmed(ENDED, CHANGES),
    BackDenied("Cuti tahunan", MONDAY, FRIDAY),
    ReviewCard(
        CARD,
        BUDI,
        Leg.MASUK,
        NOW,
        Looked(State.PENDING, DUE, NOW, MONDAY),
        (Reason.VAGUE, Reason.STATIC_PIN),
        "Kantor Bupati",
        82.5,
        OFFICE,
        GATE,
        320.0,
        screen=WAITS,
    ),
    ReviewCard(
        CARD,
        BUDI,
        Leg.PULANG,
        NOW,
        Looked(State.REJECTED, DUE, NOW, MONDAY, NOW, SARI, "Tidak <di tempat>"),
        (Reason.HOLIDAY,),
        fence=POLYGON,
        point=GATE,
        answered=True,
        answer="Saya <hadir>",
        proof=Kept("ef56", 120_000, JPEG),
        note="Sudah diputuskan lebih dulu; keadaannya sekarang:",
        screen=Screen(CARD, CLOSED),
    ),
    StampAccepted(Leg.MASUK, MONDAY, SARI),
    StampAccepted(Leg.PULANG, MONDAY, None),
    StampRefused(CASE, Leg.MASUK, MONDAY, SARI, "Tidak <di tempat>", answered=False),
    StampRefused(CASE, Leg.MASUK, MONDAY, None, "Tidak <di tempat>", answered=True),
    StampPassedOn(Leg.MASUK, MONDAY, EKO),
    ShareExpired(Leg.MASUK),
    NotRecorded(Leg.PULANG, MONDAY),
    NotBorneOut(Leg.MASUK),
    RecordedAfterAll(Leg.MASUK, MONDAY, NOW),
    StandingInFor(SARI, *SPAN),
    ReplacedBy(EKO, *SPAN),
    NoLongerStandingInFor(SARI, *SPAN),
    NoLongerReplacedBy(EKO, *SPAN),
    AssignmentChanged(
        From(MONDAY, "Dinas <Kesehatan>"),
        From(MONDAY, EKO),
        SARI,
        ((MONDAY, "Sif pagi"), (FRIDAY, None)),
        SPAN,
    ),
    SubordinatesChanged(Names((BUDI, EKO), 3), Names((SARI,))),
    CeremonyCall(CARD, "Apel", MONDAY, APEL, LIMIT, "Alun-alun <Santoso>", ahead=True),
    CeremonyCall(CARD, "Upacara", MONDAY, APEL, LIMIT, "Alun-alun", off=True),
    CeremonyCancelled("Apel", MONDAY, APEL, "Alun-alun", "hujan <laporan>"),
    CeremonyCancelled("Upacara", MONDAY, APEL, "Alun-alun", "hujan", off=True),
    ListAwaited(CARD, "Apel", MONDAY, "Dinas <Kesehatan>", LIMIT, 1),
    ListAwaited(CARD, "Apel", MONDAY, "Dinas Kesehatan", LIMIT, left=15),
    AccountReleased(),
    AccountBlocked("dua ponsel <sekaligus>", MONDAY),
    AccountBlocked("dua ponsel <sekaligus>"),
    BlockCard(
        CARD,
        BUDI,
        NOW,
        "dua ponsel <sekaligus>",
        "Ponsel <lama> rusak",
        PAGES,
        (Role.HEAD,),
        note="Penjelasan pegawai baru masuk.",
    ),
    StillExamined("Buktinya <belum> terbaca"),
    ExaminationConcluded("800/12 <2026>"),
    AccountUnblocked(),
    ServiceEnded(),
    CancellationCard(
        CARD,
        BUDI,
        MONDAY,
        SARI,
        "Pukul 10.00 tidak <berada> di ruang kerja",
        Cancelled(State.PENDING, DUE, NOW, CancellationLacks.ANSWER),
        witnesses=1,
        screen=WAITS,
    ),
    CancellationCard(
        CARD,
        BUDI,
        MONDAY,
        SARI,
        "Pukul 10.00 tidak <berada> di ruang kerja",
        Cancelled(State.REJECTED, DUE, NOW, None, NOW, EKO, "Saksi <kurang> jelas"),
        witnesses=2,
        answered=True,
        note="Satu jawaban Anda ditunggu: pembatalan kehadiran.",
        screen=Screen(CARD, CLOSED),
    ),
    CancellationCard(
        CARD,
        BUDI,
        MONDAY,
        SARI,
        "Pukul 10.00 tidak <berada> di ruang kerja",
        Cancelled(
            State.PENDING,
            DUE,
            NOW,
            CancellationLacks.DAY,
            day=NotThisDay(WhyNot.ASKED, Ground("Pasal 9B ayat (1)", "“di <luar>”")),
        ),
        asked=(AskedFor("Perjalanan <dinas>", State.PENDING), AskedFor("Cuti", State.APPROVED)),
        screen=WAITS,
    ),
    CancellationProposed(CASE, MONDAY, SARI, "Tidak <berada> di ruang kerja", DUE, 2),
    CancellationDropped(MONDAY),
    CancellationExplained(CASE, BUDI, MONDAY, "Mengantar <surat> ke BKPSDM", PAGES),
    CancellationEnded(BUDI, MONDAY, EKO, "Saksi <kurang> jelas"),
    CancellationEnded(BUDI, MONDAY),
    PresenceCancelled(MONDAY, PAGES),
    WitnessAsked(CASE, SARI, BUDI, MONDAY, "Tidak <berada> di ruang kerja"),
    WitnessAsked(CASE, SARI, BUDI, MONDAY, "Tidak <berada> di ruang kerja", again=True),
    WitnessMissing(CASE, BUDI, MONDAY, 1),
    WitnessMissing(CASE, BUDI, MONDAY, 1, silent=True),
    CancellationUnderWay(CASE, BUDI, MONDAY, 2, 1, DUE),
    CancellationUnderWay(CASE, BUDI, MONDAY, 2, 1, DUE, answered=True),
    WitnessReleased(BUDI, MONDAY),
    LetterWanted(CASE, BUDI, MONDAY, EKO, DUE),
    LetterDelivered(CASE, BUDI, MONDAY, "Dinas <Kesehatan>"),
    LetterDelivered(CASE, BUDI, MONDAY, "Dinas <Kesehatan>", again=True),
    LetterReceived(BUDI, MONDAY, EKO, NOW),
    RecordsDiffer(BUDI, (Part.NIP, Part.PHONE)),
    CodeReused(BUDI),
    RegistrationGuessed(BUDI, 5),
    DocumentReady("Rekap April 2026, Dinas <Santoso>", RECAP),
    DocumentReady("Rekap April 2026", RECAP, 2, 3, ("Penanda tangan belum ada.",)),
    DocumentFailed("Rekap April 2026, Dinas <Santoso>"),
    DataMissing(BUDI, Why.NO_HOURS),
    YearIncomplete(2027, ("2027: belum punya libur nasional",)),
    *corrections.EXAMPLES,
    *offline.EXAMPLES,
    ActivityCard(CARD, BUDI, MONDAY, 1, 0, (CORRECTED,), SILENCE),
    *ON_PAPER,
    DaysOpen((OpenDate(MONDAY, once=True),), NOW),
    DaysOpen((OpenDate(MONDAY), OpenDate(FRIDAY, once=True)), offers=True),
    DaysOpen((OpenDate(MONDAY, once=True, asks=True),), NOW),
    DaysOpen((OpenDate(MONDAY, asks=True), OpenDate(FRIDAY, once=True)), NOW),
    DecisionsAwaited("aktivitas", 12, DUE),
    *(
        MonthEnds(each, HEALTH, "ab12cd34", APRIL, MONDAY, COUNTS, 3, DUE, END_LIMIT, END_LIMIT)
        for each in Reminder
    ),
    MonthEnds(Reminder.AHEAD, HEALTH, "ab12cd34", APRIL, MONDAY, COUNTS, done=Done(BUDI, NOW)),
    MonthEnds(Reminder.AHEAD, HEALTH, "ab12cd34", APRIL, MONDAY),
    MonthEnds(Reminder.AHEAD, HEALTH, "ab12cd34", APRIL, MONDAY, hands_in=True),
    MonthEnds(Reminder.OVERDUE, HEALTH, "ab12cd34", APRIL, MONDAY, code="dinkes", looks=True),
    MonthEnds(Reminder.OVERDUE, HEALTH, "ab12cd34", APRIL, MONDAY, code="dinkes", at_head=True),
    MonthEnds(
        Reminder.OVERDUE,
        HEALTH,
        "ab12cd34",
        APRIL,
        MONDAY,
        code="dinkes",
        looks=True,
        at_head=True,
        signs=True,
    ),
    MonthEnds(
        Reminder.DRAFT, HEALTH, "ab12cd34", APRIL, MONDAY, COUNTS, recap="rk:DINKES:202604:0"
    ),
    MonthEnds(
        *(Reminder.DRAFT, HEALTH, "ab12cd34", APRIL, MONDAY),
        recap="rk:DINKES:202604:0",
        code="dinkes",
        articles=("Pasal 7 ayat (3) huruf c Perbup", "keputusan KAM-36"),
        hands_in=True,
    ),
    MorningCounts(HEALTH, NOW, Tally(35, 2, 1, 3, 2, 1), "ab12cd34", "202604"),
    MorningCounts("Kabupaten Bulungan", NOW, Tally(40)),
    StampMissing(Leg.MASUK, NOW),
    StampMissing(Leg.PULANG, NOW),
    TicketCard(*TICKET, HEALTH, "Lokasi <laporan> tidak terbaca", NOW, screen=WAITS),
    TicketCard(
        CARD,
        Role.KOMINFO_MANAGER,
        (Role.BKPSDM_MANAGER,),
        BUDI,
        "",
        "Lokasi tidak terbaca",
        NOW,
        PAGES,
        Passed(EKO, DUE),
        unread=True,
    ),
    TicketCard(*TICKET, HEALTH, "x", NOW, finished=Finished(EKO, DUE, "Coba <laporan> lagi")),
    TicketCard(*TICKET, HEALTH, "x", NOW, finished=Finished(EKO, DUE), told=False),
    TicketPassed("Lokasi <laporan> tidak terbaca", EKO, Role.ADMINISTRATOR),
    TicketFinished("Lokasi <laporan> tidak terbaca", EKO, "Coba <laporan> lagi"),
    TicketFinished("Lokasi tidak terbaca", BUDI),
)
