"""One notification of each kind about attendance captured offline."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from core.approvals.case import State
from core.attendance.offline import Signal
from core.attendance.stamp import Leg
from db.records.attachment import Page
from handlers.chat.event import JPEG
from handlers.chat.notification import Notification
from handlers.chat.screen import CLOSED, Screen
from handlers.texts.looked import Looked
from handlers.texts.offline_card import OfflineCard, OfflineRefused
from tests.office import wita

CARD, MONDAY = UUID(int=10), date(2026, 4, 6)
TAKEN, NOW = wita("2026-04-06", "07.24"), wita("2026-04-07", "14.00")
DUE = NOW + timedelta(hours=48)
BUDI, SARI, PLACE = "Budi <Santoso> & Rekan", "Sari Wulandari, S.Sos.", "Kantor <Bupati>"
WAITS = Looked(State.PENDING, DUE, NOW, MONDAY)
REFUSED = Looked(State.REJECTED, DUE, NOW, MONDAY, NOW, SARI, "Bukan <kantor>")

EXAMPLES: tuple[Notification, ...] = (
    OfflineCard(
        CARD,
        BUDI,
        Leg.MASUK,
        TAKEN,
        NOW,
        PLACE,
        16.2,
        WAITS,
        tuple(Signal),
        7,
        "Sinyal <mati>",
        (Page("ab12", 180_000, JPEG),),
        mapped=True,
        screen=Screen(CARD, "menunggu"),
    ),
    replace(
        OfflineCard(CARD, BUDI, Leg.PULANG, TAKEN, NOW, PLACE, 16.2, REFUSED),
        note="Sudah diputuskan lebih dulu; keadaannya sekarang:",
        screen=Screen(CARD, CLOSED),
    ),
    OfflineRefused(Leg.MASUK, MONDAY, SARI, "Bukan <kantor>"),
)
