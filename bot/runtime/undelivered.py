"""Why a message did not get through, in words that every channel has."""


class TryLater(Exception):  # noqa: N818 - an answer of the platform, not an error of ours
    """The platform did not take it; `seconds` is its own wish, where it has one."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class ShutOut(TryLater):
    """The platform does not know this bot any more: nothing gets through until that is mended."""


class Lost(Exception):  # noqa: N818
    """No answer came: the message may or may not have arrived."""


class Unreachable(Exception):  # noqa: N818
    """The person has blocked the bot or is gone."""


class Impossible(Exception):  # noqa: N818
    """The platform will never take this message."""
