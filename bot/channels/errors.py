"""Errors of sending and receiving, the same for every channel."""


class RetryLater(Exception):
    """The platform did not take a message; `seconds` is its own wish, where it has one."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class AccountRefused(RetryLater):
    """The platform does not know our account any more: nothing gets through until it is mended."""


class DeliveryUnknown(Exception):
    """No answer came: the message may or may not have arrived."""


class RecipientUnreachable(Exception):
    """The person has blocked us or is gone."""


class MessageRefused(Exception):
    """The platform will never take this message."""


class RedeliverLater(Exception):
    """An update cannot be taken now; nothing was changed, and the same one may come again."""
