"""What several tests of the sandbox make: a picture, a keyboard, a raw call."""

import io

import aiohttp
from PIL import Image
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from bot.sandbox.bots import SandboxBot
from bot.sandbox.server import Sandbox


def picture(width: int = 64, height: int = 48, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, kind)
    return out.getvalue()


def inline(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(t, callback_data=d) for t, d in r] for r in rows]
    )


async def post(
    sandbox: Sandbox, bot: SandboxBot, method: str, **params: object
) -> dict[str, object]:
    url = f"{sandbox.base_url}{bot.token}/{method}"
    async with aiohttp.ClientSession() as web, web.post(url, json=params) as raw:
        answer: dict[str, object] = await raw.json()
        return answer
