"""Calls through python-telegram-bot whose answers are not worth building into its objects.

Half the cost of sending a message is the `Message` made of the answer, of which only the
number is kept; and one unreadable update must not hold up all that come after it.
"""

from typing import Any

from telegram import Bot
from telegram.request import BaseRequest


async def call(
    bot: Bot, method: str, params: dict[str, Any], read_timeout: float | None = None
) -> Any:  # noqa: ANN401 - whatever the Bot API answers
    """Call a method by its snake_case name; raises the library's errors."""
    # It warns whoever names a method that it has; the last underscore never reaches the wire.
    patience = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
    return await bot.do_api_request(f"{method}_", api_kwargs=params, read_timeout=patience)
