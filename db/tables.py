"""Every table there is, for migrations and tests."""

from db import store
from db.base import metadata
from db.messages import conversation, inbox, outbox, rate
from db.people import (
    binding,
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
    claim,
    document,
    evaluation,
    outage,
    recalculation,
    report,
    report_line,
    report_receipt,
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
    "claim",
    "conversation",
    "delegation",
    "departure",
    "document",
    "employee",
    "evaluation",
    "inbox",
    "letterhead",
    "metadata",
    "mismatch",
    "office",
    "outage",
    "outbox",
    "rate",
    "recalculation",
    "report",
    "report_line",
    "report_receipt",
    "request",
    "review",
    "stamp",
    "store",
    "unjudged",
    "verifier",
]
