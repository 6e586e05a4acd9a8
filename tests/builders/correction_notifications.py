"""One notification of each kind about corrections, and more where its words hang on its fields."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from core.approvals.case import State
from core.attendance.stamp import Leg
from db.records.attachment import Page
from handlers.chat.event import JPEG
from handlers.chat.notification import Notification
from handlers.chat.screen import CLOSED, Screen
from handlers.texts.changes import Changes, Turn
from handlers.texts.correction import Edited, Outcome
from handlers.texts.correction_card import CorrectionCard, CorrectionDecided, CorrectionProposed
from tests.office import wita

CARD = UUID(int=9)
SARI, BUDI, EKO = "Sari Wulandari, S.Sos.", "Budi <Santoso> & Rekan", "Eko Prasetyo"
NOW, MONDAY = wita("2026-04-07", "14.00"), date(2026, 4, 6)
DUE = NOW + timedelta(days=3)
MASUK, LATE = wita("2026-04-06", "07.24"), wita("2026-04-06", "08.10")
PAGES = (Page("ab12", 180_000, JPEG), Page("cd34", 90_000, JPEG))
CHANGES = Changes((Turn(MONDAY, "hadir, terlambat 40 menit", "hadir"),))

LEG = Edited(MONDAY, Leg.MASUK, MASUK, LATE, "Kantor <Bupati>", "Kantor <Bupati>")
NEW = replace(LEG, was_at=None, was_place=None, further=True)
MOVED = replace(LEG, at=LATE, was_place="RSUD")
AWAY = Edited(MONDAY, Leg.PULANG, LATE)
WORK = Edited(MONDAY, activity="Rapat <monev>", minutes=60, was_minutes=90)
REFUSED = replace(WORK, minutes=0)
WAITS = Outcome(State.PENDING, DUE, NOW, MONDAY, proposed=True)
ASKED = replace(WAITS, proposed=False)
AGREED = Outcome(State.APPROVED, DUE, NOW, MONDAY, proposed=True, decided_at=NOW, by=EKO)
DENIED = replace(AGREED, state=State.REJECTED, remark="Buktinya <kabur>")

EXAMPLES: tuple[Notification, ...] = (
    CorrectionCard(
        CARD,
        BUDI,
        LEG,
        "Lupa <menekan> masuk",
        WAITS,
        by=SARI,
        decree="800/<12>",
        after_lock=True,
        pages=PAGES,
        changes=CHANGES,
        screen=Screen(CARD, "diusulkan"),
    ),
    CorrectionCard(CARD, BUDI, NEW, "Lupa", ASKED, pages=PAGES[:1]),
    CorrectionCard(
        CARD, BUDI, WORK, "Keliru", DENIED, by=SARI, note="Catatan", screen=Screen(CARD, CLOSED)
    ),
    CorrectionCard(CARD, BUDI, MOVED, "Keliru", AGREED, by=SARI),
    CorrectionCard(CARD, BUDI, AWAY, "Lupa", replace(AGREED, state=State.WITHDRAWN), by=SARI),
    CorrectionCard(CARD, BUDI, REFUSED, "Ganda", replace(AGREED, state=State.LAPSED), by=SARI),
    CorrectionProposed(LEG, SARI, "Lupa <menekan> masuk"),
    CorrectionDecided(LEG, State.APPROVED, by=EKO, changes=CHANGES),
    CorrectionDecided(LEG, State.REJECTED, by=EKO, remark="Buktinya <kabur>"),
    CorrectionDecided(WORK, State.LAPSED),
    CorrectionDecided(LEG, State.APPROVED, name=BUDI, by=EKO),
)
