"""A tap on an inline button: which button it is, its callback query, and its answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.sandbox.chat import LONG, Chat, Query, Toast
from bot.sandbox.model import Json, Message, User, message_wire, user_wire


@dataclass(frozen=True, slots=True)
class Tap:
    chat: Chat
    query_id: str

    @property
    def toast(self) -> Toast | None:
        """What the person saw; None while the spinner turns."""
        return next((each for each in self.chat.toasts if each.query_id == self.query_id), None)

    async def answered(self, timeout: float = LONG) -> Toast:  # noqa: ASYNC109 - how long a test waits
        await self.chat.bell.until(lambda: self.toast is not None, timeout)
        if self.toast is None:
            raise LookupError("the answer is gone from the last hundred toasts")
        return self.toast


def find_button(label: str, messages: Iterable[Message]) -> tuple[Message, str]:
    """Find the first message that has the button, and its ``callback_data``."""
    shown: list[str] = []
    for message in messages:
        shown += message.buttons
        for button in (button for row in message.inline_keyboard for button in row):
            if button["text"] == label and "callback_data" in button:
                return message, str(button["callback_data"])
    raise LookupError(f"no button {label!r} that answers the bot; there are {shown}")


def query_wire(query: Query, user: User, data: str) -> Json:
    return {
        "id": query.id,
        "from": user_wire(user),
        "message": _message_wire(query),
        "chat_instance": str(-query.chat.id * 31),
        "data": data,
    }


def _message_wire(query: Query) -> Json:
    message = query.chat.messages.get(query.message_id)
    if message is not None:
        return message_wire(query.chat.wire(), message)
    return {"chat": query.chat.wire(), "message_id": query.message_id, "date": 0}
