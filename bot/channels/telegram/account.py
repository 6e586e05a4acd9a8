"""One region's Telegram bot: its transports, what it says of itself, its errors in our words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Bot
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.errors import (
    AccountRefused,
    DeliveryUnknown,
    MessageRefused,
    RecipientUnreachable,
    RetryLater,
)
from bot.channels.message import Message
from bot.channels.telegram import outbound
from bot.channels.telegram.guarded import GuardedBot
from bot.channels.telegram.request import AiohttpRequest, TellTime
from handlers.chat.menu import STRANGER_COMMANDS

LONG_POLL_SECONDS = 50  # Telegram's own limit
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True, slots=True)
class Account:
    """A bot and its transports, calls and polls: a long poll must not hold up any answer.

    Without a `secret` its webhook stays shut.
    """

    bot: Bot
    calls: AiohttpRequest
    polls: AiohttpRequest
    secret: str | None = field(repr=False)

    @classmethod
    def open(cls, token: str, secret: str | None, api: str, seconds: float) -> "Account":
        """Nothing is asked of Telegram yet; it may be away just now. `seconds` bound each call."""
        calls = AiohttpRequest(seconds)
        polls = AiohttpRequest(seconds + LONG_POLL_SECONDS, connections=2)
        bot = GuardedBot(
            token=token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=calls,
            get_updates_request=polls,
        )
        return cls(bot, calls, polls, secret)

    async def close(self) -> None:
        for request in (self.calls, self.polls):
            await request.shutdown()

    def tell_time(self, told: TellTime) -> None:
        """From now on `told` hears the time of each of Telegram's answers."""
        self.calls.told = self.polls.told = told

    async def introduce(self, webhook: str | None, *, polling: bool) -> None:
        """Say where updates shall go, and which commands a stranger sees.

        Employees get their own commands when bound. Raises what `send` does.
        """
        with in_our_words():
            if polling:
                await self.bot.delete_webhook()
            elif webhook:
                await self.bot.set_webhook(
                    webhook,
                    secret_token=self.secret,
                    allowed_updates=list(ALLOWED_UPDATES),
                    max_connections=100,
                )
            await self.bot.set_my_commands(list(STRANGER_COMMANDS))

    async def send(self, chat: str, message: Message) -> str | None:
        """Say it; Telegram's errors become those that every channel has."""
        with in_our_words():
            return await outbound.send(self.bot, chat, message)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raise the library's errors as those of bot/channels/errors.py."""
    try:
        yield
    except RetryAfter as error:
        raise RetryLater(error.message, seconds(error)) from error
    except Forbidden as error:
        raise RecipientUnreachable(error.message) from error
    except BadRequest as error:
        gone = "chat not found" in error.message.lower()
        raise (RecipientUnreachable if gone else MessageRefused)(error.message) from error
    except InvalidToken as error:
        raise AccountRefused(error.message) from error
    except NetworkError as error:  # among them TimedOut: it may have arrived
        raise DeliveryUnknown(error.message) from error
    except TelegramError as error:
        raise RetryLater(error.message) from error


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
