"""One region's Telegram bot: opening it, sending through it, and its errors in our words."""

from datetime import timedelta

import structlog
from telegram import Bot
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.outbox import Impossible, Lost, TryLater, Unreachable
from bot.settings import Settings, TelegramBot
from bot.telegram import outbound
from bot.telegram.request import AiohttpRequest
from handlers.menu import STRANGER_COMMANDS
from handlers.reply import Reply

log = structlog.get_logger()

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


def open_bot(settings: Settings, account: TelegramBot) -> Bot:
    """python-telegram-bot's `Bot` over aiohttp; not yet connected."""
    return Bot(
        token=account.token.get_secret_value(),
        base_url=f"{settings.telegram_api}/bot",
        base_file_url=f"{settings.telegram_api}/file/bot",
        request=AiohttpRequest(settings.send_timeout),
        # A long poll waits inside its own request and must not hold up any answer.
        get_updates_request=AiohttpRequest(settings.send_timeout + 50, connections=2),
    )


async def send(bot: Bot, chat: str, reply: Reply) -> str | None:
    """Send a reply; Telegram's errors become the four that the outbox knows."""
    try:
        return await outbound.send(bot, chat, reply)
    except RetryAfter as error:
        raise TryLater(error.message, seconds(error)) from error
    except Forbidden as error:
        raise Unreachable(error.message) from error
    except BadRequest as error:
        if "chat not found" in error.message.lower():
            raise Unreachable(error.message) from error
        raise Impossible(error.message) from error
    except NetworkError as error:  # among them TimedOut: it may have arrived
        raise Lost(error.message) from error
    except InvalidToken as error:
        raise TryLater("token refused", 60) from error
    except TelegramError as error:
        raise TryLater(error.message) from error


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


async def introduce(bot: Bot) -> None:
    """Tell Telegram which commands a stranger sees; employees get their own when bound."""
    await bot.set_my_commands(list(STRANGER_COMMANDS))


async def listen_by_webhook(bot: Bot, url: str, secret: str) -> None:
    await bot.set_webhook(
        url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=100
    )
    log.info("webhook set", url=url)
