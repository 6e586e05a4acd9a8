"""One notification of each kind about attendance on paper."""

from datetime import date
from uuid import UUID

from core.attendance.stamp import Leg
from core.law.questions.manual import Condition
from core.month.incident import Usage
from core.month.letter import LetterState
from db.records.attachment import Page
from handlers.chat.event import JPEG
from handlers.chat.notification import Notification
from handlers.texts.incident import (
    Due,
    IncidentCard,
    IncidentReported,
    IncidentVouched,
    LongerCard,
    LongerDecided,
    ManualOpened,
)
from handlers.texts.letter import LetterCard, LetterDecided, LetterHandedIn, LettersDue, Named
from handlers.texts.manual import ManualDisputed, ManualRecorded, ManualWithdrawn, Written
from handlers.texts.manual_work import WorkRecorded, WorkWithdrawn
from tests.office import wita

CARD = UUID(int=7)
SARI, BUDI, EKO = "Sari Wulandari, S.Sos.", "Budi <Santoso> & Rekan", "Eko Prasetyo"
NOW, MONDAY, SUNDAY = wita("2026-04-06", "14.00"), date(2026, 4, 6), date(2026, 4, 12)
MAY_1, MAY_4 = date(2026, 5, 1), date(2026, 5, 4)
END = wita("2026-05-05", "00.00")
LOST, BROKEN = Condition.LOST, Condition.BROKEN
SEVEN, THREE = Usage(nth=1, days=7, last=SUNDAY), Usage(used=1, times=3)
LINES = (Named(BUDI, MONDAY, BROKEN), Named(EKO, MONDAY, LOST), Named(BUDI, SUNDAY, BROKEN))
PAGES = (Page("ab12", 180_000, JPEG, "halaman <1>"), Page("cd34", 90_000, JPEG))
OFFICE = "Sekretariat Daerah"
CAME, WENT = Written(Leg.MASUK, NOW), Written(Leg.PULANG, wita("2026-04-06", "16.02"))
WHY = "Kurang <laporan>"

ON_PAPER: tuple[Notification, ...] = (
    IncidentReported(BUDI, BROKEN, MONDAY, SUNDAY),
    IncidentReported(EKO, Condition.SIGNAL, MONDAY, None),
    IncidentCard(CARD, BUDI, LOST, MONDAY, SARI),
    IncidentVouched(BUDI, LOST, true=True, by=SARI),
    IncidentVouched(BUDI, LOST, true=False, by=SARI),
    ManualOpened(BROKEN, MONDAY, SEVEN, None, letter=True),
    ManualOpened(LOST, MONDAY, THREE, Due(MAY_1, MAY_4), letter=True),
    LongerCard(CARD, BUDI, OFFICE, BROKEN, MONDAY, SEVEN, MAY_1, WHY, NOW),
    LongerDecided(BUDI, MAY_1, granted=True, by=SARI),
    LongerDecided(BUDI, MAY_1, granted=False, by=SARI),
    ManualRecorded(CARD, MONDAY, (CAME, WENT), SARI, counts=True, until=END),
    ManualRecorded(CARD, MONDAY, (CAME,), SARI, counts=False, until=None),
    ManualWithdrawn(MONDAY, SARI, WHY),
    ManualDisputed(BUDI, MONDAY, WHY),
    WorkRecorded(MONDAY, SUNDAY, 4, 360, SARI, counts=False),
    WorkRecorded(MONDAY, MONDAY, 1, 90, SARI, counts=True),
    WorkWithdrawn(MONDAY, 2, SARI),
    LetterCard(CARD, OFFICE, EKO, LINES, END),
    LetterHandedIn(
        CARD, OFFICE, "800/<1>", LINES, PAGES, SARI, NOW, late=True, pages_before="orang lain"
    ),
    LetterHandedIn(CARD, OFFICE, None, LINES[:1], (), SARI, NOW, late=False),
    LetterDecided(CARD, OFFICE, LetterState.SENT_BACK, SARI, WHY, 3),
    LetterDecided(CARD, OFFICE, LetterState.ACCEPTED, SARI, None, 3),
    LetterDecided(CARD, OFFICE, LetterState.SIGNED, SARI, None, 3),
    LettersDue(OFFICE, MONDAY, Due(MAY_1, MAY_4), 2),
    LettersDue(OFFICE, MONDAY, None, 1),
)
