"""A page as its server sees it: what it is told, and what a bot writes for it to be told."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.demo.phone import Phone
from bot.demo.stream import Listener
from bot.sandbox.model import Message


@dataclass(slots=True)
class Page:
    """A listener whose news has gone through JSON."""

    listener: Listener
    heard: list[tuple[str, Any]] = field(default_factory=list)

    def news(self) -> list[tuple[str, Any]]:
        self.heard = [
            (name, json.loads(json.dumps(payload, allow_nan=False)))
            for name, payload in self.listener.news()
        ]
        return self.heard

    def only(self, name: str) -> Any:
        """The payload, where nothing else is told."""
        ((told, payload),) = self.news()
        assert told == name
        return payload


def says(phone: Phone, text: str = "Baik", **more: Any) -> Message:
    """The bot writes into a chat."""
    bot = phone.talk.bot
    message = Message(bot.next_message(), bot.world.now(), bot.user, text, **more)
    phone.talk.chat.heard(message)
    return message
