"""How long daily work that was rejected may be mended, once (AMB-18)."""

from datetime import datetime, timedelta

from core.law.closing import closes_at
from core.law.span import RunningHours
from core.organisation.region import Region
from db.records.activity import Activity
from handlers.chat.format import moment


def told(region: Region, item: Activity, now: datetime) -> str | None:
    """A sentence for whoever filed it; None where it may not, or its month is closed (AMB-55)."""
    again = region.regulation.kinerja.isi_ulang.on(item.date).value
    closes = closes_at(region.regulation, item.date, region.zone)
    if not isinstance(again, RunningHours) or (closes is not None and closes <= now):
        return None
    if closes is not None and closes < (item.decided_at or now) + timedelta(hours=again.jam):
        return f"Dapat diperbaiki satu kali sebelum {moment(closes, region.zone)}."
    return f"Dapat diperbaiki satu kali dalam {again.jam} jam."
