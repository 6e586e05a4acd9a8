"""Every table there is, for migrations and tests."""

from db import store
from db.base import metadata
from db.messages import conversation, inbox, outbox, rate
from db.people import (
    binding,
    delegation,
    departure,
    employee,
    mismatch,
    office,
    reminder,
    reminder_round,
    verifier,
)
from db.records import (
    activity,
    attachment,
    audit,
    claim,
    outage,
    recalculation,
    request,
    review,
    stamp,
    ticket,
    unjudged,
)

__all__ = [
    "activity",
    "attachment",
    "audit",
    "binding",
    "claim",
    "conversation",
    "delegation",
    "departure",
    "employee",
    "inbox",
    "metadata",
    "mismatch",
    "office",
    "outage",
    "outbox",
    "rate",
    "recalculation",
    "reminder",
    "reminder_round",
    "request",
    "review",
    "stamp",
    "store",
    "ticket",
    "unjudged",
    "verifier",
]
