"""The one place that knows every channel: from a deployment's settings to what it talks through."""

from bot.channels.base import Channel
from bot.channels.telegram.account import Account
from bot.channels.telegram.channel import TelegramChannel
from bot.runtime.settings import Settings, TelegramBot


def open_channels(settings: Settings) -> tuple[Channel, ...]:
    """A deployment's channels; nobody is asked anything yet, so every platform may be away."""
    return (open_telegram(settings),)


def open_telegram(settings: Settings) -> TelegramChannel:
    """One bot for each region that has a token; webhooks for those with a secret."""
    accounts = {code: _account(settings, bot) for code, bot in settings.telegram.items()}
    return TelegramChannel(accounts, settings.public_url)


def _account(settings: Settings, bot: TelegramBot) -> Account:
    secret = None if bot.secret is None else bot.secret.get_secret_value()
    return Account.open(
        bot.token.get_secret_value(), secret, settings.telegram_api, settings.send_timeout
    )
