"""What the rows of an outbox say, in words, as the sender puts them."""

from functools import cache
from typing import Any

from bot.runtime.message_codec import unpack
from core.organisation.region import Region
from handlers.chat.reply import Reply
from tests.office import a_region

_region = cache(a_region)


def reply_of(row: Any, region: Region | None = None) -> Reply:
    """The message of a row with `region`, `kind` and `body`, by the rules of its region."""
    says = unpack(row.kind, row.body)
    return says if isinstance(says, Reply) else says.render(region or _region(row.region))


def text_of(row: Any, region: Region | None = None) -> str:
    return str(reply_of(row, region).text)
