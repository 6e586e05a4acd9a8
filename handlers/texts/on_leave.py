"""What a stamp on a day of granted leave says."""

from datetime import date

from core.approvals.case import COUNTED
from core.month.day_state import STATES
from core.requests.absence import absences, effective_absence
from handlers.chat.context import Context
from handlers.chat.format import short_date


def note(ctx: Context, day: date) -> list[str]:
    """That the day stays what it is, and how to end the leave; nothing on any other day."""
    stands = effective_absence(absences(ctx.regulation, ctx.someone.requests, day, ctx.event.at))
    if stands is None or not stands.absent or stands.state not in COUNTED:
        return []
    called = STATES[stands.code].value
    when = "Hari ini" if day == ctx.calendar_date else f"Dinas malam {short_date(day)}"
    return [f"{when} tetap {called}. Bila sudah bekerja kembali, akhiri lewat /izin_saya."]
