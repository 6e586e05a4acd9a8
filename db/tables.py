"""Every table there is, for migrations and tests."""

from db import (
    activity,
    audit,
    binding,
    conversation,
    delegation,
    employee,
    file,
    inbox,
    office,
    outage,
    outbox,
    rate,
    request,
    share,
    stamp,
    verifier,
)
from db.base import metadata

__all__ = [
    "activity",
    "audit",
    "binding",
    "conversation",
    "delegation",
    "employee",
    "file",
    "inbox",
    "metadata",
    "office",
    "outage",
    "outbox",
    "rate",
    "request",
    "share",
    "stamp",
    "verifier",
]
