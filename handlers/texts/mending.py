"""How long daily work that was rejected may be mended, once (AMB-18)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from core.law.closing import closes_at
from core.law.span import RunningHours
from core.organisation.region import Region
from db.records.activity import Activity
from handlers.chat.format import moment


@dataclass(frozen=True, slots=True)
class Mending:
    """Which activity may be mended, within so many hours, or before its month closes."""

    id: UUID
    hours: int
    before: datetime | None = None

    def text(self, region: Region) -> str:
        """A sentence for whoever filed it."""
        if self.before is not None:
            return f"Dapat diperbaiki satu kali sebelum {moment(self.before, region.zone)}."
        return f"Dapat diperbaiki satu kali dalam {self.hours} jam."


def of(region: Region, item: Activity, now: datetime) -> Mending | None:
    """None where it may not be mended, or its month is closed (AMB-55)."""
    again = region.regulation.kinerja.isi_ulang.on(item.date).value
    closes = closes_at(region.regulation, item.date, region.zone)
    if not isinstance(again, RunningHours) or (closes is not None and closes <= now):
        return None
    soon = closes is not None and closes < (item.decided_at or now) + timedelta(hours=again.jam)
    return Mending(item.id, again.jam, closes if soon else None)
