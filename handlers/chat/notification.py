"""Notifications: messages that answer nothing, kept as kind and fields and worded when sent.

An answer is a `Reply`. A notification may wait for hours, and go out through a channel that takes
approved wordings with parameters only, so the outbox keeps what it says and not the words.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from core.organisation.region import Region
from handlers.chat.reply import Reply
from handlers.chat.screen import Screen


class Parts(StrEnum):
    """How much of a card a message shows."""

    ALL = "semua"
    READ_ONLY = "tanpa tombol"  # whoever reads it decides nothing
    TEXT = "teks saja"  # nor does it become a picture, which a text on a screen cannot


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification(ABC):
    """A kind of notification; its fields are plain values that are worded by `word`.

    The outbox keeps `KIND` and the fields: a field that is new has a default, and a name changes
    with a migration only, for older releases have written it (tests/handlers/notified.json).
    `screen` and `in_place` are those of `Reply`.
    """

    KIND: ClassVar[str]

    screen: Screen | None = None
    parts: Parts = Parts.ALL
    in_place: bool = False

    @abstractmethod
    def word(self, region: Region) -> Reply:
        """The whole of it in words, with all its buttons."""

    def render(self, region: Region) -> Reply:
        """The message as it is meant: `parts` of the whole."""
        reply = replace(self.word(region), screen=self.screen, in_place=self.in_place)
        match self.parts:
            case Parts.ALL:
                return reply
            case Parts.READ_ONLY:
                return replace(reply, buttons=(), unseen=())
            case Parts.TEXT:
                return replace(reply, buttons=(), unseen=(), picture=None)
