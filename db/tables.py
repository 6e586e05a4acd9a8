"""Every table there is, for migrations and tests."""

from db import store
from db.base import metadata
from db.messages import conversation, inbox, outbox, rate
from db.people import (
    binding,
    block,
    delegation,
    departure,
    employee,
    letterhead,
    mismatch,
    office,
    verifier,
)
from db.records import (
    activity,
    attachment,
    audit,
    cancellation,
    claim,
    document,
    outage,
    recalculation,
    request,
    review,
    stamp,
    unjudged,
    witness,
)

__all__ = [
    "activity",
    "attachment",
    "audit",
    "binding",
    "block",
    "cancellation",
    "claim",
    "conversation",
    "delegation",
    "departure",
    "document",
    "employee",
    "inbox",
    "letterhead",
    "metadata",
    "mismatch",
    "office",
    "outage",
    "outbox",
    "rate",
    "recalculation",
    "request",
    "review",
    "stamp",
    "store",
    "unjudged",
    "verifier",
    "witness",
]
