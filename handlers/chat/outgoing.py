"""An outgoing message: an answer or a notification, with its address and priority."""

from dataclasses import dataclass
from datetime import datetime

from core.attendance.claim import Unstamped
from core.organisation.address import Address
from handlers.chat.notification import Notification
from handlers.chat.reply import Priority, Reply


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way: to whom, how urgent, and the key that keeps it from being doubled.

    `edits_key` is the key of an earlier message that it changes in place, on channels that can.
    `unless`: the leg that it calls not recorded; once it is stamped, this is not sent any more.
    `not_before`: nobody is woken by it; None: at once.
    """

    to: Address
    says: Reply | Notification
    priority: Priority = Priority.ANSWER
    dedupe: str | None = None
    edits_key: str | None = None
    unless: Unstamped | None = None
    not_before: datetime | None = None
