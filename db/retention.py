"""Retention: every column that may hold something about a person, and when it is emptied.

`PLACES` and `CODES` together name each column that could: a new one that stands in neither fails
a test. Outside the database lie only the files of `HADIR_FILES` (letters and photos: the archive)
and logs, in which numbers and places are cut short.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy.ext.asyncio import AsyncConnection

from db.messages import chat, conversation, inbox, outbox
from db.people import binding, reminder_round
from db.records import capture, claim, document, stamp, unjudged

# Telegram keeps an update for 24 hours, WhatsApp for seven days.
MARKS_ARE_KEPT = timedelta(days=8)
# What was sent or given up, and letters that were settled.
SENT_IS_KEPT = timedelta(days=7)
# What did not reach somebody who was away is sent once they are back; older news are in the lists.
MISSED_IS_KEPT = timedelta(days=31)
# By its key a card is known to have been sent, and changed where it stands. As long waits what
# cannot be sent and a letter that nobody settles.
KEYS_ARE_KEPT = timedelta(days=92)
STRANGERS_ARE_KEPT = timedelta(days=1)
SILENT_CHATS_ARE_KEPT = timedelta(days=90)
# After their last answer or point: what is asked runs out within the hour.
LEFT_OPEN_IS_KEPT = timedelta(days=1)


class Until(StrEnum):
    """What ends the keeping."""

    ARCHIVE = "never: the archive of a civil servant's attendance and work"
    REGISTER = "the office enters another value"
    BOUND = "the account is disconnected"
    POINTS = "the months that /privasi promises are over (KAM-18)"
    MISMATCHED = "the days of the region's rule for failed registrations are over (AMB-62)"
    SEEN = "no platform delivers the update again"
    SENT = "a week after it was sent or given up, a month where somebody was away"
    SETTLED = "a week after it was settled, or a quarter of a year after it came"
    ANSWERED = "a day after it ran out, or the chat has been silent for long"
    HEARD = "a day after its window has ended"
    PRINTED = "a quarter of a year after it was asked for"
    COUNTED = "eight days: a count closes its own day only"


PLACES: Mapping[str, Until] = MappingProxyType(
    {
        "activation.code_hash": Until.ARCHIVE,
        "activity.article": Until.ARCHIVE,
        "activity.description": Until.ARCHIVE,
        "activity.output": Until.ARCHIVE,
        "activity.photo": Until.ARCHIVE,
        "activity.photo_before": Until.ARCHIVE,
        "activity.remark": Until.ARCHIVE,
        "attempt.address": Until.COUNTED,
        "audit.action": Until.ARCHIVE,
        "audit.actor": Until.ARCHIVE,
        "audit.detail": Until.ARCHIVE,
        "audit_change.about": Until.ARCHIVE,
        "audit_change.after": Until.ARCHIVE,
        "audit_change.before": Until.ARCHIVE,
        "audit_change.what": Until.ARCHIVE,
        "binding.address": Until.BOUND,
        "block.answer": Until.ARCHIVE,
        "block.decree": Until.ARCHIVE,
        "block.paper": Until.ARCHIVE,
        "block.reason": Until.ARCHIVE,
        "ceremony_cancellation.reason": Until.ARCHIVE,
        "ceremony_list.called": Until.ARCHIVE,
        "ceremony_list.pages": Until.ARCHIVE,
        "ceremony_list.unsigned": Until.ARCHIVE,
        "ceremony_presence.distance": Until.ARCHIVE,
        "capture.accuracy": Until.ARCHIVE,
        "capture.article": Until.ARCHIVE,
        "capture.distance": Until.ARCHIVE,
        "capture.latitude": Until.POINTS,
        "capture.longitude": Until.POINTS,
        "capture.note": Until.ARCHIVE,
        "capture.picture": Until.ARCHIVE,
        "capture.remark": Until.ARCHIVE,
        "block_consent.letter": Until.ARCHIVE,
        "cancellation.answer": Until.ARCHIVE,
        "cancellation.article": Until.ARCHIVE,
        "cancellation.letter": Until.ARCHIVE,
        "cancellation.paper": Until.ARCHIVE,
        "cancellation.reason": Until.ARCHIVE,
        "cancellation.remark": Until.ARCHIVE,
        "conversation.address": Until.ANSWERED,
        "conversation.state": Until.ANSWERED,
        "dead_letter.body": Until.SETTLED,
        "dead_letter.traceback": Until.SETTLED,
        "correction.article": Until.ARCHIVE,
        "correction.decree": Until.ARCHIVE,
        "correction.proof": Until.ARCHIVE,
        "correction.reason": Until.ARCHIVE,
        "correction.remark": Until.ARCHIVE,
        "delegation.decree": Until.ARCHIVE,
        "departure.back_decree": Until.ARCHIVE,
        "departure.decree": Until.ARCHIVE,
        "departure.kind": Until.ARCHIVE,
        "document.address": Until.PRINTED,
        "document.body": Until.PRINTED,
        "document.error": Until.PRINTED,
        "document.files": Until.PRINTED,
        "employee.name": Until.REGISTER,
        "employee.nip": Until.REGISTER,
        "employee.phone": Until.REGISTER,
        "employee.rank": Until.REGISTER,
        "employee.title": Until.REGISTER,
        "exemption.decree": Until.ARCHIVE,
        "file.hash": Until.ARCHIVE,
        "former_nip.nip": Until.ARCHIVE,
        "inbox.address": Until.SEEN,
        "incident.reason": Until.ARCHIVE,
        "incident_extension.reason": Until.ARCHIVE,
        "letter.number": Until.ARCHIVE,
        "letter.pages": Until.ARCHIVE,
        "letter.remark": Until.ARCHIVE,
        "manual.remark": Until.ARCHIVE,
        "manual_work.description": Until.ARCHIVE,
        "manual_work.output": Until.ARCHIVE,
        "mismatch.address": Until.MISMATCHED,
        "mismatch.nip": Until.MISMATCHED,
        "outage.entered_by": Until.ARCHIVE,
        "outage.reason": Until.ARCHIVE,
        "outbox.address": Until.SENT,
        "outbox.body": Until.SENT,
        "outbox.error": Until.SENT,
        "report.article": Until.ARCHIVE,
        "report.package": Until.ARCHIVE,
        "report.remark": Until.ARCHIVE,
        "report_line.apel": Until.ARCHIVE,
        "report_line.days": Until.ARCHIVE,
        "report_line.name": Until.ARCHIVE,
        "report_line.nip": Until.ARCHIVE,
        "report_line.rank": Until.ARCHIVE,
        "report_line.title": Until.ARCHIVE,
        "report_receipt.article": Until.ARCHIVE,
        "report_receipt.remark": Until.ARCHIVE,
        "request.article": Until.ARCHIVE,
        "request.number": Until.ARCHIVE,
        "request.paper": Until.ARCHIVE,
        "request.paper_before": Until.ARCHIVE,
        "request.reason": Until.ARCHIVE,
        "request.remark": Until.ARCHIVE,
        "review.answer": Until.ARCHIVE,
        "review.article": Until.ARCHIVE,
        "review.paper": Until.ARCHIVE,
        "review.remark": Until.ARCHIVE,
        "role.decree": Until.ARCHIVE,
        "share.address": Until.HEARD,
        "share.trace": Until.HEARD,
        "sheet.pages": Until.ARCHIVE,
        "sheet.pages_before": Until.ARCHIVE,
        "stamp.accuracy": Until.ARCHIVE,
        "stamp.distance": Until.ARCHIVE,
        "stamp.evidence": Until.ARCHIVE,  # never a point: core.attendance.evidence.as_record
        "stamp.latitude": Until.POINTS,
        "stamp.longitude": Until.POINTS,
        "ticket.answer": Until.ARCHIVE,
        "ticket.photo": Until.ARCHIVE,
        "ticket.words": Until.ARCHIVE,
        "unjudged.accuracy": Until.ARCHIVE,
        "unjudged.address": Until.ARCHIVE,
        "unjudged.evidence": Until.ARCHIVE,  # like that of a stamp
        "unjudged.latitude": Until.POINTS,
        "unjudged.longitude": Until.POINTS,
        "witness.statement": Until.ARCHIVE,
    }
)

# Our own words, numbers of platforms and of offices: nobody is known or found by them.
CODES = frozenset(
    f"{table}.{column}"
    for table, columns in {
        "activity": "kind state",
        "attempt": "channel",
        "binding": "channel",
        # A point of its own is one in public, where people are called to.
        "ceremony": "latitude longitude name office place radius venue",
        "ceremony_call": "call",
        "ceremony_list": "office",
        "ceremony_office": "office",
        "capture": "leg place signals state",
        "block": "settled",
        "block_consent": "role",
        "cancellation": "state",
        "conversation": "channel",
        "correction": "leg matter place state was_place",
        "dead_letter": "channel update",
        "delegation": "why",
        "document": "channel dedupe kind state",
        "edition": "schedule week",
        "employee": "kind",
        "employee_duty": "schedule",
        "evaluation": "office role totals",
        "exemption": "kind",
        "holiday": "decree kind name withdrawn_by",
        "inbox": "channel update",
        "incident": "condition",
        "letter": "office state",
        "letter_line": "condition",
        "manual": "condition leg office",
        "manual_work": "kind",
        "mismatch": "channel parts",
        "letterhead": "address code logo name office phone web",
        "office": "name office parent",
        "office_duty": "office schedule",
        "outage": "office",
        "outbox": "as_of channel dedupe edits_key kind message state unless",
        "place": "corners latitude longitude name office place radius",
        "posting": "office",
        "rate": "channel tokens",
        "reminder_round": "round",
        "report": "contents office state",
        "report_line": "office",
        "report_receipt": "state",
        "request": "code state terms",
        "review": "leg reasons state",
        "role": "office role",
        "schedule": "name schedule",
        "share": "channel leg message unsure_in",
        "stamp": "channel grounds leg message place",
        "store": "mark",
        "ticket": "desk office state",
        "unjudged": "channel kind leg message why",
        "witness": "answer",
    }.items()
    for column in columns.split()
)


async def forget(db: AsyncConnection, now: datetime) -> int:
    """Drop what has done its work: marks, messages, letters, chats. No fact is touched."""
    quarter = now - KEYS_ARE_KEPT
    return sum(
        [
            await inbox.forget_marks(db, now - MARKS_ARE_KEPT),
            await inbox.forget_letters(db, now - SENT_IS_KEPT, quarter),
            await outbox.forget_done(db, now - SENT_IS_KEPT, now - MISSED_IS_KEPT, quarter),
            await claim.forget(db, now - LEFT_OPEN_IS_KEPT),
            await document.forget(db, quarter),
            await conversation.forget_talks(db, now - LEFT_OPEN_IS_KEPT),
            await chat.forget(db, now - SILENT_CHATS_ARE_KEPT, now - STRANGERS_ARE_KEPT),
            await binding.forget_attempts(db, (now - MARKS_ARE_KEPT).date()),
            await reminder_round.forget(db, quarter),
        ]
    )


async def forget_points(db: AsyncConnection, region: str, before: date) -> int:
    """Drop coordinates older than what /privasi promises (KAM-18)."""
    forgotten = await stamp.forget_points(db, region, before)
    forgotten += await capture.forget_points(db, region, before)
    return forgotten + await unjudged.forget_points(db, region, before)
