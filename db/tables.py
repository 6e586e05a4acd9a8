"""Every table there is, for migrations and tests."""

from db import (
    activity,
    audit,
    binding,
    conversation,
    employee,
    inbox,
    office,
    outbox,
    rate,
    share,
    stamp,
)
from db.base import metadata

__all__ = [
    "activity",
    "audit",
    "binding",
    "conversation",
    "employee",
    "inbox",
    "metadata",
    "office",
    "outbox",
    "rate",
    "share",
    "stamp",
]
