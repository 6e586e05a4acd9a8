"""Every table there is, for migrations and tests."""

from db import store
from db.base import metadata
from db.messages import conversation, inbox, outbox, rate
from db.people import (
    binding,
    ceremony,
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
    ceremony_call,
    ceremony_list,
    ceremony_presence,
    claim,
    document,
    outage,
    recalculation,
    request,
    review,
    stamp,
    unjudged,
)

__all__ = [
    "activity",
    "attachment",
    "audit",
    "binding",
    "ceremony",
    "ceremony_call",
    "ceremony_list",
    "ceremony_presence",
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
]
