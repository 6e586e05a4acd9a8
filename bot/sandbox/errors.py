"""How Telegram says no: an HTTP code and the exact words of its error."""


class TelegramError(Exception):
    """A refusal as the Bot API words it; ``retry_after`` in seconds only with 429."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad_request(words: str) -> TelegramError:
    return TelegramError(400, f"Bad Request: {words}")


def forbidden(words: str) -> TelegramError:
    return TelegramError(403, f"Forbidden: {words}")


def conflict(words: str) -> TelegramError:
    return TelegramError(409, f"Conflict: {words}")


def too_many(seconds: int) -> TelegramError:
    return TelegramError(429, f"Too Many Requests: retry after {seconds}", seconds)
