"""What became of a look at a stamp, whether it was made with signal or handed in later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from markupsafe import Markup

from core.approvals.case import UNDECIDED, Case, State
from core.attendance.review import state_at
from core.organisation.region import Region
from handlers.chat.format import brief, moment
from handlers.chat.format import decided as decided_at
from handlers.chat.screen import CLOSED

Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a look at a stamp as of `now`, by whom and when; silence decides nothing.

    (AMB-46)
    """

    state: State
    due_at: datetime
    now: datetime
    date: date
    decided_at: datetime | None = None
    by: str = ""
    remark: str = ""

    def text(self, region: Region) -> Markup:
        """One line, with a sign."""
        zone = region.zone
        at = decided_at(self.decided_at or self.now, zone, self.now, self.date, self.date)
        by = brief(self.by)
        match self.state:
            case State.APPROVED:
                return Markup("✅ Diterima {}, {}").format(by, at)
            case State.REJECTED:
                return Markup("❌ Ditolak {}, {}: {}").format(by, at, self.remark)
            case State.ENDED:
                return Markup("Bulannya sudah ditutup tanpa keputusan. Presensinya tetap dihitung.")
            case State.PENDING:
                return Markup("⏳ Menunggu, batas {}").format(moment(self.due_at, zone))
            case _:
                text = Markup("⏳ Belum diputuskan sampai {}, jadi diteruskan")
                return text.format(moment(self.due_at, zone))


def as_of(region: Region, case: Case, now: datetime) -> str:
    """As what the card stands: until when it waits, that it has gone up, or that it is over."""
    if state_at(region.regulation, case, now, region.zone) not in UNDECIDED:
        return CLOSED
    due = case.due_at.astimezone(UTC).isoformat()
    return f"menunggu {due}" if now < case.due_at else f"naik {due}"


def looked(region: Region, case: Case, names: Names, now: datetime) -> Looked:
    """What became of it, swept or not."""
    return Looked(
        state_at(region.regulation, case, now, region.zone),
        case.due_at,
        now,
        case.day,
        case.decided_at,
        by=names.get(case.decided_by, "") if case.decided_by else "",
        remark=case.remark or "",
    )
