"""Every table there is, for migrations and tests."""

from db import store
from db.base import metadata
from db.messages import conversation, inbox, outbox, rate
from db.people import binding, delegation, departure, employee, mismatch, office, verifier
from db.records import (
    activity,
    attachment,
    audit,
    claim,
    incident,
    letter,
    manual,
    manual_work,
    outage,
    recalculation,
    request,
    review,
    sheet,
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
    "employee",
    "inbox",
    "incident",
    "letter",
    "manual",
    "manual_work",
    "metadata",
    "mismatch",
    "office",
    "outage",
    "outbox",
    "rate",
    "recalculation",
    "request",
    "review",
    "sheet",
    "stamp",
    "store",
    "unjudged",
    "verifier",
]
