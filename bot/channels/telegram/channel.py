"""One region's Telegram bot: opening it, sending through it, and its errors in our words."""

from contextlib import suppress
from dataclasses import dataclass
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
from bot.channels.telegram import outbound
from bot.channels.telegram.guarded import GuardedBot
from bot.channels.telegram.request import AiohttpRequest, TellTime
from bot.media.errors import MediaUnavailable
from bot.media.store import Store
from bot.runtime.settings import Settings, TelegramBot
from handlers.chat.menu import STRANGER_COMMANDS
from handlers.chat.reply import Reply

LONG_POLL = 50  # seconds, Telegram's own limit
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


@dataclass(frozen=True, slots=True)
class TelegramChannel:
    """A bot and its two transports: a long poll must not hold up any answer.

    `store` holds what people hand in through it, PDFs of at most `pdf_limit` bytes.
    """

    bot: Bot
    requests: tuple[AiohttpRequest, AiohttpRequest]
    store: Store
    pdf_limit: int

    @classmethod
    def open(
        cls,
        settings: Settings,
        account: TelegramBot,
        region: str,
        told: TellTime | None = None,
    ) -> "TelegramChannel":
        """Nothing is asked of Telegram yet; it may be away just now.

        `told` hears the time of each of its answers.
        """
        calls = AiohttpRequest(settings.send_timeout, told=told)
        polls = AiohttpRequest(settings.send_timeout + LONG_POLL, connections=2)
        bot = GuardedBot(
            token=account.token.get_secret_value(),
            base_url=f"{settings.telegram_api}/bot",
            base_file_url=f"{settings.telegram_api}/file/bot",
            request=calls,
            get_updates_request=polls,
        )
        store = Store(settings.files, region)
        return cls(bot, (calls, polls), store, settings.pdf_limit)

    async def close(self) -> None:
        for request in self.requests:
            await request.shutdown()

    async def probe(self) -> None:
        """Ask for nothing but an answer, for the time that it tells."""
        with suppress(TelegramError):
            await self.bot.get_me()

    async def introduce(self, webhook: tuple[str, str] | None, *, polling: bool) -> None:
        """Say where updates shall go, and which commands a stranger sees.

        `webhook` is the address and its secret; employees get their own commands when bound.
        """
        if polling:
            await self.bot.delete_webhook()
        elif webhook:
            await self.bot.set_webhook(
                webhook[0],
                secret_token=webhook[1],
                allowed_updates=list(ALLOWED_UPDATES),
                max_connections=100,
            )
        await self.bot.set_my_commands(list(STRANGER_COMMANDS))

    async def send(self, chat: str, reply: Reply) -> str | None:
        """Send a reply; Telegram's errors become the four that the outbox knows."""
        try:
            return await outbound.send(self.bot, chat, reply, self.store)
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
        except MediaUnavailable as error:
            raise RetryLater(str(error)) from error


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
