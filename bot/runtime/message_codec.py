"""Outbox rows: a message as kind and JSON, and back."""

from typing import Any

from pydantic import TypeAdapter

from bot.runtime.reply_codec import pack_reply, unpack_reply
from db.messages.outbox import REPLY, NewMessage
from handlers.chat.notification import Notification
from handlers.chat.outgoing import Outgoing
from handlers.chat.reply import Reply
from handlers.notifications import NOTIFICATIONS

ADAPTERS: dict[str, TypeAdapter[Notification]] = {
    each.KIND: TypeAdapter(each) for each in NOTIFICATIONS
}


class UnknownKind(LookupError):
    """A kind of notification that a newer release has written."""


def pack(out: Outgoing) -> NewMessage:
    """A row for the outbox; what is at its default is left out."""
    says = out.says
    kind = REPLY if isinstance(says, Reply) else says.KIND
    body = pack_reply(says) if isinstance(says, Reply) else pack_notification(says)
    card, as_of = (says.screen.card, says.screen.as_of) if says.screen else (None, None)
    keys = (out.dedupe, out.edits_key)
    return NewMessage(out.to, int(out.priority), body, *keys, card, as_of, out.unless, kind)


def pack_notification(told: Notification) -> dict[str, Any]:
    """The fields of a notification as JSON."""
    fields: dict[str, Any] = ADAPTERS[told.KIND].dump_python(
        told, mode="json", exclude_defaults=True
    )
    return fields


def unpack(kind: str, body: dict[str, Any]) -> Reply | Notification:
    """What a row says. Raises `UnknownKind`, and ValueError where the fields do not fit."""
    if kind == REPLY:
        return unpack_reply(body)
    if (adapter := ADAPTERS.get(kind)) is None:
        raise UnknownKind(kind)
    return adapter.validate_python(body)
